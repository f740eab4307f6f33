"""The figures of a report, from the facts alone: no clock, no store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from model.records import KeptAgreement
from model.terms import last_day
from model.words import word
from papers.report import counting, media
from papers.report.facts import Coverage, Facts
from papers.report.period import Period
from papers.report.records import (
    Ending,
    MonthCount,
    OfficerCorrection,
    Report,
    Signing,
    SilentUnits,
    Totals,
)
from store import SiteState


def report_of(facts: Facts) -> Report:
    """Make the report of a month."""
    signed, before, period = facts.signed, facts.before, facts.period
    return Report(
        month=period.name,
        first=period.first,
        last=period.last,
        is_running=period.is_running,
        compared=(period.before.first, period.before.last),
        office=facts.office,
        provinces=tuple(facts.provinces),
        totals=totals(signed, facts.now, facts.sites),
        before=totals(before, facts.then, facts.sites),
        months=tuple(MonthCount(month=m, signings=n) for m, n in sorted(facts.months.items())),
        units=counting.shares(signed, before, counting.units_of),
        kinds=counting.shares(signed, before, lambda one: [one.kind]),
        partner_kinds=counting.shares(signed, before, counting.partner_kinds_of),
        by_province=counting.shares(signed, before, lambda one: filter(None, [one.province])),
        places=counting.places(signed, before),
        outlets=media.outlets(facts),
        silent_units=tuple(silent_units(facts)),
        signings=tuple(_signing(one, facts) for one in signed),
        undated=tuple(_signing(one, facts) for one in facts.undated),
        expiring=tuple(_endings(facts)),
        ends_known=facts.ends[0],
        ends_all=facts.ends[1],
        corrections=media.corrections(facts),
        officer_corrections=tuple(_officer_corrections(facts)),
        method=media.method(facts),
    )


def totals(
    signed: Sequence[KeptAgreement], coverage: Coverage, sites: Mapping[str, SiteState]
) -> Totals:
    """Count a month, each thing by itself."""
    papers, partners = counting.instruments(signed), counting.partners(signed)
    outlets = media.outlet_counts(coverage.printed, sites)
    press, official = outlets[media.PRESS], outlets[media.OFFICIAL]
    return Totals(
        signings=len(signed),
        instruments=papers.number,
        signings_with_instruments=papers.told,
        partners=partners.number,
        signings_with_partners=partners.told,
        articles=len(coverage.printed),
        press_outlets=press,
        official_channels=official,
        other_outlets=outlets.total() - press - official,
    )


def silent_units(facts: Facts) -> Iterator[SilentUnits]:
    """Tell, province by province, which offices nothing was signed by or printed of."""
    heard = {
        unit.id
        for one in (*facts.signed, *facts.undated, *facts.told)
        for unit in one.units
        if unit.id
    }
    for province in sorted({unit.provinces[0] for unit in facts.units}):
        own = [unit for unit in facts.units if unit.provinces[0] == province]
        silent = sorted(str(unit.name) for unit in own if unit.id not in heard)
        yield SilentUnits(province=province, units=len(own), silent=tuple(silent))


def _endings(facts: Facts) -> Iterator[Ending]:
    for one in facts.ending:
        end = last_day(one)
        assert end is not None
        days = (end - facts.period.last).days
        yield Ending(valid_until=end, days=days, signing=_signing(one, facts))


def _officer_corrections(facts: Facts) -> Iterator[OfficerCorrection]:
    for correction, one in facts.corrected:
        yield OfficerCorrection(
            corrected=facts.period.day_of(correction.at),
            by=correction.by,
            agreement=one.id,
            units=tuple(counting.units_of(one)),
            partners=tuple(party.name for party in counting.partners_of(one)),
            field=correction.field,
            news=_in_words(correction.field, correction.news),
            value=_in_words(correction.field, correction.value),
        )


def _in_words(field: str, value: Any) -> str | None:
    """Write a value that JSON holds for people; lists of bodies and people by their names."""
    if isinstance(value, list):
        said = (one["name"] if isinstance(one, dict) else str(one) for one in value)
        return "; ".join(said) or None
    if field in {"kind", "act"} and isinstance(value, str):
        return word(field, value)
    return None if value is None else str(value)


def _signing(one: KeptAgreement, facts: Facts) -> Signing:
    first = one.articles[0] if one.articles else None
    outlets = media.outlet_counts((article.site for article in one.articles), facts.sites)
    return Signing(
        id=one.id,
        signed_on=one.signed_on,
        first_printed=_day(first.published if first else None, facts.period),
        kind=one.kind,
        act=one.act,
        title=one.title,
        units=tuple(counting.units_of(one)),
        partners=tuple(party.name for party in counting.partners_of(one)),
        partner_count=one.partner_count,
        instrument_count=one.instrument_count,
        place=one.regency or one.province,
        articles=len(one.articles),
        press_outlets=outlets[media.PRESS],
        first_outlet=media.name_of(first.site, facts.sites) if first else None,
        url=first.url if first else None,
    )


def _day(moment: datetime | None, period: Period) -> date | None:
    return None if moment is None else period.day_of(moment)
