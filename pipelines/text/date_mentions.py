"""Days named in Indonesian text: "Kamis (22/1/2026)", "5 Nopember", "Senin lalu", "hari ini"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipelines.text.calendar_words import MONTHS, WEEKDAYS, alternation, full_year
from pipelines.text.lookout import watch

#: "Minggu" is Sunday, but a week in lower case, unless a day follows in brackets; so is "Minggu
#: ini" where it begins a sentence, and where it is counted ("Dua Minggu").
_WEEKS = "".join(
    rf"(?<!\b{number} )" for number in ("Dua", "Tiga", "Empat", "Lima", "Enam", "Beberapa")
)
_SUNDAY = (
    rf"ahad|(?-i:(?<!\b\d )(?<!\b\d\d ){_WEEKS}Minggu(?! ini\b(?! ?[,(]))|MINGGU"
    r"|minggu(?=[ ,]{0,2}\((?:\d|$)))"
)
_WEEKDAY = rf"(?:senin|selasa|rabu|kamis|jum['’‘`]?at|sabtu|{_SUNDAY})"
_DAYTIME = r"(?:dini hari|subuh|pagi|siang|sore|petang|malam)"
#: The days of the Javanese week, printed after the weekday.
_PASARAN = r"kliwon|legi|pahing|paing|pon|wage"
#: What makes a weekday one of the calendar week before: "Selasa pekan lalu".
_WEEK_BEFORE = r"(?:pekan|minggu) (?:(?:yang )?lalu|kemarin|sebelumnya)"
_QUALIFIER = (
    rf"(?:[ ,]{{1,2}}(?:{_DAYTIME}|{_WEEK_BEFORE}|kemarin|kemaren|(?:yang )?lalu|ini|{_PASARAN})\b)"
    r"{0,3}"
)
#: What makes a weekday one that is still to come.
_COMING = r"(?:\s(?:(?:pekan |minggu )?(?:depan|mendatang)|besok|yang akan datang|nanti)\b)?"
_AND = r"(?:\s?[-–—/&]\s?|\s(?:dan|hingga|sampai|s\.?/?d\.?)\s)"
_DAY_AND = r"(?:\s?[-–—&]\s?|\s(?:dan|hingga|sampai|s\.?/?d\.?)\s)"
_MONTH = alternation(MONTHS)
_NUMERIC = (
    # "27-28/1", but of "21-01-26" the middle number is the month.
    rf"(?P<day>\d{{1,2}})(?:{_DAY_AND}\d{{1,2}}(?=\s?[/.]|\s?-\s?\d{{1,2}}\s?-))?"
    r"\s?[/.-]\s?(?P<month>\d{1,2})"
    r"(?:\s?[/.-]\s?(?P<year>\d{2,5}))?(?![\w/]|[.,-]\d)"
)
_NAMED = (
    rf"(?P<day2>\d{{1,2}})(?:{_DAY_AND}\d{{1,2}})?\s?-?(?:\sbulan\s)?(?P<name>(?:{_MONTH})\b)\.?"
    r"(?:(?:,?\s(?:tahun\s)?|-)(?P<year2>\d{4})(?!\d))?"
)
_ISO = r"(?P<year3>(?:19|20)\d\d)-(?P<month3>\d{2})-(?P<day3>\d{2})(?![\w-])"
_ENGLISH = rf"(?P<name4>(?:{_MONTH})\b)\.?\s(?P<day4>\d{{1,2}}),\s?(?P<year4>\d{{4}})\b"
_NUMBERS = re.compile(
    rf"(?<![\w/.-])(?<!\d,)(?:{_ISO}|{_NAMED}|{_NUMERIC}|{_ENGLISH})", re.IGNORECASE
)
#: Where those may begin: looked for first, because trying them at every character is slow.
_OPENING = re.compile(r"\d+|[JFMASOND][a-z]{2,8}(?=\.? \d)")
_RELATIVE = r"(?P<relative>hari ini|kemarin)"
_LEAD = re.compile(
    rf"\b(?:(?:{_RELATIVE}[ ,]{{1,3}})?(?:hari )?(?P<weekday>{_WEEKDAY})"
    rf"(?:{_AND}{_WEEKDAY}|\smalam\s{_WEEKDAY})?{_QUALIFIER}|(?P<only>hari ini|kemarin))"
    r"[ ,;:/]{0,2}[(\[]?\s?(?:(?:tanggal|tgl\.?)\s)?$",
    re.IGNORECASE,
)
_WORDS = watch(
    r"\b(?=[srkjmahdlb\d])(?:"
    rf"(?P<weekday>{_WEEKDAY})\b{_QUALIFIER}{_COMING}(?:\s?\((?P<day>\d{{1,2}})\))?"
    r"|(?P<today>hari ini)\b|(?P<before>kemarin lusa|dua hari (?:yang )?lalu)\b"
    r"|(?P<yesterday>kemarin|(?:se)?hari sebelumnya)\b|(?P<tomorrow>besok)\b"
    r"|(?P<ago>\d{1,2}) hari (?:yang )?lalu\b)",
    re.IGNORECASE,
)
_OPEN_TAIL = re.compile(rf"\s(?:{_DAYTIME}|kemarin|(?:yang )?lalu)\b", re.IGNORECASE)
_TAIL = re.compile(rf"\)?(?:\s(?:{_DAYTIME}|kemarin|(?:yang )?lalu)\b)?", re.IGNORECASE)
#: Words after which two numbers with a stroke are no day: laws, scores, fractions, counts.
_NOT_A_DAY = re.compile(
    r"(?:\b(?:nomor|no|nomer|pasal|ayat|uu|pp|perpres|permen\w*|skor|setengah|sepertiga|seperempat"
    r"|dua pertiga|rt|rw|ukuran|halaman|hlm|bab|telp?|hp|wa|rp|rasio|kav|blok)\.?[ :]{0,2}|[#$])$",
    re.IGNORECASE,
)
_PAREN = re.compile(r"(?:\w|,|[”\"])\s{0,2}\($")
#: What follows the day of an agency's dateline: "Bandung, 8/11 (ANTARA) - ".
_AGENCY = re.compile(r"\s\([A-Z][\w ]{1,24}\)\s?[-–—]\s")
_ON = re.compile(r"\b(?:tanggal|tgl\.?|pada)\s$", re.IGNORECASE)
#: How far before a number its weekday may begin, in characters.
_LEAD_ROOM = 60


class DateMention(NamedTuple):
    """A day named in a text; what is not said is None.

    ``weekday`` counts from Monday, 0. ``offset`` is in days from the day of publication ("hari
    ini" 0, "kemarin" -1). Of a range ("27-28 Januari 2026") the first day is taken, for it is
    the opening day on which papers are signed.
    """

    start: int
    end: int
    text: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    offset: int | None = None


def find_dates(text: str) -> list[DateMention]:
    """Find the days named in ``text``, in order, none overlapping another."""
    dated = list(_numbered(text))
    worded = list(_worded(text))
    taken = sorted(dated, key=lambda mention: mention.start)
    free = [word for word in worded if not _overlaps(word, taken)]
    return _years_shared(text, sorted(taken + free, key=lambda mention: mention.start))


def _overlaps(word: DateMention, taken: list[DateMention]) -> bool:
    return any(word.start < other.end and other.start < word.end for other in taken)


def _numbered(text: str) -> Iterator[DateMention]:
    for match in _number_matches(text):
        day, month, year = _parts(match)
        lead = _LEAD.search(text, max(0, match.start() - _LEAD_ROOM), match.start())
        if not _plausible(text, match, lead) or not (1 <= day <= 31 and 1 <= month <= 12):
            continue
        start = lead.start() if lead else match.start()
        tail = (_TAIL if lead else _OPEN_TAIL).match(text, match.end())
        end = tail.end() if tail else match.end()
        weekday, offset = _said_before(lead)
        yield DateMention(start, end, text[start:end], day, month, year, weekday, offset)


def _number_matches(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for opening in _OPENING.finditer(text):
        match = _NUMBERS.match(text, opening.start()) if opening.start() >= end else None
        if match is not None:
            end = match.end()
            yield match


def _said_before(lead: re.Match[str] | None) -> tuple[int | None, int | None]:
    """The weekday and the offset that the words before a number give."""
    if lead is None:
        return None, None
    relative = lead["relative"] or lead["only"]
    offset = None if relative is None else 0 if relative.lower() == "hari ini" else -1
    return _weekday(lead["weekday"]) if lead["weekday"] else None, offset


def _parts(match: re.Match[str]) -> tuple[int, int, int | None]:
    if match["day3"]:
        return int(match["day3"]), int(match["month3"]), int(match["year3"])
    if match["name"]:
        return int(match["day2"]), MONTHS[match["name"].lower()], full_year(match["year2"])
    if match["name4"]:
        return int(match["day4"]), MONTHS[match["name4"].lower()], full_year(match["year4"])
    day, month = int(match["day"]), int(match["month"])
    if month > 12 >= day and match["year"]:
        day, month = month, day
    return day, month, full_year(match["year"])


def _plausible(text: str, match: re.Match[str], lead: re.Match[str] | None) -> bool:
    """Tell days from law numbers, scores and fractions."""
    if lead or match["day3"] or match["name"] or match["name4"]:
        return True
    before = text[max(0, match.start() - 20) : match.start()]
    if _NOT_A_DAY.search(before.rstrip("(")):
        return False
    if match["year"]:
        return "." not in match.group() or len(match["year"]) == 4
    if "." in match.group():
        return False
    closed = text[match.end() : match.end() + 1] == ")"
    told = (_PAREN.search(before) and closed) or _ON.search(before)
    return bool(told or _AGENCY.match(text, match.end()))


def _worded(text: str) -> Iterator[DateMention]:
    for match in _WORDS.finditer(text):
        if match["weekday"]:
            day = int(match["day"]) if match["day"] and 1 <= int(match["day"]) <= 31 else None
            mention = DateMention(0, 0, "", day=day, weekday=_weekday(match["weekday"]))
        else:
            mention = DateMention(0, 0, "", offset=_offset(match))
        yield mention._replace(start=match.start(), end=match.end(), text=match.group())


def _offset(match: re.Match[str]) -> int:
    if match["ago"]:
        return -int(match["ago"])
    if match["before"]:
        return -2
    if match["tomorrow"]:
        return 1
    return 0 if match["today"] else -1


def _weekday(name: str) -> int:
    return WEEKDAYS[name.lower()]


def _years_shared(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Give "28 Januari" the year of the range "28 Januari - 2 Februari 2026" that it opens."""
    shared = list(mentions)
    for index, (first, second) in enumerate(pairwise(mentions)):
        joined = re.fullmatch(_AND, text[first.end : second.start])
        if joined and first.month and first.year is None and second.month and second.year:
            year = second.year - (second.month < first.month)
            shared[index] = first._replace(year=year)
    return shared
