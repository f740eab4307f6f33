"""Pages by address, as politely and safely as a crawl: ``pantau read URL``, ``pantau add URL``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

import scrapy
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import answers, reasons
from crawler.discovery.addresses import without_secrets
from crawler.domains import domain_of
from crawler.failures import reason_of
from crawler.job import FetchJob
from crawler.run import one_at_a_time, run_spider
from model.config import Settings
from model.exceptions import FetchError, PageError
from model.records import Page


class PageSpider(scrapy.Spider):
    """Fetches the pages it is told, and puts them where they were asked for."""

    name = "page"
    custom_settings = {"ITEM_PIPELINES": {}}  # noqa: RUF012 - Scrapy's way

    def __init__(self, *, job: FetchJob, pages: list[Page | FetchError], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self._pages = pages

    async def start(self) -> AsyncIterator[Any]:
        """Ask for every page."""
        for place, url in enumerate(self.job.urls):
            try:
                yield Request(
                    without_secrets(url),
                    callback=self.answered,
                    errback=self.unanswered,
                    meta={"place": place, "download_slot": domain_of(url)},
                    dont_filter=True,
                )
            except ValueError as error:
                self._pages[place] = FetchError(reasons.BAD_ADDRESS, str(error))

    def answered(self, response: Response) -> None:
        """Keep the page, or say why it is none."""
        place = response.meta["place"]
        try:
            answers.check_status(response)
            answers.check_type(response)
        except PageError as error:
            self._pages[place] = FetchError(error.reason, reasons.words(error.reason, error.detail))
        else:
            self._pages[place] = answers.page_of(response, datetime.now(UTC))

    def unanswered(self, failure: Failure) -> None:
        """Say why there is no page."""
        request: Request = failure.request  # type: ignore[attr-defined]
        reason, detail = reason_of(failure.value)  # type: ignore[arg-type]
        self._pages[request.meta["place"]] = FetchError(reason, reasons.words(reason, detail))


def fetch_pages(settings: Settings, urls: Sequence[str]) -> list[Page | FetchError]:
    """Fetch pages, in the order of ``urls``: a page each, or why there is none.

    Private addresses, robots.txt, delays, sizes and times are those of a crawl. Redirects are
    followed, to other sites too; a page has the address that it was found at in the end.
    """
    pages: list[Page | FetchError] = [FetchError(reasons.STOPPED) for _ in urls]
    with one_at_a_time:
        run_spider(PageSpider, job=FetchJob(settings, tuple(urls)), pages=pages)
    return pages
