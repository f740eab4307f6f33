"""The tables of alerts: who is told of what, and what was sent."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from store.tables import Id, UtcDateTime, metadata

#: Who wants to be told of what. ``body`` is all of a Subscription that has no column.
subscription = Table(
    "subscription",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("configured", Boolean, nullable=False),
    Column("after", Integer, nullable=False),
    Column("token", String(64), nullable=False, unique=True),
    Column("body", Text, nullable=False),
)

#: What happened, each thing once. ``item`` is the story that tells of it, or a site.
event = Table(
    "event",
    metadata,
    Column("key", Text, primary_key=True),
    Column("sort", String(16), nullable=False),
    Column("item", Text, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("body", Text, nullable=False),
)

#: The outbox: an event for a channel of a subscription. Those that go in one message share a
#: ``key``. ``due`` is when it is sent or tried again; of what is being sent, until when it is taken
#: for that. ``told`` is what was said, Facts as JSON. There are no foreign keys to events, which
#: are written in the same transaction, nor to stories, which may be gone.
delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subscription", ForeignKey("subscription.id"), nullable=False),
    Column("event", Text, nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due", UtcDateTime, nullable=False),
    Column("key", String(64), index=True),
    Column("error", Text),
    Column("created", UtcDateTime, nullable=False),
    Column("tried", UtcDateTime),
    Column("sent", UtcDateTime),
    Column("told", Text),
    UniqueConstraint("subscription", "event", "channel"),
    sqlite_autoincrement=True,
)
_IS_OPEN = delivery.c.state.in_(["pending", "sending", "failed"])
Index(
    "ix_delivery_open",
    delivery.c.due,
    sqlite_where=_IS_OPEN,
    postgresql_where=_IS_OPEN,
)

#: How far alerts have read what is news, and which changes; and how each site was when that was
#: last told.
bookmark = Table(
    "bookmark",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
