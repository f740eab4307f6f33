"""An article page that a site names, and what it says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum

from model.records import JAKARTA


class Source(IntEnum):
    """Where a page was named; a lower one is asked first and believed first."""

    API = 0
    FEED = 1
    NEWS_SITEMAP = 2
    FRONT_PAGE = 3
    #: A list of what a word was found in: the word is somewhere in the article.
    SEARCH = 4
    LISTING = 5
    SITEMAP = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A page that a site names.

    ``published`` is the publication time that a feed or news sitemap gives; ``changed`` the last
    change that a sitemap gives, which is never before the publication. ``text`` is the article's
    text, with or without markup, where the source gives all of it; ``summary`` what it gives else.
    """

    url: str
    source: Source
    title: str | None = None
    published: datetime | None = None
    changed: datetime | None = None
    text: str | None = None
    summary: str | None = None

    @property
    def moment(self) -> datetime | None:
        """The latest time known of the page."""
        return self.published or self.changed

    def is_before(self, day: date) -> bool:
        """Say whether the page is known to be older than ``day`` (a day in Asia/Jakarta)."""
        moment = self.moment
        return moment is not None and moment.astimezone(JAKARTA).date() < day

    def merged(self, other: Found) -> Found:
        """Put together what two places say of one page; the better source wins."""
        first, second = sorted((self, other), key=lambda found: found.source)
        return replace(
            first,
            title=first.title or second.title,
            published=first.published or second.published,
            changed=first.changed or second.changed,
            text=first.text or second.text,
            summary=first.summary or second.summary,
        )


def rank(found: Found) -> tuple[int, float]:
    """Sort key: what readers see now first, then the newest; undated pages of a source last."""
    moment = found.moment
    return found.source, -moment.timestamp() if moment else 0.0
