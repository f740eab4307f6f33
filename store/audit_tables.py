"""The table of what people did."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text

from store.tables import UtcDateTime, metadata

#: What people did, in order. Triggers refuse to change or remove a row; ``detail`` is JSON.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("act", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("subject", Text, nullable=False, index=True),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)
