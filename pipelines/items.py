"""What a fetched page passes on its way into the store: Scrapy's item pipelines, kept thin.

A page that is not kept leaves by :class:`scrapy.exceptions.DropItem`, whose message is the reason;
what is kept comes out as the JSON of its reading, for ``scrapy crawl news -O file.jsonl``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, Self, TypeVar

from scrapy.exceptions import DropItem

from model.config import Settings
from model.records import JAKARTA, Label, Page, Reading
from model.spending import Spent
from pipelines import chain
from pipelines.judge.model import Model
from pipelines.text.prison_words import mentions_prison
from pipelines.workers import Workers
from store import PageState, Store

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_P = ParamSpec("_P")
_T = TypeVar("_T")

NO_PRISON_WORD = "no_prison_word"
BEFORE_SINCE = "before_since"
#: A copy of a story that a person dropped.
DROPPED = "dropped_by_person"
#: What is forgotten of a page that could not be archived, so that its next look takes it whole.
_ASK_AGAIN: dict[str, None] = dict.fromkeys(("etag", "last_modified", "body_hash"))
_KEPT = {Label.PARTNERSHIP, Label.CANDIDATE}
#: Days after publication on which a kept article is looked at again: most are mended early.
_LOOK_AGAIN = (1, 7, 30)


def look_again(now: datetime, published: datetime | None) -> datetime | None:
    """Say when a kept article is to be looked at again; None for never: it is old."""
    if published is None:
        return None
    days = (published + timedelta(days=day) for day in _LOOK_AGAIN)
    return next((day for day in days if day > now), None)


class CrawlJob(Protocol):
    """What the pipelines need of the crawl they belong to."""

    settings: Settings
    model: Model
    store: Store | None
    since: date | None
    all_pages: bool
    stories: int
    agreements: int
    spent: Spent

    def may_archive(self) -> bool:
        """Whether pages are to be archived, and there is room for one more."""

    async def with_store(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Do ``work`` on the store in its own thread."""


@dataclass
class PageItem:
    """A page as fetched, and what the store will know of its address when it is done.

    ``is_kept`` says that an article is kept there: what became of it is saved, whatever it is.
    """

    page: Page
    state: PageState
    reading: Reading | None = field(default=None)
    is_kept: bool = False

    def __repr__(self) -> str:
        return f"PageItem({self.page.url!r})"


class _Pipeline:
    def __init__(self, job: CrawlJob) -> None:
        self._job = job

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler.spider.job)  # type: ignore[union-attr]

    async def _drop(self, item: PageItem, reason: str, detail: str | None = None) -> DropItem:
        """Remember that the page was seen; return what to raise."""
        state = item.state.model_copy(update={"outcome": reason, "detail": detail})
        if self._job.store is not None:
            await self._job.with_store(self._job.store.remember, [state])
        return DropItem(reason)


class PrisonWordPipeline(_Pipeline):
    """Drops pages whose bytes hold no word of prisons, before anything is read."""

    async def process_item(self, item: PageItem) -> PageItem:
        """Pass the page on, or drop it."""
        body = item.page.body
        if item.is_kept or self._job.all_pages or isinstance(body, str) or mentions_prison(body):
            return item
        raise await self._drop(item, NO_PRISON_WORD)


class ReadPipeline(_Pipeline):
    """Reads, judges and records pages in processes of their own."""

    def __init__(self, job: CrawlJob) -> None:
        super().__init__(job)
        self._workers: Workers | None = None

    async def process_item(self, item: PageItem) -> PageItem:
        """Wait for the page's reading."""
        if self._workers is None:
            crawl = self._job.settings.crawl
            self._workers = Workers(
                crawl.workers, crawl.page_seconds, self._job.model, self._job.spent
            )
        page = await self._with_chrome(item)
        item.reading = await asyncio.wrap_future(self._workers.submit(page))
        return item

    async def _with_chrome(self, item: PageItem) -> Page:
        """Give the page the lines that are known to recur on its site."""
        if self._job.store is None:
            return item.page
        lines = await self._job.with_store(self._job.store.chrome, item.state.site)
        return item.page.model_copy(update={"chrome": frozenset(each.digest for each in lines)})

    async def close_spider(self) -> None:
        """End the processes."""
        if self._workers is not None:
            await asyncio.to_thread(self._workers.close)


class SincePipeline(_Pipeline):
    """Drops articles published before the day asked for."""

    async def process_item(self, item: PageItem) -> PageItem:
        """Pass the reading on, or drop it."""
        since = self._job.since
        article = item.reading.article if item.reading else None
        if item.is_kept or since is None or article is None or article.published is None:
            return item
        if article.published.astimezone(JAKARTA).date() >= since:
            return item
        item.state = item.state.model_copy(update={"published": article.published})
        raise await self._drop(item, BEFORE_SINCE)


class StorePipeline(_Pipeline):
    """Saves readings. The page counts as seen from the same transaction on."""

    async def process_item(self, item: PageItem) -> dict[str, Any]:
        """Save, and give what was kept as JSON; the rest is dropped with its reason."""
        reading = item.reading
        if reading is None or self._job.store is None:
            raise DropItem(chain.READER_FAILED)
        outcome = chain.reason(reading)
        if reading.error is not None:
            raise await self._drop(item, outcome, reading.error)
        state = item.state.model_copy(update={"outcome": outcome})
        if outcome in _KEPT and reading.article is not None:
            published = reading.article.published
            again = look_again(state.fetched_at, published)
            state = state.model_copy(update={"published": published, "next_fetch": again})
        page = item.page if self._job.may_archive() else None
        if page is None and self._job.settings.archive.enabled:
            state = state.model_copy(update=_ASK_AGAIN)
        save = self._job.spent.timed("save", self._job.store.save)
        saved = await self._job.with_store(save, reading, state, page)
        self._job.stories += saved.new_story and outcome == Label.PARTNERSHIP
        self._job.agreements += saved.new_agreements
        if saved.dropped or outcome not in _KEPT:
            raise DropItem(DROPPED if saved.dropped else outcome)
        return {**reading.model_dump(mode="json"), "story": saved.story}
