"""What the store answers beside stories and agreements."""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime

from model.records import ArticleRef, KeptAgreement, Reading, Record, Story
from model.report import CrawlReport


class PageState(Record):
    """What is known of one address.

    ``url`` is the address as it was fetched; ``site`` is ``model.urls.site_of`` of it. ``outcome``
    is "partnership", "candidate", the reason of a drop, "feed", "sitemap", "front", an error's
    name, or "deleted", which stays for good; ``detail`` says in words what went wrong.
    ``fetched_at`` is kept in UTC.
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
    """A row of a build's queue: the build must hold this version of the item, or a later one.

    ``item`` is the id of a story, or of what is gone (a story or an agreement) and must leave the
    build, which :meth:`store.Store.told` does not tell of. ``id`` numbers rows in the order in
    which they came.
    """

    id: int
    item: str
    version: int


class SetAside(Record):
    """A row of a build's queue whose item the engine refused, and why."""

    item: str
    version: int
    reason: str


class Told(Record):
    """A story with its agreements, as the index must hold them; all are of one ``version``.

    Versions are change numbers: each change of a story takes the next number of one counter, so
    that what is newer has the greater number, whichever story an agreement belongs to.
    """

    version: int
    story: Story
    agreements: tuple[KeptAgreement, ...]


class RunRow(Record):
    """One crawl; ``finished`` and ``report`` are null while it goes on or when it was cut off."""

    id: int
    started: datetime
    finished: datetime | None
    report: CrawlReport | None


class Counts(Record):
    """How much the store holds.

    ``stories`` are those labelled partnership, ``candidates`` those labelled candidate.
    """

    sites: int
    pages: int
    articles: int
    stories: int
    candidates: int
    agreements: int


class Explanation(Record):
    """All that is known of one page: its state, what was read, and the story it went into.

    ``articles`` are all the articles of that story, first publisher first.
    """

    page: PageState
    reading: Reading | None
    story: str | None
    articles: tuple[ArticleRef, ...] = ()
