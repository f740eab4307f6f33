"""robots.txt, by RFC 9309: obeyed for every request, its Crawl-delay and Sitemap lines too."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler import reasons
from crawler.addon import ROBOT_NAME
from crawler.extensions.pace import Pace
from crawler.failures import Dropped, reason_of
from model.urls import site_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

#: RFC 9309, 2.5: at least 500 KiB must be read; no site needs more.
_MAX_BYTES = 512_000
#: Marks the request for robots.txt itself.
_META = "robots_txt"


class RobotsMiddleware:
    """Drops what robots.txt forbids.

    A robots.txt that is not there (4xx) allows all; one that cannot be had (5xx, 429, no
    connection) forbids all for this run. Failures that say more, such as ``dns``, keep their name.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[Protego]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Judge one request before it goes out.

        Raises:
            Dropped: ``robots``, or why robots.txt could not be had.
        """
        if request.meta.get(_META):
            return
        parts = urlsplit(request.url)
        rules = await self._rules_of(f"{parts.scheme}://{parts.netloc}", request)
        site = request.meta.get("site")
        if site is not None:
            named = site.target.robots_sitemaps
            named += [url for url in rules.sitemaps if url not in named]
        self._ask_for_pace(rules, request)
        if not rules.can_fetch(request.url, ROBOT_NAME):
            raise Dropped(reasons.ROBOTS)

    async def _rules_of(self, origin: str, request: Request) -> Protego:
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._fetch(origin, request))
        return await asyncio.shield(self._rules[origin])

    async def _fetch(self, origin: str, request: Request) -> Protego:
        slot = request.meta.get("download_slot") or site_of(origin)
        question = Request(
            f"{origin}/robots.txt",
            meta={
                _META: True,
                "site": request.meta.get("site"),
                "download_slot": slot,
                "download_maxsize": _MAX_BYTES,
            },
            callback=NO_CALLBACK,
            dont_filter=True,
        )
        try:
            answer = await self._crawler.engine.download_async(question)
        except Exception as error:
            reason, detail = reason_of(error)
            if reason in {reasons.REDIRECT_LOOP, reasons.TOO_LARGE}:
                # Neither can be obeyed; RFC 9309 takes the first as "not there".
                return Protego.parse("")
            raise Dropped(reason, detail or "asking for robots.txt") from error
        return self._parse(answer)

    def _parse(self, answer: Response) -> Protego:
        if answer.status >= 500 or answer.status == 429:
            raise Dropped(reasons.ROBOTS_UNREACHABLE, f"robots.txt: HTTP status {answer.status}")
        body = answer.body if answer.status == 200 else b""
        return Protego.parse(body.decode("utf-8-sig", "ignore"))

    def _ask_for_pace(self, rules: Protego, request: Request) -> None:
        delay = rules.crawl_delay(ROBOT_NAME)
        pace = self._crawler.get_extension(Pace)
        slot = request.meta.get("download_slot")
        if delay is not None and pace is not None and slot:
            pace.at_least(slot, delay)
