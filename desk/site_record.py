"""What is told of a site, in short and whole: the JSON of commands and of the API."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from pydantic import AwareDatetime

from crawler.health import State
from crawler.losses import Step
from crawler.rhythm import Rhythm
from desk.sites import Watched
from model.records import Record
from model.sayings import Saying
from pipelines.read.recurring import Line
from store import Endpoint, SiteStatus, Visit

#: Visits that are told of a site.
VISITS = 10


class SiteInShort(Record):
    """A site and how it is doing; counts are of the last 30 days, times in UTC.

    ``status`` is what a person decided, ``state`` and ``reason`` what its visits tell; ``because``
    has the reason as codes with values.
    """

    site: str
    url: str
    name: str | None
    province: str | None
    type: str | None
    group: str | None
    status: SiteStatus
    state: State
    reason: str
    because: tuple[Saying, ...]
    since: datetime | None
    late: bool
    lost: Step | None
    last_success: datetime | None
    last_article: datetime | None
    articles_per_week: float | None
    discovered: int
    fetched: int
    read: int
    kept: int
    software: str | None


class ChromeLine(Record):
    """A line that recurs in a site's articles, seen in so many of them on so many days."""

    text: str
    articles: int
    days: int


class WholeSite(SiteInShort):
    """A site with all that is known of it: ways to ask it, the last visits, recurring lines."""

    added: bool
    hosts: tuple[str, ...]
    probed_at: AwareDatetime | None
    walked: date | None
    failures: int
    next_visit: AwareDatetime | None
    note: str | None
    rhythm: Rhythm | None
    endpoints: tuple[Endpoint, ...]
    visits: tuple[Visit, ...]
    chrome: tuple[ChromeLine, ...]


_OF_STATE = {"site", "url", "name", "province", "type", "group", "status", "software"}
_OF_HEALTH = {"state", "reason", "because", "since", "late", "lost", "last_success", "last_article"}
_REMEMBERED = {"added", "hosts", "probed_at", "walked", "failures", "next_visit", "note"}


def site_in_short(site: Watched) -> SiteInShort:
    """Tell of a site in short."""
    return SiteInShort.model_validate(_short(site))


def whole_site(site: Watched, chrome: Iterable[Line]) -> WholeSite:
    """Tell all that is known of a site; ``chrome`` are the lines that recur in its articles."""
    lines = [ChromeLine(text=line.text, articles=line.articles, days=line.days) for line in chrome]
    return WholeSite.model_validate(
        {
            **_short(site),
            **{name: getattr(site.state, name) for name in _REMEMBERED},
            "rhythm": site.health.rhythm,
            "endpoints": site.endpoints,
            "visits": site.visits[:VISITS],
            "chrome": lines,
        }
    )


def _short(site: Watched) -> dict[str, object]:
    return {
        **{name: getattr(site.state, name) for name in _OF_STATE},
        **{name: getattr(site.health, name) for name in _OF_HEALTH},
        "articles_per_week": site.health.articles_per_week,
        **site.counts._asdict(),
    }
