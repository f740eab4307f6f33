"""How long an agreement holds, as a cell says it: years, months, a last day, or two days."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from desk.importing.days import read_day, read_range, until_of
from desk.sheets import MonthOnly, Unreadable, Value
from desk.sheets.book import WINDOWS_EPOCH, text_of

#: Months of a term at most; more is misread.
_MOST_MONTHS = 1_200
_YEAR = 12
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split(), start=1
    )
} | {
    "se": 1,
    "dua belas": 12,
    "lima belas": 15,
    "dua puluh": 20,
    "dua puluh empat": 24,
    "tiga puluh enam": 36,
}
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_SPAN = re.compile(
    rf"(?P<count>\d{{1,3}}(?:[.,]\d)?|{_WORDS})\s*(?:\(\s*[\w ]{{1,20}}\s*\))?\s*"
    r"(?P<unit>tahun|thn|th|bulan|bln|bl)\b\.?",
    re.IGNORECASE,
)
#: What may stand around spans: nothing that could change what they say.
_AROUND = re.compile(
    r"(?:\s|,|dan|selama|untuk|jangka waktu|masa berlaku|berlaku|sejak|terhitung|mulai|tanggal|"
    r"(?:di)?\s?tanda\s?tangani(?:nya)?|penandatanganan|perjanjian|naskah|ini|kerja\s?sama|"
    r"dapat diperpanjang|\(|\)|\.|:)*",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?:tahun\s+)?(?:19|20)\d\d\s*(?:[-–—/]|s\.?\s?/?d\.?|sampai|hingga)\s*(?:19|20)\d\d",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"(?:tidak\s+(?:terbatas|ditentukan|dibatasi|ada batas\w*)|tanpa batas\w*|selamanya|seterusnya|"
    r"sampai (?:selesai|ada perubahan|dicabut)|tak terbatas|permanen)\b.*",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"[(\n;]\s*(?P<rest>[^()]*\d[^()]*?)\)?\s*$")


class TermRead(NamedTuple):
    """What a cell says of the term; ``code`` is a problem, of the cell or with what was taken."""

    months: int | None = None
    since: date | None = None
    until: date | None = None
    code: str | None = None
    shown: str = ""


def read_term(value: Value, unit: int | None = None, epoch: date = WINDOWS_EPOCH) -> TermRead:
    """Read a cell that should say how long an agreement holds.

    Args:
        value: what the cell holds.
        unit: months that a bare number counts by, as the head of the column says; null: it does
            not.
        epoch: day 0 of the workbook's serial numbers.
    """
    shown = text_of(value)
    match value:
        case None | bool():
            return TermRead()
        case Unreadable(code=code):
            return TermRead(code=code, shown=shown)
        case MonthOnly():
            return TermRead(code="month_only", shown=shown)
        case date():
            return TermRead(until=value, shown=shown)
        case int() | float():
            return _counted(float(value), unit, shown)
        case str():
            return _of_text(shown, unit, epoch)


def unit_of(head: str) -> int | None:
    """Return the months that a head says its numbers count by; null where it does not."""
    words = head.lower()
    is_months, is_years = (
        "bulan" in words or "bln" in words,
        re.search(r"\b(?:tahun|thn|th)\b", words),
    )
    if is_months == bool(is_years):
        return None
    return 1 if is_months else _YEAR


def _counted(number: float, unit: int | None, shown: str) -> TermRead:
    months = round(number * unit) if unit and 0 < number <= _MOST_MONTHS else 0
    if 0 < months <= _MOST_MONTHS and abs(number * (unit or 0) - months) < 0.01:
        return TermRead(months=months, shown=shown)
    return TermRead(code="not_a_term", shown=shown)


def _of_text(text: str, unit: int | None, epoch: date) -> TermRead:
    if re.fullmatch(r"\d{1,4}(?:[.,]\d)?", text):
        number = float(text.replace(",", "."))
        return _counted(number, unit, text)
    if _OPEN.fullmatch(text):
        return TermRead(code="open_term", shown=text)
    if _YEARS.fullmatch(text):
        return TermRead(code="years_only", shown=text)
    return _spans(text, epoch) or _days(text, epoch) or TermRead(code="not_a_term", shown=text)


def _days(text: str, epoch: date) -> TermRead | None:
    """Read a first and a last day, or the last alone."""
    both = read_range(text, epoch)
    if both is not None:
        first, last = both
        return TermRead(since=first.day, until=last.day, code=first.code or last.code, shown=text)
    last_day = until_of(text, epoch) or read_day(text, epoch)
    if last_day.day or last_day.code not in {"not_a_date", None}:
        return TermRead(until=last_day.day, code=last_day.code, shown=text)
    return None


def _spans(text: str, epoch: date) -> TermRead | None:
    """Read "3 tahun", "1 th 6 bln", "3 (tiga) tahun (12/1/2026 s.d. 11/1/2029)"."""
    found = list(_SPAN.finditer(text))
    if not found:
        return None
    months = sum(_months(match) for match in found)
    rest = text[: found[0].start()], text[found[-1].end() :]
    between = [text[one.end() : other.start()] for one, other in pairwise(found)]
    dates = _IN_BRACKETS.search(rest[1])
    after = rest[1][: dates.start()] if dates else rest[1]
    if not all(_AROUND.fullmatch(part) for part in (rest[0], *between, after)):
        return None
    if not 0 < months <= _MOST_MONTHS or months != round(months):
        return None
    days = _days(dates["rest"].strip(), epoch) if dates else None
    known = days or TermRead()
    return TermRead(round(months), known.since, known.until, known.code, text)


def _months(match: re.Match[str]) -> float:
    told = match["count"].lower()
    count = float(_NUMBERS[told]) if told in _NUMBERS else float(told.replace(",", "."))
    return count * (_YEAR if match["unit"][0].lower() == "t" else 1)
