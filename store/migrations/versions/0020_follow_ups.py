"""How a story came to follow an agreement: found in its text, or said by a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what is there was attached by people."""
    with op.batch_alter_table("follow_up") as batch:
        batch.alter_column("by", existing_type=sa.Text(), nullable=True)
        batch.add_column(
            sa.Column("state", sa.String(16), nullable=False, server_default="attached")
        )
        batch.add_column(sa.Column("aspect", sa.String(16), nullable=True))
        batch.add_column(sa.Column("evidence", sa.Text(), nullable=True))


def downgrade() -> None:
    """Keep only what people attached."""
    op.execute("DELETE FROM follow_up WHERE by IS NULL OR state <> 'attached'")
    with op.batch_alter_table("follow_up") as batch:
        batch.drop_column("evidence")
        batch.drop_column("aspect")
        batch.drop_column("state")
        batch.alter_column("by", existing_type=sa.Text(), nullable=False)
