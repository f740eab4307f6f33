"""Crawl sites once, from any program: ``pantau crawl``, a schedule, a test."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings as ScrapySettings

from crawler import reactor
from crawler.job import Job
from crawler.spiders.news import NewsSpider
from keeping.room import check_crawl
from model.config import Settings
from model.exceptions import PantauError
from model.report import CrawlReport, SiteReport
from store import Store

#: One crawl at a time in a process: the guard of connections knows one list of exceptions.
one_at_a_time = threading.Lock()


def _utc_now() -> datetime:
    return datetime.now(UTC)


def crawl(  # noqa: PLR0913 - each is a choice of its own, all but two by name
    settings: Settings,
    store: Store,
    *,
    sites: Sequence[str] | None = None,
    since: date | None = None,
    due: bool = False,
    all_pages: bool = False,
    probe: bool = False,
    clock: Callable[[], datetime] = _utc_now,
    progress: Callable[[SiteReport], None] | None = None,
) -> CrawlReport:
    """Crawl the sites given, else those configured, once, and report what became of each page.

    ``since`` (a day in Asia/Jakarta) leaves out what is known to be older. ``due`` crawls only
    sites that publish often and are due for a look. ``all_pages`` reads
    pages without any prison word too. ``probe`` looks for ways to ask a site, and asks for no
    article. ``clock`` gives the time in UTC. ``progress`` is told of each
    site when it is done, from another thread.

    Raises:
        DiskError: there is too little room to begin. A crawl that comes to that ends well, and its
            report says so.
        StoreError: the store cannot be written; what was saved before stays.
    """
    check_crawl(settings)
    job = Job(
        settings,
        store,
        sites=sites,
        since=since,
        due=due,
        all_pages=all_pages,
        probe=probe,
        clock=clock,
        progress=progress,
    )
    with one_at_a_time:
        run_spider(NewsSpider, job=job)
    if job.failure is not None:
        raise job.failure
    if job.report is None:
        raise PantauError("the crawl ended before it began; the log says why")
    return job.report


def scrapy_settings() -> ScrapySettings:
    """Scrapy's settings as ``scrapy crawl`` has them."""
    settings = ScrapySettings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def run_spider(spider: type, **arguments: object) -> None:
    """Run one spider to its end in the reactor's thread, Scrapy's own log kept to warnings."""
    for name in ("scrapy", "twisted", "crawler", "asyncio"):
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.WARNING)
    runner: list[AsyncCrawlerRunner] = []

    async def work() -> None:
        runner.append(AsyncCrawlerRunner(scrapy_settings()))
        await runner[0].crawl(spider, **arguments)

    async def stop() -> None:
        if runner:
            await runner[0].stop()

    reactor.run(work, stop)
