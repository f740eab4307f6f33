"""How much of what a careful reader takes from stories was recorded, field by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from model.records import Agreement, Article, Party, PartyKind, UnitRole
from pantau.corpus import GoldAgreement, LabelledStory
from pipelines.record import record
from pipelines.text.units import same_unit

#: Fetched long after every story, so that only the publication bounds a date.
FETCHED_AT = datetime(2027, 1, 1, tzinfo=UTC)
_SPELLINGS = (
    ("walikota", "wali kota"),
    ("(persero) ", ""),
    ("uptd puskesmas", "puskesmas"),
    ("ditjenpas", "direktorat jenderal pemasyarakatan"),
    ("kanwil", "kantor wilayah"),
    ("hak asasi manusia", "ham"),
    ("badan narkotika nasional", "bnn"),
    ("bnnk", "bnn"),
    ("daerah istimewa yogyakarta", "di yogyakarta"),
    ("rumah sakit umum daerah", "rsud"),
    ("rumah sakit jiwa", "rsj"),
    ("rumah sakit", "rs"),
    ("lembaga bantuan hukum", "lbh"),
    ("lembaga pelatihan kerja", "lpk"),
)
_PLAIN = (
    "kind",
    "act",
    "title",
    "signed_on",
    "signed_on_basis",
    "place",
    "regency",
    "province",
    "instrument_count",
    "partner_count",
    "term_months",
    "valid_until",
)


class Score:
    """Right and measured values of each field, and what was wrong."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.measured: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.extra: Counter[str] = Counter()
        self.wrong: list[str] = []

    def note(self, field: str, right: bool, what: str) -> None:
        self.measured[field] += 1
        self.right[field] += right
        if not right:
            self.wrong.append(f"{field}: {what}")

    def count(self, field: str, hits: int, missed: int, extra: int) -> None:
        """Add what a list has right, lacks, and has too much."""
        self.hits[field] += hits
        self.missed[field] += missed
        self.extra[field] += extra

    def f1(self, field: str) -> float:
        """The harmonic mean of precision and recall over the items of all lists."""
        faults = self.missed[field] + self.extra[field]
        return 2 * self.hits[field] / max(1, 2 * self.hits[field] + faults)

    def share(self, field: str) -> float:
        """Share of right values; 1 where none was measured."""
        return self.right[field] / self.measured[field] if self.measured[field] else 1.0


def plain(name: str) -> str:
    """``name`` with one spelling for the same thing."""
    name = name.lower()
    for spelling, usual in _SPELLINGS:
        name = name.replace(spelling, usual)
    return " ".join(re.findall(r"\w+", name))


def same_party(left: Party, right: Party) -> bool:
    """Whether two parties are one body."""
    if left.kind is right.kind is PartyKind.PEMASYARAKATAN and same_unit(left.name, right.name):
        return True
    return plain(left.name) == plain(right.name)


def measure(stories: Iterable[LabelledStory]) -> Score:
    """Record every story that has gold agreements and compare."""
    score = Score()
    for story in stories:
        if not story.agreements:
            continue
        recorded = record(story.article, FETCHED_AT)
        score.note("count", len(recorded) == len(story.agreements), story.id)
        for gold, found in zip(story.agreements, recorded, strict=False):
            _compare(score, story.id, gold, found)
    return score


def _compare(score: Score, name: str, gold: GoldAgreement, found: Agreement) -> None:
    for field in _PLAIN:
        wanted = getattr(gold, field)
        if wanted is not None or field == "signed_on":
            got = getattr(found, field)
            score.note(field, plain(str(wanted)) == plain(str(got)), f"{name}: {wanted} | {got}")
    _compare_parties(score, name, gold, found)
    _count_officials(score, name, gold, found)
    for official in gold.officials or ():
        same = [o for o in found.officials if plain(o.name) == plain(official.name)]
        right = bool(same) and official.capacity in {None, same[0].capacity}
        score.note("officials", right, f"{name}: {official} | {found.officials}")
    for field in ("scope", "partner_kinds"):
        if getattr(gold, field):
            right = set(getattr(gold, field)) == set(getattr(found, field))
            score.note(field, right, f"{name}: {getattr(gold, field)} | {getattr(found, field)}")


def _count_officials(score: Score, name: str, gold: GoldAgreement, found: Agreement) -> None:
    if gold.officials is None:
        return
    wanted = {plain(official.name) for official in gold.officials}
    got = {plain(official.name) for official in found.officials}
    score.count("officials", len(wanted & got), len(wanted - got), len(got - wanted))
    score.note(
        "official_names", wanted == got, f"{name}: missed {wanted - got}, extra {got - wanted}"
    )


def _compare_parties(score: Score, name: str, gold: GoldAgreement, found: Agreement) -> None:
    named = {plain(partner) for partner in gold.partners_named}
    extra = [
        party
        for party in found.parties
        if not any(same_party(party, other) for other in gold.parties)
        and plain(party.name) not in named
    ]
    missed = [
        party
        for party in gold.parties
        if not any(same_party(party, other) for other in found.parties)
    ]
    if gold.parties:
        score.note("parties", not (extra or missed), f"{name}: missed {missed}, extra {extra}")
        score.count("parties", len(gold.parties) - len(missed), len(missed), len(extra))
    for party in gold.parties:
        for other in found.parties:
            if same_party(party, other):
                score.note("party_kind", party.kind is other.kind, f"{name}: {party} | {other}")
    wanted = {plain(unit.name) for unit in gold.units or () if unit.role is UnitRole.SIGNATORY}
    if gold.units is not None:
        got = {plain(unit.name) for unit in found.units if unit.role is UnitRole.SIGNATORY}
        score.note("units", wanted == got, f"{name}: {wanted} | {got}")


def evidence_faults(article: Article, agreement: Agreement) -> list[str]:
    """What is wrong with the evidence of an agreement: not verbatim, or not one for each value."""
    faults = []
    for field, words in agreement.evidence.items():
        value = getattr(agreement, field)
        pieces = (words,) if isinstance(words, str) else words
        if isinstance(value, tuple) and (isinstance(words, str) or len(words) != len(value)):
            faults.append(f"{field}: {len(value)} values, evidence {words!r}")
        faults.extend(
            f"{field}: {piece!r} is not in the story"
            for piece in pieces
            if not piece or (piece not in article.title and piece not in article.text)
        )
    return faults
