"""How the outlets of each province were watched, month by month, as rows of a bundle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from papers.bundle.rows import Row
from papers.watching import SiteDays, by_month, grouped, missed
from store import Look, SiteState

#: Outlets that report from no single province.
NATIONAL = "Nasional"


def coverage_rows(
    looks: Iterable[Look], zone: ZoneInfo, sites: Mapping[str, SiteState]
) -> Iterator[Row]:
    """Yield a row for each month and province; ``looks`` come in the order of time."""
    provinces = {name: site.province for name, site in sites.items()}
    for month, watched in by_month(looks, zone):
        for province, own in sorted(grouped(watched, provinces).items()):
            yield _row(month, province or NATIONAL, own)


def _row(month: date, province: str, sites: Sequence[SiteDays]) -> Row:
    estimate = missed(sites)
    return (
        f"{month:%Y-%m}",
        province,
        sum(bool(site.asked) for site in sites),
        sum(len(site.asked) for site in sites),
        sum(len(site.healthy) for site in sites),
        sum(site.visits for site in sites),
        _total(sites, "discovered"),
        _total(sites, "articles"),
        _total(sites, "kept"),
        *(
            None if share is None else round(share, 6)
            for share in (estimate.missed, estimate.low, estimate.high)
        ),
    )


def _share(share: float | None) -> float | None:
    return None if share is None else round(share, 6)


def _total(sites: Iterable[SiteDays], name: str) -> int:
    return sum(site.sums[name] for site in sites)
