"""What was forgotten is known by hashes alone, not by its addresses."""

from __future__ import annotations

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ID = sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql")
_PAGE = sa.table(
    "page",
    sa.column("id", sa.Integer),
    sa.column("key", sa.Text),
    sa.column("outcome", sa.Text),
    sa.column("fetched_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Make the table, and put pages of deleted stories into it."""
    tombstone = op.create_table(
        "tombstone",
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("story", _ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_tombstone")),
    )
    op.create_index(op.f("ix_tombstone_at"), "tombstone", ["at"], unique=False)
    deleted = _PAGE.c.outcome == "deleted"
    rows = [
        {
            "address": sha256(row.key.encode()).hexdigest(),
            "story": None,
            "reason": "deleted",
            "by": "",
            "at": row.fetched_at,
        }
        for row in op.get_bind().execute(sa.select(_PAGE).where(deleted))
    ]
    if rows:
        op.bulk_insert(tombstone, rows)
    op.execute(sa.delete(_PAGE).where(deleted))


def downgrade() -> None:
    """Let what was forgotten be kept again."""
    op.drop_table("tombstone")
