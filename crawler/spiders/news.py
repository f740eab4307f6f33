"""The spider ``news``: every site's front page, feeds, sitemaps and new articles."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

import scrapy
from scrapy import Request, signals
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import answers, reasons
from crawler.failures import reason_of
from crawler.job import Job
from crawler.site import Ask, Limits, SiteCrawl, Step
from model.config import load
from model.exceptions import PageError, StoreError
from model.records import Label
from model.urls import identity, site_of
from pipelines.items import PageItem
from store import PageState

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_log = logging.getLogger(__name__)

_TRUE = {"1", "true", "yes", "on"}


class NewsSpider(scrapy.Spider):
    """Crawls sites once.

    Arguments for ``scrapy crawl news -a NAME=VALUE``: ``site`` (addresses with commas between
    them; else those configured), ``since`` (a day, YYYY-MM-DD), ``all_pages`` (1: read pages
    without any prison word too), ``config`` (a file).
    """

    name = "news"

    def __init__(self, *, job: Job, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        #: The sites of this crawl, in the order they were begun.
        self.crawls: list[SiteCrawl] = []
        self._deadlines: dict[int, float] = {}
        self._reported: set[int] = set()
        self._ending: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Made by Scrapy: from a job, or from the arguments of the command line."""
        if "job" not in kwargs:
            kwargs = {"job": _job_of(kwargs)}
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.item_kept, signal=signals.item_scraped)
        crawler.signals.connect(spider.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(spider.item_failed, signal=signals.item_error)
        crawler.signals.connect(spider.request_sent, signal=signals.request_reached_downloader)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Begin with the front page of every site, each site once."""
        seen: set[str] = set()
        for address in self.job.addresses if self.job.failure is None else ():
            name = site_of(address) or address
            if name in seen:
                continue
            seen.add(name)
            crawl = await self._open(address)
            for request in self._go_on(crawl):
                yield request
            await self._finish(crawl)

    async def answered(self, response: Response) -> AsyncIterator[Any]:
        """Any answer: tell the site's plan, ask on, and send a page on its way to the store."""
        crawl, ask = response.meta["site"], response.meta["ask"]
        item: PageItem | None = None
        try:
            item = await self._take(crawl, ask, response)
        except PageError as error:
            await self._failed(crawl, ask, error.reason, error.detail)
        except StoreError as error:
            self._give_up(error)
        except Exception as error:  # noqa: BLE001 - one answer must not end the report of a site
            _log.warning("cannot read %s", response.url, exc_info=True)
            await self._failed(crawl, ask, reasons.READER_FAILED, type(error).__name__)
        for request in self._go_on(crawl):
            yield request
        if item is not None:
            yield item
        await self._finish(crawl)

    async def unanswered(self, failure: Failure) -> AsyncIterator[Any]:
        """A request that failed, or that must not go out."""
        request: Request = failure.request  # type: ignore[attr-defined]
        crawl, ask = request.meta["site"], request.meta["ask"]
        reason, detail = reason_of(failure.value)  # type: ignore[arg-type]
        try:
            await self._failed(crawl, ask, reason, detail)
        except StoreError as error:
            self._give_up(error)
        for following in self._go_on(crawl):
            yield following
        await self._finish(crawl)

    def request_sent(self, request: Request) -> None:
        """Count a page asked for: its first request, not those by redirect or retry."""
        ask = request.meta.get("ask")
        if ask is None or request.meta.get("counted"):
            return
        request.meta["counted"] = True
        request.meta["site"].requested(ask)

    async def item_kept(self, item: dict[str, Any], response: Response) -> None:
        """A page was saved as a partnership or candidate."""
        await self._page_done(response, item["judgement"]["label"], is_article=True)

    async def item_dropped(
        self, item: PageItem, response: Response, exception: BaseException
    ) -> None:
        """A page was read, or not even that, and is not kept."""
        is_article = item.reading is not None and item.reading.article is not None
        await self._page_done(response, str(exception), is_article=is_article)

    async def item_failed(self, response: Response, failure: Failure) -> None:
        """A pipeline failed: the page stays unseen, and is asked for again in the next run."""
        if isinstance(failure.value, StoreError):
            self._give_up(failure.value)
        await self._page_done(response, reasons.STOPPED, is_article=False)

    # Within

    def _give_up(self, error: StoreError) -> None:
        """The store cannot be written: nothing that follows could be kept, so the crawl ends."""
        if self.job.failure is None:
            self.job.failure = error
            # Not awaited here: the end waits for the very answer that is being worked on.
            self._ending = asyncio.ensure_future(self.crawler.stop_async())

    async def _open(self, address: str) -> SiteCrawl:
        job = self.job
        limits = Limits(job.settings.crawl.max_pages, job.since, job.all_pages)
        states = await self._states_of(address)
        crawl = SiteCrawl(address, states, limits, job.started)
        self.crawls.append(crawl)
        if not site_of(address) or not address.startswith(("http://", "https://")):
            crawl.refuse(reasons.BAD_ADDRESS)
        self._deadlines[id(crawl)] = monotonic() + 60 * job.settings.crawl.site_minutes
        return crawl

    async def _states_of(self, address: str) -> dict[str, PageState]:
        store = self.job.store
        return await self.job.with_store(store.page_states, site_of(address)) if store else {}

    def _go_on(self, crawl: SiteCrawl) -> Iterator[Request]:
        if monotonic() > self._deadlines[id(crawl)]:
            crawl.stop(reasons.SITE_TIME)
        while (ask := crawl.next()) is not None:
            try:
                yield self._request(crawl, ask)
            except ValueError:
                # Scrapy makes no request of an address that it finds wrong.
                self._note_failure(crawl, ask, reasons.BAD_ADDRESS, "")
            else:
                return

    def _request(self, crawl: SiteCrawl, ask: Ask) -> Request:
        headers = {}
        if ask.etag:
            headers["If-None-Match"] = ask.etag
        if ask.last_modified:
            headers["If-Modified-Since"] = ask.last_modified
        meta = {"site": crawl, "ask": ask, "download_slot": crawl.report.site}
        return Request(
            ask.url,
            callback=self.answered,
            errback=self.unanswered,
            headers=headers,
            meta=meta,
            dont_filter=True,
        )

    async def _take(self, crawl: SiteCrawl, ask: Ask, response: Response) -> PageItem | None:
        if response.status == 304 and (ask.etag or ask.last_modified):
            crawl.not_modified(ask.step)
            return None
        answers.check_status(response)
        crawl.seems_alive()
        if ask.step is Step.PAGE:
            return await self._take_page(crawl, ask, response)
        if ask.step is Step.FRONT and site_of(response.url) not in crawl.hosts:
            await self._follow(crawl, response.url)
        limit = self.crawler.settings.getint("DOWNLOAD_MAXSIZE")
        await asyncio.to_thread(answers.take_endpoint, crawl, ask, response, limit)
        crawl.validated(ask, *answers.validators(response))
        return None

    async def _follow(self, crawl: SiteCrawl, url: str) -> None:
        """A site moved to another host, which is its own from now on, if no other site has it."""
        others = {site_of(address) for address in self.job.addresses}
        if site_of(url) in others:
            raise PageError(reasons.OFF_SITE, f"it leads to {site_of(url)}, watched itself")
        crawl.adopt(url, await self._states_of(url))

    async def _take_page(self, crawl: SiteCrawl, ask: Ask, response: Response) -> PageItem | None:
        answers.check_type(response)
        if identity(response.url) != identity(ask.url):
            reason = crawl.reason_against_redirect(response.url)
            if reason is not None:
                await self._remember(answers.state_of(ask.url, reason, self.job.clock()))
                crawl.page_done(ask.url, reason, is_article=False)
                return None
        return answers.item_of(ask, response, self.job.clock())

    async def _failed(self, crawl: SiteCrawl, ask: Ask, reason: str, detail: str) -> None:
        _log.info("%s: %s", ask.url, reasons.sentence(reason, detail))
        self._note_failure(crawl, ask, reason, detail)
        if ask.step is Step.PAGE:
            await self._remember(answers.state_of(ask.url, reason, self.job.clock(), detail))

    def _note_failure(self, crawl: SiteCrawl, ask: Ask, reason: str, detail: str) -> None:
        if ask.step is Step.PAGE:
            crawl.page_failed(ask.url, reason)
        else:
            crawl.endpoint_failed(ask, reason, detail)

    async def _remember(self, state: PageState) -> None:
        if self.job.store is not None:
            await self.job.with_store(self.job.store.remember, [state])

    async def _page_done(self, response: Response, outcome: str, *, is_article: bool) -> None:
        crawl, ask = response.meta["site"], response.meta["ask"]
        if outcome in {Label.PARTNERSHIP, Label.CANDIDATE} and response.url != ask.url:
            moved = answers.state_of(ask.url, reasons.DUPLICATE, self.job.clock(), response.url)
            await self._remember(moved)
        crawl.page_done(ask.url, outcome, is_article=is_article)
        await self._finish(crawl)

    async def _finish(self, crawl: SiteCrawl) -> None:
        if not crawl.is_done or id(crawl) in self._reported:
            return
        self._reported.add(id(crawl))
        states = crawl.endpoint_states()
        if self.job.store is not None and states:
            await self.job.with_store(self.job.store.remember, states)
        if self.job.progress is not None:
            self.job.progress(crawl.report)


def _job_of(arguments: dict[str, Any]) -> Job:
    """The job that ``-a`` arguments ask for."""
    config = arguments.get("config")
    settings = load(Path(config) if config else None).settings
    sites = [part.strip() for part in arguments.get("site", "").split(",") if part.strip()]
    since = arguments.get("since")
    return Job(
        settings,
        sites=sites or None,
        since=date.fromisoformat(since) if since else None,
        all_pages=str(arguments.get("all_pages", "")).lower() in _TRUE,
    )
