"""Agreements that stand without stories: entered by hand, or kept by what people say of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select, update

from model.records import Agreement, Entered, Instrument, desk_story
from pipelines.stories.deeds import deed_of
from pipelines.stories.fingerprint import dated_keys
from store.database import batches
from store.desk_tables import desk_entry, desk_trace
from store.given import Saying
from store.tables import DESK, account, story
from store.texts import as_json

#: What is known of an agreement that was entered by hand, before anything is said of it.
NOTHING_TOLD = Agreement(kind=Instrument.LAINNYA)
_TABLES = ((account, account.c.story), (desk_trace, desk_trace.c.story))


class Standing(NamedTuple):
    """What news told last of an agreement that stands alone, and who entered it by hand."""

    told: Agreement
    entered: Entered | None


def stand(connection: Connection, identity: str, number: int, at: datetime, told: Agreement) -> str:
    """Let an agreement that news ``told`` of stand without stories from now on.

    ``number`` is that of the change, ``at`` where it stands in lists. Its row is to be there
    already; returns its story.
    """
    _insert(connection, {identity: at}, number, {identity: {"told": as_json(told)}})
    return desk_story(identity)


def enter(connection: Connection, sayings: Mapping[str, Saying], number: int) -> None:
    """Let agreements that are entered by hand stand without stories, by their ids.

    Their rows are to be made with ``desk_story`` of the ids as their stories.
    """
    told = as_json(NOTHING_TOLD)
    entered = {name: {"told": told, "by": one.by, "at": one.at} for name, one in sayings.items()}
    _insert(connection, {name: one.at for name, one in sayings.items()}, number, entered)


def _insert(
    connection: Connection,
    moments: Mapping[str, datetime],
    number: int,
    entries: Mapping[str, Mapping[str, Any]],
) -> None:
    rows = [
        {
            "id": desk_story(name),
            "version": 0,
            "born": number,
            "label": DESK,
            "title": "",
            "sort_at": at,
            "probability": 1,
            "language": "id",
            "lead": 0,
        }
        for name, at in moments.items()
    ]
    connection.execute(insert(story), rows)
    empty = {"by": None, "at": None}
    entered = [{**empty, "story": desk_story(name), **own} for name, own in entries.items()]
    connection.execute(insert(desk_entry), entered)


def put_accounts(connection: Connection, whole: Mapping[str, Agreement]) -> None:
    """Write what agreements that stand alone are known by, so that stories may join them."""
    _clear(connection, map(desk_story, whole))
    rows = [
        {
            "story": desk_story(name),
            "agreement": name,
            "place": 0,
            "body": as_json(one),
            "claims": "{}",
        }
        for name, one in whole.items()
    ]
    if rows:
        connection.execute(insert(account), rows)
    traces = [
        {"key": key, "story": desk_story(name)}
        for name, one in whole.items()
        for key in sorted(dated_keys(deed_of(one)))
    ]
    if traces:
        connection.execute(insert(desk_trace), traces)


def found(connection: Connection, ids: Collection[str]) -> dict[str, Standing]:
    """Return those of the agreements that can stand alone."""
    names = {desk_story(identity): identity for identity in ids}
    rows: list[Row[Any]] = []
    for batch in batches(names):
        query = select(desk_entry).where(desk_entry.c.story.in_(batch))
        rows += connection.execute(query).all()
    return {names[row.story]: _standing(row) for row in rows}


def traced(connection: Connection, keys: Collection[int]) -> list[str]:
    """Return what stands alone and may be found by one of ``keys``."""
    found: set[str] = set()
    for batch in batches(keys):
        query = select(desk_trace.c.story).where(desk_trace.c.key.in_(batch))
        found.update(connection.execute(query).scalars())
    return sorted(found)


def remove(connection: Connection, identity: str) -> None:
    """Let an agreement stand alone no more: stories tell of it again, or it is deleted."""
    name = desk_story(identity)
    _clear(connection, [name])
    connection.execute(delete(desk_entry).where(desk_entry.c.story == name))
    connection.execute(delete(story).where(story.c.id == name))


def follow(connection: Connection, old: str, target: str) -> None:
    """Let the agreement that another one proved to be stand alone as that one did.

    Its accounts are those of ``target`` by now.
    """
    name, new = desk_story(old), desk_story(target)
    row = connection.execute(select(desk_entry).where(desk_entry.c.story == name)).one_or_none()
    if row is None:
        return
    own = connection.execute(select(desk_entry.c.by).where(desk_entry.c.story == new)).one_or_none()
    if own is None:
        line = connection.execute(select(story).where(story.c.id == name)).one()
        connection.execute(insert(story).values({**line._mapping, "id": new, "shown": None}))
        connection.execute(insert(desk_entry).values({**row._mapping, "story": new}))
        moved = account.c.story == name
        connection.execute(update(account).where(moved).values(story=new))
    elif own.by is None and row.by is not None:
        entered = update(desk_entry).where(desk_entry.c.story == new)
        connection.execute(entered.values(by=row.by, at=row.at))
    remove(connection, old)


def forget_shown(connection: Connection, ids: Iterable[str]) -> None:
    """Let the index be told anew when agreements stand alone again."""
    for batch in batches(map(desk_story, ids)):
        connection.execute(update(story).where(story.c.id.in_(batch)).values(shown=None))


def _clear(connection: Connection, names: Iterable[str]) -> None:
    for batch in batches(names):
        for table, column in _TABLES:
            connection.execute(delete(table).where(column.in_(batch)))


def _standing(row: Row[Any]) -> Standing:
    entered = Entered(by=row.by, at=row.at) if row.by is not None else None
    return Standing(Agreement.model_validate_json(row.told), entered)
