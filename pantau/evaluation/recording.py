"""How much of what a careful reader takes from stories is recorded, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from model.records import Agreement, UnitRole
from model.terms import last_day
from pantau.corpus import GoldAgreement, GoldOfficial, GoldUnit, LabelledStory
from pantau.evaluation.naming import plain, same_office, same_party
from pantau.evaluation.tally import RecordingScores, Tally
from pipelines.record import record

#: Fetched long after every story, so that only the publication bounds a date.
FETCHED_AT = datetime(2027, 1, 1, tzinfo=UTC)
#: Fields with one value. That a story tells no day of signing is measured too.
_SINGLE = (
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
    "number_ours",
    "number_theirs",
)
_SETS = ("scope", "partner_kinds")


def evaluate_recording(stories: Iterable[LabelledStory]) -> RecordingScores:
    """Record every story that has agreements of a reader's, and compare."""
    labelled = [story for story in stories if story.agreements]
    tally = Tally()
    for story in labelled:
        tally.story = story.id
        recorded = record(story.article, FETCHED_AT)
        compare(tally, story.agreements, recorded)
    return tally.scores(len(labelled), sum(len(story.agreements) for story in labelled))


def compare(tally: Tally, gold: Sequence[GoldAgreement], recorded: Sequence[Agreement]) -> None:
    """Compare the agreements of one story with those that a reader takes from it."""
    tally.note("agreements", len(gold), len(recorded))
    for wanted, found in _pairs(gold, recorded):
        _compare(tally, wanted, found)


def _pairs(
    gold: Sequence[GoldAgreement], recorded: Sequence[Agreement]
) -> list[tuple[GoldAgreement | None, Agreement | None]]:
    """Put together what has most parties in common, else what comes in the same place."""
    shared = sorted(
        (
            (_shared_parties(wanted, found), -abs(row - column), -row, -column)
            for row, wanted in enumerate(gold)
            for column, found in enumerate(recorded)
        ),
        reverse=True,
    )
    columns: dict[int, int] = {}
    for _, _, row, column in shared:
        if -row not in columns and -column not in columns.values():
            columns[-row] = -column
    pairs: list[tuple[GoldAgreement | None, Agreement | None]] = [
        (wanted, recorded[columns[row]] if row in columns else None)
        for row, wanted in enumerate(gold)
    ]
    left = (found for place, found in enumerate(recorded) if place not in columns.values())
    return [*pairs, *((None, found) for found in left)]


def _shared_parties(gold: GoldAgreement, found: Agreement) -> int:
    return sum(any(same_party(party, other) for other in found.parties) for party in gold.parties)


def _compare(tally: Tally, gold: GoldAgreement | None, found: Agreement | None) -> None:
    _compare_parties(tally, gold, found)
    _compare_units(tally, gold, found)
    _compare_officials(tally, gold, found)
    if gold is None or found is None:
        return
    for field in _SINGLE:
        wanted, told = getattr(gold, field), _told(found, field)
        if wanted is not None or field == "signed_on":
            tally.note(field, plain(str(wanted)), plain(str(told)))
    if gold.place is None and gold.place_contains is not None:
        is_right = plain(gold.place_contains) in plain(found.place or "")
        tally.note("place", gold.place_contains, found.place, right=is_right)
    for field in _SETS:
        if getattr(gold, field):
            tally.note(f"{field}_exact", set(getattr(gold, field)), set(getattr(found, field)))
    if gold.scope:
        _note_names(tally, "scope", gold.scope, found.scope)


def _told(found: Agreement, field: str) -> object:
    """A field of an agreement; the day on which it ends as the register has it, told or counted."""
    return last_day(found) if field == "valid_until" else getattr(found, field)


def _compare_parties(tally: Tally, gold: GoldAgreement | None, found: Agreement | None) -> None:
    if gold is not None and not gold.parties:
        return
    wanted, told = gold.parties if gold else (), found.parties if found else ()
    named = {plain(partner) for partner in gold.partners_named} if gold else set()
    pairs = [(party, other) for party in wanted for other in told if same_party(party, other)]
    extra = [
        other.name
        for other in told
        if not any(same_party(party, other) for party in wanted) and plain(other.name) not in named
    ]
    missed = [party.name for party in wanted if not any(same_party(party, other) for other in told)]
    tally.note_names("parties", len(wanted) - len(missed), extra, missed)
    if gold is not None and found is not None:
        tally.note("parties_exact", missed, extra, right=not (extra or missed))
    for party, other in pairs:
        tally.note("party_kind", party.kind, other.kind)


def _compare_units(tally: Tally, gold: GoldAgreement | None, found: Agreement | None) -> None:
    if gold is not None and gold.units is None:
        return
    wanted: tuple[GoldUnit, ...] = (gold.units or ()) if gold else ()
    told = found.units if found else ()
    _note_names(tally, "units", [u.name for u in wanted], [u.name for u in told])
    if gold is None or found is None:
        return
    signing = [
        {plain(unit.name) for unit in units if unit.role is UnitRole.SIGNATORY}
        for units in (wanted, told)
    ]
    tally.note("signatories_exact", *signing)
    recorded = {plain(unit.name): unit for unit in told}
    for unit in wanted:
        other = recorded.get(plain(unit.name))
        if other is not None:
            tally.note_id(unit.name, other)
            if unit.role is not None:
                tally.note("unit_role", unit.role, other.role)


def _compare_officials(tally: Tally, gold: GoldAgreement | None, found: Agreement | None) -> None:
    if gold is not None and gold.officials is None:
        return
    wanted: tuple[GoldOfficial, ...] = (gold.officials or ()) if gold else ()
    told = found.officials if found else ()
    _note_names(tally, "officials", [o.name for o in wanted], [o.name for o in told])
    recorded = {plain(official.name): official for official in told}
    for official in wanted:
        other = recorded.get(plain(official.name))
        if other is not None and official.capacity is not None:
            tally.note("official_capacity", official.capacity, other.capacity)
        if other is not None and official.role is not None:
            right = same_office(official.role, other.role)
            tally.note("official_role", official.role, other.role, right=right)


def _note_names(tally: Tally, field: str, wanted: Iterable[str], told: Iterable[str]) -> None:
    expected = {plain(name): name for name in wanted}
    recorded = {plain(name): name for name in told}
    tally.note_names(
        field,
        len(expected.keys() & recorded.keys()),
        [name for key, name in recorded.items() if key not in expected],
        [name for key, name in expected.items() if key not in recorded],
    )
