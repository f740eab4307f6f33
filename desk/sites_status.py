"""How the sites are doing together: by state, who is at fault, and what is missed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crawler.audit import WINDOW, Audit, audit_of
from crawler.health import FAULTS, State
from desk.sites import Watched, known, totals, watch
from model.config import Settings
from model.records import Record
from store import Store


class Fault(Record):
    """A site that somebody has to look into."""

    site: str
    name: str | None
    state: State
    reason: str
    since: datetime | None


class SitesStatus(Record):
    """Sites by state, those at fault (the busiest first), and what focused crawling misses."""

    totals: dict[str, int]
    at_fault: tuple[Fault, ...]
    audit: Audit

    def fields(self) -> dict[str, Any]:
        """The keys of ``--json``."""
        audit = {**self.audit.model_dump(), "sentence": self.audit.sentence}
        return {"sites_by_state": self.totals, "sites_at_fault": self.at_fault, "audit": audit}


def sites_status(settings: Settings, store: Store, now: datetime) -> SitesStatus:
    """Tell how the sites are doing at ``now`` (UTC)."""
    sites = watch(store, known(settings, store), now)
    recent = (visit for one in sites for visit in one.visits if visit.at >= now - WINDOW)
    faulty = [one for one in sites if one.health.state in FAULTS]
    faulty.sort(key=lambda one: -(one.health.articles_per_week or 0.0))
    return SitesStatus(
        totals=totals(sites),
        at_fault=tuple(_fault(one) for one in faulty),
        audit=audit_of(recent),
    )


def _fault(site: Watched) -> Fault:
    state, health = site.state, site.health
    return Fault(
        site=state.site,
        name=state.name,
        state=health.state,
        reason=health.reason,
        since=health.since,
    )
