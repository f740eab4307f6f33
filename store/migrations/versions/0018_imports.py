"""What offices' own spreadsheets say, and which of document and news is right."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    identity = sa.String(16).with_variant(sa.String(16, collation="C"), "postgresql")
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("parties_key", sa.String(length=24), nullable=False),
        sa.Column("agreement", identity, nullable=True),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("last_row", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_row"),
        sa.UniqueConstraint("key", name="uq_import_row_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_import_row_parties_key", "import_row", ["parties_key"])
    op.create_index("ix_import_row_agreement", "import_row", ["agreement"])
    op.create_table(
        "settled_value",
        sa.Column("agreement", identity, nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("news", sa.Text(), nullable=False),
        sa.Column("choice", sa.String(length=16), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("agreement", "field", name="pk_settled_value"),
    )


def downgrade() -> None:
    """Forget what spreadsheets said; the values that were taken from them stay."""
    op.drop_table("settled_value")
    op.drop_table("import_row")
