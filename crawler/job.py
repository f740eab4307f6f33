"""One crawl to make: which sites, with which settings, into which store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import ParamSpec, TypeVar

from crawler.discovery.addresses import front_page
from model.config import Settings
from model.exceptions import StoreError
from model.report import CrawlReport, SiteReport
from store import Store, open_store

_P = ParamSpec("_P")
_T = TypeVar("_T")


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class FetchJob:
    """Pages to fetch by address."""

    settings: Settings
    urls: tuple[str, ...]


@dataclass
class Job:
    """What the parts of a crawl share.

    ``store`` is opened from the settings, and closed at the end, where none is given. It is used
    from one thread alone, which is not the one that talks to the network.
    """

    settings: Settings
    store: Store | None = None
    sites: Sequence[str] | None = None
    since: date | None = None
    all_pages: bool = False
    clock: Callable[[], datetime] = _utc_now
    progress: Callable[[SiteReport], None] | None = None
    report: CrawlReport | None = None
    started: datetime = field(init=False)
    stories: int = 0
    agreements: int = 0
    #: Why the store could not be written.
    failure: StoreError | None = None

    def __post_init__(self) -> None:
        self.started = self.clock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="crawl-store")
        self._opened = ExitStack()

    @property
    def addresses(self) -> list[str]:
        """The front pages to begin with."""
        given = self.sites or [site.url for site in self.settings.sites]
        return [front_page(address) for address in given]

    def open(self) -> int:
        """Open the store and begin a run; return its number.

        Raises:
            StoreError: it cannot be opened or written.
        """
        if self.store is None:
            self.store = self._opened.enter_context(
                open_store(self.settings.store_url, self.settings.data)
            )
        return self._thread.submit(self.store.begin_run, self.started).result()

    def close(self, report: CrawlReport) -> None:
        """End the run in the store.

        Raises:
            StoreError: it cannot be written.
        """
        self.report = report
        try:
            if self.store is not None:
                self._thread.submit(self.store.finish_run, report, self.clock()).result()
        finally:
            self._thread.shutdown()
            self._opened.close()

    async def with_store(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Do ``work`` on the store in its own thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: work(*args, **kwargs))
