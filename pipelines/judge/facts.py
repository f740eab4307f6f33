"""What each sentence of an article says of units, papers and acts of signing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from model.records import Article, UnitKind
from pipelines.judge.acts import Act, Paper, Sheet, State, find_acts, find_sheets
from pipelines.judge.cues import any_of, cue, found, tail
from pipelines.text.lookout import watch
from pipelines.text.pks import Meaning, meaning_of_pks
from pipelines.text.sentences import Sentence, sentences
from pipelines.text.units import UnitMention, find_units

#: Characters before a unit in which words tell the part it plays.
_PART_REACH = 40
#: Characters in which a list of guests may stand before a unit, and what ends such a list.
_LIST_REACH = 260
_LIST_END = re.compile(
    r"(?i)[;:!?]|\.\s|\b(?:di|pada|antara|dengan|oleh|yang|untuk|sementara|sedangkan)\s"
)
#: What holds a list together.
_LISTS = re.compile(r",|\s(?:dan|serta|maupun|beserta)\s")
#: Between two units that do the same.
_AND = re.compile(r"(?:,|,?\s(?:dan|serta|bersama|beserta))\s(?:\w+\s)?")
#: A unit that signs is the subject, whoever was named before it.
_SIGNS = re.compile(r"(?i)\b(?:menandatangani|meneken|neken|membubuhkan|menorehkan)\b")
#: "di hadapan camat dan Kalapas"; after a comma the subject may follow.
_FACING = re.compile(r"(?i)\bdi\s+(?:hadapan|depan)\s[^,]*$")
#: "menyaksikan penandatanganan itu bersama": who is named next looks on too.
_ALONGSIDE = re.compile(r"(?i)\b(?:itu|tersebut|ini|langsung)\s+(?:bersama|dengan|didampingi)\s+$")
#: The name of a unit's head after it: "Kalapas Slawi, Budi Santosa, menghadiri".
_OWN_NAME = re.compile(r"(?:,?\s+[A-Z][\w.]*){1,6},?\s+(?=[a-z])")
#: Characters right before a unit in which words say that it is a place, or people in it.
_NEAR_REACH = 28
#: Text beyond this is not looked at; no story of an agreement is as long.
MAX_CHARACTERS = 20_000
#: Sentences back, and ahead, in which the paper may stand that a bare signature is on.
_PAPER_BACK = 3
_PAPER_AHEAD = 3
#: A prison with a name, though its place may be unknown.
_NAMED = watch(r"\b(?:Lapas|Rutan|Bapas)\s+(?=[A-Z][a-z])")
#: Sentences that may name a paper.
_PAPER_HINT = watch(r"(?i)perjanjian|nota|naskah|\bmo[ua]|memor|pks|kerja\s?sama|kesepa")
_BETWEEN = re.compile(r"(?i)\b(?:antara|dengan|bersama|gandeng|menggandeng|oleh)\s+(?:pihak\s+)?$")
#: The ministry until 2024, whose regional offices had other tasks besides corrections.
_OLD_MINISTRY = "Kementerian Hukum dan Hak Asasi Manusia"


#: "Bulog Kanwil Jambi": right before a regional office, whose it is.
_ANOTHER = re.compile(
    r"(?i)\b(?:bulog|bri|bni|bank\s\w+|mandiri|pegadaian|pln|pos\sindonesia|djp|pajak|djkn|djpb"
    r"|bea\s(?:dan\s)?cukai|bpn|bps|kemenag|agama|imigrasi|ham|kemenkum)\s+$"
)
#: The head of a unit by name, who may sign by name alone later on: "Kepala LPKA, Sri Winarsih".
_HEAD = re.compile(
    r"\b(?:Kalapas|Karutan|Kabapas|Kepala (?:Lapas|Rutan|LPKA|Bapas|Lembaga P|Rumah T|Balai P))"
    r"[^,.;:“”\"\n]{0,60}, (?P<name>(?:[A-Z][\w'’]+ ){1,3}[A-Z][\w'’]+)"
)
#: Stores of seized goods went to the prosecution service in 2025.
_PROSECUTION = watch(
    r"(?i)\b(?:kejaksaan|kejari|kejati|kejagung)\b.{0,60}?\b(?:lewat|melalui|milik|memiliki)\b"
    r"|\brupbasan\b.{0,60}?\b(?:di\s?bawah|milik|bagian)\s+(?:kejaksaan|kejari|kejati|kejagung)\b"
)


class Part(StrEnum):
    """The part that a unit plays in a sentence."""

    PARTY = "party"
    GUEST = "guest"
    PLACE = "place"
    PEOPLE = "people"


class Body(NamedTuple):
    """A unit or another body of the corrections service in a sentence, and its part there."""

    start: int
    end: int
    part: Part


class Facts(NamedTuple):
    """One sentence and what it says; places count from its start."""

    text: str
    bodies: tuple[Body, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    acts: tuple[Act, ...] = ()

    @property
    def papers(self) -> frozenset[Paper]:
        """The kinds of paper that are named here."""
        return frozenset(sheet.paper for sheet in self.sheets)

    def has_body(self, *parts: Part) -> bool:
        """Whether a corrections body plays one of ``parts`` here."""
        return any(body.part in parts for body in self.bodies)

    def acts_in(self, *states: State) -> list[Act]:
        """The acts upon an agreement that are in one of ``states``."""
        if not self.acts:
            return []
        return [act for act in self.acts if act.state in states and act.paper is not Paper.INTERNAL]


@dataclass(frozen=True)
class Reading:
    """An article as the signals see it."""

    title: Facts
    body: tuple[Facts, ...]

    @cached_property
    def everything(self) -> tuple[Facts, ...]:
        """The title and every sentence."""
        return (self.title, *self.body)

    @cached_property
    def acting(self) -> list[Facts]:
        """The sentences of the text that tell of acts."""
        return [facts for facts in self.body if facts.acts]

    @cached_property
    def told(self) -> list[Facts]:
        """The title, if it tells of acts, and the sentences that do."""
        return [facts for facts in self.everything if facts.acts]


def read_facts(article: Article) -> Reading:
    """What the title and each sentence of ``article`` say."""
    text = article.text[:MAX_CHARACTERS]
    in_title, in_text = find_units(article.title), find_units(text)
    named = any(_OLD_MINISTRY not in unit.name for unit in (*in_title, *in_text)) or any(
        _has_unmistakable(part) for part in (article.title, text)
    )
    title = Sentence(article.title, 0, len(article.title))
    ours = found("corrections", article.title) is not None
    heads = frozenset(match["name"] for match in _HEAD.finditer(text))
    pks = meaning_of_pks(f"{article.title}\n{text}")
    reader = _Reader(article.published, named, ours, heads, pks)
    body = [reader.facts(sentence, units) for sentence, units in _grouped(text, in_text)]
    return Reading(reader.facts(title, in_title), tuple(_continued(body)))


def _has_unmistakable(text: str) -> bool:
    """Whether a prison is meant by its head or form, though its place may be unknown."""
    if found("unmistakable", text):
        return True
    return any(not cue("foreign_after").match(text, m.end()) for m in _NAMED.finditer(text))


def _continued(body: list[Facts]) -> Iterator[Facts]:
    """A signing of "the agreement" is one of the paper that a sentence close before names.

    Where none does, one of the next may: "… dengan tanda tangan. Nota kesepakatan itu …".
    """
    for number, facts in enumerate(body):
        if not facts.acts:
            yield facts
            continue
        near = body[max(0, number - _PAPER_BACK) : number]
        before = frozenset(paper for other in near for paper in other.papers)
        following = body[number + 1 : number + 1 + _PAPER_AHEAD]
        ahead = frozenset(paper for other in following for paper in other.papers)
        inside = any(act.strong and act.paper is Paper.INTERNAL for f in near for act in f.acts)
        acts = (_resolved(act, facts, before, ahead, inside=inside) for act in facts.acts)
        after = body[number + 1].text if number + 1 < len(body) else ""
        yield facts._replace(acts=tuple(_completed(act, facts.text, after) for act in acts))


def _completed(act: Act, text: str, after: str) -> Act:
    """A paper that only one side has signed, as the same or the next sentence tells, is a plan."""
    if act.strong and act.state is State.DONE:
        half = found("unfinished", text, act.end) or found("unfinished", after)
        return act._replace(state=State.PLANNED) if half else act
    return act


def _resolved(
    act: Act, facts: Facts, before: frozenset[Paper], ahead: frozenset[Paper], *, inside: bool
) -> Act:
    """``act`` with the paper it is on; ``inside`` says that an office's own was just signed."""
    if not act.strong or act.paper not in {Paper.LOOSE, Paper.NONE}:
        return act
    if Paper.INSTRUMENT in before:
        return act._replace(paper=Paper.INSTRUMENT)
    if inside and not found("agreement", facts.text):
        return act._replace(paper=Paper.INTERNAL)
    if act.paper is Paper.NONE and not facts.papers and Paper.INTERNAL not in before:
        for paper in (Paper.INSTRUMENT, Paper.LOOSE):
            if paper in before | ahead:
                return act._replace(paper=paper)
    return act


