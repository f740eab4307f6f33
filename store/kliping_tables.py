"""The tables of klipings: what each day's holds, and what was sent in them."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from store.tables import UtcDateTime, metadata, page

#: A kliping of a day: ``body`` is its Content as JSON, ``steps`` a list of Step as JSON. ``until``
#: is the end of its period, from which the next one goes on once this one is sent.
kliping = Table(
    "kliping",
    metadata,
    Column("day", Date, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("built", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("steps", Text, nullable=False),
    Column("body", Text, nullable=False),
)

#: What a kliping that was sent told of, or a person left out of it: addresses of articles, and ids
#: of agreements.
kliping_item = Table(
    "kliping_item",
    metadata,
    Column("item", Text, primary_key=True),
    Column("day", ForeignKey("kliping.day"), primary_key=True, index=True),
)

#: Pages that were read and are no story of ours: few of all, asked for each morning.
OTHER = "not_relevant"
Index(
    "ix_page_other",
    page.c.fetched_at,
    sqlite_where=page.c.outcome == OTHER,
    postgresql_where=page.c.outcome == OTHER,
)
