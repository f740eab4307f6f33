"""Articles that are gone from their site: kept, and marked until they come back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from store import pages, summaries
from store.tables import article, page
from store.texts import clean


def withdraw(
    connection: Connection, url: str, when: datetime, reason: str, next_fetch: datetime | None
) -> bool:
    """Mark the article at ``url`` as gone; return False where none is kept there.

    What would make the site answer "not modified" is forgotten: when the page comes back, it is to
    be read.
    """
    number = pages.page_number(connection, url)
    story = None if number is None else _story_of(connection, number)
    if number is None or story is None:
        return False
    connection.execute(
        update(page)
        .where(page.c.id == number)
        .values(
            outcome=pages.WITHDRAWN,
            detail=clean(reason),
            fetched_at=when,
            etag=None,
            last_modified=None,
            next_fetch=next_fetch,
        )
    )
    own = (article.c.page == number) & article.c.withdrawn.is_(None)
    connection.execute(update(article).where(own).values(withdrawn=when))
    summaries.summarise(connection, story)
    return True


def unmark(connection: Connection, number: int) -> bool:
    """Take the mark off the article on page ``number``; return whether there was one."""
    own = (article.c.page == number) & article.c.withdrawn.is_not(None)
    return connection.execute(update(article).where(own).values(withdrawn=None)).rowcount > 0


def _story_of(connection: Connection, number: int) -> str | None:
    return connection.execute(
        select(article.c.story).where(article.c.page == number)
    ).scalar_one_or_none()
