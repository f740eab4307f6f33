"""What pages need to answer quickly, and why a site is unfit as a code with values."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

#: What the register is listed by.
_KEYS = ("kind", "signed_on", "valid_until", "province")
_DECIDED = sa.text("review IS NOT NULL")


def upgrade() -> None:
    """Add the columns and indexes."""
    _index("id", "story")
    _replace("article", "story", "same_as")
    op.create_index(
        "ix_story_review",
        "story",
        ["review"],
        sqlite_where=_DECIDED,
        postgresql_where=_DECIDED,
    )
    with op.batch_alter_table("site") as batch:
        batch.add_column(sa.Column("unfit", sa.Text(), nullable=True))
    with op.batch_alter_table("change_counter") as batch:
        batch.add_column(sa.Column("sites", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("run") as batch:
        batch.add_column(sa.Column("progress", sa.Text(), nullable=True))


def downgrade() -> None:
    """Keep only the sentences, and indexes of one column."""
    op.drop_index("ix_story_review", "story")
    _index()
    _replace("article", "story")
    with op.batch_alter_table("run") as batch:
        batch.drop_column("progress")
    with op.batch_alter_table("change_counter") as batch:
        batch.drop_column("sites")
    with op.batch_alter_table("site") as batch:
        batch.drop_column("unfit")


def _index(*also: str) -> None:
    for name in _KEYS:
        _replace("agreement", name, *also)


def _replace(table: str, name: str, *also: str) -> None:
    op.drop_index(f"ix_{table}_{name}", table)
    op.create_index(f"ix_{table}_{name}", table, [name, *also])
