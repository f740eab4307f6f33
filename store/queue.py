"""The index queue: what each build of the search index does not hold as it is now.

A row is written in the transaction that changes its story, so none is lost, and goes only when
that version was indexed. There is no cursor over ids or times, which would skip what commits late.
A row that the engine refused is set aside: it stays, with the reason, and no longer waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import (
    Connection,
    Executable,
    Integer,
    Select,
    Text,
    bindparam,
    delete,
    func,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from store.changes import next_change
from store.database import batches
from store.records import Queued, SetAside
from store.tables import IS_SHOWN, Id, agreement, build, index_queue, story
from store.texts import clean

_WAITS = index_queue.c.error.is_(None)
#: Characters of a reason that are kept.
_MOST_REASON = 1_000


def enqueue(
    connection: Connection, items: Iterable[str], version: int, only: str | None = None
) -> None:
    """Queue one version of ``items`` for every build, or for ``only`` one.

    An older version that still waits, or was refused, is replaced.
    """
    rows = [{"item": item, "version": version, "only": only} for item in items]
    if rows:
        connection.execute(_enqueueing(connection.dialect.name), rows)


def requeue(connection: Connection, name: str, ids: Iterable[str], above: int) -> None:
    """Give ``ids`` a fresh version and queue them; those the store does not have, as gone."""
    version = next_change(connection, above)
    for batch in batches(ids):
        tellers = _tellers(connection, batch)
        for stories in batches(tellers.values()):
            connection.execute(update(story).where(story.c.id.in_(stories)).values(version=version))
            # What another build holds is older now, so every build must learn it.
            enqueue(connection, stories, version)
        enqueue(connection, [gone for gone in batch if gone not in tellers], version, only=name)


def pending(connection: Connection, name: str, limit: int) -> list[Queued]:
    """Return the rows of a build that have waited longest."""
    query = _rows(name).where(_WAITS).order_by(index_queue.c.id).limit(limit)
    return [
        Queued(id=row.id, item=row.item, version=row.version) for row in connection.execute(query)
    ]


def take_off(connection: Connection, name: str, rows: Iterable[Queued]) -> None:
    """Remove rows that were indexed; one that has a newer version by now stays."""
    held = {row.id: row.version for row in rows}
    for batch in batches(held):
        query = select(index_queue.c.id, index_queue.c.version).where(
            index_queue.c.build == name, index_queue.c.id.in_(batch)
        )
        done = [row.id for row in connection.execute(query) if row.version <= held[row.id]]
        connection.execute(delete(index_queue).where(index_queue.c.id.in_(done)))


def set_aside(connection: Connection, name: str, reasons: Mapping[Queued, str]) -> None:
    """Note why items were refused; they wait no longer, but for newer versions."""
    if reasons:
        connection.execute(
            update(index_queue)
            .where(
                index_queue.c.build == name,
                index_queue.c.id == bindparam("row"),
                index_queue.c.version <= bindparam("refused"),
            )
            .values(error=bindparam("reason")),
            [
                {
                    "row": row.id,
                    "refused": row.version,
                    "reason": str(clean(reason))[:_MOST_REASON],
                }
                for row, reason in reasons.items()
            ],
        )


def set_aside_rows(connection: Connection, name: str, limit: int) -> list[SetAside]:
    """Return the rows of a build that were set aside, those that came first."""
    query = _rows(name).where(~_WAITS).order_by(index_queue.c.id).limit(limit)
    return [
        SetAside(item=row.item, version=row.version, reason=row.error)
        for row in connection.execute(query)
    ]


def retry(connection: Connection, name: str) -> int:
    """Let what was set aside wait again; return how many rows there are."""
    return connection.execute(
        update(index_queue).where(index_queue.c.build == name, ~_WAITS).values(error=None)
    ).rowcount


def waiting(connection: Connection, name: str) -> int:
    """Count the rows of a build that wait."""
    return connection.execute(_count(name).where(_WAITS)).scalar_one()


def _rows(name: str) -> Select[int, str, str, int, str]:
    return select(index_queue).where(index_queue.c.build == name)


def _count(name: str) -> Select[int]:
    return select(func.count()).select_from(index_queue).where(index_queue.c.build == name)


def _tellers(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return the stories of those of ``ids`` (of stories or agreements) that are to be told."""
    own = select(story.c.id, story.c.id).where(story.c.id.in_(ids), IS_SHOWN)
    told = select(agreement.c.id, agreement.c.story).join(story, story.c.id == agreement.c.story)
    rows = connection.execute(union_all(own, told.where(agreement.c.id.in_(ids), IS_SHOWN)))
    return {row[0]: row[1] for row in rows}


@cache
def _enqueueing(dialect: str) -> Executable:
    only = bindparam("only", type_=Text)
    row = select(build.c.name, bindparam("item", type_=Id), bindparam("version", type_=Integer))
    rows = row.where(only.is_(None) | (build.c.name == only))
    queueing = (sqlite if dialect == "sqlite" else postgresql).insert(index_queue)
    queueing = queueing.from_select(["build", "item", "version"], rows)
    statement: Executable = queueing.on_conflict_do_update(
        index_elements=["build", "item"],
        set_={"version": queueing.excluded.version, "error": None},
    )
    return statement
