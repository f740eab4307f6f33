"""Feeds: RSS and Atom in all their forms, by feedparser."""

from __future__ import annotations

import io
import re
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
#: Characters from which on a text is an article's, not its first lines; and at most as many.
_WHOLE = 700
_MOST_TEXT = 100_000
#: How first lines end, and where that is looked for.
_BREAKS_OFF = re.compile(
    r"(?:\[?(?:…|&hellip;|&#8230;|\.\.\.)\]?|&\#91;\S*&\#93;)\s*(?:</?\w[^>]*>\s*)*"
    r"(?:<a\b[^>]*>[^<]*</a>)?\s*(?:</?\w[^>]*>\s*)*$"
)
_END = 400


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
        text, summary = _texts(entry)
        yield Found(
            url=addresses.join(base, address),
            source=Source.FEED,
            title=_title(entry),
            text=text,
            summary=summary,
            published=moments.parse(entry.get("published") or entry.get("created"), now),
            # Asked past feedparser, which would give "published" here and warn of it.
            changed=moments.parse(dict.get(entry, "updated"), now),
        )


def _title(entry: Any) -> str | None:
    title = entry.get("title")
    return str(title)[:_TITLE_LENGTH].strip() or None if title else None


def _texts(entry: Any) -> tuple[str | None, str | None]:
    """The whole text of an entry, where it is given, and what is given beside it.

    A short one, or one that breaks off, is no whole text, whatever the element is called.
    """
    told = [str(part.get("value") or "") for part in entry.get("content") or ()]
    summary = str(entry.get("summary") or "")
    longest = max([*told, summary], key=len)
    if len(longest) < _WHOLE or _BREAKS_OFF.search(longest[-_END:]):
        return None, longest[:_MOST_TEXT] or None
    return longest[:_MOST_TEXT], None


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
