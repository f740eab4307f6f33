"""Names a refused connection for what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import CannotResolveHostError

from crawler import reasons
from crawler.extensions.guard import Guard
from crawler.failures import Dropped

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_PORTS = {"http": 80, "https": 443}


class PrivateAddressMiddleware:
    """Turns "no address found" into ``private_address`` where the guard refused the address."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Look at a failed request.

        Raises:
            Dropped: ``private_address``.
        """
        guard = self._crawler.get_extension(Guard)
        if guard is None or not isinstance(exception, CannotResolveHostError):
            return
        parts = urlsplit(request.url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
        refused = guard.refused(parts.hostname or "", port)
        if refused is not None:
            raise Dropped(reasons.PRIVATE_ADDRESS, f"{parts.hostname} is at {refused}")
