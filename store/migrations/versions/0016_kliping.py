"""Klipings, what was sent in them, and an index of the pages that are no story of ours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_IS_OTHER = sa.text("outcome = 'not_relevant'")


def upgrade() -> None:
    """Make the tables and the index."""
    op.create_table(
        "kliping",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("built", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_kliping")),
    )
    op.create_table(
        "kliping_item",
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["day"], ["kliping.day"], name=op.f("fk_kliping_item_day_kliping")),
        sa.PrimaryKeyConstraint("item", "day", name=op.f("pk_kliping_item")),
    )
    op.create_index(op.f("ix_kliping_item_day"), "kliping_item", ["day"], unique=False)
    op.create_index(
        "ix_page_other",
        "page",
        ["fetched_at"],
        unique=False,
        sqlite_where=_IS_OTHER,
        postgresql_where=_IS_OTHER,
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_page_other", table_name="page")
    op.drop_index(op.f("ix_kliping_item_day"), table_name="kliping_item")
    op.drop_table("kliping_item")
    op.drop_table("kliping")
