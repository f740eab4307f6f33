"""Papers as they were made for the outbox, kept until no delivery waits for them any more.

They stand with their event, in the transactions that send it and that forget stories.
"""

from __future__ import annotations

from collections.abc import Collection

from pydantic import BaseModel
from sqlalchemy import Connection, select, update

from model.alerts import EventSort
from store.alert_tables import delivery, event
from store.posting import OPEN
from store.texts import as_json

_NOTHING = "{}"
_IS_REPORT = event.c.sort == EventSort.REPORT


def keep(connection: Connection, key: str, paper: BaseModel) -> None:
    """Keep what was made of an event, unless somebody kept one before."""
    own = _IS_REPORT & (event.c.key == key) & (event.c.body == _NOTHING)
    body = f'{{"made": {as_json(paper)}}}'
    connection.execute(update(event).where(own).values(body=body))


def drop_sent(connection: Connection, keys: Collection[str]) -> None:
    """Drop what was made of those of some events for which no delivery waits any more."""
    waits = select(delivery.c.event).where(delivery.c.state.in_(OPEN))
    own = _IS_REPORT & event.c.key.in_(keys) & event.c.key.not_in(waits)
    connection.execute(update(event).where(own).values(body=_NOTHING))


def drop_all(connection: Connection) -> None:
    """Drop all that was made: it may tell of what is to be forgotten."""
    connection.execute(update(event).where(_IS_REPORT).values(body=_NOTHING))
