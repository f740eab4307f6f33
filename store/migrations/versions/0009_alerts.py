"""Subscriptions, and the outbox of what they are told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ID = sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; what was news before is told to nobody."""
    op.create_table(
        "subscription",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("configured", sa.Boolean(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("token", name=op.f("uq_subscription_token")),
    )
    op.create_table(
        "event",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sort", sa.String(length=16), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_item"), "event", ["item"], unique=False)
    _create_delivery()
    op.create_table(
        "bookmark",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_bookmark")),
    )
    op.execute(
        "INSERT INTO bookmark (name, value)"
        " SELECT 'news', CAST(coalesce(max(id), 0) AS TEXT) FROM news"
    )
    op.execute(
        "INSERT INTO bookmark (name, value) SELECT 'changes', CAST(last AS TEXT)"
        " FROM change_counter"
    )


def downgrade() -> None:
    """Forget who was told what."""
    for table in ("bookmark", "delivery", "event", "subscription"):
        op.drop_table(table)


def _create_delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription", _ID, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due", _MOMENT, nullable=False),
        sa.Column("key", sa.String(length=64)),
        sa.Column("error", sa.Text()),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("tried", _MOMENT),
        sa.Column("sent", _MOMENT),
        sa.Column("told", sa.Text()),
        sa.ForeignKeyConstraint(
            ["subscription"],
            ["subscription.id"],
            name=op.f("fk_delivery_subscription_subscription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "subscription",
            "event",
            "channel",
            name=op.f("uq_delivery_subscription_event_channel"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_delivery_event"), "delivery", ["event"], unique=False)
    op.create_index(op.f("ix_delivery_key"), "delivery", ["key"], unique=False)
    is_open = sa.text("state IN ('pending', 'sending', 'failed')")
    op.create_index(
        "ix_delivery_open",
        "delivery",
        ["due"],
        unique=False,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
