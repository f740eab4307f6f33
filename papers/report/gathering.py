"""A report's facts, read from the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from desk.register import EXPIRING
from model.config_office import OfficeSettings
from model.records import KeptAgreement, UnitKind
from model.zones import zone_of
from papers import outgoing
from papers.report.facts import Coverage, Facts, belongs, is_placed
from papers.report.figures import report_of
from papers.report.period import Period, period_of
from papers.report.records import Report
from papers.watching import by_site
from pipelines.text.unit_register import Entry, register
from store import ArticleRow, Scope, SiteState, Store

#: Months that the picture of months shows, the report's own the last.
_MONTHS = 12


def make_report(
    store: Store, office: OfficeSettings, sites: Sequence[SiteState], month: str, now: datetime
) -> Report:
    """Make the report of a month ("2026-01") for an office.

    Args:
        store: Where everything is kept.
        office: Whose report it is: its name, zone and provinces.
        sites: All sites that are known, as ``desk.sites.known`` tells them.
        month: The month, in the office's zone.
        now: The time in UTC; a month that has not ended is told up to it.

    Raises:
        InputError: there is no such month, or it has not begun.
    """
    period = period_of(month, now, zone_of(office.zone))
    return report_of(_facts(store, office, {one.site: one for one in sites}, period))


def scope_of(provinces: Sequence[str]) -> Scope | None:
    """Return what an office that answers for ``provinces`` asks for; null for all."""
    if not provinces:
        return None
    served = frozenset(provinces)
    own = (entry for entry in register().values() if served & set(entry.provinces[:1]))
    return Scope(served, frozenset(entry.id for entry in own))


def units_of(scope: Scope | None, year: int) -> list[Entry]:
    """Return the offices that there were in a year, without the Directorate."""
    return [
        entry
        for entry in register().values()
        if entry.name.kind is not UnitKind.DITJENPAS
        and (scope is None or entry.id in scope.units)
        and (entry.since is None or entry.since <= year)
        and (entry.until is None or entry.until > year)
    ]


def _facts(
    store: Store, office: OfficeSettings, sites: Mapping[str, SiteState], period: Period
) -> Facts:
    scope, source = scope_of(office.provinces), store.reporting
    before = period.before
    signed = source.signed(period.first, period.last)
    now, told = _coverage(store, period, scope)
    then, _ = _coverage(store, before, scope)
    ending = source.ending(period.last, period.last + EXPIRING, scope)
    return Facts(
        period=period,
        office=office.name,
        provinces=office.provinces,
        scope=scope,
        signed=_own(signed, scope),
        before=_own(source.signed(before.first, before.last, scope), scope),
        undated=_own(source.undated(period.since, period.until, scope), scope),
        told=told,
        ending=_own(ending, scope),
        ends=source.known_ends(scope),
        months=_months(store, period, scope),
        now=now,
        then=then,
        sites=sites,
        units=units_of(scope, period.first.year),
        unplaced=sum(not is_placed(one) for one in signed),
    )


def _own(found: Iterable[KeptAgreement], scope: Scope | None) -> list[KeptAgreement]:
    return [outgoing.agreement(one) for one in found if belongs(one, scope)]


def _coverage(
    store: Store, period: Period, scope: Scope | None
) -> tuple[Coverage, list[KeptAgreement]]:
    """Return a time as the media had it, and the agreements that its articles tell of."""
    printed = store.reporting.printed(period.since, period.until)
    told = store.agreements(stories=sorted({row.story for row in printed}))
    own = _own(told, scope)
    if scope is not None:
        stories = {name for one in own for name in one.stories}
        printed = [row for row in printed if row.story in stories]
    watched = by_site(store.reporting.looks(period.since, period.until), period.zone)
    return Coverage([*map(_outgoing, printed)], watched), own


def _outgoing(row: ArticleRow) -> ArticleRow:
    return row._replace(title=outgoing.text(row.title), note=outgoing.maybe(row.note))


def _months(store: Store, period: Period, scope: Scope | None) -> dict[date, int]:
    """Count signings of the last months; those without any too."""
    months = [period.first]
    while len(months) < _MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    if scope is None:
        counted: Mapping[date, int] = store.overview.by_month(months[-1], period.last)
    else:
        signed = store.reporting.signed(months[-1], period.last, scope)
        days = (one.signed_on for one in signed if belongs(one, scope) and one.signed_on)
        counted = Counter(day.replace(day=1) for day in days)
    return {month: counted.get(month, 0) for month in reversed(months)}
