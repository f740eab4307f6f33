"""Pantau as a contestant: its own crawl, into a store of its own, by an injected clock."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.crawling.contestant import Outcome
from crawler.health import MEMORY, health_of
from crawler.run import crawl
from model.config import ANY_HOST, Settings
from model.records import Label
from model.report import CrawlReport
from model.urls import site_of
from store import Store, open_store

#: Seconds until a request is given up; sites of loopback that answer at all answer at once.
_TIMEOUT = 5


class Pantau:
    """Crawls as ``pantau crawl`` does, one crawl a round."""

    def __init__(self, settings: Settings, store: Store, addresses: Sequence[str]) -> None:
        self._settings, self._store, self._addresses = settings, store, addresses

    def crawl(self, now: datetime) -> Outcome:
        """Crawl all sites at a moment of simulated time, which goes on as real time does."""
        start = time.monotonic()

        def clock() -> datetime:
            return now + timedelta(seconds=time.monotonic() - start)

        report = crawl(self._settings, self._store, sites=self._addresses, clock=clock)
        stories = self._store.stories(label=Label.PARTNERSHIP)
        return Outcome(
            kept=frozenset(article.url for story in stories for article in story.articles),
            health=states_of(self._store, clock()),
            errors=_errors(report),
        )


def states_of(store: Store, now: datetime) -> dict[str, str]:
    """What Pantau says of each site (``silent``, ``blocked``, …), by ``site_of``."""
    since = now - MEMORY
    return {
        site.site: health_of(
            site, store.visits(site.site, since), store.endpoints(site.site), now
        ).state
        for site in store.sites()
    }


def settings_of(directory: Path, policy: str) -> Settings:
    """Pantau's own settings but for the pause between requests, which is none here."""
    values: dict[str, Any] = {
        "allow_private": [ANY_HOST],
        "contact": "bench@pantau.example",
        "delay": 0,
        "policy": policy,
        "timeout": _TIMEOUT,
    }
    return Settings.model_validate({"data": directory, "crawl": values})


@contextmanager
def opened(addresses: Sequence[str], directory: Path, policy: str) -> Iterator[Pantau]:
    """A Pantau with an empty store in ``directory``."""
    settings = settings_of(directory, policy)
    with open_store(settings.store_url, directory) as store:
        yield Pantau(settings, store, addresses)


def _errors(report: CrawlReport) -> dict[str, str]:
    return {site_of(f"http://{one.site}/"): one.error for one in report.sites if one.error}
