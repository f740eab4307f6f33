"""What pages need to answer quickly, and why a site is unfit as a code with values."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and indexes."""
    with op.batch_alter_table("site") as batch:
        batch.add_column(sa.Column("unfit", sa.Text(), nullable=True))
    with op.batch_alter_table("change_counter") as batch:
        batch.add_column(sa.Column("sites", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("run") as batch:
        batch.add_column(sa.Column("progress", sa.Text(), nullable=True))


def downgrade() -> None:
    """Keep only the sentences."""
    with op.batch_alter_table("run") as batch:
        batch.drop_column("progress")
    with op.batch_alter_table("change_counter") as batch:
        batch.drop_column("sites")
    with op.batch_alter_table("site") as batch:
        batch.drop_column("unfit")
