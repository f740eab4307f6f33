"""Feeds: RSS and Atom in all their forms, by feedparser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import feedparser

from crawler.discovery import addresses, moments, xml
from crawler.discovery.found import Found, Source
from model.exceptions import PageError

#: Where feeds are when the front page names none: WordPress, plain CMSs, Blogger.
USUAL_PATHS = ("/feed/", "/rss", "/rss.xml", "/feeds/posts/default", "/atom.xml", "/index.xml")
#: Entries read of one feed.
MAX_ENTRIES = 1_000
_TITLE_LENGTH = 500


def read(body: bytes, *, url: str, content_type: str | None, now: datetime) -> list[Found]:
    """Read the articles that a feed names, in its order.

    Raises:
        PageError: ``not_a_feed`` where the body is no feed (a feed that is an HTML page),
            ``unsafe_xml`` where it declares entities.
    """
    xml.refuse_entities(body)
    headers = {"content-location": url}
    if content_type:
        headers["content-type"] = content_type
    try:
        parsed = feedparser.parse(
            io.BytesIO(body),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:
        # feedparser passes on whatever its many parsers raise on broken input.
        raise PageError("not_a_feed", f"{type(error).__name__}: {error}"[:200]) from error
    if not parsed.get("version"):
        raise PageError("not_a_feed", "no RSS or Atom in it")
    return list(_entries(parsed, url, now))


def _entries(parsed: Any, base: str, now: datetime) -> Iterator[Found]:
    for entry in parsed.entries[:MAX_ENTRIES]:
        address = _address(entry)
        if not address:
            continue
        title = entry.get("title")
        yield Found(
            url=addresses.join(base, address),
            source=Source.FEED,
            title=str(title)[:_TITLE_LENGTH].strip() or None if title else None,
            published=moments.parse(entry.get("published") or entry.get("created"), now),
            # Asked past feedparser, which would give "published" here and warn of it.
            changed=moments.parse(dict.get(entry, "updated"), now),
        )


def _address(entry: Any) -> str:
    """The entry's page: FeedBurner hides it behind its own counter and keeps the original."""
    address = entry.get("feedburner_origlink") or entry.get("link") or ""
    if (
        not address
        and entry.get("guidislink", True)
        and str(entry.get("id", "")).startswith("http")
    ):
        address = entry["id"]
    return str(address).strip()
