"""Puts the guard of connections in place before the first request."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self

from scrapy import signals

from crawler.private import Allowed
from crawler.resolver import GuardedResolver
from model.config import Settings
from model.network import Network

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Guard:
    """Makes the reactor resolve names through :class:`crawler.resolver.GuardedResolver`."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._resolver: GuardedResolver | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        guard = cls(crawler)
        crawler.signals.connect(guard.stand, signal=signals.spider_opened)
        return guard

    def stand(self) -> None:
        """Install the resolver, where it is not yet, and tell it what is allowed."""
        from twisted.internet import reactor  # noqa: PLC0415 - installed when Scrapy starts

        resolver = getattr(reactor, "nameResolver", None)
        if not isinstance(resolver, GuardedResolver):
            resolver = GuardedResolver(reactor)
            resolver.install_on_reactor()
        job = getattr(self._crawler.spider, "job", None)
        resolver.allowed = Allowed(_reachable(job.settings) if job is not None else ())
        self._resolver = resolver

    def refused(self, host: str, port: int) -> str | None:
        """The private address for which a connection to ``host`` was refused."""
        return self._resolver.refused(host, port) if self._resolver else None


def _reachable(settings: Settings) -> list[str]:
    """Return the hosts that may be connected to though they are private: the proxies among them."""
    proxies = Network.of(settings.network, os.environ).proxies.values()
    return [*settings.crawl.allow_private, *(proxy.place for proxy in proxies)]
