"""What is new in the store: each story and each agreement once, whatever becomes of it later.

A story is news when it is first a candidate, and when it is first a partnership. Its pages keep how
far it was news, so that neither a story that is parted from another one, nor one that others went
into, nor a page that comes back is news again. Writers come one by one, so that rows are numbered
in the order in which they can be read: who remembers the last number misses none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from model.records import Label
from store.records import News, NewsSort
from store.tables import news, reading

_LEVELS = {Label.OTHER: 0, Label.CANDIDATE: 1, Label.PARTNERSHIP: 2}
_SORTS = {Label.CANDIDATE: NewsSort.CANDIDATE, Label.PARTNERSHIP: NewsSort.PARTNERSHIP}


def announce_story(
    connection: Connection, identity: str, label: Label, members: Sequence[Row[Any]]
) -> bool:
    """Note that a story is news, if none of its pages was in one that was; return whether so.

    ``members`` are its articles, with the ``page`` and how far that was ``announced``.
    """
    known = max(row.announced for row in members)
    level = max(known, _LEVELS[label])
    pages = [row.page for row in members if row.announced < level]
    if pages:
        own = reading.c.page.in_(pages)
        connection.execute(update(reading).where(own).values(announced=level))
    if level == known:
        return False
    connection.execute(insert(news).values(item=identity, sort=_SORTS[label]))
    return True


def is_told(members: Iterable[Row[Any]]) -> bool:
    """Say whether all pages of a story were in one that was news as a partnership."""
    return all(row.announced >= _LEVELS[Label.PARTNERSHIP] for row in members)


def announce_agreements(connection: Connection, ids: Sequence[str]) -> None:
    """Note that agreements are news."""
    if ids:
        rows = [{"item": identity, "sort": NewsSort.AGREEMENT} for identity in ids]
        connection.execute(insert(news), rows)


def forget(connection: Connection, ids: Iterable[str]) -> None:
    """Forget that items were news: they are deleted for good."""
    connection.execute(delete(news).where(news.c.item.in_(list(ids))))


def since(connection: Connection, after: int, limit: int) -> list[News]:
    """Return what was news after the row of that number, in order."""
    query = select(news).where(news.c.id > after).order_by(news.c.id).limit(limit)
    return [
        News(id=row.id, item=row.item, sort=NewsSort(row.sort)) for row in connection.execute(query)
    ]
