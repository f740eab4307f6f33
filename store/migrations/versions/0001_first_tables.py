"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "index_queue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_queue")),
        sa.UniqueConstraint("story", name=op.f("uq_index_queue_story")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "moved",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("target", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moved")),
    )
    op.create_index(op.f("ix_moved_target"), "moved", ["target"], unique=False)
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
        sa.UniqueConstraint("key", name=op.f("uq_page_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_page_site"), "page", ["site"], unique=False)
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "story",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sort_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("lead", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
    )
    op.create_index("ix_story_label_sort_at", "story", ["label", "sort_at"], unique=False)
    op.create_index("ix_story_sort_at", "story", ["sort_at"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("story", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_agreement_story_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(op.f("ix_agreement_story"), "agreement", ["story"], unique=False)
    op.create_table(
        "reading",
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["page.id"], name=op.f("fk_reading_page_page")),
        sa.PrimaryKeyConstraint("page", name=op.f("pk_reading")),
    )
    op.create_table(
        "article",
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("story", sa.String(length=16), nullable=False),
        sa.Column("same_as", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("richness", sa.Integer(), nullable=False),
        sa.Column("agreements", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("shingles", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["reading.page"], name=op.f("fk_article_page_reading")),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_article_story_story")),
        sa.PrimaryKeyConstraint("page", name=op.f("pk_article")),
    )
    op.create_index(op.f("ix_article_story"), "article", ["story"], unique=False)
    op.create_table(
        "trace",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.page"], name=op.f("fk_trace_article_article")
        ),
        sa.PrimaryKeyConstraint("key", "day", "article", name=op.f("pk_trace")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_trace_article"), "trace", ["article"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_trace_article"), table_name="trace")
    op.drop_table("trace")
    op.drop_index(op.f("ix_article_story"), table_name="article")
    op.drop_table("article")
    op.drop_table("reading")
    op.drop_index(op.f("ix_agreement_story"), table_name="agreement")
    op.drop_table("agreement")
    op.drop_index("ix_story_sort_at", table_name="story")
    op.drop_index("ix_story_label_sort_at", table_name="story")
    op.drop_table("story")
    op.drop_table("run")
    op.drop_index(op.f("ix_page_site"), table_name="page")
    op.drop_table("page")
    op.drop_index(op.f("ix_moved_target"), table_name="moved")
    op.drop_table("moved")
    op.drop_table("index_queue")
