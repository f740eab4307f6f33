"""Which statements tell of the same paper: one group of parties for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from model.records import Instrument, PartyKind
from pipelines.record.counts import Counts
from pipelines.record.forms import Organisation
from pipelines.record.statements import Statement, Strength
from pipelines.record.story import Story
from pipelines.text.instruments import InstrumentMention

_FURTHER = re.compile(
    r"\b(?:dilanjutkan|selanjutnya|selain itu|kemudian|berikutnya|kesempatan yang sama|"
    r"waktu (?:yang )?(?:sama|bersamaan)|hari yang sama|juga|sedangkan|sementara(?: itu)?|"
    r"adapun|tak hanya itu|tidak hanya itu|lalu|(?:siang|sore|malam|esok|pagi)(?:nya| harinya)|"
    r"sebelumnya di hari|menyusul kemudian|di (?:hari|tempat|lokasi|acara) yang sama|"
    r"(?:rangkaian|agenda|kegiatan|acara)(?: \w+)? (?:ditutup|diakhiri|dipungkasi)|terakhir|"
    r"disusul(?! (?:oleh )?(?-i:[A-Z]))|giliran|begitu pula|demikian (?:juga|pula)|hal serupa|"
    r"serupa)\b",
    re.IGNORECASE,
)
#: Another paper of the same kind, which needs no name of its own.
_ALIKE = re.compile(
    r"\b(?:serupa|yang sama juga|disusul(?! (?:oleh )?(?-i:[A-Z]))|hal serupa)\b", re.IGNORECASE
)
_AT_THE_SIGNING = re.compile(r"\b(?:di ?)?(?:saksi|hadir)", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?P<joint>dengan )?(?:(?P<number>kedua|ketiga|keempat|kelima)(?:nya)?)"
    r"(?: belah)?(?: (?:pihak|lembaga|institusi|instansi|pimpinan|kantor|kepala|pemimpin|"
    r"organisasi))?\b",
    re.IGNORECASE,
)
_COUNT = {"kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5}
#: Parts of a university, which a headline may name for the whole.
_PARTS = ("Fakultas ", "Program Studi ", "Jurusan ")
#: The ministries above a unit, which its name may carry.
_PARENTS = ("Kementerian Imigrasi", "Kementerian Hukum")


@dataclass
class Group:
    """The parties to one paper, and the statements that tell of it."""

    parties: list[Organisation] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    helpers: list[Organisation] = field(default_factory=list)
    #: The part of the text that tells of this paper alone, where the story tells them one by one.
    told: tuple[int, int] | None = None
    #: The kind of this paper, where the same sides sign another of another kind.
    kind: Instrument | None = None

    @property
    def names(self) -> set[str]:
        """Names of the parties."""
        return {body.name for body in self.parties}

    @property
    def partners(self) -> set[str]:
        """Names of the parties that are no units."""
        return {body.name for body in self.parties if body.unit is None}

    @property
    def units(self) -> list[Organisation]:
        """The parties that are units."""
        return [body for body in self.parties if body.unit is not None]

    def take(self, statement: Statement) -> None:
        """Add a statement and its parties.

        Units that are only listed, where the signing names its own, are those that carry it out.
        """
        listed = all(one.strength is Strength.LISTED for one in self.statements)
        self.statements.append(statement)
        if statement.strength is Strength.SIGNED and listed and _has_unit(statement):
            self.helpers.extend(self.units)
            self.parties = [body for body in self.parties if body.unit is None]
        if statement.strength is Strength.LISTED and self.units:
            self.helpers.extend(body for body in statement.parties if body.unit is not None)
            self.extend(body for body in statement.parties if body.unit is None)
        else:
            self.extend(statement.parties)

    def extend(self, bodies: Iterable[Organisation]) -> None:
        """Add parties not yet there."""
        for body in bodies:
            if body.name not in self.names:
                self.parties.append(body)


def _has_unit(statement: Statement) -> bool:
    return any(body.unit is not None for body in statement.parties)


def group_statements(story: Story, statements: Sequence[Statement], counts: Counts) -> list[Group]:
    """The papers that ``statements`` tell of, first told first; at least one.

    Partners that the story only counts need no names, and of papers that it counts each sentence
    which names one may tell of another.
    """
    counted = counts.partners is not None
    in_text = [s for s in statements if not story.in_title(s.sentence.start)]
    in_order = list(in_text)
    told = {body.name for body in story.bodies.mentions if not story.in_title(body.start)}
    in_order += [s for s in statements if story.in_title(s.sentence.start)]
    groups: list[Group] = []
    for statement in in_order:
        if groups and story.in_title(statement.sentence.start):
            if not groups[0].parties:
                groups[0].extend(_both(story, groups[0]) or next(_whole(in_text), []))
            statement = _only(statement, told, groups, counted=counted)  # noqa: PLW2901
        if statement.strength is Strength.SIGNED:
            _place(groups, statement, counts.papers or 1)
        elif statement.strength is Strength.LISTED and groups:
            groups[-1].take(statement)
        elif statement.strength is Strength.LISTED:
            groups.append(Group())
            groups[-1].take(statement)
    if not groups:
        groups.append(Group())
    for group in groups:
        _clean(story, group, statements)
    _complete(story, groups[0], in_order, counted=counted)
    _share_units(groups)
    own = any(group.units for group in groups)
    return [
        group
        for group in groups
        if len(group.parties) > 1 and (group.units or not own or any(map(is_own, group.parties)))
    ] or groups[:1]


def _share_units(groups: Sequence[Group]) -> None:
    """Give papers that name a partner alone the unit of the first."""
    for group in groups[1:]:
        if len(group.parties) == 1 and group.partners:
            group.parties[:0] = groups[0].units


def _only(
    statement: Statement, told: set[str], groups: Sequence[Group], *, counted: bool
) -> Statement:
    """A headline's statement without the bodies that the text never names, where it names others.

    Capitals make names of a headline's words. Nor does a headline over several papers say who is
    a party to which.
    """
    group = groups[0]
    if len(groups) > 1:
        return replace(statement, parties=[])
    partners = group.partners | {b.name for b in statement.parties if not b.unit} & told
    kept = [
        body
        for body in statement.parties
        if not _stands_for_office(body, group)
        and (body.name in told or not (group.units if body.unit else partners or counted))
    ]
    return replace(statement, parties=kept)


def _stands_for_office(body: Organisation, group: Group) -> bool:
    """Whether a headline's "Pemkot" is the town's office that signed, its faculty a university."""
    if body.name.startswith(_PARTS):
        return any(party.kind is PartyKind.PERGURUAN_TINGGI for party in group.parties)
    if not body.name.startswith("Pemerintah ") or body.name in group.names:
        return False
    return any(
        any(party.name.startswith("Dinas ") for party in statement.parties)
        and any(party.unit is not None for party in statement.parties)
        for statement in group.statements
        if statement.strength is Strength.SIGNED
    )


def _place(groups: list[Group], statement: Statement, papers: int) -> None:
    partners = {body.name for body in statement.parties if body.unit is None}
    overlapping = [group for group in groups if group.partners & partners]
    if len(overlapping) > 1 and partners <= {name for group in overlapping for name in group.names}:
        # Who signs the papers that were told of before, one for each partner.
        for group in overlapping:
            group.statements.append(statement)
        return
    if overlapping and not _is_next_of(overlapping[-1], statement, partners):
        overlapping[0].take(statement)
    elif not groups or overlapping or _another(groups, statement, partners, papers):
        group = Group()
        group.take(statement)
        if groups and not group.units and len(group.parties) < 2:
            group.parties[:0] = groups[0].units
        if groups and not statement.instruments and _ALIKE.search(statement.sentence.text):
            statement.instruments.extend(_latest_instruments(groups))
        groups.append(group)
    else:
        _group_of(groups, statement, partners).take(statement)


def _group_of(groups: list[Group], statement: Statement, partners: set[str]) -> Group:
    """The paper that a sentence without a partner of its own goes on with."""
    units = {body.name for body in statement.parties}
    known = [group for group in groups if units and units <= group.names]
    if len(known) == 1 and not partners:
        return known[0]
    return groups[-1 if partners or _goes_on(groups[-1], statement) else 0]


def _is_next_of(group: Group, statement: Statement, partners: set[str]) -> bool:
    """Whether a sentence goes on with a further paper and partner: "dengan X …, dengan Y …"."""
    last = group.statements[-1].sentence
    return not statement.first and statement.sentence == last and not partners <= group.partners


def _goes_on(group: Group, statement: Statement) -> bool:
    """Whether the sentence is the next one after the last that tells of the group's paper."""
    return 0 < statement.sentence.start - group.statements[-1].sentence.end <= 1


