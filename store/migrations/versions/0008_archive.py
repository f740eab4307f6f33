"""Where pages stand in the archive."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; pages of before were not archived."""
    op.create_table(
        "archived",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("volume", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["page.id"], name=op.f("fk_archived_page_page")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archived")),
        sa.UniqueConstraint("page", "digest", name=op.f("uq_archived_page_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_archived_volume_start", "archived", ["volume", "start"], unique=False)


def downgrade() -> None:
    """Forget where pages stand; the files stay."""
    op.drop_index("ix_archived_volume_start", table_name="archived")
    op.drop_table("archived")
