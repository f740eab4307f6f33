"""How fast one site is asked: never faster than configured, than it asks, or than it answers."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Self

from scrapy import Request, signals
from scrapy.http import Response

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler

#: The longest pause, in seconds, that a Crawl-delay may ask for.
LONGEST_CRAWL_DELAY = 30.0
#: The longest pause, in seconds, that slow answers and refusals lead to.
LONGEST_PAUSE = 60.0


class Pace:
    """Sets the delay of each downloader slot, one slot for a site.

    The pause is at least ``crawl.delay`` and the site's Crawl-delay, and as long as its last answer
    took. It doubles when a site says that it is busy.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._least = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._asked: dict[str, float] = {}
        self._current: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        pace = cls(crawler)
        crawler.signals.connect(pace.set_delay, signal=signals.request_reached_downloader)
        crawler.signals.connect(pace.learn, signal=signals.response_downloaded)
        return pace

    def at_least(self, slot: str, seconds: float) -> None:
        """Heed a Crawl-delay."""
        self._asked[slot] = min(max(seconds, 0.0), LONGEST_CRAWL_DELAY)
        self._apply(slot)

    def back_off(self, slot: str, seconds: float) -> None:
        """Ask nothing for ``seconds``, and more slowly after that."""
        self._current[slot] = min(max(2 * self._delay(slot), 1.0), LONGEST_PAUSE)
        self._apply(slot)
        if (state := self._slot(slot)) is not None:
            state.lastseen = monotonic() + seconds - state.delay

    def set_delay(self, request: Request) -> None:
        """A request joins a queue: the slot may be new and know no delay yet."""
        if slot := request.meta.get("download_slot"):
            self._apply(slot)

    def learn(self, request: Request, response: Response) -> None:
        """Take the time of an answer for the pause; errors are quick and teach nothing."""
        slot, latency = request.meta.get("download_slot"), request.meta.get("download_latency")
        if slot and latency is not None and response.status == 200:
            self._current[slot] = min(latency, LONGEST_PAUSE)
            self._apply(slot)

    def _delay(self, slot: str) -> float:
        return max(self._least, self._asked.get(slot, 0.0), self._current.get(slot, 0.0))

    def _apply(self, slot: str) -> None:
        if (state := self._slot(slot)) is not None:
            state.delay = self._delay(slot)

    def _slot(self, slot: str) -> Slot | None:
        return self._crawler.engine.downloader.slots.get(slot)
