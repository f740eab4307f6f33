"""Sitemaps: https://www.sitemaps.org/protocol.html and the news extension."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from crawler.discovery import addresses, moments, xml
from crawler.discovery.found import Found, Source
from model.exceptions import PageError
from model.records import JAKARTA

#: Where sitemaps are when robots.txt names none; the second to last is WordPress's own.
USUAL_PATHS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap.xml.gz")
#: The protocol allows this many entries in one file; more are not read.
MAX_ENTRIES = 50_000
#: Newest entries taken of one file.
_MAX_TAKEN = 5_000
#: Names of child sitemaps that never hold articles, as whole words of their path.
_NO_ARTICLES = re.compile(
    r"(?:^|[-_/.])(?:categor(?:y|ies)|kategori|tags?|authors?|users?|images?|videos?|attachments?"
    r"|products?|taxonom(?:y|ies)|topics?|topik|misc|addl|page-sitemap\d*|posts-page|types-page)"
    r"(?:[-_/.]|$)"
)


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that a sitemap index names."""

    url: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap file holds: pages, or further sitemaps, or both."""

    pages: tuple[Found, ...] = ()
    children: tuple[Child, ...] = ()


def read(body: bytes, *, url: str, now: datetime, limit: int) -> Sitemap:
    """Read a sitemap, a sitemap index or a list of addresses, plain or gzip.

    Raises:
        PageError: ``too_large``, ``unsafe_xml``, ``not_xml`` or ``not_a_sitemap``.
    """
    content = xml.inflate(body, limit)
    if content.lstrip()[:8].lower().startswith((b"http://", b"https://")):
        return Sitemap(pages=_plain(content, url))
    root = xml.parse(content)
    name = xml.local_name(root)
    if name == "sitemapindex":
        return Sitemap(children=tuple(_children(root, url, now)))
    if name == "urlset":
        return Sitemap(pages=_newest(list(_pages(root, url, now))))
    raise PageError("not_a_sitemap", f"its root is <{name[:40]}>")


def worth_reading(children: Sequence[Child], since: date | None, most: int) -> list[Child]:
    """Choose at most ``most`` sitemaps of an index: news first, then the newest.

    Those of categories, tags, authors and media are left out, and those that changed last before
    ``since``. Files without a date that are numbered keep the order of the index, last ones first:
    most systems append.
    """
    chosen = [
        child
        for child in children
        if not _is_without_articles(child.url) and not _is_before(child.changed, since)
    ]
    numbered = list(enumerate(chosen))
    numbered.sort(key=lambda pair: (_kind(pair[1]), _age(pair[1]), -pair[0]))
    return [child for _, child in numbered[:most]]


def _kind(child: Child) -> int:
    return 0 if "news" in child.url.lower() else 1


def _age(child: Child) -> float:
    return -child.changed.timestamp() if child.changed else 0.0


def _is_without_articles(url: str) -> bool:
    path = url.lower().partition("://")[2].partition("/")[2]
    return _NO_ARTICLES.search(path) is not None


def _is_before(moment: datetime | None, since: date | None) -> bool:
    if moment is None or since is None:
        return False
    return moment.astimezone(JAKARTA).date() < since


def _plain(content: bytes, base: str) -> tuple[Found, ...]:
    lines = content.decode("utf-8", "replace").split()[:MAX_ENTRIES]
    return tuple(Found(addresses.join(base, line), Source.SITEMAP) for line in lines)[:_MAX_TAKEN]


def _newest(pages: list[Found]) -> tuple[Found, ...]:
    """The newest pages, where the file gives dates; in its own order where it gives none."""
    pages.sort(key=lambda page: -page.moment.timestamp() if page.moment else 0.0)
    return tuple(pages[:_MAX_TAKEN])


def _entries(root: Any, name: str) -> Iterator[Any]:
    taken = 0
    for element in root:
        if xml.local_name(element) == name:
            taken += 1
            if taken > MAX_ENTRIES:
                return
            yield element


def _children(root: Any, base: str, now: datetime) -> Iterator[Child]:
    for element in _entries(root, "sitemap"):
        facts = {xml.local_name(part): _text(part) for part in element}
        if address := facts.get("loc"):
            yield Child(addresses.join(base, address), moments.parse(facts.get("lastmod"), now))


def _pages(root: Any, base: str, now: datetime) -> Iterator[Found]:
    for element in _entries(root, "url"):
        facts = {xml.local_name(part): _text(part) for part in element}
        news = next((part for part in element if xml.local_name(part) == "news"), None)
        address = facts.get("loc")
        if not address:
            continue
        changed = moments.parse(facts.get("lastmod"), now)
        if news is None:
            yield Found(addresses.join(base, address), Source.SITEMAP, changed=changed)
            continue
        told = {xml.local_name(part): _text(part) for part in news}
        yield Found(
            addresses.join(base, address),
            Source.NEWS_SITEMAP,
            title=told.get("title") or None,
            published=moments.parse(told.get("publication_date"), now),
            changed=changed,
        )


def _text(element: Any) -> str:
    return (element.text or "").strip()
