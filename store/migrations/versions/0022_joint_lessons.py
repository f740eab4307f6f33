"""What masks learnt of agreements that several stories tell of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_ID = sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table; it is filled as agreements leave, and by the nightly tidying."""
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


def downgrade() -> None:
    """Drop the table: nothing in it is known from it alone."""
    op.drop_table("joint_lesson")
