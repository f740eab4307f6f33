"""The builds of the search index that follow the store, each by a queue of its own.

Builds of several engines may follow it side by side: one engine never ends a build of another.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, insert, literal, select

from store.tables import IS_SHOWN, build, index_queue, story


def names(connection: Connection, engine: str) -> list[str]:
    """Return the registered builds of an engine in the order in which they were begun."""
    own = select(build.c.name).where(build.c.engine == engine)
    return list(connection.execute(own.order_by(build.c.id)).scalars())


def begin(connection: Connection, name: str, engine: str, keep: str | None) -> int:
    """Register a build, queue every story for it, and forget the engine's others but ``keep``.

    Returns how many stories were queued.
    """
    _forget_all_but(connection, engine, None if keep == name else keep)
    connection.execute(insert(build).values(name=name, engine=engine))
    # In the order of ids, so that rows that wait together lie together in the index of items too.
    everything = select(literal(name), story.c.id, story.c.version).where(IS_SHOWN)
    queueing = insert(index_queue).from_select(
        ["build", "item", "version"], everything.order_by(story.c.id)
    )
    connection.execute(queueing)
    return connection.execute(select(func.count()).where(IS_SHOWN)).scalar_one()


def use(connection: Connection, name: str) -> None:
    """Forget all builds of its engine but this one."""
    own = select(build.c.engine).where(build.c.name == name)
    engine = connection.execute(own).scalar_one_or_none()
    if engine is not None:
        _forget_all_but(connection, engine, name)


def forget(connection: Connection, name: str) -> None:
    """Forget a build and its queue."""
    connection.execute(delete(index_queue).where(index_queue.c.build == name))
    connection.execute(delete(build).where(build.c.name == name))


def forget_others(connection: Connection, kept: Collection[str]) -> None:
    """Forget the builds of all engines but those that are kept."""
    for name in connection.execute(select(build.c.name)).scalars().all():
        if name not in kept:
            forget(connection, name)


def _forget_all_but(connection: Connection, engine: str, kept: str | None) -> None:
    for name in names(connection, engine):
        if name != kept:
            forget(connection, name)
