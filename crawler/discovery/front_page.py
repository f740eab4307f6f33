"""A site's front page: the articles it shows and the feeds it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
from lxml import etree

from crawler.discovery import addresses
from crawler.discovery.found import Found, Source
from model.exceptions import PageError
from model.urls import site_of

#: Links looked at, and articles taken, of one front page.
_MAX_LINKS = 20_000
_MAX_ARTICLES = 300
_MAX_FEEDS = 5
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "text/rss"}
#: A link with a text of this many words is a headline.
_HEADLINE_WORDS = 5
_TEXT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What a front page tells: articles in the order of the page, and feeds on the same site."""

    articles: tuple[Found, ...]
    feeds: tuple[str, ...]


def read(body: bytes, *, url: str, hosts: frozenset[str], charset: str | None) -> FrontPage:
    """Read a front page, however broken.

    ``hosts`` are the site's own (as :func:`model.urls.site_of` gives them); links to any other are
    passed over.

    Raises:
        PageError: ``not_html`` where there is no page.
    """
    root = _parse(body, charset)
    base = _base(root, url)
    return FrontPage(
        articles=tuple(_articles(root, base, hosts)), feeds=tuple(_feeds(root, base, hosts))
    )


def _parse(body: bytes, charset: str | None) -> Any:
    try:
        parser = lxml.html.HTMLParser(encoding=charset, huge_tree=False)
    except LookupError:
        parser = lxml.html.HTMLParser(huge_tree=False)
    try:
        root = lxml.html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise PageError("not_html", str(error)[:200]) from error
    return root


def _base(root: Any, url: str) -> str:
    for element in root.iter("base"):
        if element.get("href"):
            return addresses.join(url, element.get("href"))
    return url


def _articles(root: Any, base: str, hosts: frozenset[str]) -> Iterator[Found]:
    texts: dict[str, str] = {}
    for count, link in enumerate(root.iter("a")):
        if count >= _MAX_LINKS:
            break
        address = addresses.join(base, link.get("href") or "").partition("#")[0]
        if not address or site_of(address) not in hosts:
            continue
        text = " ".join("".join(link.itertext())[: 4 * _TEXT_LENGTH].split())[:_TEXT_LENGTH]
        # A picture and a headline link to the same article: the longer text is the headline.
        if len(text) >= len(texts.get(address, "")):
            texts[address] = text
    taken = 0
    for address, text in texts.items():
        if taken < _MAX_ARTICLES and _is_article(address, text):
            taken += 1
            yield Found(address, Source.FRONT_PAGE)


def _is_article(address: str, text: str) -> bool:
    if addresses.looks_like_article(address):
        return True
    return len(text.split()) >= _HEADLINE_WORDS and not addresses.is_no_article(address)


def _feeds(root: Any, base: str, hosts: frozenset[str]) -> Iterator[str]:
    seen: set[str] = set()
    for link in root.iter("link"):
        if "alternate" not in (link.get("rel") or "").lower().split():
            continue
        if (link.get("type") or "").lower().strip() not in _FEED_TYPES:
            continue
        address = addresses.join(base, link.get("href") or "")
        is_ours = site_of(address) in hosts and "comment" not in address.lower()
        if is_ours and address not in seen and len(seen) < _MAX_FEEDS:
            seen.add(address)
            yield address
