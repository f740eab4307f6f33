"""Publication times as Indonesian outlets print them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from model.records import JAKARTA
from pipelines.text.calendar_words import MONTHS, WEEKDAYS, alternation, full_year

#: A printed time is short; what is longer is prose, and only its beginning is read.
_ROOM = 200
_FIRST_YEAR = 1990
_LAST_YEAR = 2100
_HOURS = {"wib": 7, "wita": 8, "wit": 9, "utc": 0, "gmt": 0, "z": 0}
_AGO = re.compile(
    r"\b(?P<count>\d{1,4}|se|an?|one|satu)\s?(?P<unit>detik|menit|jam|hari|seconds?|secs?|minutes?|mins?|hours?|days?)"
    r"\s(?:yang\s)?(?:lalu|ago)\b",
    re.IGNORECASE,
)
_UNITS = {
    "detik": timedelta(seconds=1), "sec": timedelta(seconds=1),
    "menit": timedelta(minutes=1), "min": timedelta(minutes=1),
    "jam": timedelta(hours=1), "hou": timedelta(hours=1),
    "hari": timedelta(days=1), "day": timedelta(days=1),
}  # fmt: skip
_NOW = re.compile(r"\b(?:baru saja|just now)\b", re.IGNORECASE)
_DAYS = re.compile(r"\b(?:(?P<today>hari ini|today)|kemarin|yesterday)\b", re.IGNORECASE)
_NAMES = alternation(MONTHS)
_DATE = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{0,2}}(?P<n2>{_NAMES})\b\.?,?[\s-]{{0,2}}(?P<y2>\d{{4}})(?!\d)"
    rf"|\b(?P<n3>{_NAMES})\b\.?\s{{0,2}}(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{0,2}}(?P<y3>\d{{4}})(?!\d)"
    r"|(?P<d4>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<m4>\d{1,2})\s?(?P=sep)\s?(?P<y4>\d{4}|\d\d)(?!\d)"
    r")",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d.:/-])(?P<hour>\d{1,2})\s?[:.]\s?(?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:\.\d{1,6})?)?"
    r"(?![\d/]|[.:]\d)\s?(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\b(?P<name>wib|wita|wit|utc|gmt)\b(?:\s?(?P<shift>[+-]\d{1,2})(?::?(?P<rest>\d\d))?)?"
    r"|(?<=[\d\s])(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)\b",
    re.IGNORECASE,
)
#: As software writes them in front of a date: "Sen, 10/05/2026".
_WEEKDAYS = WEEKDAYS | dict(zip("sen sel rab kam jum sab min".split(), range(7), strict=True))
_WEEKDAY = re.compile(rf"\b(?:{alternation(_WEEKDAYS)})\b", re.IGNORECASE)


def parse_moment(text: str, now: datetime) -> datetime | None:
    """Read a printed publication time, or give None when unsure; never raises.

    Args:
        text: what the page prints: "Kamis, 29 Januari 2026 | 14:05 WIB", "2 jam lalu", ISO 8601,
            RFC 2822, "Posted on Juli 3, 2025 by admin". Of several times the first counts.
        now: when the page was fetched, for times that are relative to it.

    Returns:
        The time with the offset it gives, else in Asia/Jakarta; midnight when only a day is given.
    """
    try:
        head = text[:_ROOM].replace("\u00a0", " ").strip()
        return _iso(head) or _printed(head) or _counted(head, now)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    if not text[:4].isdigit() or len(text) < 10:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=JAKARTA)


def _printed(text: str) -> datetime | None:
    match = _DATE.search(text)
    if match is None:
        return None
    day, month, year = _parts(match)
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if month > 12 >= day or (match["d4"] and _is_swapped(text[: match.start()], day, month, year)):
        day, month = month, day
    return _at(text[: match.start()], text[match.end() :], datetime(year, month, day))  # noqa: DTZ001 - the zone is read next


def _is_swapped(before: str, day: int, month: int, year: int) -> bool:
    """Say whether the weekday before "09/06/2023" fits only where the month comes first."""
    named = _WEEKDAY.search(before)
    if named is None or day > 12:
        return False
    weekday = _WEEKDAYS[named.group().lower()]
    as_written, swapped = datetime(year, month, day), datetime(year, day, month)  # noqa: DTZ001 - days only
    return as_written.weekday() != weekday == swapped.weekday()


def _parts(match: re.Match[str]) -> tuple[int, int, int | None]:
    if match["y1"]:
        return int(match["d1"]), int(match["m1"]), full_year(match["y1"])
    if match["n2"]:
        return int(match["d2"]), MONTHS[match["n2"].lower()], full_year(match["y2"])
    if match["n3"]:
        return int(match["d3"]), MONTHS[match["n3"].lower()], full_year(match["y3"])
    return int(match["d4"]), int(match["m4"]), full_year(match["y4"])


def _at(before: str, after: str, day: datetime) -> datetime:
    """Add the time of day, which mostly follows the date, and the zone, which follows the time."""
    for part in (after, before):
        time = _TIME.search(part)
        if time and (clock := _clock(time)):
            return (day + clock).replace(tzinfo=_zone(part[time.end() :]))
    return day.replace(tzinfo=JAKARTA)


def _clock(match: re.Match[str]) -> timedelta | None:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _zone(text: str) -> tzinfo:
    match = _ZONE.search(text[:12])
    if match is None:
        return UTC if text[:1] in ("Z", "z") else JAKARTA
    if match["sign"]:
        shift = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
        return timezone(shift if match["sign"] == "+" else -shift)
    hours = _HOURS[match["name"].lower()] + int(match["shift"] or 0)
    return JAKARTA if hours == 7 else timezone(timedelta(hours=hours))


def _counted(text: str, now: datetime) -> datetime | None:
    local = now.astimezone(JAKARTA)
    if _NOW.search(text):
        return local
    if ago := _AGO.search(text):
        return _ago(ago, local)
    if day := _DAYS.search(text):
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        back = 0 if day["today"] else 1
        return _at("", text[day.end() :], midnight - timedelta(days=back))
    return None


def _ago(match: re.Match[str], now: datetime) -> datetime | None:
    count = int(match["count"]) if match["count"].isdigit() else 1
    word = match["unit"].lower()
    unit = _UNITS[word] if word in _UNITS else _UNITS[word[:3]]
    moment = now - count * unit
    if unit < timedelta(days=1):
        return moment
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
