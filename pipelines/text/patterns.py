"""What a regular expression asks for, read off its source: words it needs, and a wider one."""

from __future__ import annotations

import re
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: Stands for all that is no letter or figure, and for the end of a word.
BORDER = " "
#: Shorter pieces than this, borders counted, stand in too many words to tell anything.
SHORTEST = 3
#: Borders of words at either end of a pattern, for which a wider one takes in the neighbour.
_NO_LETTER_BEFORE, _NO_LETTER_NEXT = r"(?<!\w)", r"(?!\w)"
_REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT)
#: Parts of patterns between whose neighbours a word ends.
_BORDERS = {
    (kind, str(value))
    for source in (r"\b", r"(?<!\w)", r"(?!\w)", r"\s", r"\s+")
    for kind, value in parser.parse(source)
}
_LOOK_AROUND = re.compile(r"\(\?<?[=!]")
_CODE = re.compile(r"\\u([0-9a-f]{4})")
_FLAGS = ((re.IGNORECASE, "i"), (re.MULTILINE, "m"), (re.DOTALL, "s"))


def needed_by(pattern: str, flags: int) -> frozenset[str]:
    """Pieces of words in lower case, of which any match has one; empty where none are known."""
    return _needed(parser.parse(pattern, flags))


def takes_neighbours(pattern: re.Pattern[str]) -> bool:
    """Whether a match of the wider pattern may hold a letter more than one of ``pattern``."""
    source = pattern.pattern
    return source.startswith(_NO_LETTER_BEFORE) or source.endswith(_NO_LETTER_NEXT)


def wider(pattern: re.Pattern[str]) -> str:
    """``pattern`` for RE2, without what it asks of its neighbours: it matches no less."""
    source = pattern.pattern
    if source.startswith(_NO_LETTER_BEFORE):
        source = rf"(?:^|\W){source.removeprefix(_NO_LETTER_BEFORE)}"
    if source.endswith(_NO_LETTER_NEXT):
        source = rf"{source.removesuffix(_NO_LETTER_NEXT)}(?:\W|$)"
    kept, place = "", 0
    while found := _LOOK_AROUND.search(source, place):
        kept += source[place : found.start()]
        place = _group_end(source, found.end())
    flags = "".join(letter for flag, letter in _FLAGS if pattern.flags & flag)
    kept += source[place:]
    return (f"(?{flags})" if flags else "") + _CODE.sub(lambda code: chr(int(code[1], 16)), kept)


def _group_end(source: str, place: int) -> int:
    """Where the group ends that is open at ``place`` of a pattern's ``source``."""
    depth, in_class = 1, False
    while depth:
        letter = source[place]
        if letter == "\\":
            place += 1
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        else:
            depth += (letter == "(") - (letter == ")")
        place += 1
    return place


def _needed(parts: Any, before: str = "", after: str = "") -> frozenset[str]:
    """As ``needed_by``, for a parsed pattern between the borders ``before`` and ``after``."""
    letters = [*(_letter(*part) for part in parts), after]
    choices: list[frozenset[str]] = []
    run = before
    for number, (kind, value) in enumerate(parts):
        letter = letters[number]
        if letter != BORDER or not run.endswith(BORDER):
            run += letter
        if not letter or letter == BORDER:
            choices += [frozenset({run}), _needed_within(kind, value, run, letters[number + 1])]
            run = letter
    best = max([*choices, frozenset({run + after})], key=_length)
    return best if _length(best) >= SHORTEST else frozenset()


def _letter(kind: Any, value: Any) -> str:
    """What one part of a pattern asks for, if it is one letter or a border of words."""
    if kind is kinds.LITERAL:
        return chr(value).lower() if chr(value).isalnum() else BORDER
    if kind is kinds.IN:
        # "[Kk]epala" asks for a letter, large or small.
        letters = {_letter(*one) for one in value}
        return letters.pop() if len(letters) == 1 else ""
    return BORDER if (kind, str(value)) in _BORDERS else ""


def _needed_within(kind: Any, value: Any, run: str, following: str) -> frozenset[str]:
    """As ``_needed_by``, for one part that holds others."""
    before = BORDER if run.endswith(BORDER) else ""
    after = BORDER if following == BORDER else ""
    if kind is kinds.SUBPATTERN:
        return _needed(value[-1], before, after)
    if kind in _REPEATS and value[0]:
        return _needed(value[-1])
    if kind is kinds.BRANCH:
        branches = [_needed(branch, before, after) for branch in value[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()


def _length(pieces: frozenset[str]) -> int:
    return min(map(len, pieces), default=0)
