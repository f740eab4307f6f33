"""The part that each body plays in a sentence, by the words around it.

The sentence is read once from left to right. A cue such as "dengan", "disaksikan" or "di" says what
part the bodies after it play; a verb says what part those before it play.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from model.records import PartyKind
from pipelines.record.cues import NOT_NOW, Cue, Found, find_cues
from pipelines.record.forms import Organisation
from pipelines.record.person_names import OFFICES
from pipelines.record.story import Story
from pipelines.record.tokens import tokens
from pipelines.text.instruments import InstrumentMention
from pipelines.text.sentences import Sentence


class Role(Enum):
    """The part a body plays."""

    #: Stands before the verb, which has not come yet.
    SUBJECT = auto()
    PARTY = auto()
    WATCHER = auto()
    PLACE = auto()
    #: Is only spoken of.
    ASIDE = auto()


@dataclass
class Clause:
    """What a sentence, or the part of it about one paper, says."""

    roles: list[tuple[Organisation, Role]] = field(default_factory=list)
    instruments: list[InstrumentMention] = field(default_factory=list)
    signed: bool = False

    def having(self, role: Role) -> list[Organisation]:
        """The bodies with a role, in order."""
        return [body for body, given in self.roles if given is role]

    def change(self, old: Role, new: Role) -> None:
        """Give all bodies with the role ``old`` the role ``new``."""
        self.roles = [(body, new if role is old else role) for body, role in self.roles]

    def give(self, body: Organisation, role: Role) -> None:
        """Give one body, named before, another role."""
        self.roles = [(other, role if other is body else given) for other, given in self.roles]


#: Begins a sentence that tells of an older paper.
_EARLIER = re.compile(
    r"(?:Sebelum(?:nya| ini)|(?:Pada )?(?:[Tt]ahun|[Bb]ulan) lalu)(?!,? (?:di|pada) hari)\b"
)
_PRESENT = re.compile(r"\b(?:hadir|turut|ikut)\W*$", re.IGNORECASE)
_NEW_SIGNING = re.compile(
    r"(?:menyusul|seiring(?: dengan)?|berkaitan dengan|sehubungan dengan|sejalan dengan)"
    r"(?: \w+){0,2} (?:penanda ?tangan|(?:di ?)?tanda ?tangan|di ?teken|di ?sepakati)",
    re.IGNORECASE,
)
_MILIEU = re.compile(r"\b(?:di (?:lingkungan|wilayah|bawah)|milik|se-?)\s?$", re.IGNORECASE)
_JOINT = re.compile(r"(?:,|,? (?:dan|serta)) ")
_JOINT_OFFICE = re.compile(r",? (?:dan|serta) (?P<office>(?:[A-Z]\w+ ){1,4})")
_AFTER = re.compile(
    r"\W{0,3}(?:(?:se)?usai|setelah|selepas|sesudah)\s(?:\w+\s){0,2}", re.IGNORECASE
)
_ALONE = re.compile(r"(?:(?! (?:dengan|antara|oleh|bersama) )[^,.]){0,80},")
#: A further partner, after what the paper with the last one is about.
_NEXT_WITH = re.compile(r"(?:,|,? (?:dan|serta|lalu|kemudian)) $")
_TOPIC_WORDS = frozenset({"tentang", "ttg", "mengenai", "perihal"})
#: How far a further verb of signing is looked for, in characters: a long sentence's length.
_LOOK = 400
#: What offices of ministries are called.
_OFFICES = ("Balai ", "Sentra ", "Loka ", "Stasiun ", "Pusat ", "BPVP ", "BBPVP ", "Politeknik ")
_AHEAD = ("gandeng", "rangkul", "libatkan")


def read_clauses(story: Story, sentence: Sentence, bodies: Sequence[Organisation]) -> list[Clause]:
    """The clauses of ``sentence``, one for each paper; ``bodies`` are those it names, in order."""
    reader = _Reader(story.text, sentence)
    papers = [
        mention
        for mention in story.instruments
        if sentence.start <= mention.start < sentence.end and not story.quoted(mention.start)
    ]
    # "Kesepakatan Bersama" says nothing of who stands beside whom.
    spans = [(body.start, body.end) for body in bodies]
    spans += [(paper.start, paper.end) for paper in papers]
    items: list[Found | Organisation | InstrumentMention] = [*bodies, *papers]
    items.extend(
        cue
        for cue in find_cues(sentence.text, sentence.start)
        if not story.quoted(cue.start) and not any(start <= cue.start < end for start, end in spans)
    )
    for item in sorted(items, key=lambda item: (item.start, -item.end)):
        reader.take(item)
    return reader.finished()


def _is_above(body: Organisation, last: Organisation) -> bool:
    """Whether a ministry is named as the one that an office is of: "Balai X, Kementerian Y"."""
    ministry = body.name.startswith(("Kementerian ", "Direktorat Jenderal ")) and not body.via_head
    office = last.kind is PartyKind.KEMENTERIAN_LEMBAGA and last.name.startswith(_OFFICES)
    return ministry and office


class _Reader:
    """The state of one pass over a sentence."""

    def __init__(self, text: str, sentence: Sentence) -> None:
        self.text = text
        self.sentence = sentence
        self.role = Role.SUBJECT
        self.main = Role.SUBJECT
        self.cue_end = sentence.start
        self.last: Organisation | None = None
        self.last_end = sentence.start
        self.dropped: list[Organisation] = []
        self.agreed = False
        self.older = False
        self.watching = False
        self.topic = False
        self.partners = sentence.end
        self.clauses = [Clause()]

    @property
    def clause(self) -> Clause:
        return self.clauses[-1]

    def take(self, item: Found | Organisation | InstrumentMention) -> None:
        if isinstance(item, Organisation):
            self._body(item)
        elif isinstance(item, InstrumentMention):
            self._instrument(item)
        else:
            _HANDLERS[item.cue](self, item)
            self.cue_end = item.end

    def finished(self) -> list[Clause]:
        first = self.clauses[0]
        signed = any(clause.signed for clause in self.clauses)
        for clause in self.clauses:
            clause.signed = signed
        if first.instruments and not signed:
            first.change(Role.SUBJECT, Role.PARTY)
        self._promote(first)
        return self.clauses

    def _promote(self, clause: Clause) -> None:
        """Take the subject of another verb as the party that is lacking: "… terus berupaya …"."""
        parties = clause.having(Role.PARTY)
        kinds = {body.unit is None for body in parties}
        if len(kinds) != 1:
            return
        lacking = next(iter(kinds))
        for body in [*clause.having(Role.SUBJECT), *self.dropped]:
            if (body.unit is not None) is lacking:
                clause.roles.insert(0, (body, Role.PARTY))
                return

    def _instrument(self, mention: InstrumentMention) -> None:
        clause = self.clause
        parties = clause.having(Role.PARTY)
        if (
            clause.instruments
            and clause.instruments[-1].kind is not mention.kind
            and len(parties) > 1
            and self.role is Role.PARTY
            and self.text[mention.start - 1 : mention.start] != "("
        ):
            shared = [(body, Role.PARTY) for body in parties if body.unit is not None]
            self.clauses.append(Clause(shared[:1]))
        self.clause.instruments.append(mention)

    def _body(self, body: Organisation) -> None:
        between = self.text[self.last_end : body.start]
        of_last = self.last is not None and (
            between in {" ", " pada ", " di "} or (between == ", " and _is_above(body, self.last))
        )
        gap = self.text[self.cue_end : body.start]
        closed = "," in gap or (self.last_end > self.cue_end and "," in between)
        if self.role is Role.PLACE and closed and not body.town:
            self.role = self.main
        role = self.role
        if body.town and role is not Role.PARTY:
            role = Role.PLACE
        if role is Role.PARTY and not (self.agreed or self.clause.instruments):
            role = Role.SUBJECT
        self.clause.roles.append((body, Role.ASIDE if of_last else role))
        self.last_end = body.end
        if not of_last:
            self.last = body

    def _is_now(self, found: Found) -> bool:
        if _EARLIER.match(self.sentence.text):
            return False
        return not NOT_NOW.search(
            self.text, max(self.sentence.start, found.start - 60), found.start
        )

    def _act(self, found: Found) -> bool:
        """Note an act of signing; false for one in the future or the past."""
        if not self._is_now(found) or (self.older and found.cue is not Cue.SIGN):
            self.role = Role.ASIDE
            return False
        self.older = False
        self.clause.signed = self.agreed = True
        return True

    def _subjects(self) -> None:
        """Take as parties who stands before the verb."""
        clause = self.clause
        if clause.having(Role.SUBJECT):
            clause.change(Role.SUBJECT, Role.PARTY)
        elif self.last is not None and not clause.having(Role.PARTY):
            before = self.text[max(self.sentence.start, self.last.start - 60) : self.last.start]
            if "," in before and not _MILIEU.search(before):
                for body in self._signers(self._chain(self.last)):
                    clause.give(body, Role.PARTY)

    def _signers(self, chain: list[Organisation]) -> list[Organisation]:
        """A chain without the one who watches before it: "Disaksikan X, Y dan Z meneken"."""
        first = next(iter(self.clause.having(Role.WATCHER)), None)
        return chain[1:] if len(chain) > 2 and chain[0] is first else chain

    def _chain(self, last: Organisation) -> list[Organisation]:
        """The bodies that "dan" and commas join to the last one, itself included."""
        chain = [last]
        for body, _ in reversed(self.clause.roles):
            if body.end <= chain[0].start and self._joins(body.end, chain[0].start):
                chain.insert(0, body)
        return chain

    def _joins(self, start: int, end: int) -> bool:
        """Whether a list goes on between two places, with the office of the next at most."""
        if _JOINT.fullmatch(self.text, start, end):
            return True
        office = _JOINT_OFFICE.fullmatch(self.text, start, end)
        return office is not None and OFFICES.at(tokens(office["office"]), 0) is not None

    def _sign(self, found: Found) -> None:
        if self._act(found):
            self._subjects()
            self.role = self.main = Role.PARTY
            if len({body.unit is None for body in self.clause.having(Role.PARTY)}) > 1:
                # Who else is party comes after "dengan"; the rest is what the paper is about.
                self.role = Role.ASIDE

    def _signed(self, found: Found) -> None:
        if self._act(found):
            self.clause.change(Role.SUBJECT, Role.PARTY)
            self.role = self.main = Role.PARTY

    def _signing(self, found: Found) -> None:
        if self.watching:
            return
        if self._act(found):
            self.clause.change(Role.SUBJECT, Role.PARTY)
            self.role = self.main = Role.SUBJECT if self._is_past(found) else Role.PARTY

    def _is_past(self, found: Found) -> bool:
        """Whether what is told comes after the signing: "Usai penandatanganan, …"."""
        before = self.text[self.sentence.start : found.start]
        return bool(_AFTER.fullmatch(before) and _ALONE.match(self.text, found.end))

    def _join(self, found: Found) -> None:
        self.agreed = True
        self._subjects()
        if found.text.endswith(_AHEAD) or self.role is Role.SUBJECT:
            self.role = self.main = Role.PARTY

    def _between(self, _: Found) -> None:
        if self.older:
            return
        self._drop()
        self.agreed = True
        self.role = self.main = Role.PARTY

    def _with(self, found: Found) -> None:
        if self.topic and _NEXT_WITH.search(self.text, self.cue_end, found.start):
            self._next_paper()
        elif (
            self.older
            or self.role is Role.WATCHER
            or (self.role is Role.SUBJECT and not self.clause.having(Role.SUBJECT))
        ):
            return
        self.partners = min(self.partners, found.start)
        self.role = Role.PARTY

    def _next_paper(self) -> None:
        """Begin the next of several papers: "dengan X tentang …, dengan Y tentang …"."""
        shared = [
            (body, Role.PARTY)
            for body in self.clauses[0].having(Role.PARTY)
            if body.start < self.partners
        ]
        self.clauses.append(Clause(shared, self.clause.instruments[:1]))
        self.topic = False

    def _by(self, _: Found) -> None:
        if self.role in {Role.PLACE, Role.ASIDE} and self.clause.signed:
            self.role = Role.PARTY

    def _watched(self, _: Found) -> None:
        self.role = Role.WATCHER

    def _watches(self, found: Found) -> None:
        before = self.text[self.sentence.start : found.start]
        if not self.clause.having(Role.SUBJECT) and _PRESENT.search(before):
            # "Hadir menyaksikan penandatanganan …": those who watch come after.
            self.role, self.watching = Role.WATCHER, True
            return
        self.clause.change(Role.SUBJECT, Role.WATCHER)
        self.role = self.main = Role.PARTY

    def _place(self, _: Found) -> None:
        if self.role is not Role.WATCHER:
            self._leave(Role.PLACE)

    def _aside(self, found: Found) -> None:
        parties = len(self.clause.having(Role.PARTY))
        self.topic = found.text in _TOPIC_WORDS and parties > 1 and bool(self.clause.instruments)
        if self.role is not Role.WATCHER:
            self._leave(Role.ASIDE)

    def _older(self, found: Found) -> None:
        """Leave out all up to the next verb of signing: it is of an older paper.

        "Menyusul penandatanganan …" tells of this signing where no other verb of signing follows.
        """
        if _NEW_SIGNING.match(self.text, found.start) and not any(
            cue.cue is Cue.SIGN
            for cue in find_cues(self.text[found.end : min(self.sentence.end, found.end + _LOOK)])
        ):
            return
        self.older = not self.clause.having(Role.PARTY) or "tindak lanjut" in found.text
        self._aside(found)

    def _leave(self, role: Role) -> None:
        if self.role in {Role.SUBJECT, Role.PARTY}:
            self.main = self.role
        self.role = role

    def _verb(self, _: Found) -> None:
        self._drop()
        if self.clause.signed:
            self.role = Role.ASIDE
        elif self.role is not Role.WATCHER:
            self.role = Role.SUBJECT

    def _drop(self) -> None:
        """Let go of who stands before a verb that is none of signing."""
        subjects = self.clause.having(Role.SUBJECT)
        self.dropped = subjects or self.dropped
        self.clause.change(Role.SUBJECT, Role.ASIDE)


#: What a reader does at each cue.
_HANDLERS: dict[Cue, Callable[[_Reader, Found], None]] = {
    Cue.SIGN: _Reader._sign,
    Cue.SIGNED: _Reader._signed,
    Cue.SIGNING: _Reader._signing,
    Cue.JOIN: _Reader._join,
    Cue.BETWEEN: _Reader._between,
    Cue.WITH: _Reader._with,
    Cue.BY: _Reader._by,
    Cue.WATCHED: _Reader._watched,
    Cue.WATCHES: _Reader._watches,
    Cue.PLACE: _Reader._place,
    Cue.ABOUT: _Reader._aside,
    Cue.OLDER: _Reader._older,
    Cue.FOR: _Reader._aside,
    Cue.VERB: _Reader._verb,
}
