"""What masks learnt of stories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_ID = sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table; it is filled as stories leave, and by the nightly tidying."""
    op.create_table(
        "lesson",
        sa.Column("story", _ID, nullable=False),
        sa.Column("rules", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story"], ["story.id"], name=op.f("fk_lesson_story_story"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story", name=op.f("pk_lesson")),
    )


def downgrade() -> None:
    """Drop the table: nothing in it is known from it alone."""
    op.drop_table("lesson")
