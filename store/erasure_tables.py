"""The table of what was forgotten: no address and no text, only what an address is known by."""

from __future__ import annotations

from sqlalchemy import Column, String, Table, Text

from store.tables import Id, UtcDateTime, metadata

#: A page that must not be kept again. ``address`` is the SHA-256 of its key.
tombstone = Table(
    "tombstone",
    metadata,
    Column("address", String(64), primary_key=True),
    Column("story", Id),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)
