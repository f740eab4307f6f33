"""What masks learnt of several stories at once, and pages that wait for an agreement."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_ID = sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; they are filled as agreements leave, by night, and as pages are read."""
    op.create_table(
        "joint_lesson",
        sa.Column("agreement", _ID, nullable=False),
        sa.Column("rules", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement"],
            ["agreement.id"],
            name=op.f("fk_joint_lesson_agreement_agreement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("agreement", name=op.f("pk_joint_lesson")),
    )
    op.create_table(
        "unplaced",
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page"], ["page.id"], name=op.f("fk_unplaced_page_page"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("page", "unit", name=op.f("pk_unplaced")),
    )
    op.create_index(op.f("ix_unplaced_unit"), "unplaced", ["unit"])


def downgrade() -> None:
    """Drop the tables: the pages are not asked for again, and all else is known without them."""
    op.drop_table("unplaced")
    op.drop_table("joint_lesson")
