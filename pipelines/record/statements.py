"""What each sentence says of a signing: who is a party to which paper, who watches, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from model.records import PartyKind
from pipelines.record.cues import NOT_NOW, Cue, Found, find_cues
from pipelines.record.organisations import Organisation
from pipelines.record.story import Story
from pipelines.text.instruments import InstrumentMention
from pipelines.text.sentences import Sentence

_PARTNER_WORD = re.compile(
    r"\b(?:mitra|pihak|instansi|lembaga|organisasi|institusi|pemerintah daerah|pemda|kampus|"
    r"perguruan tinggi|universitas|yayasan|naskah)\b",
    re.IGNORECASE,
)
_LIST_WORD = re.compile(
    r"\b(?:yakni|yaitu|antara lain|di antaranya|diantaranya|adalah|meliputi|terdiri|mencakup|"
    r"diwakili|ialah|masing-masing)\b|:",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[-–—•*·▪●✓]|\(?\d{1,2}[.)]|[a-z][.)])\s?")
_AND = re.compile(r"(?:\s|,|dan|serta|bersama|dengan|&|/|[-–])*", re.IGNORECASE)
_COORDINATED = re.compile(r"\s?(?:,|,? dan|,? serta|/|,? hingga|;)\s(?:dan\s)?")
_LONGEST_BULLET = 240


class Strength(IntEnum):
    """How plainly a sentence tells of the paper."""

    JOINED = 1
    NAMED = 2
    LISTED = 3
    SIGNED = 4


@dataclass
class Statement:
    """What one sentence, or a part of it, says of one paper."""

    sentence: Sentence
    strength: Strength
    parties: list[Organisation] = field(default_factory=list)
    watchers: list[Organisation] = field(default_factory=list)
    places: list[Organisation] = field(default_factory=list)
    instruments: list[InstrumentMention] = field(default_factory=list)
    first: bool = True

    def add(self, body: Organisation) -> None:
        """Take ``body`` as a party, once."""
        if all(other.name != body.name for other in self.parties):
            self.parties.append(body)


class _State(IntEnum):
    SUBJECT = 0
    OBJECT = 1
    WITH = 2
    WATCHER = 3
    PLACE = 4
    ABOUT = 5


_TAKES = {_State.OBJECT, _State.WITH}


class _Scan:
    """One pass over the cues and bodies of a sentence."""

    def __init__(self, story: Story, sentence: Sentence, bodies: Sequence[Organisation]) -> None:
        self.text = story.text
        self.title = story.in_title(sentence.start)
        self.sentence = sentence
        self.state = _State.SUBJECT
        self.before = _State.SUBJECT
        self.cue_end = sentence.start
        self.pending: list[Organisation] = []
        self.dropped: list[Organisation] = []
        self.last: Organisation | None = None
        self.signed = False
        self.joined = False
        self.statements = [Statement(sentence, Strength.JOINED)]
        items: list[Found | Organisation | InstrumentMention] = [*bodies]
        spans = [(body.start, body.end) for body in bodies]
        instruments = [
            mention
            for mention in story.instruments
            if sentence.start <= mention.start < sentence.end and not story.quoted(mention.start)
        ]
        items.extend(instruments)
        items.extend(
            cue
            for cue in find_cues(sentence.text, sentence.start)
            if not story.quoted(cue.start)
            and not any(start <= cue.start < end for start, end in spans)
        )
        for item in sorted(items, key=lambda item: (item.start, -item.end)):
            if isinstance(item, Found):
                self._cue(item)
            elif isinstance(item, Organisation):
                self._body(item)
            else:
                self._instrument(item)
        self._finish()

    @property
    def current(self) -> Statement:
        return self.statements[-1]

    def _instrument(self, mention: InstrumentMention) -> None:
        known = self.current.instruments
        if (
            known
            and known[-1].kind is not mention.kind
            and len(self.current.parties) > 1
            and self.state in _TAKES
            and self.text[mention.start - 1 : mention.start] != "("
        ):
            shared = [body for body in self.current.parties if body.unit is not None]
            self.statements.append(
                Statement(self.sentence, self.current.strength, shared[:1], first=False)
            )
            self.state = _State.OBJECT
        self.current.instruments.append(mention)

    def _cue(self, found: Found) -> None:
        cue = found.cue
        if cue in {Cue.SIGN, Cue.SIGNED, Cue.SIGNING}:
            if NOT_NOW.search(self.text, max(self.sentence.start, found.start - 60), found.start):
                self.state = _State.ABOUT
                return
            self.signed = True
        if cue in {Cue.SIGN, Cue.JOIN}:
            self.joined = True
            self._take_subjects()
            self.state = _State.OBJECT
            if found.text.endswith(("gandeng", "rangkul", "libatkan")):
                self.state = _State.WITH
        elif cue is Cue.SIGNED:
            self._take_subjects()
            self.state = _State.OBJECT
        elif cue is Cue.SIGNING:
            if self.state is not _State.WATCHER or self.text[found.start - 1] != " ":
                self._take_pending()
            self.state = _State.OBJECT
        elif cue is Cue.BETWEEN:
            self.dropped.extend(self.pending)
            self.pending = []
            self.state = _State.WITH
        elif cue is Cue.WITH:
            if self.state is not _State.WATCHER and not (
                self.state is _State.SUBJECT and not self.pending
            ):
                self.state = _State.WITH
        elif cue is Cue.BY:
            if self.state in {_State.PLACE, _State.ABOUT} and self.signed:
                self.state = _State.OBJECT
        elif cue is Cue.WATCHED:
            self.state = _State.WATCHER
        elif cue is Cue.WATCHES:
            self.current.watchers.extend(self.pending)
            self.pending = []
            self.state = _State.OBJECT
        elif cue is Cue.VERB:
            if not self.signed or self.state is _State.SUBJECT:
                self.dropped = self.pending or self.dropped
                self.pending = []
                if self.state is not _State.WATCHER:
                    self.state = _State.ABOUT if self.signed else _State.SUBJECT
        else:
            self._aside(cue)
        self.cue_end = found.end

    def _aside(self, cue: Cue) -> None:
        if self.state in _TAKES or self.state is _State.SUBJECT:
            self.before = self.state
        if cue is Cue.PLACE:
            if self.state is not _State.WATCHER:
                self.state = _State.PLACE
        elif cue in {Cue.ABOUT, Cue.OLDER, Cue.FOR} and self.state is not _State.WATCHER:
            self.state = _State.ABOUT

    def _body(self, body: Organisation) -> None:
        gap = self.text[self.cue_end : body.start]
        if self.state is _State.PLACE and ("," in gap or self.last_place_closed(body)):
            self.state = self.before
        if self.state is _State.PLACE:
            self.current.places.append(body)
        elif self.state is _State.WATCHER:
            self.current.watchers.append(body)
        elif self.state in _TAKES and (self.signed or self.joined):
            self.current.add(body)
        elif self.state in {_State.SUBJECT, _State.WITH}:
            self.pending.append(body)
        self.last = body

    def last_place_closed(self, body: Organisation) -> bool:
        """Whether a comma stands between the body of the place before and ``body``."""
        return (
            self.last is not None
            and self.last.end > self.cue_end
            and "," in self.text[self.last.end : body.start]
        )

    def _take_pending(self) -> None:
        for body in self.pending:
            self.current.add(body)
        self.pending = []

    def _take_subjects(self) -> None:
        """Take as parties who stands before the verb."""
        if self.pending:
            self._take_pending()
        elif self.last is not None and self.state in {
            _State.PLACE,
            _State.WATCHER,
            _State.ABOUT,
        }:
            gap = self.text[max(self.sentence.start, self.last.start - 40) : self.last.start]
            if "," in gap and not self.current.parties:
                for role in (self.current.watchers, self.current.places):
                    if self.last in role:
                        role.remove(self.last)
                self.current.add(self.last)

    def _finish(self) -> None:
        if self.signed:
            strength = Strength.SIGNED
        elif self.current.instruments:
            strength = Strength.NAMED
            self._take_pending()
        else:
            strength = Strength.JOINED
            if not self.joined:
                self.pending = []
        for statement in self.statements:
            statement.strength = strength
        parties = self.statements[0].parties
        has_unit = any(body.unit for body in parties)
        has_partner = any(body.unit is None for body in parties)
        for body in [*self.pending, *self.dropped]:
            if (
                parties
                and (body.unit is not None) != has_unit
                and has_partner != (body.unit is None)
            ):
                self.statements[0].parties.insert(0, body)
                break


def find_statements(story: Story) -> list[Statement]:
    """What the sentences of ``story`` say of papers, in order; quotes say nothing."""
    found: list[Statement] = []
    opened: Statement | None = None
    for sentence in story.sentences:
        bodies = list(_bodies(story, sentence))
        if opened is not None and _is_bullet(sentence, bodies):
            for body in bodies:
                opened.add(body)
            continue
        if re.fullmatch(r"\W*\d{0,2}\W*", sentence.text):
            continue
        statements = [
            statement
            for statement in _Scan(story, sentence, bodies).statements
            if statement.parties or statement.watchers or statement.strength is Strength.SIGNED
        ]
        listed = _listed(story, sentence, bodies)
        if listed is not None:
            statements = [listed]
        found.extend(statements)
        opened = None
        if sentence.text.rstrip().endswith(":"):
            opened = statements[-1] if statements else _opened(found, sentence)
    return found


def _opened(found: list[Statement], sentence: Sentence) -> Statement | None:
    if not _PARTNER_WORD.search(sentence.text):
        return None
    statement = Statement(sentence, Strength.LISTED)
    found.append(statement)
    return statement


def _is_bullet(sentence: Sentence, bodies: Sequence[Organisation]) -> bool:
    text = sentence.text
    if len(text) > _LONGEST_BULLET:
        return False
    if re.fullmatch(r"\W*\d{0,2}\W*", text):
        return True
    bullet = _BULLET.match(text)
    start = sentence.start + (bullet.end() if bullet else 0)
    return bool(bodies) and (bullet is not None or bodies[0].start - start < 4)


def _listed(story: Story, sentence: Sentence, bodies: Sequence[Organisation]) -> Statement | None:
    """A sentence that names the partners: "Kelima mitra itu adalah …"."""
    partner = _PARTNER_WORD.search(sentence.text)
    if partner is None or not bodies:
        return None
    link = _LIST_WORD.search(sentence.text, partner.end(), partner.end() + 80)
    if link is None or story.in_title(sentence.start):
        return None
    if any(cue.cue in {Cue.WATCHED, Cue.WATCHES} for cue in find_cues(sentence.text[: link.end()])):
        return None
    after = [
        body for body in bodies if body.start >= sentence.start + link.start() and body.unit is None
    ]
    direct = after and after[0].start - (sentence.start + link.end()) < 40
    if not direct:
        return None
    statement = Statement(sentence, Strength.LISTED)
    for body in _run(story.text, after):
        statement.add(body)
    return statement


def _run(text: str, bodies: Sequence[Organisation]) -> Iterator[Organisation]:
    """The first bodies, as long as nothing but a list's joints stands between them."""
    last: Organisation | None = None
    for body in bodies:
        if last is not None and len(_words_between(text[last.end : body.start])) > 3:
            return
        yield body
        last = body


