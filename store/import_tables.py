"""The tables of what offices' own spreadsheets say, beside the register."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text

from store.tables import Id, UtcDateTime, metadata

#: Rows of spreadsheets as they were read last, each known again by ``key``. ``agreement`` is null
#: while nobody said which one it is; ``body`` are its values as JSON. ``file``, ``sheet``, ``row``
#: and ``last_row`` say where it stood last, ``by`` and ``at`` who read it then.
import_row = Table(
    "import_row",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(24), nullable=False, unique=True),
    Column("parties_key", String(24), nullable=False, index=True),
    Column("agreement", Id, index=True),
    Column("file", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("row", Integer, nullable=False),
    Column("last_row", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

#: What a person decided where a document and the news say different things of a field: which of
#: them is right. It holds as long as both, as JSON, say the same.
settled_value = Table(
    "settled_value",
    metadata,
    Column("agreement", Id, primary_key=True),
    Column("field", String(32), primary_key=True),
    Column("document", Text, nullable=False),
    Column("news", Text, nullable=False),
    Column("choice", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