def _grouped(
    text: str, units: Sequence[UnitMention]
) -> Iterator[tuple[Sentence, list[UnitMention]]]:
    """Each sentence with the units that begin in it."""
    place = 0
    for sentence in sentences(text):
        here: list[UnitMention] = []
        while place < len(units) and units[place].start < sentence.end:
            if units[place].start >= sentence.start:
                here.append(units[place])
            place += 1
        yield sentence, here


class _Reader(NamedTuple):
    """What holds for every sentence of an article."""

    published: datetime | None
    named: bool
    corrections: bool
    heads: frozenset[str]
    pks: Meaning

    def facts(self, sentence: Sentence, units: Sequence[UnitMention]) -> Facts:
        """What ``sentence`` says, in which ``units`` begin."""
        text = sentence.text
        bodies = tuple(self._bodies(sentence, units))
        if not any_of("sign", "renew", "agree").search(text):
            sheets = find_sheets(text, self.pks) if bodies or _PAPER_HINT.search(text) else []
            return Facts(text, bodies, tuple(sheets))
        bodies = bodies or tuple(self._by_name(text))
        sheets = find_sheets(text, self.pks)
        acts = tuple(find_acts(text, sheets, self.published))
        return Facts(text, bodies, tuple(sheets), acts)

    def _by_name(self, text: str) -> Iterator[Body]:
        """The units whose heads ``text`` names without their office."""
        for name in sorted(self.heads):
            start = text.find(name)
            if start >= 0:
                yield Body(start, start + len(name), _part(text, start, start + len(name)))

    def _about(self, text: str) -> bool:
        """Whether the headline or ``text`` speaks of corrections."""
        return self.corrections or found("corrections", text) is not None

    def _bodies(self, sentence: Sentence, units: Sequence[UnitMention]) -> list[Body]:
        text = sentence.text
        ours = [u for u in units if not _is_of_another(text, u, sentence.start)]
        if any(_OLD_MINISTRY in unit.name for unit in ours) and not self._about(text):
            ours = [unit for unit in ours if _OLD_MINISTRY not in unit.name]
        if lost := _PROSECUTION.search(text):
            ours = [unit for unit in ours if unit.kind is not UnitKind.RUPBASAN]
        taken = [(u.start - sentence.start, u.end - sentence.start) for u in units]
        places = [(u.start - sentence.start, u.end - sentence.start) for u in ours]
        for name in ("body", "short_unit") if self.named else ("body",):
            for match in cue(name).finditer(text):
                free = all(match.end() <= start or end <= match.start() for start, end in taken)
                theirs = lost and match.group().lower() == UnitKind.RUPBASAN
                if free and not theirs and not cue("foreign_after").match(text, match.end() + 1):
                    taken.append(match.span())
                    places.append(match.span())
        bodies = [Body(start, end, _part(text, start, end)) for start, end in sorted(places)]
        return _looking_on_together(text, bodies)


