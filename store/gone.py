"""What was deleted for good, and must stay so when an older copy of the store is put in its place.

A deleted page stays known by its address, with the outcome "deleted" (``store.deletion``). Those
marks are taken from the store that is replaced and set in the one that comes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, inspect, select, update

from store import archiving
from store.deletion import delete_story
from store.pages import DELETED
from store.tables import article, correction, page, reading, version
from store.warc import Shelf

#: Columns of a page that stay when all else about it is forgotten.
_KEPT = (page.c.key, page.c.url, page.c.site, page.c.fetched_at, page.c.outcome)

Gone = Mapping[str, Any]


def gone_from(connection: Connection) -> list[Gone]:
    """Return the pages that were deleted for good; none where there are no tables."""
    if not inspect(connection).has_table(page.name):
        return []
    query = select(*_KEPT).where(page.c.outcome == DELETED).order_by(page.c.key)
    return [dict(row) for row in connection.execute(query).mappings()]


def bury(connection: Connection, shelf: Shelf, gone: Sequence[Gone]) -> int:
    """Delete what ``gone`` names, with the stories and archived pages; return how much was there.

    Raises:
        ArchiveError: an archived page cannot be written over.
    """
    return sum(_bury(connection, shelf, one) for one in gone)


def _bury(connection: Connection, shelf: Shelf, gone: Gone) -> bool:
    known = select(page.c.id, page.c.outcome, article.c.story).outerjoin(
        article, article.c.page == page.c.id
    )
    row = connection.execute(known.where(page.c.key == gone["key"])).one_or_none()
    if row is None:
        connection.execute(insert(page).values(**gone))
        return False
    if row.outcome == DELETED:
        return False
    if row.story is not None:
        delete_story(connection, shelf, row.story)
    else:
        _forget(connection, shelf, row.id)
    return True


def _forget(connection: Connection, shelf: Shelf, number: int) -> None:
    """Forget what was read on a page that is in no story."""
    archiving.remove(connection, shelf, {number})
    for table in (version, correction, reading):
        connection.execute(delete(table).where(table.c.page == number))
    nothing = dict.fromkeys(("detail", "etag", "last_modified", "body_hash", "title", "next_fetch"))
    connection.execute(update(page).where(page.c.id == number).values(outcome=DELETED, **nothing))
