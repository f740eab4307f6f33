"""What people say of agreements, agreements without stories, and ends counted from the term."""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_AT_ONCE = 1_000
_COLUMNS = ("ended_on", "outcome", "conflicts")


def upgrade() -> None:
    """Make the tables; count the ends of agreements of which only the term is told."""
    identity = sa.String(16).with_variant(sa.String(16, collation="C"), "postgresql")
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "agreement_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement", identity, nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("news", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_agreement_value"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_agreement_value_agreement", "agreement_value", ["agreement"])
    op.create_table(
        "desk_entry",
        sa.Column("story", identity, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("at", moment, nullable=True),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name="fk_desk_entry_story_story"),
        sa.PrimaryKeyConstraint("story", name="pk_desk_entry"),
    )
    op.create_table(
        "desk_trace",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story", identity, nullable=False),
        sa.ForeignKeyConstraint(
            ["story"], ["desk_entry.story"], name="fk_desk_trace_story_desk_entry"
        ),
        sa.PrimaryKeyConstraint("key", "story", name="pk_desk_trace"),
    )
    op.create_index("ix_desk_trace_story", "desk_trace", ["story"])
    op.create_table(
        "follow_up",
        sa.Column("agreement", identity, nullable=False),
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["page"], ["page.id"], name="fk_follow_up_page_page"),
        sa.PrimaryKeyConstraint("agreement", "page", name="pk_follow_up"),
    )
    op.create_index("ix_follow_up_page", "follow_up", ["page"])
    op.add_column("agreement", sa.Column("ended_on", sa.Date(), nullable=True))
    op.add_column("agreement", sa.Column("outcome", sa.String(length=16), nullable=True))
    op.add_column(
        "agreement", sa.Column("conflicts", sa.Integer(), server_default="0", nullable=False)
    )
    _count_ends()


def downgrade() -> None:
    """Forget what people said, and the agreements that only they know."""
    connection = op.get_bind()
    entry = sa.table("desk_entry", sa.column("story"))
    stories = list(connection.execute(sa.select(entry.c.story)).scalars())
    for name in ("account", "agreement"):
        table = sa.table(name, sa.column("story"))
        connection.execute(sa.delete(table).where(table.c.story.in_(stories)))
    op.drop_table("desk_trace")
    op.drop_table("desk_entry")
    story = sa.table("story", sa.column("id"))
    connection.execute(sa.delete(story).where(story.c.id.in_(stories)))
    op.drop_table("follow_up")
    op.drop_table("agreement_value")
    for name in _COLUMNS:
        op.drop_column("agreement", name)


def _count_ends() -> None:
    connection = op.get_bind()
    agreement = sa.table(
        "agreement", sa.column("id"), sa.column("body"), sa.column("valid_until", sa.Date())
    )
    counting = (
        sa.update(agreement)
        .where(agreement.c.id == sa.bindparam("own"))
        .values(valid_until=sa.bindparam("end", type_=sa.Date()))
    )
    last = ""
    while True:
        query = sa.select(agreement.c.id, agreement.c.body).where(
            agreement.c.id > last, agreement.c.valid_until.is_(None)
        )
        rows = connection.execute(query.order_by(agreement.c.id).limit(_AT_ONCE)).all()
        if not rows:
            return
        ends = [{"own": row.id, "end": _end(json.loads(row.body))} for row in rows]
        if known := [one for one in ends if one["end"]]:
            connection.execute(counting, known)
        last = rows[-1].id


def _end(body: dict[str, Any]) -> date | None:
    signed, months = body.get("signed_on"), body.get("term_months")
    if not signed or months is None:
        return None
    day = date.fromisoformat(signed)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