def _latest_instruments(groups: Sequence[Group]) -> list[InstrumentMention]:
    told = [s.instruments for s in groups[-1].statements if s.instruments]
    return told[-1] if told else []


def _another(groups: list[Group], statement: Statement, partners: set[str], papers: int) -> bool:
    if not partners or not any(group.partners for group in groups):
        return False
    units = {body.name for body in statement.parties if body.unit is not None}
    if units and all(group.units and units.isdisjoint(group.names) for group in groups):
        return True
    if not statement.first or _is_of_other_kind(groups, statement):
        return True
    if len(groups) < papers and statement.instruments and not units:
        return True
    if not _FURTHER.search(statement.sentence.text):
        return False
    alike = _ALIKE.search(statement.sentence.text) is not None
    return alike or bool(statement.instruments) or len(statement.parties) > 1


def _is_of_other_kind(groups: Sequence[Group], statement: Statement) -> bool:
    """Whether both sides signed an agreement of work under the papers told of before."""
    whole = len({body.unit is None for body in statement.parties}) > 1
    known = {
        mention.kind for group in groups for s in group.statements for mention in s.instruments
    }
    known.discard(Instrument.LAINNYA)
    work = {Instrument.PERJANJIAN_KERJA_SAMA}
    return (
        whole
        and {mention.kind for mention in statement.instruments} == work
        and bool(known and known.isdisjoint(work))
    )


