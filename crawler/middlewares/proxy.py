"""Which proxy a request goes by, if any, and whether it may."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import NotConfigured

from crawler import reasons
from crawler.behind_proxy import refusal
from crawler.failures import Dropped
from crawler.private import Allowed
from model.network import Network

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_PORTS = {"http": 80, "https": 443}


class ProxyMiddleware:
    """Names the proxy of each request, redirected ones too; Scrapy's own middleware does the rest.

    Private addresses are refused before the proxy hears of them.
    """

    def __init__(self, network: Network, allowed: Allowed) -> None:
        self._network, self._allowed = network, allowed
        self._refusals: dict[tuple[str, int], str | None] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy; not where there is no proxy."""
        job = getattr(crawler.spider, "job", None)
        if job is None or not crawler.settings.getbool("HTTPPROXY_ENABLED"):
            raise NotConfigured
        settings = job.settings
        return cls(Network.of(settings.network, os.environ), Allowed(settings.crawl.allow_private))

    async def process_request(self, request: Request) -> None:
        """Give one request its proxy, or none.

        Raises:
            Dropped: ``private_address``.
        """
        proxy = self._network.proxy_for(request.url)
        request.meta["proxy"] = None if proxy is None else proxy.url
        if proxy is None:
            return
        parts = urlsplit(request.url)
        host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
        if (host, port) not in self._refusals:
            # A name server may take its time, which other sites must not wait for.
            found = await asyncio.to_thread(refusal, host, port, self._allowed)
            self._refusals[host, port] = found
        reason = self._refusals[host, port]
        if reason is not None:
            raise Dropped(reasons.PRIVATE_ADDRESS, reason)
