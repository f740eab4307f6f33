"""Papers that a story tells one by one, each with its partner: "Pertama dengan A tentang …".

A paper is told by itself where a partner stands beside what its paper is about, its number or its
term. Papers of one kind whose partners are only listed are one agreement, and nothing is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.record.cues import NOT_NOW
from pipelines.record.forms import Organisation
from pipelines.record.person_names import OFFICES
from pipelines.record.story import Story
from pipelines.record.tokens import tokens
from pipelines.text.instruments import InstrumentMention
from pipelines.text.lookout import watch
from pipelines.text.sentences import Sentence

_NUMBERS = (
    r"(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|\w+ belas|\d{1,2})"
    r"(?: ?\([\w ]{1,20}\))?"
)
#: Stories that count their papers, whose sentences may each tell of one.
_COUNTED = watch(
    rf"\b(?:{_NUMBERS}|sejumlah|beberapa) (?:buah |rangkap |surat )?"
    r"(?:naskah|dokumen|perjanjian|pks|mou|nota|"
    r"kesepakatan|surat|kerja ?sama|berkas)\b",
    re.IGNORECASE,
)
_COUNT_BEFORE = re.compile(
    rf"\b(?:{_NUMBERS}|ke(?:dua|tiga|empat|lima|enam|tujuh)(?:nya)?|semua|seluruh|sejumlah|"
    r"beberapa|berbagai)\s(?:buah |rangkap )?$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:(?:(?:yang|naskah|dokumen|perjanjian(?: kerja ?sama)?|surat|nota(?: \w+)?|pks|mou|"
    r"berkas|kerja ?sama) (?:yang )?)?(?:pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|"
    r"terakhir)|yang (?:satu|lain(?:nya)?)|(?<!salah )satu (?:lagi|lainnya|perjanjian|naskah|"
    r"dokumen|pks|mou|nota|surat))(?P<rest>\b,?(?: (?:adalah|ialah|yaitu|yakni|berupa|lagi))?\s)",
    re.IGNORECASE,
)
#: What stands right before a partner.
_LINK = re.compile(
    r"(?:\b(?:dengan|dgn|bersama(?:-sama)?(?: dengan)?|antara|(?:di ?tanda ?tangani|di ?teken|"
    r"dijalin|mempertemukan)(?: oleh| bersama| dengan)?)|(?:(?<=\s)|^)(?:sama|sm))"
    r"(?: (?!kami\b)[a-z]{3,12}){0,2}(?: kami,)?\s$",
    re.IGNORECASE,
)
_NEXT_WITH = re.compile(
    r"(?:[^.;“”\n]{3,200}?(?:,|\)|,? (?:dan|serta|lalu|kemudian|sedangkan|sementara))|"
    r"[^.“”\n]{3,200}?;(?: (?:dan|serta))?) (?:juga )?(?:dengan|bersama)(?: [a-z]{3,12})?\s",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"(?:\b(?:masing-masing|antara lain|di antaranya|yakni|yaitu)|:)\s(?:\w+ )?"
    r"(?:dengan|bersama)\s$",
    re.IGNORECASE,
)
_FRONTED = re.compile(r"(?:\W{0,2}(?:Sedangkan |Sementara |Adapun |Lalu )?)dengan\s", re.IGNORECASE)
_BULLET = re.compile(r"(?:[-–—•*·▪●✓]|\(?\d{1,2}[.)]|[a-z][.)])\s?")
#: A number that the splitting of sentences has cut off its entry.
_NUMBERED = re.compile(r"(?:\n|^)\W{0,2}(?:\d{1,2}|[a-z])[.)]\s*$")
_TOPIC = (
    r"(?:tentang|ttg|mengenai|perihal|soal|terkait|untuk|utk|guna|buat|bidang|nomor|no\.|bernomor|"
    r"mengatur|menyangkut|mencakup|meliputi|memuat|berisi|isi(?:nya)?|berfokus|berlaku|berupa|fokus|dipakai|"
    r"dalam (?:hal|rangka|bidang)|di bidang|pada bidang)\b"
)
#: What a paper is about, between its name and its partner: "PKS layanan kesehatan dengan …".
_NAMED_AFTER = re.compile(
    rf"(?:[\s,(]|\([^()]*\)){{0,4}}(?:{_TOPIC}|(?:pe|ke)[a-z]{{4,}}an\b|(?:layanan|bantuan|"
    r"rehabilitasi|budi ?daya|bimbingan|sinergi|titip|tes|magang|praktik|produksi|skrining)\b)",
    re.IGNORECASE,
)
#: What it is about, behind its partner, whose head may be named between.
_ABOUT = re.compile(rf"(?:\s?\([^()]*\))?[^;“”\n]{{0,90}}?[\s,(]{_TOPIC}", re.IGNORECASE)
_ABOUT_ENTRY = re.compile(r"\s?(?:\([^()]*\)\s?)?(?:[:–—(-]|,\s[a-z]|\.?\s[a-z]{3})")
_ABOUT_FRONTED = re.compile(
    r"[^.“”\n]{0,40}\b(?:di ?teken|di ?tanda ?tangani|kerja ?sama|perjanjian|nota|pks|mou)\b",
    re.IGNORECASE,
)
_COLON = re.compile(r"\s?(?::|[–—-])\s[a-z\d]")
#: An older paper, or the one above this.
_OLDER = re.compile(
    r"\b(?:tindak ?lanjut\w*|menindaklanjuti|berdasarkan|implementasi|merujuk|turunan|mengacu|"
    r"payung|sesuai|menyusul)\b[^,;]{0,60}$",
    re.IGNORECASE,
)
_SIGNS = watch(r"tangan|[nt]eken|ttd|pakat|perpanjang|perbarui", re.IGNORECASE)
#: A paper that is called by no name of its kind.
_PLAIN = re.compile(
    r"\b(?:perjanjian|naskah|dokumen|kerja ?sama|kesepakatan|nota|kontrak)(?=[ ,(])", re.IGNORECASE
)
_JOINT = re.compile(r"(?:,|,? (?:dan|serta)) (?:dengan )?")
_OPPOSITE = re.compile(r"(?:\s\([^()]*\))? (?:dengan|dan|bersama) (?:pihak )?")
_OFFICE = re.compile(r",? (?:dan|serta) (?P<office>(?:[A-Z]\w+ ){1,4})")
_FEWEST = 2


class Paper(NamedTuple):
    """A paper that is told by itself, and the part of the text that tells of it."""

    sentence: Sentence
    start: int
    end: int
    bodies: tuple[Organisation, ...]
    instruments: tuple[InstrumentMention, ...]
    #: Whether the text says what it is about, its number or its term.
    about: bool
    #: Whether it names itself a paper: "PKS dengan …", not only "RSUD X: rujukan".
    named: bool


def told_papers(story: Story) -> list[Paper]:
    """The papers of one signing that ``story`` tells one by one; none where it does not."""
    counted = _is_counted(story)
    if not counted and len(story.instruments) < _FEWEST:
        return []
    found: list[Paper] = []
    for sentence in _likely(story, counted=counted):
        told = list(_Sentence(story, sentence, counted=counted).papers())
        signs = len(told) >= _FEWEST and _SIGNS.search(sentence.text)
        if counted or signs:
            found.extend(told)
    return _apart(found)


def _likely(story: Story, *, counted: bool) -> Iterator[Sentence]:
    """The sentences of the text that name a body and, where no papers are counted, two papers."""
    starts = [mention.start for mention in story.instruments]
    for sentence in story.sentences:
        if story.in_title(sentence.start):
            continue
        if not counted:
            first = bisect_left(starts, sentence.start)
            if bisect_left(starts, sentence.end, first) - first < _FEWEST:
                continue
        if story.bodies.within(sentence.start, sentence.end):
            yield sentence


def _is_counted(story: Story) -> bool:
    return any(
        not story.quoted(match.start())
        and not NOT_NOW.search(story.text, max(0, match.start() - 60), match.start())
        for match in _COUNTED.finditer(story.text)
    )


def _apart(found: Sequence[Paper]) -> list[Paper]:
    """The papers if they are told apart: other partners, each with a matter of its own."""
    named = [paper for paper in found if paper.named]
    found = named if len(named) >= _FEWEST else found
    sides = {body.unit is None for paper in found if paper.about for body in paper.bodies}
    kept: list[Paper] = []
    for paper in found:
        if not paper.about and sides.isdisjoint(body.unit is None for body in paper.bodies):
            # Who signs them all: "Ketiganya ditandatangani Kalapas X".
            continue
        known = {body.name for other in kept for body in other.bodies if body.unit is None}
        units = {body.name for other in kept for body in other.bodies}
        partners = {body.name for body in paper.bodies if body.unit is None}
        if partners.isdisjoint(known) and (partners or units.isdisjoint(_names(paper))):
            kept.append(paper)
    kinds = {mention.kind for paper in kept for mention in paper.instruments[:1]}
    without = sum(not paper.about for paper in kept)
    if len(kept) < _FEWEST or (without > len(kept) // 3 and len(kinds) < _FEWEST):
        return []
    return kept


def _names(paper: Paper) -> set[str]:
    return {body.name for body in paper.bodies}


class _Sentence:
    """A sentence, read for the papers that it tells one by one."""

    def __init__(self, story: Story, sentence: Sentence, *, counted: bool) -> None:
        self.story = story
        self.text = story.text
        self.sentence = sentence
        self.counted = counted
        self.bodies = [
            body
            for body in story.bodies.within(sentence.start, sentence.end)
            if not story.quoted(body.start)
        ]
        bullet = _BULLET.match(sentence.text)
        self.start = sentence.start + (bullet.end() if bullet else 0)
        numbered = _NUMBERED.search(self.text, max(0, sentence.start - 8), sentence.start)
        self.is_entry = bool(bullet or numbered)

    def papers(self) -> Iterator[Paper]:
        """The papers in order, each up to where the next one begins."""
        told = list(self._told())
        for place, paper in enumerate(told):
            after = told[place + 1].start if place + 1 < len(told) else self.sentence.end
            own = self._instruments(paper.start, after)
            yield paper._replace(end=after, instruments=tuple(own))

    def _told(self) -> Iterator[Paper]:
        first, before = 0, self.start
        last: Paper | None = None
        while first < len(self.bodies):
            paper, length = self._paper(first, before, last)
            if paper is not None:
                yield paper
                last, before = paper, self.bodies[first + length - 1].end
            first += length

    def _paper(self, first: int, before: int, last: Paper | None) -> tuple[Paper | None, int]:
        body = self.bodies[first]
        opened = self._opened(before, body, last)
        if opened is None or NOT_NOW.search(self.text, max(before, body.start - 60), body.start):
            return None, 1
        start, about, named = opened
        length = self._chain(first)
        limit = self.sentence.end
        if first + length < len(self.bodies):
            limit = self.bodies[first + length].start
        end = self.bodies[first + length - 1].end
        about = about or self._is_about(end, limit, start)
        bodies = tuple(self.bodies[first : first + length])
        return Paper(self.sentence, start, end, bodies, (), about, named), length

    def _opened(
        self, before: int, body: Organisation, last: Paper | None
    ) -> tuple[int, bool, bool] | None:
        """Where the words that begin a paper with ``body`` start, if it begins one.

        With whether they say what it is about, and whether they name a paper.
        """
        lead = self.text[before : body.start]
        link = _LINK.search(lead)
        if link is None:
            alone = body.start == self.start and not body.via_head and self.counted
            entry = alone and (_COLON.match(self.text, body.end) or self.is_entry)
            return (body.start, False, False) if entry else None
        link_start = before + link.start()
        papers = [m for m in self._instruments(before, link_start) if not self._is_counted(m)]
        if papers:
            named = papers[-1]
            if _OLDER.search(self.text, before, named.start):
                return None
            about = _NAMED_AFTER.match(self.text, named.end, body.start) is not None
            return named.start, about, True
        for pattern in (_ORDINAL, _PLAIN) if self.counted else ():
            plain = _last(pattern, self.text, before, link_start + 1)
            if plain is not None and not self._follows_count(plain.start()):
                about = _NAMED_AFTER.match(self.text, plain.end(), body.start) is not None
                return plain.start(), about, True
        chained = last is not None and last.about and _NEXT_WITH.fullmatch(lead)
        each = self.counted and (_EACH.search(lead) or _FRONTED.fullmatch(lead) or self.is_entry)
        return (link_start, False, True) if chained or each else None

    def _instruments(self, start: int, end: int) -> list[InstrumentMention]:
        return [m for m in self.story.instruments if start <= m.start < end]

    def _is_counted(self, mention: InstrumentMention) -> bool:
        """Whether several papers are meant: "tiga Perjanjian Kerja Sama (PKS)"."""
        start = mention.start
        for other in self._instruments(self.sentence.start, start):
            if self.text[other.end : start] in {" (", "/", " atau "}:
                start = other.start
        return self._follows_count(start)

    def _follows_count(self, place: int) -> bool:
        return bool(_COUNT_BEFORE.search(self.text, self.sentence.start, place))

    def _chain(self, first: int) -> int:
        """How many bodies are on the paper with the one at ``first``."""
        length = 1
        while first + length < len(self.bodies):
            left, right = self.bodies[first + length - 1], self.bodies[first + length]
            gap = (self.text, left.end, right.start)
            other_side = (left.unit is None) is not (right.unit is None)
            if not _JOINT.fullmatch(*gap) and not (other_side and _OPPOSITE.fullmatch(*gap)):
                office = _OFFICE.fullmatch(*gap)
                if office is None or OFFICES.at(tokens(office["office"]), 0) is None:
                    break
            length += 1
        return length

    def _is_about(self, end: int, limit: int, start: int) -> bool:
        """Whether what follows the partners says what the paper is about."""
        if _ABOUT.match(self.text, end, limit):
            return True
        if self.is_entry or start == self.start == self.sentence.start:
            fronted = self.text[start : start + 7].lower() == "dengan "
            entry = _ABOUT_FRONTED if fronted else _ABOUT_ENTRY
            return entry.match(self.text, end, limit + 1) is not None
        return False


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text, start, end):
        found = match
    return found
