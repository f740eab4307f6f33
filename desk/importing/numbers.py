"""Numbers of papers: which side's they are, and when two spellings are one."""

from __future__ import annotations

import re
from typing import NamedTuple

from desk.importing.lists import items
from pipelines.text.paper_codes import OURS

_LABEL = re.compile(
    r"(?:pihak\s+(?P<side>kesatu|pertama|kedua|i{1,2}|[12])|(?P<name>[^\d:]{2,40}?))?\s*(?:nomor|no\.?)?\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_SECOND = frozenset({"kedua", "ii", "2"})
#: What stands after a number where its cell also tells the day.
_WITH_DAY = re.compile(
    r"[\s,;]*\b(?:tanggal|tgl\.?|tertanggal)\s*:?\s*(?P<day>\S.*)$", re.IGNORECASE
)
_LEAD = re.compile(r"^(?:nomor|nomer|no)\b\s*[.:]?\s*", re.IGNORECASE)
_AND = re.compile(r"\s+(?:dan|&|serta)\s+", re.IGNORECASE)
_NONE = re.compile(r"[-–—.\s/]*|(?:belum|tidak|tanpa)\b.*|n/?a", re.IGNORECASE)


class Numbers(NamedTuple):
    """The numbers that each side gave a paper; null where none is told."""

    ours: str | None = None
    theirs: str | None = None


def parted(text: str) -> tuple[str, str]:
    """Part "W15-12 tanggal 3 Februari 2026" into number and day; no day where none is told."""
    found = _WITH_DAY.search(text)
    return (text[: found.start()], found["day"]) if found else (text, "")


def read_numbers(text: str) -> Numbers:
    """Read a cell with the numbers of both sides, or of one."""
    found = [
        (match, number)
        for item in items(text)
        for part in _beside(item)
        if (number := bare_number(_LABEL.sub("", part, count=1)))
        for match in [_LABEL.match(part)]
    ]
    ours = [number for match, number in found if not _is_second(match)]
    theirs = [number for match, number in found if _is_second(match)]
    if not theirs and len(ours) > 1:
        ours, theirs = _parted(ours)
    return Numbers("; ".join(ours) or None, "; ".join(theirs) or None)


def _beside(item: str) -> list[str]:
    """Part two numbers on one line: by a word, or by a stroke after a number of our form."""
    parts = _AND.split(item)
    if len(parts) == 1 and len(strokes := item.split(" / ")) == 2 and OURS.search(strokes[0]):
        return strokes
    return parts


def bare_number(text: str) -> str:
    """Return a number without "Nomor:" before it; nothing where the cell says there is none."""
    number = _LEAD.sub("", " ".join(text.split())).strip(" ;,")
    return "" if _NONE.fullmatch(number) else number


def number_key(number: str) -> str:
    """Return a number in the form in which two spellings are equal."""
    return "".join(char for char in number.casefold() if char.isalnum())


def _is_second(match: re.Match[str] | None) -> bool:
    return match is not None and (match["side"] or "").lower() in _SECOND


def _parted(numbers: list[str]) -> tuple[list[str], list[str]]:
    """Take the number in our form for ours, else the first."""
    own = next((number for number in numbers if OURS.search(number)), numbers[0])
    return [own], [number for number in numbers if number != own]
