"""The numbers that the sides gave a paper, where a story prints them."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from model.records import Instrument
from pipelines.record.story import NOWHERE, Elsewhere, Story
from pipelines.text.date_mentions import DateMention
from pipelines.text.lookout import watch
from pipelines.text.paper_codes import parted
from pipelines.text.sentences import Sentence

#: Letters and figures parted by strokes or points at least twice ("NK/17/VII/2024"), or once before
#: a year ("112/2025"); no house number ("No. 12-14"), and no amount.
_PARTS = r"(?=[\w./–-]*\d)[A-Z\d]\w*(?:[/.–-][A-Z\d]\w*)+"
_YEAR = r"(?:\s(?:Tahun|TAHUN|tahun)\s20\d\d)?"
_ONE = rf"(?P<{{}}>{_PARTS}{_YEAR})"
_SAYS = r"(?:[Bb]er|BER)?(?:[Nn]omo?e?r|NOMOR|[Nn]o)(?:nya)?\b(?:\ssurat)?\s?[.:]{0,2}\s?"
_NUMBERED = watch(
    rf"\b{_SAYS}{_ONE.format('first')}"
    rf"(?:(?:,|\s(?:dan|serta|&))\s(?:{_SAYS})?{_ONE.format('second')})?"
)
_LEAST_STROKES = 2
_WITH_YEAR = re.compile(r"[/-](?:19|20)\d\d$")
#: What else has numbers, where it stands nearer than a paper of the story.
_ANOTHER = re.compile(
    r"\b(?:undang\w*|uu|peraturan|permen\w*|perda|perbup|perwali?|pergub|perpres|pp|keputusan|"
    r"kepmen\w*|kepdir\w*|sk|edaran|instruksi|pasal|laporan|polisi|register|perkara|putusan|"
    r"surat (?:tugas|perintah|undangan|permohonan)|rekening|telepon|jalan|jl|sertifikat|akta|"
    r"akreditasi)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:dokumen|naskah|perjanjian|kesepakatan|nota|berkas|keduanya)\b", re.IGNORECASE
)
#: What is said of a paper of before.
_FORMER = re.compile(
    r"\b(?:tindak ?lanjut\w*|menindaklanjuti|turunan|mengacu|merujuk|berdasar\w*|dasar|sesuai|"
    r"perubahan|a[dm]+endum|amandemen|sebelumnya|terdahulu|menggantikan|mengganti|melanjutkan|"
    r"lanjutan|pelaksanaan|implementasi|(?:di|mem)?perpanjang(?:an)?(?: dari)?|payung\w*)\b"
    r"[^,;]{0,60}$",
    re.IGNORECASE,
)
_OLD = re.compile(r"\b(?:lama|sebelumnya|terdahulu|pertama|induk)\b", re.IGNORECASE)
#: What leads from a number to the day of its paper: ", tanggal 3 Maret 2023".
_ON_DAY = re.compile(r"[,(]?\s?(?:yang \w+ )?(?:pada )?(?:ter)?(?:tanggal|tgl\.?)\s")


class Numbers(NamedTuple):
    """The number of each side, with the sentence that gives it."""

    ours: str | None = None
    theirs: str | None = None
    evidence: str = ""


def find_numbers(
    story: Story,
    kind: Instrument,
    signed_on: date | None,
    *,
    alone: bool = True,
    elsewhere: Elsewhere = NOWHERE,
) -> Numbers:
    """The numbers that the story gives a paper of ``kind``; nothing where it gives none.

    Numbers of laws, of letters, and of the papers that this one goes back to, are none of its own.
    ``alone`` says that the story tells of one paper, which it may call by other names too;
    ``elsewhere`` is where other papers are told of.
    """
    for sentence in story.sentences:
        for match in _NUMBERED.finditer(sentence.text):
            if elsewhere.holds(sentence.start + match.start()):
                continue
            told = [one for one in (match["first"], match["second"]) if one and _is_number(one)]
            if not told or not _is_of(story, sentence, match, None if alone else kind):
                continue
            if not _has_other_day(story, sentence.start + match.end(), signed_on):
                return Numbers(*parted(told), sentence.text)
    return Numbers()


def _is_number(told: str) -> bool:
    bare = re.sub(_YEAR + "$", "", told)
    strokes = len(re.findall(r"[/.–-]", bare))
    return strokes >= _LEAST_STROKES or _WITH_YEAR.search(bare) is not None


def _is_of(story: Story, sentence: Sentence, match: re.Match[str], kind: Instrument | None) -> bool:
    """Whether a number is that of the story's paper, of ``kind`` where one is given."""
    before = sentence.text[: match.start()]
    paper, named = _paper_before(story, sentence, match.start())
    if paper < 0 or _FORMER.search(before[:paper]) or _OLD.search(before, paper):
        return False
    if kind is not None and named is not kind:
        return False
    return not any(other.start() > paper for other in _ANOTHER.finditer(before))


def _paper_before(story: Story, sentence: Sentence, place: int) -> tuple[int, Instrument | None]:
    """Where in a sentence a paper is named last before ``place``, or -1, and its kind."""
    found = [
        (mention.start - sentence.start, mention.kind)
        for mention in story.instruments
        if sentence.start <= mention.start < sentence.start + place
    ]
    unnamed = [(match.start(), None) for match in _PAPER.finditer(sentence.text, 0, place)]
    nowhere: list[tuple[int, Instrument | None]] = [(-1, None)]
    return max([*nowhere, *found, *unnamed], key=lambda one: one[0])


def _has_other_day(story: Story, place: int, signed_on: date | None) -> bool:
    """Whether a day other than that of the signing follows right after ``place``."""
    led = _ON_DAY.match(story.text, place)
    if led is None:
        return False
    named = next((one for one in story.dates if one.start <= led.end() <= one.end), None)
    return named is not None and _is_other(named, signed_on)


def _is_other(named: DateMention, day: date | None) -> bool:
    told = (named.year, named.month, named.day)
    known = (day.year, day.month, day.day) if day else (None, None, None)
    return any(one is not None and one != other for one, other in zip(told, known, strict=True))
