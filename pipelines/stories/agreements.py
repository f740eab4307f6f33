"""The agreements of a story: those of its best article, completed from the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from model.records import Agreement, UnitRole
from pipelines.stories.deeds import Deed, deed_of
from pipelines.stories.facts import AGAINST, Facts, same_deed
from pipelines.stories.names import share, unit_key

#: Fields that only make sense together: taken from one article, as a group.
_GROUPS = (
    ("signed_on", "signed_on_basis"),
    ("regency", "province"),
    ("place",),
    ("title",),
    ("officials",),
    ("instrument_count",),
    ("partner_count", "partner_kinds"),
    ("scope",),
    ("term_months", "valid_until"),
    ("number_ours",),
    ("number_theirs",),
)
_TELLING = ("parties", "units", "officials", "scope")


def richness(agreements: Sequence[Agreement]) -> int:
    """Count what ``agreements`` tell: the article that tells most speaks for the story."""
    return sum(_told(agreement) for agreement in agreements)


def merged(tellings: Iterable[Sequence[Agreement]]) -> tuple[Agreement, ...]:
    """Merge what several articles tell of one event, the best article first.

    An agreement told by two articles is one: they name a partner (or, without partners, a unit) in
    common, or it is the only one that either tells of, and unit and day do not differ: then one of
    them has the partner wrong. What the first one leaves open is filled in from the next.
    """
    return tuple(completed(told for _, told in group) for group in grouped(tellings))


def grouped(tellings: Iterable[Sequence[Agreement]]) -> list[list[tuple[int, Agreement]]]:
    """Put what several articles tell of each agreement together, with the article's place."""
    known: list[tuple[Deed, list[tuple[int, Agreement]]]] = []
    for place, telling in enumerate(tellings):
        taken: set[int] = set()
        new: list[tuple[Deed, list[tuple[int, Agreement]]]] = []
        for agreement in telling:
            deed = deed_of(agreement)
            found = match(deed, [other for other, _ in known], taken)
            if found is None and len(telling) == len(known) == 1:
                found = 0 if _may_be_one(deed, known[0][0]) else None
            if found is None:
                new.append((deed, [(place, agreement)]))
                continue
            taken.add(found)
            group = [*known[found][1], (place, agreement)]
            known[found] = (deed_of(completed(told for _, told in group)), group)
        known += new
    return [group for _, group in known]


def completed(tellings: Iterable[Agreement]) -> Agreement:
    """Return the first of several tellings of one agreement, completed from the others in order."""
    first, *others = tellings
    for other in others:
        first = _completed(first, other)
    return first


def match(deed: Deed, others: Sequence[Deed], taken: set[int]) -> int | None:
    """Return the place in ``others`` of the same agreement; the same kind of paper goes first."""
    fitting = [
        place
        for place, other in enumerate(others)
        if place not in taken and _overlapping(deed, other)
    ]
    return min(fitting, key=lambda place: others[place].kind is not deed.kind, default=None)


def _overlapping(left: Deed, right: Deed) -> bool:
    if left.partners and right.partners:
        return share(left.partners, right.partners)
    return share(left.units, right.units)


def _may_be_one(left: Deed, right: Deed) -> bool:
    """Say whether what two articles of one event tell alone differs in nothing but the partner."""
    facts = same_deed(left, right)
    return facts not in AGAINST or facts is Facts.OTHER_PARTNER


def _completed(first: Agreement, other: Agreement) -> Agreement:
    changes: dict[str, Any] = {}
    evidence = dict(first.evidence)
    groups = _GROUPS if first.parties else (*_GROUPS, ("parties", "units"))
    for group in groups:
        if any(_is_told(first, name) for name in group):
            continue
        for name in group:
            changes[name] = getattr(other, name)
            if name in other.evidence:
                evidence.setdefault(name, other.evidence[name])
    whole = first.model_copy(update={**changes, "evidence": evidence})
    return _with_attendees(whole, other)


def _with_attendees(agreement: Agreement, other: Agreement) -> Agreement:
    """Add the units that attended by another telling: each tells of its own way to the event."""
    known = {unit_key(unit.name) for unit in agreement.units}
    added = [
        place
        for place, unit in enumerate(other.units)
        if unit.role is UnitRole.ATTENDEE and unit_key(unit.name) not in known
    ]
    if not added:
        return agreement
    units = (*agreement.units, *(other.units[place] for place in added))
    said, theirs = (_listed(one.evidence.get("units", ())) for one in (agreement, other))
    heard = [theirs[place] for place in added] if len(theirs) == len(other.units) else theirs
    evidence = {**agreement.evidence, "units": (*said, *heard)}
    return agreement.model_copy(update={"units": units, "evidence": evidence})


def _listed(evidence: str | tuple[str, ...]) -> tuple[str, ...]:
    return (evidence,) if isinstance(evidence, str) else evidence


def _is_told(agreement: Agreement, name: str) -> bool:
    return name != "signed_on_basis" and getattr(agreement, name) not in (None, ())


def _told(agreement: Agreement) -> int:
    lists = sum(len(getattr(agreement, name)) for name in _TELLING)
    single = sum(_is_told(agreement, name) for group in _GROUPS for name in group)
    return 1 + lists + 2 * single
