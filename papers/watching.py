"""How well the media were watched in a time: told from visits, for reports and researchers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from crawler.audit import Audit, audit_of
from crawler.outages import succeeded, tells
from store import Look, Visit

_SUMMED = ("discovered", "articles", "kept", "off_topic", "audited", "audit_kept")


class SiteDays:
    """A site in a time: on which days it was asked, and on which it gave something."""

    def __init__(self, site: str) -> None:
        self.site, self.visits = site, 0
        self.asked: set[date] = set()
        self.healthy: set[date] = set()
        self.sums = dict.fromkeys(_SUMMED, 0)

    def add(self, look: Look, day: date) -> None:
        """Count a visit on a day of the office's clock."""
        visit = Visit(run=0, site=look.site, at=look.at, error=look.error, fetched=look.fetched)
        for name in _SUMMED:
            self.sums[name] += getattr(look, name)
        if tells(visit):
            self.visits += 1
            self.asked.add(day)
        if tells(visit) and succeeded(visit):
            self.healthy.add(day)

    def as_visit(self) -> Visit:
        """All its visits as one, for the estimate of what is missed."""
        own = {"run": 0, "site": self.site, "at": datetime(1970, 1, 1, tzinfo=UTC)}
        return Visit.model_validate(own | self.sums)


def by_site(looks: Iterable[Look], zone: ZoneInfo) -> dict[str, SiteDays]:
    """Add up visits by site."""
    found: dict[str, SiteDays] = {}
    for look in looks:
        own = found.setdefault(look.site, SiteDays(look.site))
        own.add(look, look.at.astimezone(zone).date())
    return found


def by_month(looks: Iterable[Look], zone: ZoneInfo) -> Iterator[tuple[date, list[SiteDays]]]:
    """Add up visits, which come in the order of time, by month and site; months by their first."""
    current: date | None = None
    found: dict[str, SiteDays] = {}
    for look in looks:
        day = look.at.astimezone(zone).date()
        if current is not None and day.replace(day=1) != current:
            yield current, [*found.values()]
            found = {}
        current = day.replace(day=1)
        found.setdefault(look.site, SiteDays(look.site)).add(look, day)
    if current is not None:
        yield current, [*found.values()]


def missed(sites: Iterable[SiteDays]) -> Audit:
    """Estimate what focused crawling of these sites missed."""
    return audit_of(site.as_visit() for site in sites)


def crawled_days(sites: Iterable[SiteDays]) -> int:
    """Count the days on which any site was asked."""
    days: set[date] = set()
    for site in sites:
        days |= site.asked
    return len(days)


def grouped(
    sites: Iterable[SiteDays], provinces: dict[str, str | None]
) -> dict[str, list[SiteDays]]:
    """Put sites together by their province; those without one under an empty name."""
    found: dict[str, list[SiteDays]] = defaultdict(list)
    for site in sites:
        found[provinces.get(site.site) or ""].append(site)
    return dict(found)