def _complete(
    story: Story, group: Group, statements: Sequence[Statement], *, counted: bool
) -> None:
    """Give the first paper the unit or the partner that no signing names."""
    weaker = sorted(
        (s for s in statements if s.strength is not Strength.SIGNED), key=lambda s: -s.strength
    )
    if not group.units or not group.partners:
        group.extend(_both(story, group))
    if not group.parties:
        group.extend(next(_whole(weaker), []))
    if not group.units and not any(is_own(body) for body in group.parties):
        group.parties[:0] = likely_unit(story, weaker)
    if not group.partners and not counted:
        group.extend(next(_partners(story, group, weaker), []))


def _both(story: Story, group: Group) -> list[Organisation]:
    """The bodies that "kedua lembaga" in a statement of signing means: those named last before."""
    for statement in group.statements:
        phrase = _BOTH.search(statement.sentence.text)
        if phrase is None or statement.strength is not Strength.SIGNED:
            continue
        if statement.parties and not phrase["joint"]:
            continue
        named: dict[str, Organisation] = {}
        for body in story.bodies.within(story.body_start, statement.sentence.end)[::-1]:
            if not _is_parent(body) and body.name not in group.names:
                named.setdefault(body.name, body)
        chosen = list(named.values())[: _COUNT[phrase["number"].lower()]][::-1]
        if statement.parties or len({body.unit is None for body in chosen}) > 1:
            return chosen
    return []


def _whole(weaker: Sequence[Statement]) -> Iterator[list[Organisation]]:
    """The parties of statements that name both a unit and a partner."""
    for statement in weaker:
        if len({body.unit is None for body in statement.parties}) > 1:
            yield statement.parties


def likely_partner(story: Story, weaker: Sequence[Statement]) -> list[Organisation]:
    """The partner that signs where no signing names one."""
    return next(_partners(story, Group(), weaker), [])


def likely_unit(story: Story, weaker: Sequence[Statement]) -> list[Organisation]:
    """The unit that signs where no signing names one, by weaker statements, title and heads."""
    return next(_units(story, weaker), [])


def _units(story: Story, weaker: Sequence[Statement]) -> Iterator[list[Organisation]]:
    for statement in weaker:
        units = [body for body in statement.parties if body.unit is not None]
        if units:
            yield units[:1]
    mentions = [body for body in story.bodies.mentions if body.unit is not None]
    for chosen in (
        [body for body in mentions if story.in_title(body.start)],
        [body for body in mentions if body.via_head],
        mentions,
    ):
        if chosen:
            yield chosen[:1]


def _partners(
    story: Story, group: Group, weaker: Sequence[Statement]
) -> Iterator[list[Organisation]]:
    watchers = {body.name for s in group.statements for body in s.watchers}
    for statement in weaker:
        partners = [
            body for body in statement.parties if body.unit is None and body.name not in watchers
        ]
        if partners:
            yield partners
    spoken = watchers | {
        body.name for s in weaker if _AT_THE_SIGNING.search(s.sentence.text) for body in s.watchers
    }
    others = [
        body
        for body in story.bodies.mentions
        if body.unit is None and body.name not in spoken and not _is_parent(body)
    ]
    told = [body for body in others if not story.in_title(body.start)]
    heads = [body for body in told if body.via_head]
    often = Counter(body.name for body in told)
    told.sort(key=lambda body: -often[body.name])
    for chosen in (heads, told, others):
        if chosen:
            yield chosen[:1]


def is_own(body: Organisation) -> bool:
    """Whether ``body`` signs for the prison service: its own association, or its ministry."""
    return body.name.startswith(("Ikatan Pembimbing Kemasyarakatan", "Kementerian Imigrasi"))


def _is_parent(body: Organisation) -> bool:
    return body.kind is PartyKind.KEMENTERIAN_LEMBAGA and body.name.startswith(_PARENTS)


def _clean(story: Story, group: Group, statements: Sequence[Statement]) -> None:
    if group.units:
        group.parties = [body for body in group.parties if not _is_parent(body)]
    faculties = [body for body in group.parties if _is_by_dean(story, body)]
    if not faculties:
        return
    colleges = [
        body
        for statement in statements
        for body in statement.parties
        if body.kind is PartyKind.PERGURUAN_TINGGI and not body.via_head
    ]
    named, group.parties = group.parties, []
    group.extend(
        next((c for c in colleges if body.name.endswith(f" {c.name}")), body)
        if body in faculties
        else body
        for body in named
    )


def _is_by_dean(story: Story, body: Organisation) -> bool:
    """Whether a faculty is named by its dean alone, who may sign for its university."""
    return (
        body.via_head
        and body.name.startswith("Fakultas ")
        and all(other.via_head for other in story.bodies.mentions if other.name == body.name)
    )
