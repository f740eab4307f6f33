"""A queue for each build of the index, versions from one counter, ids in the order of bytes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_IDS = (
    ("story", "id"),
    ("agreement", "id"),
    ("agreement", "story"),
    ("article", "story"),
    ("moved", "id"),
    ("moved", "target"),
)


def upgrade() -> None:
    """Replace the queue: what an index held is not known any more, so it will be made anew."""
    op.create_table("change_counter", sa.Column("last", sa.Integer(), nullable=False))
    op.execute(
        "INSERT INTO change_counter (last) SELECT coalesce(max(version), 0) FROM"
        " (SELECT version FROM story UNION ALL SELECT version FROM index_queue) AS known"
    )
    op.drop_table("index_queue")
    _collate("C")
    op.create_table(
        "build",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_build")),
        sa.UniqueConstraint("name", name=op.f("uq_build_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "index_queue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("build", sa.Text(), nullable=False),
        sa.Column("item", _id_type("C"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_queue")),
        sa.UniqueConstraint("build", "item", name=op.f("uq_index_queue_build_item")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_index_queue_waiting",
        "index_queue",
        ["build", "id"],
        unique=False,
        sqlite_where=sa.text("error IS NULL"),
        postgresql_where=sa.text("error IS NULL"),
    )


def downgrade() -> None:
    """Make the first queue again, with every story in it."""
    op.drop_index("ix_index_queue_waiting", table_name="index_queue")
    op.drop_table("index_queue")
    op.drop_table("build")
    op.drop_table("change_counter")
    _collate("default")
    op.create_table(
        "index_queue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_queue")),
        sa.UniqueConstraint("story", name=op.f("uq_index_queue_story")),
        sqlite_autoincrement=True,
    )
    op.execute("INSERT INTO index_queue (story, version) SELECT id, version FROM story")


def _id_type(collation: str) -> sa.types.TypeEngine[str]:
    """The type of an id; SQLite compares bytes as it is."""
    kind = sa.String(length=16)
    return kind.with_variant(sa.String(length=16, collation=collation), "postgresql")


def _collate(collation: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, column in _IDS:
            op.alter_column(table, column, type_=_id_type(collation), existing_nullable=False)
