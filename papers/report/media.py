"""The media of a month: who printed how much, who was first, what was corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from model.records import KeptAgreement
from papers.report.facts import Coverage, Facts
from papers.report.period import Period
from papers.report.records import Correction, Method, OutletShare
from papers.watching import SiteDays, crawled_days, missed
from store import SiteState

PRESS = "press"
OFFICIAL = "official"


def name_of(site: str, sites: Mapping[str, SiteState]) -> str:
    """Return how an outlet is called."""
    known = sites.get(site)
    return (known.name if known else None) or site


def type_of(site: str, sites: Mapping[str, SiteState]) -> str:
    """Return the type of an outlet; what is not known is press, as in the catalogue."""
    known = sites.get(site)
    return (known.type if known else None) or PRESS


def outlet_counts(names: Iterable[str], sites: Mapping[str, SiteState]) -> Counter[str]:
    """Count outlets, each once, by their type."""
    return Counter(type_of(site, sites) for site in set(names))


def outlets(facts: Facts) -> tuple[OutletShare, ...]:
    """List the outlets of the month: the press before the others, the busiest first."""
    articles = Counter(facts.now.printed)
    first = _first_to_tell(facts.told, facts.period)
    found = [
        OutletShare(
            site=site,
            name=name_of(site, facts.sites),
            type=type_of(site, facts.sites),
            province=facts.sites[site].province if site in facts.sites else None,
            articles=count,
            first=first[site],
        )
        for site, count in articles.items()
    ]
    return tuple(
        sorted(found, key=lambda one: (one.type != PRESS, one.type, -one.articles, one.site))
    )


def _first_to_tell(told: Iterable[KeptAgreement], period: Period) -> Counter[str]:
    """Count the agreements of which an outlet had the very first article, in this month."""
    found: Counter[str] = Counter()
    for one in told:
        first = one.articles[0] if one.articles else None
        if first and first.published and period.since <= first.published < period.until:
            found[first.site] += 1
    return found


def corrections(facts: Facts) -> tuple[Correction, ...]:
    """List what outlets corrected in the month."""
    return tuple(
        Correction(
            printed=facts.period.day_of(row.published or row.first_seen),
            outlet=name_of(row.site, facts.sites),
            title=row.title,
            url=row.url,
            corrects=row.corrects,
            note=row.note,
        )
        for row in facts.now.corrections
    )


def method(facts: Facts) -> Method:
    """Say what the figures rest on."""
    watched = _asked(facts.now)
    estimate = missed(watched.values())
    return Method(
        sites=len(watched),
        sites_before=len(_asked(facts.then)),
        press=sum(type_of(site, facts.sites) == PRESS for site in watched),
        days=facts.period.days,
        crawled_days=crawled_days(watched.values()),
        site_days=len(watched) * facts.period.days,
        healthy_days=sum(len(site.healthy) for site in watched.values()),
        dropped=estimate.dropped,
        audited=estimate.audited,
        missed=estimate.missed,
        low=estimate.low,
        high=estimate.high,
        unplaced=facts.unplaced,
    )


def _asked(coverage: Coverage) -> dict[str, SiteDays]:
    return {name: site for name, site in coverage.watched.items() if site.asked}
