"""What ``config.yaml`` says, as Scrapy's settings."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Self

from model.config import CrawlSettings
from model.config_network import NetworkSettings
from model.network import Network

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

#: The name that robots.txt rules for Pantau are written under.
ROBOT_NAME = "Pantau"
_MEGABYTE = 1_000_000
_DNS_SECONDS = 20
#: Sizes from which Scrapy warns of a large page: none, since larger than allowed is dropped.
_NO_WARNING = 0


def user_agent(contact: str | None) -> str:
    """The name that requests carry, with where site owners can write to."""
    try:
        release = version("pantau")
    except PackageNotFoundError:
        release = "0"
    words = f"+{contact}" if contact else "news monitor; no contact set"
    return f"{ROBOT_NAME}/{release} ({words})".replace("\r", " ").replace("\n", " ")


class PantauAddon:
    """Sets the settings that depend on the configuration; ``-s`` on the command line wins."""

    def __init__(self, crawl: CrawlSettings, network: NetworkSettings) -> None:
        self._crawl, self._network = crawl, network

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the configuration from the spider's job."""
        job = getattr(crawler.spider, "job", None)
        if job is None:
            return cls(CrawlSettings(), NetworkSettings())
        return cls(job.settings.crawl, job.settings.network)

    def update_settings(self, settings: BaseSettings) -> None:
        """Put the configuration's values in."""
        crawl = self._crawl
        network = Network.of(self._network, os.environ)
        values = {
            "CONCURRENT_REQUESTS": crawl.concurrency,
            "DNS_TIMEOUT": min(_DNS_SECONDS, crawl.timeout),
            "DOWNLOAD_DELAY": crawl.delay,
            "DOWNLOAD_MAXSIZE": int(crawl.max_page_mb * _MEGABYTE),
            "DOWNLOAD_TIMEOUT": crawl.timeout,
            "DOWNLOAD_WARNSIZE": _NO_WARNING,
            "HTTPPROXY_ENABLED": bool(network.proxies),
            "RETRY_TIMES": crawl.retries,
            "USER_AGENT": user_agent(crawl.contact),
        }
        for name, value in values.items():
            settings.set(name, value, priority="addon")
