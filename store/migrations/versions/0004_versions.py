"""What articles said before they were edited, articles that are gone, corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_READING = ("since", "seen", "body_hash")
_STORY = ("withdrawn", "shown")
_ARTICLE = ("withdrawn", "corrects", "note")
_ID = sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql")


def upgrade() -> None:
    """Add what is new; what was read so far was first and last seen when it was fetched."""
    for name in _READING[:2]:
        op.add_column("reading", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("reading", sa.Column("body_hash", sa.String(length=64), nullable=True))
    op.execute(
        "UPDATE reading SET since = (SELECT fetched_at FROM page WHERE page.id = reading.page),"
        " seen = (SELECT fetched_at FROM page WHERE page.id = reading.page),"
        " body_hash = (SELECT page.body_hash FROM page WHERE page.id = reading.page)"
    )
    withdrawn: sa.Column[bool] = sa.Column(
        "withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    op.add_column("story", withdrawn)
    op.add_column("story", sa.Column("shown", sa.String(length=64), nullable=True))
    op.add_column("article", sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True))
    op.add_column("article", sa.Column("corrects", sa.Integer(), nullable=True))
    op.add_column("article", sa.Column("note", sa.Text(), nullable=True))
    op.create_index(op.f("ix_article_corrects"), "article", ["corrects"], unique=False)
    _create_version()
    _create_correction()


def downgrade() -> None:
    """Forget versions, withdrawals and corrections; articles that correct others go."""
    op.drop_index(op.f("ix_correction_site"), table_name="correction")
    op.drop_table("correction")
    op.drop_index(op.f("ix_version_story"), table_name="version")
    op.drop_index(op.f("ix_version_page"), table_name="version")
    op.drop_table("version")
    op.execute("DELETE FROM article WHERE corrects IS NOT NULL")
    op.drop_index(op.f("ix_article_corrects"), table_name="article")
    for table, names in (("article", _ARTICLE), ("story", _STORY), ("reading", _READING)):
        for name in names:
            op.drop_column(table, name)


def _create_version() -> None:
    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("story", _ID, nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["page.id"], name=op.f("fk_version_page_page")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_version_page"), "version", ["page"], unique=False)
    op.create_index(op.f("ix_version_story"), "version", ["story"], unique=False)


def _create_correction() -> None:
    op.create_table(
        "correction",
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page"], ["reading.page"], name=op.f("fk_correction_page_reading")
        ),
        sa.PrimaryKeyConstraint("page", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_site"), "correction", ["site"], unique=False)
