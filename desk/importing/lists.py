"""Several things in one cell: on lines, behind semicolons, numbered."""

from __future__ import annotations

import re
from collections.abc import Callable

#: Things in one cell at most.
_MOST = 200
_NUMBERED = re.compile(r"(?:^|(?<=[\s;,]))(?:\(?\d{1,2}[.)]|\(?[a-h][.)])\s+(?=\S)", re.MULTILINE)
_BULLET = re.compile(r"^\s*(?:[-•●▪*–]|\d{1,2}[.)]|[a-h][.)])\s*(?=\S)")
_FIRST_NUMBER = re.compile(r"^\s*\(?(?:1|a)[.)]\s")
_LINES = re.compile(r"\s*(?:\r?\n|;)\s*")
_GOES_ON = re.compile(
    r"^(?:\(|kab(?:upaten|\.)|kota\b|prov(?:insi|\.)|[a-z]|di\b|dan\b|&)", re.IGNORECASE
)
_OPEN_END = re.compile(r"(?:\bdan|&|,|\bdi|-|/)$", re.IGNORECASE)


def items(text: str, is_whole: Callable[[str], bool] | None = None) -> list[str]:
    """Split a cell into the things that it lists.

    Args:
        text: of the cell.
        is_whole: says of two lines put together that they are one thing, broken by the width of
            the cell.
    """
    if _FIRST_NUMBER.match(text):
        parts = _NUMBERED.split(" " + text)
        found = [_even(part) for part in parts]
        return [part.strip(" ;,") for part in found if part.strip(" ;,")][:_MOST]
    lines = [_even(line) for line in _LINES.split(text)]
    bulleted = sum(bool(_BULLET.match(line)) for line in lines) > 1
    joined = lines if bulleted or ";" in text else _without_breaks(lines, is_whole)
    bare = [_BULLET.sub("", line) if bulleted else line for line in joined]
    return [line.strip(" ;,") for line in bare if line.strip(" ;,")][:_MOST]


def _without_breaks(lines: list[str], is_whole: Callable[[str], bool] | None) -> list[str]:
    """Put lines together that only the width of the cell parted."""
    found: list[str] = []
    for line in filter(None, lines):
        if found and _is_broken(found[-1], line, is_whole):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _is_broken(before: str, line: str, is_whole: Callable[[str], bool] | None) -> bool:
    if _OPEN_END.search(before):
        return True
    if _GOES_ON.match(line) and line[:1].islower():
        return True
    whole = is_whole is not None and is_whole(f"{before} {line}")
    return whole and (bool(_GOES_ON.match(line)) or not (is_whole is not None and is_whole(line)))


def _even(text: str) -> str:
    return " ".join(text.split())
