"""A report's facts, read from the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from desk.register import EXPIRING, status
from desk.sites import known
from model.config import Settings
from model.records import KeptAgreement, UnitKind
from model.zones import zone_of
from papers import outgoing
from papers.report.facts import Coverage, Facts, belongs, is_placed
from papers.report.figures import report_of
from papers.report.period import Period, period_of
from papers.report.records import Report
from papers.watching import by_site
from pipelines.text.unit_register import Entry, register
from store import Corrected, Scope, Store

#: Months that the picture of months shows, the report's own the last.
_MONTHS = 12
#: What no list shows, and so need not be masked.
_UNLISTED: Final[dict[str, object]] = {
    "evidence": {},
    "scope": (),
    "place": None,
    "contradictions": {},
}


def make_report(store: Store, settings: Settings, month: str, now: datetime) -> Report:
    """Make the report of a month ("2026-01") for the office of the settings.

    Args:
        store: Where everything is kept.
        settings: The office, the sites, and how much of the news may be quoted.
        month: The month, in the office's zone.
        now: The time in UTC; a month that has not ended is told up to it.

    Raises:
        InputError: there is no such month, or it has not begun.
    """
    period = period_of(month, now, zone_of(settings.office.zone))
    return report_of(_facts(_Source(store, settings), period))


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


class _Source:
    """What facts are read from."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store, self.settings = store, settings
        self.scope = scope_of(settings.office.provinces)
        self._words = settings.publish.excerpt_words

    def own(self, found: Iterable[KeptAgreement]) -> list[KeptAgreement]:
        """Return those of the office, to be counted: their texts go no further."""
        return [one for one in found if belongs(one, self.scope)]

    def listed(self, found: Iterable[KeptAgreement]) -> list[KeptAgreement]:
        """Return those of the office, to be listed: as they may leave."""
        own = (one.model_copy(update=_UNLISTED) for one in self.own(found))
        return outgoing.agreements(self.store, own, self._words)

    def coverage(self, period: Period) -> tuple[Coverage, list[KeptAgreement]]:
        """Return a time as the media had it, and the agreements that its articles tell of."""
        reporting = self.store.reporting
        printed = reporting.printed(period.since, period.until)
        told = self.own(self.store.agreements(stories=sorted({row.story for row in printed})))
        if self.scope is not None:
            stories = {name for one in told for name in one.stories}
            printed = [row for row in printed if row.story in stories]
        watched = by_site(reporting.looks(period.since, period.until), period.zone)
        corrections = [row for row in printed if row.corrects or row.note]
        shown = outgoing.articles(self.store, corrections, self._words)
        return Coverage([row.site for row in printed], shown, watched), told


def _facts(source: _Source, period: Period) -> Facts:
    reporting, office, scope = source.store.reporting, source.settings.office, source.scope
    before = period.before
    signed = reporting.signed(period.first, period.last)
    now, told = source.coverage(period)
    then, _ = source.coverage(before)
    return Facts(
        period=period,
        office=office.name,
        provinces=office.provinces,
        scope=scope,
        signed=source.listed(signed),
        before=source.own(reporting.signed(before.first, before.last, scope)),
        undated=source.listed(reporting.undated(period.since, period.until, scope)),
        told=told,
        ending=[
            one
            for one in source.listed(reporting.ending(period.last, period.last + EXPIRING, scope))
            if status(one, period.last) == "expiring"
        ],
        corrected=_corrected(source, period),
        ends=reporting.known_ends(scope),
        months=_months(source.store, period, scope),
        now=now,
        then=then,
        sites={one.site: one for one in known(source.settings, source.store)},
        units=units_of(scope, period.first.year),
        unplaced=sum(not is_placed(one) for one in signed),
    )


def _corrected(source: _Source, period: Period) -> list[tuple[Corrected, KeptAgreement]]:
    """Return what people corrected in a time, as it may leave, each with its agreement."""
    found = source.store.reporting.corrected(period.since, period.until)
    names = sorted({one.agreement for one in found})
    known = {one.id: one for one in source.listed(source.store.agreements(ids=names))}
    return [
        (
            one._replace(value=outgoing.told(one.value), news=outgoing.told(one.news)),
            known[one.agreement],
        )
        for one in found
        if one.agreement in known
    ]


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
