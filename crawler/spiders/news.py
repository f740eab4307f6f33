"""The spider ``news``: every site's new articles, and its archive where that is due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

import scrapy
from scrapy import Request, signals
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import answers, reasons
from crawler.domains import Turns, domain_of
from crawler.failures import reason_of
from crawler.gathering import Gathering
from crawler.job import Job, Watched
from crawler.plan.asking import Answer, Ask, Fetch, Named
from crawler.sifting import KEPT
from crawler.site import SiteCrawl, failed_state
from model.config import load
from model.exceptions import PageError, StoreError
from model.report import Progress, totals_of
from model.urls import identity, site_of
from pipelines.items import PageItem, look_again
from store import PageState

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_log = logging.getLogger(__name__)

_TRUE = {"1", "true", "yes", "on"}
#: Pages that wait, looked up at once.
_BATCH = 50


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
        self._begun: dict[int, float] = {}
        self._domains: dict[int, str] = {}
        self._reported: set[int] = set()
        self._turns: Turns[Watched] | None = None
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
        """Begin with each site when its turn comes: so many at a time, one of a domain."""
        watched = self.job.watched() if self.job.failure is None else []
        sites = [(domain_of(one.url), one) for one in watched]
        self._turns = Turns(sites, self.job.settings.crawl.concurrency)
        while (turn := await self._turns.next()) is not None and self.job.failure is None:
            if not self.job.may_go_on():
                break
            crawl = await self._open(*turn)
            async for request in self._go_on(crawl):
                yield request
            await self._finish(crawl)

    async def answered(self, response: Response) -> AsyncIterator[Any]:
        """Any answer: tell the site's plan, ask on, and send a page on its way to the store."""
        crawl, ask = response.meta["site"], response.meta["ask"]
        self.job.spent.add({"fetch": response.meta.get("download_latency", 0.0)})
        item: PageItem | None = None
        try:
            item = await self._take(crawl, ask, response)
        except PageError as error:
            item = await self._failed(crawl, ask, error.reason, error.detail)
        except StoreError as error:
            self._give_up(error)
        async for following in self._go_on_with(crawl, item):
            yield following

    async def unanswered(self, failure: Failure) -> AsyncIterator[Any]:
        """A request that failed, or that must not go out."""
        request: Request = failure.request  # type: ignore[attr-defined]
        crawl, ask = request.meta["site"], request.meta["ask"]
        reason, detail = reason_of(failure.value)  # type: ignore[arg-type]
        item = await self._failed(crawl, ask, reason, detail)
        async for following in self._go_on_with(crawl, item):
            yield following

    def progress(self) -> Progress:
        """How far the crawl is."""
        job = self.job
        totals = totals_of(
            (crawl.report for crawl in self.crawls),
            stories=job.stories,
            agreements=job.agreements,
            seconds=job.spent.seconds,
        )
        done = len(self._reported)
        return Progress(at=job.clock(), sites=len(job.names), done=done, totals=totals)

    def request_sent(self, request: Request) -> None:
        """Count a request; a page asked for once, not by redirect or retry."""
        crawl = request.meta.get("site")
        if crawl is None:
            return
        is_first = not request.meta.get("counted")
        request.meta["counted"] = True
        crawl.requested(request.meta.get("ask") if is_first else None)

    async def item_kept(self, item: dict[str, Any], response: Response) -> None:
        """A page was saved as a partnership or candidate."""
        article = item["article"]
        published = article["published"]
        moment = datetime.fromisoformat(published) if published else None
        read = len(article["text"]), moment
        await self._page_done(response, item["url"], item["judgement"]["label"], read)

    async def item_dropped(
        self, item: PageItem, response: Response, exception: BaseException
    ) -> None:
        """A page was read, or not even that, and is not kept."""
        article = item.reading.article if item.reading is not None else None
        read = None if article is None else (len(article.text), article.published)
        await self._page_done(response, item.page.url, str(exception), read)

    async def item_failed(self, response: Response, failure: Failure) -> None:
        """A pipeline failed: the page stays unseen, and is asked for again in the next run."""
        if isinstance(failure.value, StoreError):
            self._give_up(failure.value)
        await self._page_done(response, response.url, reasons.STOPPED, None)

    # Within

    def _give_up(self, error: StoreError) -> None:
        """The store cannot be written: nothing that follows could be kept, so the crawl ends."""
        if self.job.failure is None:
            self.job.failure = error
            self._end()

    def _end(self) -> None:
        """End the crawl after the requests under way, as when it is told to."""
        if self._ending is None:
            # Not awaited here: the end waits for the very answer that is being worked on.
            self._ending = asyncio.ensure_future(self.crawler.stop_async())

    async def _open(self, domain: str, watched: Watched) -> SiteCrawl:
        crawl = await self.job.with_store(self.job.crawl_of, watched)
        self.crawls.append(crawl)
        self._begun[id(crawl)] = monotonic()
        self._domains[id(crawl)] = domain
        return crawl

    async def _go_on_with(self, crawl: SiteCrawl, item: PageItem | None) -> AsyncIterator[Any]:
        """Yield the next request of a site, and the page that is ready for the store."""
        async for request in self._go_on(crawl):
            yield request
        if item is None and crawl.is_stopped and crawl.gathering is not None:
            item = crawl.gathered()
        if item is not None:
            yield item
        await self._finish(crawl)

    async def _go_on(self, crawl: SiteCrawl) -> AsyncIterator[Request]:
        """Yield the next request of a site, if there is one."""
        self._heed_limits(crawl)
        if not self.job.may_go_on():
            self._end()
            return
        try:
            ask = await self._next(crawl)
        except StoreError as error:
            self._give_up(error)
            return
        except Exception as error:  # noqa: BLE001 - one site must not end the run of all
            _log.warning("cannot go on with %s", crawl.report.site, exc_info=True)
            crawl.refuse(reasons.READER_FAILED, type(error).__name__)
            return
        if ask is not None:
            yield self._request(crawl, ask)

    def _heed_limits(self, crawl: SiteCrawl) -> None:
        limits = self.job.settings.crawl
        if monotonic() - self._begun[id(crawl)] > 60 * limits.site_minutes:
            crawl.stop(reasons.SITE_TIME)
        if crawl.report.requests >= limits.max_requests:
            crawl.stop(reasons.REQUEST_LIMIT)

    async def _next(self, crawl: SiteCrawl) -> Ask | None:
        while not crawl.is_stopped:
            if crawl.gathering is not None:
                return crawl.gathering.next()
            if crawl.is_fetching:
                if crawl.wants_pages:
                    crawl.offer(await self._due(crawl))
                ask = crawl.next_page()
                if ask is not None or not crawl.resume():
                    return ask
            # Reading a long list takes its time, which other sites must not wait for.
            step = await asyncio.to_thread(crawl.step)
            if isinstance(step, Ask):
                return step
            if isinstance(step, Named):
                crawl.tell(await self.job.with_store(self._sift, crawl, step))
            elif isinstance(step, Fetch) or step is None:
                crawl.fetch()
        return None

    def _sift(self, crawl: SiteCrawl, named: Named) -> object:
        """Decide what becomes of the pages named, and remember it with what named them."""
        store = self.job.opened
        states = store.states([found.url for found in named.found])
        sifted, rows = crawl.sift(named.found, states)
        store.remember(rows, [named.endpoint] if named.endpoint else ())
        return sifted

    async def _due(self, crawl: SiteCrawl) -> list[PageState]:
        # Pages asked for in this run may be due again: more are looked up than were.
        most = _BATCH + crawl.count_asked
        hosts, now = sorted(crawl.target.hosts), crawl.policy.now
        return await self.job.with_store(self.job.opened.due_pages, hosts, now, most)

    def _request(self, crawl: SiteCrawl, ask: Ask) -> Request:
        headers = {"If-None-Match": ask.etag, "If-Modified-Since": ask.last_modified}
        return Request(
            ask.url,
            callback=self.answered,
            errback=self.unanswered,
            headers={name: value for name, value in headers.items() if value},
            meta={"site": crawl, "ask": ask, "download_slot": domain_of(crawl.target.url)},
            dont_filter=True,
        )

    async def _take(self, crawl: SiteCrawl, ask: Ask, response: Response) -> PageItem | None:
        if ask.part_of is not None:
            return await self._take_part(crawl, response)
        if ask.page is not None:
            item = await self._take_page(crawl, ask, ask.page, response)
            return None if item is None else await self._gather(crawl, ask, item)
        answer = answers.answer_of(response)
        if 200 <= answer.status < 300 or answer.is_unchanged:
            crawl.seems_alive()
        if answer.is_unchanged:
            crawl.report.not_modified += 1
        crawl.tell(self._elsewhere(crawl, ask, answer) or answer)
        return None

    def _elsewhere(self, crawl: SiteCrawl, ask: Ask, answer: Answer) -> Answer | None:
        """A front page that leads to a site that is watched itself is none."""
        name = site_of(answer.url)
        if not ask.is_front or name in crawl.target.hosts or name not in self.job.names:
            return None
        detail = f"it leads to {name}, watched itself"
        return Answer(ask.url, reason=reasons.OFF_SITE, detail=detail)

    async def _take_page(
        self, crawl: SiteCrawl, ask: Ask, page: PageState, response: Response
    ) -> PageItem | None:
        if response.status == 304 and page.outcome in KEPT:
            await self._unchanged(crawl, ask, page)
            return None
        answers.check_status(response)
        crawl.seems_alive()
        answers.check_type(response)
        if identity(response.url) != identity(ask.url):
            states = await self.job.with_store(self.job.opened.states, [response.url])
            state = states.get(identity(response.url))
            reason = crawl.reason_against_redirect(response.url, state)
            if reason == reasons.NOT_ARTICLE and page.outcome in KEPT:
                await self._gone(crawl, ask, page, reason)
                return None
            if reason is not None:
                await self._remember(answers.dropped_state(page, reason, self.job.clock()))
                crawl.page_done(ask, reason)
                return None
        elif page.outcome in KEPT and sha256(response.body).hexdigest() == page.body_hash:
            await self._unchanged(crawl, ask, page)
            return None
        return answers.item_of(ask, response, self.job.clock())

    async def _gather(self, crawl: SiteCrawl, ask: Ask, item: PageItem) -> PageItem | None:
        """Keep an article back while it has further parts to ask for."""
        gathering = Gathering(ask, item)
        await asyncio.to_thread(gathering.look, item.page)
        if not gathering.left:
            return item
        crawl.gathering = gathering
        return None

    async def _take_part(self, crawl: SiteCrawl, response: Response) -> PageItem | None:
        answers.check_status(response)
        answers.check_type(response)
        gathering = crawl.gathering
        if gathering is None:
            return None
        page = answers.page_of(response, self.job.clock())
        await asyncio.to_thread(gathering.take, page)
        return None if gathering.left else crawl.gathered()

    async def _unchanged(self, crawl: SiteCrawl, ask: Ask, page: PageState) -> None:
        now = self.job.clock()
        again = look_again(now, page.published)
        state = page.model_copy(update={"fetched_at": now, "next_fetch": again, "tries": 0})
        await self._remember(state)
        crawl.page_done(ask, reasons.UNCHANGED)

    async def _failed(
        self, crawl: SiteCrawl, ask: Ask, reason: str, detail: str
    ) -> PageItem | None:
        """A request failed; an article whose further part failed is read without it."""
        _log.info("%s: %s", ask.url, reasons.sentence(reason, detail))
        if ask.part_of is not None:
            return crawl.gathered()
        if ask.page is None:
            crawl.tell(Answer(ask.url, reason=reason, detail=detail))
        elif ask.page.outcome in KEPT and reasons.is_gone(reason):
            await self._gone(crawl, ask, ask.page, reason)
        else:
            crawl.page_failed(ask, reason)
            await self._remember(failed_state(ask.page, reason, self.job.clock(), detail))
        return None

    async def _gone(self, crawl: SiteCrawl, ask: Ask, page: PageState, reason: str) -> None:
        """A kept article is not there any more: it is kept, marked so, and looked for again."""
        now = self.job.clock()
        again = look_again(now, page.published)
        try:
            await self.job.with_store(self.job.opened.withdraw, page.url, now, reason, again)
        except StoreError as error:
            self._give_up(error)
        crawl.page_done(ask, reasons.WITHDRAWN)

    async def _remember(self, state: PageState) -> None:
        try:
            await self.job.with_store(self.job.opened.remember, [state])
        except StoreError as error:
            self._give_up(error)

    async def _page_done(
        self, response: Response, url: str, outcome: str, read: tuple[int, datetime | None] | None
    ) -> None:
        crawl, asked = response.meta["site"], response.meta["ask"]
        ask = asked.part_of or asked
        if outcome != reasons.STOPPED and identity(url) != identity(ask.url):
            moved = answers.dropped_state(ask.page, reasons.DUPLICATE, self.job.clock(), url)
            await self._remember(moved)
        crawl.page_done(ask, outcome, read)
        await self._finish(crawl)

    async def _finish(self, crawl: SiteCrawl) -> None:
        if not crawl.is_done or id(crawl) in self._reported:
            return
        self._reported.add(id(crawl))
        crawl.close()
        seconds = monotonic() - self._begun[id(crawl)]
        try:
            await self.job.with_store(self.job.keep, crawl, seconds)
        except StoreError as error:
            self._give_up(error)
        if self.job.progress is not None:
            self.job.progress(crawl.report)
        if self._turns is not None:
            self._turns.done(self._domains[id(crawl)])


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
