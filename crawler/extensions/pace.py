"""How fast one site is asked: never faster than configured, than it asks, or than it answers."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Self

from scrapy import Request, Spider, signals
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler

#: The longest pause, in seconds, that a Crawl-delay may ask for.
LONGEST_CRAWL_DELAY = 30.0
#: The longest pause, in seconds, that slow answers and refusals lead to.
LONGEST_PAUSE = 60.0
#: Seconds to leave a busy site alone where it does not say how long; doubled each time it says so.
FIRST_WAIT = 2.0


class Pace(AutoThrottle):
    """Scrapy's AutoThrottle, one slot for a registered domain, which heeds Crawl-delay besides.

    The pause is at least ``crawl.delay`` and the site's Crawl-delay, and follows the time that its
    answers take. It doubles when a site says that it is busy.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._asked: dict[str, float] = {}
        #: How often in a row a site said that it is busy.
        self._busy: dict[str, int] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        pace = cls(crawler)
        crawler.signals.connect(pace.keep_to_least, signal=signals.request_reached_downloader)
        return pace

    def at_least(self, slot: str, seconds: float) -> None:
        """Heed a Crawl-delay."""
        self._asked[slot] = min(max(seconds, 0.0), LONGEST_CRAWL_DELAY)
        self._keep_to_least(slot)

    def back_off(self, slot: str, seconds: float | None) -> None:
        """Ask nothing for ``seconds``, and more slowly after that.

        Where the site does not say how long: 2 seconds, then 4, 8 …, up to a minute.
        """
        times = self._busy[slot] = self._busy.get(slot, 0) + 1
        wait = min(FIRST_WAIT * 2 ** (times - 1), LONGEST_PAUSE) if seconds is None else seconds
        if (state := self._slot(slot)) is not None:
            state.delay = min(max(2 * state.delay, 1.0), LONGEST_PAUSE)
            state.lastseen = monotonic() + wait - state.delay

    def keep_to_least(self, request: Request) -> None:
        """A request joins a queue: the slot may be new and know no Crawl-delay yet."""
        if slot := request.meta.get("download_slot"):
            self._keep_to_least(slot)

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        if slot := request.meta.get("download_slot"):
            if response.status == 200:
                self._busy.pop(slot, None)
            self._keep_to_least(slot)

    def _keep_to_least(self, slot: str) -> None:
        if (state := self._slot(slot)) is not None:
            state.delay = max(state.delay, self._asked.get(slot, 0.0))

    def _slot(self, slot: str) -> Slot | None:
        return self.crawler.engine.downloader.slots.get(slot)
