"""Where articles that tell of one agreement contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from rapidfuzz import fuzz

from model.records import Agreement, Instrument, Record
from pipelines.stories.deeds import deed_of, is_derived, partners_of
from pipelines.stories.names import share

#: Fields whose values are told as they are; two that differ contradict each other.
_PLAIN = (
    "act",
    "regency",
    "instrument_count",
    "partner_count",
    "term_months",
    "valid_until",
)
#: Of a hundred: two descriptions of one room or building share this much.
_SAME_PLACE = 70


class Claim(Record):
    """What articles say of one field of an agreement.

    ``sources`` are the numbers of their pages. ``names`` are bare where the value is a list of
    names. ``derived`` says that a day was counted from the publication and may be one off.
    """

    value: str | int
    names: tuple[str, ...] = ()
    derived: bool = False
    sources: tuple[int, ...]


Claims = dict[str, tuple[Claim, ...]]


def claims_of(tellings: Iterable[tuple[int, Agreement]]) -> Claims:
    """Return what articles, by the numbers of their pages, say of one agreement."""
    return joined(_claims(source, told) for source, told in tellings)


def joined(several: Iterable[Mapping[str, Iterable[Claim]]]) -> Claims:
    """Put claims together: equal ones become one, with all their sources."""
    found: dict[str, dict[tuple[str | int, bool], Claim]] = {}
    for claims in several:
        for field, own in claims.items():
            known = found.setdefault(field, {})
            for claim in own:
                key = (claim.value, claim.derived)
                before = known[key].sources if key in known else ()
                sources = tuple(dict.fromkeys([*before, *claim.sources]))
                known[key] = claim.model_copy(update={"sources": sources})
    return {field: tuple(known.values()) for field, known in found.items()}


def contradictions(claims: Mapping[str, Iterable[Claim]]) -> Claims:
    """Return the fields of which articles say what cannot both be true, with all that they say."""
    found: Claims = {}
    for field, told in claims.items():
        apart = _apart(field, sorted(told, key=lambda claim: claim.derived))
        if len(apart) > 1:
            found[field] = apart
    return found


def _claims(source: int, told: Agreement) -> dict[str, tuple[Claim, ...]]:
    claims = {
        field: Claim(value=_plain(value), sources=(source,))
        for field in _PLAIN
        if (value := getattr(told, field)) is not None
    }
    if told.kind is not Instrument.LAINNYA:
        claims["kind"] = Claim(value=told.kind.value, sources=(source,))
    if told.place:
        claims["place"] = Claim(value=told.place, sources=(source,))
    if told.signed_on:
        day = told.signed_on.isoformat()
        claims["signed_on"] = Claim(value=day, derived=is_derived(told), sources=(source,))
    deed = deed_of(told)
    if deed.partners:
        names = tuple(sorted(deed.partners))
        partners = "; ".join(party.name for party in partners_of(told))
        claims["parties"] = Claim(value=partners, names=names, sources=(source,))
    return {field: (claim,) for field, claim in claims.items()}


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _apart(field: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Join claims that may both be true; what is left contradicts each other."""
    left: list[Claim] = []
    for claim in claims:
        for place, other in enumerate(left):
            if _may_both_be(field, claim, other):
                sources = tuple(dict.fromkeys([*other.sources, *claim.sources]))
                left[place] = other.model_copy(update={"sources": sources})
                break
        else:
            left.append(claim)
    return tuple(left)


def _may_both_be(field: str, left: Claim, right: Claim) -> bool:
    if left.value == right.value:
        return True
    if field == "signed_on" and (left.derived or right.derived):
        return _days_between(left, right) <= 1
    if field == "parties":
        return share(left.names, right.names)
    is_place = field == "place"
    return is_place and fuzz.token_set_ratio(str(left.value), str(right.value)) >= _SAME_PLACE


def _days_between(left: Claim, right: Claim) -> int:
    days = [date.fromisoformat(str(claim.value)) for claim in (left, right)]
    return abs((days[0] - days[1]).days)
