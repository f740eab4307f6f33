"""Agreements in short, and which of those that an article tells of are its news."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from model.records import (
    Agreement,
    Article,
    Instrument,
    Party,
    PartyKind,
    Record,
    SignedOnBasis,
    UnitKind,
    UnitRole,
)
from pipelines.stories.names import partner_key, share, unit_key
from pipelines.stories.signings import signings_in
from pipelines.text.dates import resolve

_DERIVED_DATES = {
    SignedOnBasis.RELATIVE,
    SignedOnBasis.YEAR_FROM_PUBLISHED,
    SignedOnBasis.WEEKDAY_CORRECTED,
}
_UPPER = {UnitKind.KANWIL, UnitKind.DITJENPAS}
_VILLAGE = re.compile(r"\b(?:desa|kelurahan|nagari|kampung|pekon|gampong)\b")
#: Places that are told with a village, and may be recorded beside it.
_DISTRICTS = ("kecamatan ", "distrik ", "kapanewon ")
#: An article with agreements of so many days is a round-up: each of them is its news.
_ROUND_UP = 3


class Deed(Record):
    """An agreement in short; names are bare (``pipelines.stories.names``).

    ``derived`` says that the date was counted or put right and may be a day off. ``upper``
    says that a Kanwil or the Directorate is among the ``units``, ``ids`` are those of units in the
    register. ``count`` is how many partners the article speaks of.
    """

    kind: Instrument
    units: frozenset[str]
    partners: frozenset[str]
    signed_on: date | None = None
    derived: bool = False
    upper: bool = False
    ids: frozenset[str] = frozenset()
    count: int | None = None

    @property
    def names(self) -> frozenset[str]:
        """All by which another telling of it may be found."""
        return self.units | self.ids | self.partners


def deed_of(agreement: Agreement) -> Deed:
    """Shorten an agreement to its parties and its date."""
    own = [party for party in agreement.parties if party.kind is PartyKind.PEMASYARAKATAN]
    signing = [unit for unit in agreement.units if unit.role is UnitRole.SIGNATORY]
    units = [party.name for party in own] + [unit.name for unit in signing]
    return Deed(
        kind=agreement.kind,
        units=frozenset(map(unit_key, units or [unit.name for unit in agreement.units])),
        partners=_partners(agreement),
        signed_on=agreement.signed_on,
        derived=is_derived(agreement),
        upper=any(unit.kind in _UPPER for unit in signing),
        ids=frozenset(unit.id for unit in signing if unit.id),
        count=agreement.partner_count,
    )


def _partners(agreement: Agreement) -> frozenset[str]:
    """Return bare names of the partners, without the kecamatan of a village that is one."""
    names = frozenset(partner_key(party.name) for party in partners_of(agreement))
    if not any(_VILLAGE.search(name) for name in names):
        return names
    return frozenset(name for name in names if not name.startswith(_DISTRICTS))


def partners_of(agreement: Agreement) -> tuple[Party, ...]:
    """Return the parties of an agreement that are no offices of Ditjenpas."""
    return tuple(p for p in agreement.parties if p.kind is not PartyKind.PEMASYARAKATAN)


def is_derived(agreement: Agreement) -> bool:
    """Say whether the date of signing was counted or put right, and may be a day off."""
    return agreement.signed_on_basis in _DERIVED_DATES


def news_of(article: Article, deeds: Sequence[Deed]) -> tuple[Deed, ...]:
    """Return what ``article`` reports as new of all the ``deeds`` that it tells of.

    What was signed before its latest signing is background ("after the memorandum of 8 July"), or
    that one itself with the wrong day, where no agreement has the latest one. Of signings that have
    nobody in common, the first that is told is the news: the article is a round-up of two.
    """
    days = {deed.signed_on for deed in deeds if deed.signed_on}
    if not days or len(days) >= _ROUND_UP:
        return tuple(deeds)
    if len(days) > 1 and _are_strangers(deeds):
        return tuple(deeds[:1])
    latest = max([*days, *signing_days(article)])
    if latest in days:
        return tuple(deed for deed in deeds if deed.signed_on in {None, latest})
    return tuple(_dated(deed, latest) for deed in deeds)


def _are_strangers(deeds: Sequence[Deed]) -> bool:
    """Say whether no two agreements have a party in common, nor one an office above the other's."""
    if len({deed.upper for deed in deeds}) > 1:
        return False
    return all(
        not share(left.units, right.units) and not share(left.partners, right.partners)
        for left, right in combinations(deeds, 2)
    )


def _dated(deed: Deed, day: date) -> Deed:
    if deed.signed_on is None:
        return deed
    return deed.model_copy(update={"signed_on": day, "derived": True})


def signing_days(article: Article) -> Iterator[date]:
    """Yield the days, not after publication, that stand in a sentence with a signing."""
    if article.published is None:
        return
    for signing in signings_in(article.text):
        for mention in signing.days:
            day, _ = resolve(mention, article.published, article.published)
            if day is not None:
                yield day
