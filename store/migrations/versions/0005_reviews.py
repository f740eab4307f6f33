"""What people decide of stories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add decisions, the pages that each is about, and the one that a story follows."""
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("model", sa.String(length=64), nullable=True),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reviewed",
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("review", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["page.id"], name=op.f("fk_reviewed_page_page")),
        sa.ForeignKeyConstraint(["review"], ["review.id"], name=op.f("fk_reviewed_review_review")),
        sa.PrimaryKeyConstraint("page", "review", name=op.f("pk_reviewed")),
    )
    op.create_index(op.f("ix_reviewed_review"), "reviewed", ["review"], unique=False)
    op.add_column("story", sa.Column("review", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Forget all decisions; a story that was dropped is a candidate again."""
    op.execute("UPDATE story SET label = 'candidate' WHERE label = 'other'")
    op.drop_column("story", "review")
    op.drop_index(op.f("ix_reviewed_review"), table_name="reviewed")
    op.drop_table("reviewed")
    op.drop_table("review")
