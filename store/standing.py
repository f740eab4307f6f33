"""Agreements that stand without stories: entered by hand, or kept by what people say of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select, update

from model.records import Agreement, Entered, Instrument, desk_story
from pipelines.stories.deeds import deed_of
from pipelines.stories.fingerprint import dated_keys
from store.database import batches
from store.desk_tables import desk_entry, desk_trace
from store.tables import DESK, account, story
from store.texts import as_json

#: What is known of an agreement that was entered by hand, before anything is said of it.
NOTHING_TOLD = Agreement(kind=Instrument.LAINNYA)
_TABLES = ((account, account.c.story), (desk_trace, desk_trace.c.story))


class Standing(NamedTuple):
    """What news told last of an agreement that stands alone, and who entered it by hand."""

    told: Agreement
    entered: Entered | None


def stand(
    connection: Connection,
    identity: str,
    number: int,
    at: datetime,
    told: Agreement = NOTHING_TOLD,
    by: str | None = None,
) -> str:
    """Let an agreement stand without stories from now on; ``by`` entered it by hand.

    ``number`` is that of the change, ``at`` where it stands in lists. Its row is to be there
    already, or to be made with the id that is returned as its story.
    """
    name = desk_story(identity)
    connection.execute(
        insert(story).values(
            id=name,
            version=0,
            born=number,
            label=DESK,
            title="",
            sort_at=at,
            probability=1,
            language="id",
            lead=0,
        )
    )
    entry = {"story": name, "told": as_json(told), "by": by, "at": at if by else None}
    connection.execute(insert(desk_entry).values(entry))
    return name


def put_account(connection: Connection, identity: str, whole: Agreement) -> None:
    """Write what an agreement that stands alone is known by, so that stories may join it."""
    name = desk_story(identity)
    _clear(connection, name)
    row = {"story": name, "agreement": identity, "place": 0, "body": as_json(whole), "claims": "{}"}
    connection.execute(insert(account).values(row))
    if keys := dated_keys(deed_of(whole)):
        traces = [{"key": key, "story": name} for key in sorted(keys)]
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
    _clear(connection, name)
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


def forget_shown(connection: Connection, identity: str) -> None:
    """Let the index be told anew when the agreement stands alone again."""
    own = story.c.id == desk_story(identity)
    connection.execute(update(story).where(own).values(shown=None))


def _clear(connection: Connection, name: str) -> None:
    for table, column in _TABLES:
        connection.execute(delete(table).where(column == name))


def _standing(row: Row[Any]) -> Standing:
    entered = Entered(by=row.by, at=row.at) if row.by is not None else None
    return Standing(Agreement.model_validate_json(row.told), entered)
