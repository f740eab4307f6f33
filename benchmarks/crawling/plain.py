"""The crawl to compare with: feeds and sitemaps, every page that is new to it, none of them read.

It remembers what it has fetched, and nothing of what was in it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import feedparser
from lxml import etree, html
from urllib3 import HTTPConnectionPool
from urllib3.exceptions import HTTPError

from benchmarks.crawling.contestant import Outcome
from benchmarks.crawling.server import ADDRESS

_USUAL_FEEDS = (
    "/feed/",
    "/rss.xml",
    "/feeds/posts/default",
    "/index.xml",
    "/?format=feed&type=rss",
)
_USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
_AT_ONCE = 16
_TIMEOUT = 5.0
_REDIRECTS = 4
_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A good answer, and the address that it came from at last."""

    url: str
    body: bytes


class Client:
    """Asks the replica's server, whatever the name of a site."""

    def __init__(self, port: int) -> None:
        self._pool = HTTPConnectionPool(
            ADDRESS, port, maxsize=_AT_ONCE, timeout=_TIMEOUT, retries=False
        )

    def get(self, url: str) -> Fetched | None:
        """Fetch an address, led on where it leads on; None where there is no good answer."""
        for _ in range(_REDIRECTS):
            parts = urlsplit(url)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            try:
                answer = self._pool.request(
                    "GET", target, headers={"Host": parts.netloc}, redirect=False
                )
            except HTTPError:
                return None
            if answer.status == 200:
                return Fetched(url, answer.data)
            if answer.status not in {301, 302, 307, 308}:
                return None
            url = urljoin(url, answer.headers.get("Location", ""))
        return None


@dataclass
class PlainSite:
    """What is remembered of a site: where it tells of its pages, and which were fetched."""

    url: str
    feeds: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def crawl(self, client: Client) -> None:
        """Fetch every page that is new."""
        front = client.get(self.url)
        if front is None:
            return
        if front.url != self.url or not (self.feeds or self.sitemaps):
            self._discover(client, front)
        for url in self._named(client):
            if url not in self.seen:
                self.seen.add(url)
                client.get(url)

    def _discover(self, client: Client, front: Fetched) -> None:
        """Find feeds by the front page and sitemaps by robots.txt, or else in the usual places."""
        robots = client.get(urljoin(front.url, "/robots.txt"))
        lines = robots.body.decode(errors="replace").splitlines() if robots else []
        named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("Sitemap:")]
        usual = [urljoin(front.url, path) for path in _USUAL_SITEMAPS]
        self.sitemaps = named or [url for url in usual if client.get(url)][:1]
        usual = [urljoin(front.url, path) for path in _USUAL_FEEDS]
        self.feeds = _feeds(front) or [url for url in usual if _entries(client.get(url))][:1]

    def _named(self, client: Client) -> list[str]:
        found = [url for feed in self.feeds for url in _entries(client.get(feed))]
        for sitemap in self.sitemaps:
            found += _pages(client, sitemap)
        return list(dict.fromkeys(found))


def _feeds(front: Fetched) -> list[str]:
    links = html.document_fromstring(front.body).iter("link")
    return [
        urljoin(front.url, link.get("href"))
        for link in links
        if link.get("rel") == "alternate"
        and link.get("type") in {"application/rss+xml", "application/atom+xml"}
        and "comment" not in link.get("href")
    ][:1]


def _entries(feed: Fetched | None) -> list[str]:
    return [entry.link for entry in feedparser.parse(feed.body).entries] if feed else []


def _pages(client: Client, url: str, depth: int = 0) -> Iterator[str]:
    """The pages of a sitemap, and of those that it names."""
    sitemap = client.get(url)
    if sitemap is None:
        return
    packed = sitemap.body.startswith(b"\x1f\x8b")
    body = gzip.decompress(sitemap.body) if packed else sitemap.body
    try:
        root = etree.fromstring(body)
    except etree.XMLSyntaxError:
        return
    for loc in root.iter(f"{_NAMESPACE}loc"):
        if root.tag == f"{_NAMESPACE}urlset":
            yield loc.text
        elif depth == 0:
            yield from _pages(client, loc.text, 1)


class Plain:
    """All sites, crawled side by side."""

    def __init__(self, addresses: list[str], port: int) -> None:
        self._client = Client(port)
        self._sites = [PlainSite(address) for address in addresses]

    def crawl(self, _now: datetime) -> Outcome:
        """Crawl every site once."""
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            for _ in threads.map(lambda site: site.crawl(self._client), self._sites):
                pass
        return Outcome()


@contextmanager
def opened(addresses: list[str], port: int) -> Iterator[Plain]:
    """A crawl that knows nothing yet."""
    yield Plain(addresses, port)
