"""Days as people write them in a cell: all of it must be a day, or it is told that it is not."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from desk.sheets import MonthOnly, Unreadable, Value
from desk.sheets.book import WINDOWS_EPOCH, text_of
from pipelines.text.calendar_words import MONTHS, WEEKDAYS, alternation

#: Years that an agreement may be of.
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
#: Two figures are of this century, unless that lies far ahead.
_LAST_CENTURY = 70
#: Serial numbers of the days within those years.
_FIRST_SERIAL, _LAST_SERIAL = 25_569, 73_415

_MONTH = alternation(MONTHS)
_WEEKDAY = rf"(?:hari\s+)?(?P<weekday>{alternation(WEEKDAYS)})"
_SIGN = r"\s*[-/.,\s]\s*"
_LEAD = re.compile(
    rf"^(?:{_WEEKDAY}\b\s*[,/.]?\s*)?(?:\(\s*)?(?:pada\s+)?(?:tanggal\s*:?|tgl\.?\s*:?)?\s*",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[,\s]+(?:(?:pukul|jam)\s.*|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*(?:wib|wita|wit))?)$",
    re.IGNORECASE,
)
#: Characters at the end of a cell in which a weekday may stand.
_TAIL_REACH = 30
_TAIL = re.compile(rf"[\s,/(]+{_WEEKDAY}\s*\)?$", re.IGNORECASE)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}}){_SIGN}(?:bulan\s+)?(?P<name>{_MONTH})\.?"
        rf"(?:{_SIGN}(?:tahun\s+)?(?P<year>\d{{4}}|'?\d{{2}}))?",
        rf"(?P<name>{_MONTH})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})",
        r"(?P<year>\d{4})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<day>\d{1,2})"
        r"(?:[T ]00:00(?::00)?)?",
        r"(?P<day>\d{1,2})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<year>\d{4}|\d{2})",
    )
)
_MONTH_ONLY = re.compile(
    rf"(?:bulan\s+)?(?:{_MONTH})\.?{_SIGN}'?(?:\d{{4}}|\d{{2}})|\d{{1,2}}\s*[-/]\s*\d{{4}}",
    re.IGNORECASE,
)
_YEAR_ONLY = re.compile(r"(?:tahun\s+)?(?:19|20)\d\d", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*(?:\bs\s?[./]?\s?d\b\.?|\bsampai(?:\s+dengan)?\b|\bhingga\b|[–—]|\s-\s|\bto\b|"
    r"(?<=[-/.]\d{4})-(?=\d)|(?<=[a-z] \d{4})-(?=\d))\s*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[;\n]|\bdan\b|&)\s*", re.IGNORECASE)


class DayRead(NamedTuple):
    """What a cell says of a day; ``code`` is a problem, of the cell or with what was taken."""

    day: date | None
    code: str | None = None
    shown: str = ""


def read_day(value: Value, epoch: date = WINDOWS_EPOCH, year: int | None = None) -> DayRead:
    """Read a cell that should hold a day.

    Args:
        value: what the cell holds.
        epoch: day 0 of the workbook's serial numbers.
        year: of the sheet, for a day without one.
    """
    shown = text_of(value)
    match value:
        case Unreadable(code=code):
            return DayRead(None, code, value.shown)
        case MonthOnly():
            return DayRead(None, "month_only", shown)
        case date():
            return _bounded(value, shown)
        case bool() | None:
            return DayRead(None, "not_a_date" if value is not None else None, shown)
        case int() | float():
            return _of_serial(float(value), epoch, shown)
        case str():
            return _of_text(shown, year)


def read_range(value: Value, epoch: date = WINDOWS_EPOCH) -> tuple[DayRead, DayRead] | None:
    """Read "12-1-2026 s.d. 11-1-2029" as two days; null where a cell holds no two."""
    if not isinstance(value, str):
        return None
    parts = _BETWEEN.split(" ".join(value.split()).strip(" ()"))
    if len(parts) != 2 or not all(parts):
        return None
    last = read_day(parts[1], epoch)
    first = read_day(parts[0], epoch, last.day.year if last.day else None)
    if first.day and last.day and first.code == "year_from_sheet":
        first = DayRead(first.day, None, first.shown)
    return (first, last) if first.day or last.day else None


def until_of(text: str, epoch: date = WINDOWS_EPOCH) -> DayRead | None:
    """Read "s.d. 31 Desember 2026" as the last day; null where there is no such word."""
    found = re.match(
        r"(?:berlaku\s+)?(?:s\s?[./]?\s?d\b\.?|sampai(?:\s+dengan)?|hingga)\s+(?P<rest>.+)",
        text,
        re.IGNORECASE,
    )
    return read_day(found["rest"], epoch) if found else None


def _of_serial(number: float, epoch: date, shown: str) -> DayRead:
    if _FIRST_YEAR <= number <= _LAST_YEAR and number.is_integer():
        return DayRead(None, "year_only", shown)
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return DayRead(None, "not_a_date", shown)
    return _bounded(epoch + timedelta(days=int(number)), shown)


def _of_text(text: str, year: int | None) -> DayRead:
    several = [part for part in _AND.split(text) if part.strip()]
    if len(several) > 1:
        read = [_of_text(part, year) for part in several]
        if all(one.day for one in read):
            return (
                read[0]
                if len({one.day for one in read}) == 1
                else read[0]._replace(code="several_dates", shown=text)
            )
    even = " ".join(text.split())
    lead = _LEAD.match(even)
    rest = _TIME.sub("", even[lead.end() if lead else 0 :]).strip(" .,")
    tail = _TAIL.search(rest, max(0, len(rest) - _TAIL_REACH))
    bare = (rest[: tail.start()] if tail else rest).strip(" .,()")
    found = next((match for form in _FORMS if (match := form.fullmatch(bare))), None)
    if found is None:
        return DayRead(None, _why(bare), text)
    weekday = next((told["weekday"] for told in (lead, tail) if told and told["weekday"]), None)
    return _checked(_parts(found.groupdict(), year), weekday, text)


def _why(bare: str) -> str:
    if _MONTH_ONLY.fullmatch(bare):
        return "month_only"
    return "year_only" if _YEAR_ONLY.fullmatch(bare) else "not_a_date"


class _Parts(NamedTuple):
    day: int
    month: int
    year: int | None
    code: str | None = None


def _parts(told: dict[str, str | None], sheet_year: int | None) -> _Parts:
    day = int(told["day"] or 0)
    name = told.get("name")
    month = MONTHS[name.lower()] if name else int(told.get("month") or 0)
    year, code = _year(told.get("year")), None
    if year is None and sheet_year is not None:
        year, code = sheet_year, "year_from_sheet"
    # An American program wrote the month first.
    if name is None and len(told.get("year") or "") and month > 12 >= day:
        day, month, code = month, day, "month_first"
    return _Parts(day, month, year, code)


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    year = int(digits.strip("'"))
    if year >= 100:
        return year
    return year + (1900 if year >= _LAST_CENTURY else 2000)


def _checked(parts: _Parts, weekday: str | None, shown: str) -> DayRead:
    if parts.year is None:
        return DayRead(None, "no_year", shown)
    try:
        day = date(parts.year, parts.month, parts.day)
    except ValueError:
        return DayRead(None, "impossible_date", shown)
    found = _bounded(day, shown)
    if found.day and weekday and WEEKDAYS[weekday.lower()] != day.weekday():
        return found._replace(code="wrong_weekday")
    return found._replace(code=found.code or parts.code)


def _bounded(day: date, shown: str) -> DayRead:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return DayRead(None, "far_date", shown)
    return DayRead(day, None, shown)
