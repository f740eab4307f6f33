"""What is wrong now, and when operators were told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from store.database import upsert
from store.job_records import Alarm
from store.job_tables import alarm


def raised(connection: Connection) -> list[Alarm]:
    """Return what is known to be wrong, the longest first."""
    rows = connection.execute(select(alarm).order_by(alarm.c.since, alarm.c.name))
    return [Alarm.model_validate(dict(row._mapping)) for row in rows]


def put(connection: Connection, texts: Mapping[str, str], now: datetime) -> list[Alarm]:
    """Keep exactly what is wrong now, by name; return what was and is not any more."""
    known = {one.name: one for one in raised(connection)}
    over = [one for name, one in known.items() if name not in texts]
    for one in over:
        connection.execute(delete(alarm).where(alarm.c.name == one.name))
    rows = [
        {"name": name, "text": text, "since": known[name].since if name in known else now}
        for name, text in texts.items()
    ]
    upsert(connection, alarm, rows, "name")
    return over


def told(connection: Connection, name: str, now: datetime) -> None:
    """Note that operators were told of it."""
    connection.execute(update(alarm).where(alarm.c.name == name).values(told=now))
