"""The record of a run: begun and ended in the store, and each site reported when it is done."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Self

from scrapy import Spider, signals
from scrapy.exceptions import NotConfigured

from model.exceptions import StoreError
from model.report import CrawlReport

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_log = logging.getLogger(__name__)

#: Seconds between two notes of how far the crawl is.
_PAUSE = 2.0


class RunRecord:
    """Begins a run in the store when the spider opens, and ends it with the report."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._run = 0
        self._telling: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy; only for spiders that crawl sites."""
        if not hasattr(crawler.spider, "crawls"):
            raise NotConfigured
        record = cls(crawler)
        crawler.signals.connect(record.begin, signal=signals.spider_opened)
        crawler.signals.connect(record.end, signal=signals.spider_closed)
        return record

    def begin(self, spider: Any) -> None:
        """Number the run; without a store there is none, and the spider asks for nothing."""
        try:
            self._run = spider.job.open()
        except StoreError as error:
            _log.error("%s", error)
            spider.job.failure = error
        else:
            self._telling = asyncio.ensure_future(_tell(spider))

    def end(self, spider: Spider, reason: str) -> None:
        """Sum up, and put the figures beside Scrapy's own."""
        if self._telling is not None:
            self._telling.cancel()
        job, crawls = spider.job, spider.crawls  # type: ignore[attr-defined]
        for crawl in crawls:
            if not crawl.is_done:
                crawl.abandon()
                crawl.close()
        sites = [crawl.report for crawl in crawls]
        totals = spider.progress().totals  # type: ignore[attr-defined]
        for name, value in totals.model_dump(exclude={"dropped", "seconds"}).items():
            self._crawler.stats.set_value(f"pantau/{name}", value)
        for name, value in totals.dropped.items():
            self._crawler.stats.set_value(f"pantau/dropped/{name}", value)
        try:
            job.close(
                CrawlReport(
                    run=self._run,
                    not_archived=job.not_archived,
                    stopped=job.stopped,
                    sites=sites,
                    totals=totals,
                )
            )
        except StoreError as error:
            job.failure = job.failure or error
        _log.info("run %d ended: %s", self._run, reason)


async def _tell(spider: Any) -> None:
    """Note again and again how far the crawl is, so that it shows, and shows when it was killed."""
    while True:
        try:
            await spider.job.note(spider.progress())
        except StoreError as error:
            # What the crawl itself writes next says so as well, and ends it.
            _log.warning("%s", error)
        await asyncio.sleep(_PAUSE)
