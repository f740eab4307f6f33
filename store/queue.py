"""The index queue: which stories the search index does not hold as they are now.

A row is written in the transaction that changes its story, so none is lost, and goes only when
that version was indexed. There is no cursor over ids or times, which would skip what commits late.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, select

from store.database import upsert
from store.records import Queued
from store.tables import index_queue, story


def enqueue(connection: Connection, identity: str, version: int) -> None:
    """Queue one version of a story; an older one that still waits is replaced."""
    upsert(connection, index_queue, [{"story": identity, "version": version}], "story")


def enqueue_all(connection: Connection) -> int:
    """Queue every story; return how many there are."""
    rows = connection.execute(select(story.c.id.label("story"), story.c.version)).mappings().all()
    upsert(connection, index_queue, [dict(row) for row in rows], "story")
    return len(rows)


def pending(connection: Connection, limit: int) -> list[Queued]:
    """Return the rows that have waited longest."""
    rows = connection.execute(select(index_queue).order_by(index_queue.c.id).limit(limit))
    return [Queued(id=row.id, story=row.story, version=row.version) for row in rows]


def take_off(connection: Connection, rows: Sequence[Queued]) -> None:
    """Remove rows that were indexed; one that has a newer version by now stays."""
    for row in sorted(rows, key=lambda row: row.id):
        connection.execute(
            delete(index_queue).where(
                index_queue.c.id == row.id, index_queue.c.version <= row.version
            )
        )


def length(connection: Connection) -> int:
    """Count the stories that wait."""
    return connection.execute(select(func.count()).select_from(index_queue)).scalar_one()
