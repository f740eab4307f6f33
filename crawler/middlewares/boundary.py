"""Requests stay on their site, redirected ones too."""

from __future__ import annotations

from scrapy import Request

from crawler import reasons
from crawler.failures import Dropped
from crawler.site import SiteCrawl
from model.urls import site_of


class BoundaryMiddleware:
    """Drops requests that leave their site.

    The front page alone may lead elsewhere: a site that moved is followed to its new host, and the
    spider makes that host the site's own.
    """

    def process_request(self, request: Request) -> None:
        """Judge one request before it goes out.

        Raises:
            Dropped: ``off_site`` or ``bad_address``.
        """
        host = site_of(request.url)
        if not host or not request.url.startswith(("http://", "https://")):
            raise Dropped(reasons.BAD_ADDRESS)
        ask = request.meta.get("ask")
        site: SiteCrawl | None = request.meta.get("site")
        if site is None or ask is None or ask.is_front:
            return
        if host not in site.target.hosts:
            raise Dropped(reasons.OFF_SITE, f"leads to {host}")
