"""An agreement as rows of a bundle's tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from model.records import KeptAgreement
from papers.report.media import PRESS, name_of, outlet_counts, type_of
from pipelines.text.unit_register import register
from store import SiteState

Cell = str | int | float | bool | date | datetime | tuple[str, ...] | None
Row = tuple[Cell, ...]


class Chosen(NamedTuple):
    """An agreement of the bundle: the day it was chosen by, and how likely it was to be chosen."""

    agreement: KeptAgreement
    counted_on: date
    probability: float


class Known(NamedTuple):
    """What else is known: outlets by host, and by address which model judged an article."""

    sites: Mapping[str, SiteState]
    models: Mapping[str, str | None]


def rows_of(chosen: Chosen, known: Known) -> Iterator[tuple[str, Row]]:
    """Yield the rows that tell of an agreement, each with the name of its table."""
    one = chosen.agreement
    yield "agreements", _agreement(chosen, known.sites)
    for place, party in enumerate(one.parties, start=1):
        yield "parties", (one.id, place, party.name, str(party.kind))
    yield from (("units", row) for row in _units(one))
    for place, person in enumerate(one.officials, start=1):
        row = (one.id, place, person.name, person.role, str(person.capacity))
        yield "officials", row
    yield from (("articles", row) for row in _articles(one, known))
    yield from (("evidence", row) for row in _evidence(one))
    yield from (("disagreements", row) for row in _disagreements(one))


def _agreement(chosen: Chosen, sites: Mapping[str, SiteState]) -> Row:
    one = chosen.agreement
    outlets = outlet_counts((article.site for article in one.articles), sites)
    return (
        one.id,
        str(one.kind),
        one.kind_as_written,
        str(one.act),
        one.title,
        one.signed_on,
        str(one.signed_on_basis),
        chosen.counted_on,
        _utc(one.articles[0].published if one.articles else None),
        one.place,
        one.regency,
        one.province,
        one.instrument_count,
        one.partner_count,
        tuple(map(str, one.partner_kinds)),
        one.scope,
        one.term_months,
        one.valid_until,
        len(one.articles),
        outlets.total(),
        outlets[PRESS],
        _given(one),
        chosen.probability,
    )


def _given(one: KeptAgreement) -> tuple[str, ...]:
    """Return the fields that an officer gave."""
    return tuple(sorted(one.given))


def _units(one: KeptAgreement) -> Iterator[Row]:
    for place, unit in enumerate(one.units, start=1):
        entry = register().get(unit.id) if unit.id else None
        regency = entry.regency.name if entry and entry.regency else None
        province = entry.provinces[0] if entry and entry.provinces else None
        own = (one.id, place, unit.name, str(unit.kind), unit.id, str(unit.role))
        yield (*own, regency, province)


def _articles(one: KeptAgreement, known: Known) -> Iterator[Row]:
    for place, article in enumerate(one.articles, start=1):
        site = known.sites.get(article.site)
        yield (
            one.id,
            place,
            article.url,
            article.site,
            name_of(article.site, known.sites),
            type_of(article.site, known.sites),
            site.province if site else None,
            article.title,
            _utc(article.published),
            _utc(article.withdrawn),
            article.corrects,
            article.note,
            known.models.get(article.url),
        )


def _evidence(one: KeptAgreement) -> Iterator[Row]:
    for field, told in sorted(one.evidence.items()):
        sentences = [told] if isinstance(told, str) else told
        for place, sentence in enumerate(sentences, start=1):
            yield one.id, field, place, sentence


def _disagreements(one: KeptAgreement) -> Iterator[Row]:
    for field, variants in sorted(one.contradictions.items()):
        said = [(str(told.value), url) for told in variants for url in told.articles]
        for place, (value, url) in enumerate(said, start=1):
            yield one.id, field, place, value, url


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)