def _words_between(gap: str) -> list[str]:
    return [word for word in re.findall(r"\w+", gap) if word not in {"dan", "serta", "dengan"}]


def _bodies(story: Story, sentence: Sentence) -> Iterator[Organisation]:
    """The bodies of a sentence outside quotes, towns that stand for their government included."""
    known = [
        body
        for body in story.bodies.within(sentence.start, sentence.end)
        if not story.quoted(body.start)
    ]
    yield from known
    for mention in story.regions:
        if not sentence.start <= mention.start < sentence.end or story.quoted(mention.start):
            continue
        if any(body.start <= mention.start < body.end for body in known):
            continue
        before = max((body.end for body in known if body.end <= mention.start), default=0)
        gap = story.text[before : mention.start]
        named = mention.text.split()[0].rstrip(".") in {"Kota", "Kabupaten", "Kab"}
        previous = [body for body in known if body.end == before]
        coordinated = (
            bool(previous)
            and previous[0].name.startswith("Pemerintah ")
            and _COORDINATED.fullmatch(gap) is not None
        )
        if (named and gap.strip()) or coordinated:
            if mention.region.level == "province" and not coordinated:
                continue
            prefix = "Provinsi " if mention.region.level == "province" else ""
            body = Organisation(
                f"Pemerintah {prefix}{mention.region.name}",
                PartyKind.PEMERINTAH_DAERAH,
                mention.start,
                mention.end,
            )
            known = sorted([*known, body], key=lambda body: body.start)
            yield body
