"""Lines that recur across a site's articles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the lines; they are learnt from what is read from now on."""
    op.create_table(
        "chrome_line",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_chrome_line")),
    )
    op.create_index("ix_chrome_line_site_last", "chrome_line", ["site", "last"], unique=False)


def downgrade() -> None:
    """Forget the lines."""
    op.drop_index("ix_chrome_line_site_last", table_name="chrome_line")
    op.drop_table("chrome_line")
