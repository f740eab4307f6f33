"""Which pages can be read again: those whose bytes, as they were last read, are archived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, func, select

from store import pages, views
from store.database import batches
from store.records import Capture
from store.tables import UtcDateTime, agreement, archived, article, page, reading

_FIELDS = ("volume", "start", "length", "fetched_at", "body_hash", "digest")
#: An article that tells no day of publication counts from when it was fetched.
_PUBLISHED = func.coalesce(
    article.c.published, page.c.published, archived.c.fetched_at, type_=UtcDateTime
)


def captures(
    connection: Connection,
    of: Sequence[str] | None = None,
    since: datetime | None = None,
    site: str | None = None,
) -> list[Capture]:
    """Return pages that can be read again, in the order in which they were first seen.

    ``of`` are ids of stories and agreements, and addresses of pages; ``since`` bounds the time of
    publication; ``site`` is a name of ``model.urls.site_of``.
    """
    query = _query()
    if since is not None:
        query = query.where(since <= _PUBLISHED)
    if site is not None:
        query = query.where(page.c.site == site)
    if of is None:
        return _latest(connection, query)
    numbers = [number for one in of for number in pages_of(connection, one)]
    return [
        capture
        for batch in batches(numbers)
        for capture in _latest(connection, query.where(page.c.id.in_(batch)))
    ]


def pages_of(connection: Connection, name: str) -> list[int]:
    """Return the pages of a story, of an agreement's story, or at an address; none: unknown."""
    found = pages.find_page(connection, name)
    if found is not None:
        return [found[0]]
    current = views.current_id(connection, name)
    tellers = select(agreement.c.story).where(agreement.c.id == current)
    own = (article.c.story == current) | article.c.story.in_(tellers)
    return list(connection.execute(select(article.c.page).where(own)).scalars())


def count_not_archived(connection: Connection) -> int:
    """Count the kept articles that cannot be read again."""
    can = _query().with_only_columns(archived.c.page)
    kept = select(func.count()).select_from(article).where(article.c.page.not_in(can))
    return connection.execute(kept).scalar_one()


def _query() -> Select[tuple[object, ...]]:
    columns = [archived.c[name] for name in _FIELDS]
    return (
        select(page.c.id, page.c.url, article.c.story, *columns)
        .select_from(archived)
        .join(page, page.c.id == archived.c.page)
        .join(
            reading,
            (reading.c.page == archived.c.page) & (reading.c.body_hash == archived.c.body_hash),
        )
        .outerjoin(article, article.c.page == archived.c.page)
        .order_by(archived.c.page, archived.c.id.desc())
    )


def _latest(connection: Connection, query: Select[tuple[object, ...]]) -> list[Capture]:
    """Of several captures of one body, which differ in their further parts, take the last."""
    return list(_each_once(connection, query))


def _each_once(connection: Connection, query: Select[tuple[object, ...]]) -> Iterator[Capture]:
    last: int | None = None
    for row in connection.execute(query):
        if row.id != last:
            yield Capture(
                url=row.url, story=row.story, **{name: getattr(row, name) for name in _FIELDS}
            )
        last = row.id
