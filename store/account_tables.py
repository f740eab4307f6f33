"""The tables of those who may open the web page."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from store.tables import UtcDateTime, metadata

#: People who may open the web page. ``password`` is an argon2 hash; without one, nobody logs in.
#: The key is the name as it is compared.
web_user = Table(
    "web_user",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("password", Text),
    Column("created", UtcDateTime, nullable=False),
)

#: Sessions of people and tokens of their programs, by the digest of their secret: what is read
#: here lets nobody in. ``ends`` is null for what stays until it is taken back.
web_pass = Table(
    "web_pass",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("user", ForeignKey("web_user.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("sort", String(16), nullable=False),
    Column("label", Text),
    Column("created", UtcDateTime, nullable=False),
    Column("ends", UtcDateTime),
)

#: Failed logins, by whom they were tried as and from where, with when.
login_failure = Table(
    "login_failure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    sqlite_autoincrement=True,
)
