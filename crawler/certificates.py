"""Certificates of sites, which an authority of one's own may have signed: a proxy that looks in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

# Twisted names what it asks for here alone; Scrapy takes such things from the same place.
from twisted.internet._sslverify import IOpenSSLTrustRoot
from twisted.web.client import BrowserLikePolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


@implementer(IOpenSSLTrustRoot)
class _SystemAnd:
    """The system's authorities, and those of a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def _addCACertsToContext(self, context: Any) -> None:  # noqa: N802 - Twisted's name
        context.set_default_verify_paths()
        context.load_verify_locations(str(self._file))


class TrustingHandler(HTTP11DownloadHandler):
    """Believes the authorities of ``network.ca_certs`` beside the system's own."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        job = getattr(crawler.spider, "job", None)
        file = job.settings.network.ca_certs if job is not None else None
        if file is not None:
            # Scrapy's setting for this is deprecated, and nothing took its place.
            policy: Any = BrowserLikePolicyForHTTPS
            self._contextFactory = policy(trustRoot=_SystemAnd(file))