def _looking_on_together(text: str, bodies: Sequence[Body]) -> list[Body]:
    """Units in one list look on together: "Kalapas X dan Kabapas Y menonton".

    So do an office and the one it belongs to: "hadir Kepala Divisi Pemasyarakatan Kanwil Z".
    """
    together: list[Body] = []
    for body, following in zip(bodies, [*bodies, None][1:], strict=True):
        before = together[-1] if together else None
        belongs = before and before.part is Part.GUEST and body.start - before.end <= 1
        if belongs or (following and _joins(text, body, following)):
            together.append(body._replace(part=Part.GUEST))
        else:
            together.append(body)
    return together


def _joins(text: str, body: Body, following: Body) -> bool:
    between = _AND.fullmatch(text, body.end, following.start)
    return following.part is Part.GUEST and between is not None


def _is_of_another(text: str, unit: UnitMention, start: int) -> bool:
    """Whether a regional office is that of a company or of another authority."""
    is_regional = unit.kind is UnitKind.KANWIL
    return is_regional and _ANOTHER.search(text, 0, unit.start - start) is not None


def _part(text: str, start: int, end: int) -> Part:
    named = _OWN_NAME.match(text, end)
    starts = (end + 1, named.end()) if named else (end + 1,)
    watches = any(cue("guest_after").match(text, place) for place in starts)
    if watches or _is_among_guests(text, start):
        return Part.GUEST
    before = tail(text[:start], _PART_REACH)
    if _ALONGSIDE.search(before) and found("guest_before", text, 0, start):
        return Part.GUEST
    if _BETWEEN.search(before):
        return Part.PARTY
    if _FACING.search(before):
        return Part.GUEST
    words = tail(before.rstrip(), _NEAR_REACH)
    for name, part in (("people_before", Part.PEOPLE), ("place_before", Part.PLACE)):
        if any(match.end() == len(words) for match in cue(name).finditer(words)):
            return part
    return Part.GUEST if found("guest_before", before) else Part.PARTY


def _is_among_guests(text: str, start: int) -> bool:
    """Whether the unit stands in a list of those who look on, however long."""
    watching = list(cue("guest_before").finditer(tail(text[:start], _LIST_REACH)))
    if not watching:
        return False
    listed = tail(text[:start], _LIST_REACH)[watching[-1].end() :]
    ended = _LIST_END.search(listed) or found("sign", listed) or _SIGNS.search(text, start)
    return _LISTS.search(listed) is not None and not ended
