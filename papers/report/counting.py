"""Signings counted: events, papers and partners, never one for another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from model.records import KeptAgreement, Party, PartyKind, UnitRole
from papers.report.records import PlaceShare, Share

#: What of an agreement a list counts it by; one may have several, or none.
Keys = Callable[[KeptAgreement], Iterable[str]]


class Sum(NamedTuple):
    """A number, and how many signings tell it."""

    number: int
    told: int


def instruments(signings: Iterable[KeptAgreement]) -> Sum:
    """Add up papers; a signing that does not tell how many adds nothing."""
    told = [one.instrument_count for one in signings if one.instrument_count is not None]
    return Sum(sum(told), len(told))


def partners(signings: Iterable[KeptAgreement]) -> Sum:
    """Count partners: those named once each, and those that were only counted besides."""
    names: set[str] = set()
    unnamed = told = 0
    for one in signings:
        own = {" ".join(party.name.split()).casefold() for party in partners_of(one)}
        names |= own
        unnamed += max(0, (one.partner_count or 0) - len(own))
        told += bool(own or one.partner_count is not None)
    return Sum(len(names) + unnamed, told)


def partners_of(one: KeptAgreement) -> list[Party]:
    """Return the parties that are not of the prison service."""
    return [party for party in one.parties if party.kind is not PartyKind.PEMASYARAKATAN]


def units_of(one: KeptAgreement) -> list[str]:
    """Return the names of the offices that signed, else of those that are named as a party."""
    signing = [unit.name for unit in one.units if unit.role is UnitRole.SIGNATORY]
    own = [party.name for party in one.parties if party.kind is PartyKind.PEMASYARAKATAN]
    return [*dict.fromkeys(signing or own)]


def partner_kinds_of(one: KeptAgreement) -> list[str]:
    """Return the kinds of partners, each once."""
    kinds = [*(party.kind for party in partners_of(one)), *one.partner_kinds]
    return [*dict.fromkeys(map(str, kinds))]


def shares(
    signings: Sequence[KeptAgreement], before: Sequence[KeptAgreement], keys: Keys
) -> tuple[Share, ...]:
    """Count signings by what ``keys`` gives; an empty key where it gives nothing."""
    now, then = _grouped(signings, keys), _grouped(before, keys)
    found = [_share(key, now.get(key, []), then.get(key, [])) for key in {**now, **then}]
    return tuple(sorted(found, key=_most_first))


def places(
    signings: Sequence[KeptAgreement], before: Sequence[KeptAgreement]
) -> tuple[PlaceShare, ...]:
    """Count signings by regency, within provinces."""
    now, then = _by_place(signings), _by_place(before)
    found = [
        PlaceShare(
            province=place[0],
            **_share(place[1], now.get(place, []), then.get(place, [])).model_dump(),
        )
        for place in {**now, **then}
    ]
    return tuple(sorted(found, key=lambda one: (one.province, *_most_first(one))))


def _grouped(signings: Iterable[KeptAgreement], keys: Keys) -> dict[str, list[KeptAgreement]]:
    found: dict[str, list[KeptAgreement]] = defaultdict(list)
    for one in signings:
        for key in dict.fromkeys(keys(one)) or ("",):
            found[key].append(one)
    return dict(found)


def _by_place(signings: Iterable[KeptAgreement]) -> dict[tuple[str, str], list[KeptAgreement]]:
    found: dict[tuple[str, str], list[KeptAgreement]] = defaultdict(list)
    for one in signings:
        found[one.province or "", one.regency or ""].append(one)
    return dict(found)


def _share(key: str, now: Sequence[KeptAgreement], then: Sequence[KeptAgreement]) -> Share:
    papers = instruments(now)
    return Share(
        key=key,
        signings=len(now),
        before=len(then),
        instruments=papers.number,
        signings_with_instruments=papers.told,
    )


def _most_first(share: Share) -> tuple[int, int, bool, str]:
    return (-share.signings, -share.before, not share.key, share.key)
