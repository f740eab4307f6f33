"""The links of a page, and which of them lead to articles: by their shapes and headlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crawler.discovery import addresses
from crawler.discovery.found import Found, Source
from model.urls import site_of

#: Links looked at of one page, and articles taken of it, of a front page fewer.
_MAX_LINKS = 20_000
_MAX_ARTICLES = 5_000
_MAX_ON_FRONT = 300
_TEXT_LENGTH = 300
_SUMMARY_LENGTH = 1_000
#: Blocks around a link, and links in one of them, that are looked at.
_MOST_STEPS = 12
#: A link with a text of this many words is a headline.
_HEADLINE_WORDS = 5
#: Addresses of one shape under headlines that make it a shape of articles.
_ENOUGH = 3
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[a-z]+(?:[-_.][a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: where it leads, and the longest text that it has there.

    ``around`` is the text of the block that is about it alone: a headline and first lines.
    """

    url: str
    text: str
    around: str = ""

    @property
    def is_headline(self) -> bool:
        """Whether its text is as long as headlines are."""
        return _is_long(self.text)


def links_of(root: Any, base: str, hosts: frozenset[str]) -> list[Link]:
    """Return the links of a page to pages of its own site, each address once, in their order."""
    texts: dict[str, str] = {}
    elements: dict[str, Any] = {}
    for count, link in enumerate(root.iter("a")):
        if count >= _MAX_LINKS:
            break
        address = addresses.join(base, link.get("href") or "").partition("#")[0]
        if not address or site_of(address) not in hosts:
            continue
        text = " ".join("".join(link.itertext())[: 4 * _TEXT_LENGTH].split())[:_TEXT_LENGTH]
        text = text or (link.get("title") or "").strip()[:_TEXT_LENGTH]
        # A picture and a headline link to the same article: the longer text is the headline.
        if len(text) >= len(texts.get(address, "")):
            texts[address], elements[address] = text, link
    return [
        Link(address, text, _around(elements[address]) if _is_long(text) else "")
        for address, text in texts.items()
    ]


def _is_long(text: str) -> bool:
    return len(text.split()) >= _HEADLINE_WORDS


def _around(link: Any) -> str:
    """The text of the largest block with no other headline in it than that of ``link``."""
    block = link
    for parent in islice(link.iterancestors(), _MOST_STEPS):
        headlines = {
            one.get("href")
            for one in islice(parent.iter("a"), _MOST_STEPS)
            if _is_long("".join(one.itertext())[:_TEXT_LENGTH])
        }
        if len(headlines - {link.get("href")}) > 0:
            break
        block = parent
    if block is link or block.tag in {"body", "html"}:
        return ""
    return " ".join(" ".join(block.itertext())[: 4 * _SUMMARY_LENGTH].split())[:_SUMMARY_LENGTH]


def articles_of(links: Sequence[Link], source: Source) -> list[Found]:
    """Return the articles that links lead to.

    Those whose addresses look so, those under headlines, and those of the shape that addresses
    under headlines have on this page.
    """
    usual = _usual_shapes(links)
    found = [
        Found(
            link.url,
            source,
            title=link.text if link.is_headline else None,
            summary=link.around or None,
        )
        for link in links
        if _is_article(link, usual)
    ]
    return found[: _MAX_ON_FRONT if source is Source.FRONT_PAGE else _MAX_ARTICLES]


def shape_of(url: str) -> str:
    """Return the shape of an address: digits and words of names are all alike."""
    parts = urlsplit(url)
    path = _WORDS.sub("w", _DIGITS.sub("0", parts.path.lower()))
    keys = "&".join(sorted(key for key, _ in parse_qsl(parts.query)))
    return f"{path.rstrip('/')}?{keys}"


def _usual_shapes(links: Sequence[Link]) -> set[str]:
    headlines: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for link in links:
        if not addresses.is_no_article(link.url):
            (headlines if link.is_headline else others)[shape_of(link.url)] += 1
    return {
        shape
        for shape, count in headlines.items()
        if count >= _ENOUGH and count > others[shape] and any(sign in shape for sign in "0w")
    }


def _is_article(link: Link, usual: set[str]) -> bool:
    if addresses.looks_like_article(link.url):
        return True
    if addresses.is_no_article(link.url):
        return False
    return link.is_headline or (shape_of(link.url) in usual and bool(link.text))


def lists_of(links: Sequence[Link], articles: Sequence[Found]) -> Iterator[Link]:
    """Yield the links that lead to lists rather than articles: sections, topics, further pages."""
    named = {found.url for found in articles}
    for link in links:
        if link.url not in named and not addresses.is_file(link.url):
            yield link
