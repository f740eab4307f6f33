"""The day of signing: the date that stands nearest the act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from model.records import SignedOnBasis
from pipelines.record.groups import Group
from pipelines.record.statements import Strength
from pipelines.record.story import Story
from pipelines.text.calendar_words import MONTHS, alternation
from pipelines.text.dates import DateMention, resolve
from pipelines.text.lookout import watch
from pipelines.text.sentences import Sentence

_EVENT = watch(
    r"\b(?:kegiatan|acara|prosesi|seremoni|penandatanganan|berlangsung|digelar|dilaksanakan|"
    r"ditandatangani|diteken|bertempat|dipusatkan|diselenggarakan|menggelar|melaksanakan)\b",
    re.IGNORECASE,
)
_NOT_SIGNING = re.compile(
    r"\b(?:hingga|sampai(?: dengan)?|s\.?d\.?|berlaku|akan|mendatang|depan|mulai|sejak|"
    r"sebelumnya|lalu sejak|lahir|undang-undang|uu|nomor|no|tahun anggaran|menjelang|per|"
    r"peraturan|perpres|permen\w*|terakhir|berakhir\w*|habis\w*|paling lambat|rencana\w*|"
    r"dijadwalkan|direncanakan|target\w*|hut|surat|edisi|terbit\w*|tiap|setiap)\b"
    r"[^.,;\n]{0,30}$",
    re.IGNORECASE,
)
#: "Sejak Rabu, … setelah keduanya meneken PKS pada hari itu juga".
_SINCE = re.compile(r"(?:sejak|mulai)\b", re.IGNORECASE)
#: "Pekan kemarin" is no day.
_PERIOD = re.compile(r"\b(?:pekan|minggu|bulan|tahun|semester)\s$", re.IGNORECASE)
_SPEECH = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|ungkap|jelas|tegas|terang|sebut|mengatakan|menuturkan|"
    r"menjelaskan|mengungkapkan|menyampaikan|menyebut\w*|menambahkan|imbuh|tambah)(?:nya)?\b",
    re.IGNORECASE,
)
#: The day on which someone spoke to the press: "kepada wartawan, Senin (…), mengatakan".
_INTERVIEW = re.compile(
    r"\b(?:kepada (?:wartawan|media|awak media|pers|jurnalis|\w+\.(?:com|co|id)\S*)|saat (?:di)?"
    r"(?:temui|konfirmasi|hubungi|wawancarai)|ketika (?:ditemui|dikonfirmasi|dihubungi)|"
    r"(?:saat |ketika )?dikonfirmasi|dihubungi|ditemui|keterangan(?:nya| tertulis\w*|"
    r" resmi\w*| pers)?(?: yang diterima)?)\b[^.;\n]{0,50}$",
    re.IGNORECASE,
)
_THEN_SAYS = re.compile(
    r"(?:\s?\([^()\n]{1,20}\))?,?\s(?:mengatakan|menuturkan|menjelaskan|mengungkapkan|menyebut\w*|"
    r"menyampaikan|menerangkan|menegaskan)\b",
    re.IGNORECASE,
)
#: The signing was on another day, which the words after the speaker's tell or leave open.
_OTHER_DAY = re.compile(
    r"\b(?:(?:akhir )?(?:pekan|minggu|bulan|tahun) (?:lalu|kemarin|sebelumnya)|beberapa (?:waktu|"
    r"hari) (?:yang )?lalu|belum lama ini|baru-baru ini|tempo hari|sehari sebelumnya|kemarin)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"\b(?:tanda ?tangan|teken|diteken)", re.IGNORECASE)
_THAT_DAY = re.compile(
    r"\b(?:(?:hari|kesempatan|waktu|pagi|siang|acara|saat) (?:yang )?(?:sama|itu|tersebut)|"
    r"pagi harinya|"
    r"hari tersebut|sebelumnya pada)\b",
    re.IGNORECASE,
)
#: A dateline's length, in characters, and what ends it: "Padang, 13 Februari 2025 –".
_DATELINE = 40
#: A line that is no more than a dateline: "Kupang, 5 Maret 2024".
_BARE_DATELINE = re.compile(r"[A-Z][\w ]{2,30}, \d{1,2} [A-Z]\w+ \d{4}\.?")
#: "Awal November" is no day.
_PART_OF_MONTH = re.compile(
    rf"\b(?:awal|pertengahan|akhir|penghujung) (?:bulan )?(?:{alternation(MONTHS)})\b",
    re.IGNORECASE,
)
_DASH = re.compile(r"\)?(?:\s\([^()\n]{2,30}\))?\s?(?:[–—]|-\s)")
#: Dates that are looked at; stories with more are lists.
MOST_DATES = 100
#: Marks for where a date stands; the best one is the day of signing.
_WITH_ACT, _LEAD, _WITH_EVENT, _QUOTED, _SPOKEN, _ELSEWHERE = 60, 35, 25, 22, -20, 5


class Day(NamedTuple):
    """The day of signing, how it is known, and the sentence that says so."""

    on: date | None
    basis: SignedOnBasis
    evidence: str


_NONE = Day(None, SignedOnBasis.NONE, "")


def find_day(story: Story, group: Group, fetched_at: datetime) -> Day:
    """The day on which the paper of ``group`` was signed, if the story says it."""
    best, best_mark = _NONE, 0.0
    signed = [s.sentence.start for s in group.statements if s.strength is Strength.SIGNED]
    if _in_part_of_month(story, signed):
        return best
    for mention in story.dates[:MOST_DATES]:
        mark = _mark(story, mention, signed)
        if mark <= best_mark:
            continue
        on, basis = resolve(mention, story.article.published, fetched_at)
        if on is not None and mention.offset is not None:
            on = _from_dateline(story, mention, fetched_at) or on
        if on is None:
            continue
        best_mark = mark
        best = Day(on, basis, story.sentence_at(mention.start).text)
    return best


def _in_part_of_month(story: Story, signed: Sequence[int]) -> bool:
    """Whether the story tells only in which part of a month the paper was signed."""
    told = [story.sentence_at(start) for start in signed]
    vague = any(_PART_OF_MONTH.search(sentence.text) for sentence in told)
    return vague and not any(
        sentence.start <= mention.start < sentence.end
        for sentence in told
        for mention in story.dates
    )


def _from_dateline(story: Story, mention: DateMention, fetched_at: datetime) -> date | None:
    """The day that "hari ini" means under a dateline with a day of its own."""
    for first in story.dates[:MOST_DATES]:
        if first.start < story.body_start or not (first.day and first.month):
            continue
        if first.start > story.body_start + _DATELINE or not _DASH.match(story.text, first.end):
            return None
        on, _ = resolve(first, story.article.published, fetched_at)
        return on and on + timedelta(days=mention.offset or 0)
    return None


def _mark(story: Story, mention: DateMention, signed: list[int]) -> float:
    """How likely the date is that of the signing; nothing for one that cannot be."""
    sentence = story.sentence_at(mention.start)
    if not _is_day(mention):
        return 0
    if story.quoted(mention.start):
        # "Hari ini" is the day on which someone speaks, which the narrator knows better.
        spoken = 1 if mention.offset is not None else _QUOTED
        return spoken if _SIGNS.search(sentence.text) else 0
    before = story.text[max(sentence.start, mention.start - 60) : mention.start]
    other = _NOT_SIGNING.search(before)
    since = other is not None and _SINCE.match(other.group()) and _same_day(story, signed)
    if (other and not since) or (mention.offset is not None and _PERIOD.search(before)):
        return 0
    if _interviewed(story, mention, sentence):
        after = _OTHER_DAY.search(sentence.text, mention.end - sentence.start)
        told = any(_OTHER_DAY.search(story.sentence_at(start).text) for start in signed)
        return 0 if after or told else 1
    mark = _place_mark(story, mention, sentence, signed)
    if _SPEECH.search(before) and sentence.start not in signed and not _same_day(story, signed):
        mark += _SPOKEN
    return mark - (mention.start - story.body_start) / 100_000


def _place_mark(
    story: Story, mention: DateMention, sentence: Sentence, signed: Sequence[int]
) -> float:
    """The marks for where a date stands in the story."""
    if _BARE_DATELINE.fullmatch(sentence.text):
        return 1
    mark = float(_ELSEWHERE)
    if sentence.start in signed:
        mark += _WITH_ACT
    if sentence.start < story.body_start + 1200 and sentence in _leads(story):
        mark += _LEAD
    if _EVENT.search(sentence.text):
        mark += _WITH_EVENT
    return mark if mention.day is not None else mark - 15


def _interviewed(story: Story, mention: DateMention, sentence: Sentence) -> bool:
    """Whether the date is that of an interview, and not of what was done."""
    before = story.text[max(sentence.start, mention.start - 90) : mention.start]
    if _INTERVIEW.search(before):
        return True
    return (
        _THEN_SAYS.match(story.text, mention.end) is not None
        and _SIGNS.search(before) is None
        and _EVENT.search(before) is None
    )


def _same_day(story: Story, signed: list[int]) -> bool:
    """Whether the signing is told to be on the day that is spoken of."""
    return any(_THAT_DAY.search(story.sentence_at(start).text) for start in signed)


def _leads(story: Story) -> list[object]:
    body = [s for s in story.sentences if s.start >= story.body_start]
    return list(body[:3])


def _is_day(mention: DateMention) -> bool:
    whole = mention.day is not None and mention.month is not None
    return whole or mention.weekday is not None or mention.offset is not None
