"""What the store answers beside stories and agreements."""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime

from model.records import ArticleRef, Reading, Record
from model.report import CrawlReport


class PageState(Record):
    """What is known of one address.

    ``url`` is the address as it was fetched; ``site`` is ``model.urls.site_of`` of it. ``outcome``
    is "partnership", "candidate", the reason of a drop, "feed", "sitemap", "front", or an error's
    name; ``detail`` says in words what went wrong. ``fetched_at`` is kept in UTC.
    """

    url: str
    site: str
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: AwareDatetime
    outcome: str
    detail: str | None = None


class Saved(Record):
    """What saving one reading did.

    ``story`` is the story that the page now belongs to, null when it is not kept. ``changed`` is
    False when the same reading had been saved before.
    """

    story: str | None
    new_story: bool
    new_agreements: int
    changed: bool


class Queued(Record):
    """A row of the index queue: the index must hold this version of the story, or a later one.

    A story that no longer exists must be removed from the index.
    """

    id: int
    story: str
    version: int


class RunRow(Record):
    """One crawl; ``finished`` and ``report`` are null while it goes on or when it was cut off."""

    id: int
    started: datetime
    finished: datetime | None
    report: CrawlReport | None


class Counts(Record):
    """How much the store holds.

    ``stories`` are those labelled partnership, ``candidates`` those labelled candidate; ``queued``
    stories wait to be indexed.
    """

    sites: int
    pages: int
    articles: int
    stories: int
    candidates: int
    agreements: int
    queued: int


class Explanation(Record):
    """All that is known of one page: its state, what was read, and the story it went into.

    ``articles`` are all the articles of that story, first publisher first.
    """

    page: PageState
    reading: Reading | None
    story: str | None
    articles: tuple[ArticleRef, ...] = ()
