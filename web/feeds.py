"""Any search as a feed: Atom, RSS and JSON Feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from feedgen.feed import FeedGenerator

from desk.leaving import Leaving, leaving
from desk.masks import recall
from model.records import Story
from search import newest_stories
from web import links
from web.api.asking import LONGEST_QUERY
from web.context import Context, Web

router = APIRouter(tags=["feeds"])

#: What is in a feed that names no query.
EVERYTHING = "label:partnership"
#: Stories of a feed, the newest first.
_STORIES = 50
_TITLE_LENGTH = 300
_SUMMARY_LENGTH = 600
#: What XML cannot hold.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: When a feed without stories was changed.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)

Asked = Annotated[
    str,
    Query(alias="q", max_length=LONGEST_QUERY, description="a query in Lucene's syntax"),
]


class Entry(NamedTuple):
    """A story as feeds tell it; ``id`` stays as long as the story does."""

    id: str
    page: str
    title: str
    summary: str
    published: datetime | None
    updated: datetime
    source: str


class Feed(NamedTuple):
    """What a query finds now; ``own`` is the feed's own address, ``page`` that of the search."""

    own: str
    page: str
    title: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        """When a story of it was changed last."""
        return max((entry.updated for entry in self.entries), default=_NEVER)


@router.get("/feed.atom", response_class=Response)
def atom(request: Request, context: Web, query: Asked = EVERYTHING) -> Response:
    """Return the newest stories that a query finds as an Atom feed."""
    feed = _feed(request, context, query)
    return _answer(feed, _generator(feed).atom_str(), "application/atom+xml")


@router.get("/feed.rss", response_class=Response)
def rss(request: Request, context: Web, query: Asked = EVERYTHING) -> Response:
    """Return the newest stories that a query finds as an RSS feed."""
    feed = _feed(request, context, query)
    return _answer(feed, _generator(feed).rss_str(), "application/rss+xml")


@router.get("/feed.json", response_class=Response)
def json_feed(request: Request, context: Web, query: Asked = EVERYTHING) -> Response:
    """Return the newest stories that a query finds as a JSON Feed (version 1.1)."""
    feed = _feed(request, context, query)
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.own,
        "language": "id",
        "items": [_item(entry) for entry in feed.entries],
    }
    return _answer(feed, JSONResponse(content).body, "application/feed+json")


def _answer(feed: Feed, body: bytes | memoryview, media_type: str) -> Response:
    modified = format_datetime(feed.updated, usegmt=True)
    return Response(body, media_type=media_type, headers={"last-modified": modified})


def _feed(request: Request, context: Context, query: str) -> Feed:
    store = context.store
    stories, _ = newest_stories(
        store, context.engine, query, limit=_STORIES, retention=context.retention
    )
    changed = store.lists.changed([story.id for story in stories])
    recall(store, stories)
    asked = {} if query == EVERYTHING else {"q": query}
    return Feed(
        own=links.with_query(request, request.url.path, **asked),
        page=links.with_query(request, links.SEARCH, **asked),
        title=_fit(f"Pantau: {query}" if asked else "Pantau", _TITLE_LENGTH),
        entries=tuple(_entries(request, stories, changed, context.settings.publish.excerpt_words)),
    )


def _entries(
    request: Request, stories: Sequence[Story], changed: dict[str, datetime], words: int
) -> Iterator[Entry]:
    for story in stories:
        told = leaving(story, words)
        yield Entry(
            id=f"urn:pantau:{story.id}",
            page=links.story(request, story.id),
            title=_fit(told.title, _TITLE_LENGTH),
            summary=_fit(_summary(story, told), _SUMMARY_LENGTH),
            published=story.published,
            updated=changed.get(story.id) or story.published or _NEVER,
            source=_fit(told.url, None) if told.url else "",
        )


def _summary(story: Story, told: Leaving) -> str:
    outlets = ", ".join(dict.fromkeys(article.site for article in story.articles))
    return f"{outlets}: {told.excerpt}" if told.excerpt else outlets


def _fit(text: str, length: int | None) -> str:
    """Make text of the news such that XML holds it, and short enough."""
    told = _UNFIT.sub("\ufffd", text)
    return told if length is None or len(told) <= length else told[: length - 1] + "…"


def _generator(feed: Feed) -> FeedGenerator:
    generator = FeedGenerator()
    generator.id(feed.own)
    generator.title(feed.title)
    generator.description(feed.title)
    generator.language("id")
    generator.link(href=feed.page, rel="alternate")
    generator.link(href=feed.own, rel="self")
    generator.updated(feed.updated)
    generator.lastBuildDate(feed.updated)
    generator.author(name="Pantau")
    generator.generator("Pantau")
    for entry in feed.entries:
        _add(generator, entry)
    return generator


def _add(generator: FeedGenerator, entry: Entry) -> None:
    item = generator.add_entry(order="append")
    item.id(entry.id)
    item.guid(entry.id, permalink=False)
    item.title(entry.title)
    item.link(href=entry.page, rel="alternate")
    item.summary(entry.summary)
    item.updated(entry.updated)
    if entry.published:
        item.published(entry.published)


def _item(entry: Entry) -> dict[str, str]:
    told = {
        "id": entry.id,
        "url": entry.page,
        "external_url": entry.source,
        "title": entry.title,
        "content_text": entry.summary,
        "date_published": entry.published.isoformat() if entry.published else "",
        "date_modified": entry.updated.isoformat(),
    }
    return {name: value for name, value in told.items() if value}
