"""Agreements that several stories tell of; how old stories are, and what was news."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql")


def upgrade() -> None:
    """Give every agreement the account of its story; what is there already is no news.

    Ages of stories are negative, in the order of their first pages: they are older than any that
    is made from now on.
    """
    for table in ("story", "agreement"):
        op.add_column(table, sa.Column("born", sa.Integer(), server_default="0", nullable=False))
    announced = sa.Column("announced", sa.SmallInteger(), server_default="0", nullable=False)
    op.add_column("reading", announced)
    op.execute(
        "UPDATE story SET born = coalesce((SELECT min(page) FROM article"
        " WHERE article.story = story.id), 0) - (SELECT coalesce(max(id), 0) + 1 FROM page)"
    )
    op.execute(
        "UPDATE agreement SET born = (SELECT born FROM story WHERE story.id = agreement.story)"
    )
    op.execute(
        "UPDATE reading SET announced = coalesce((SELECT CASE story.label WHEN 'partnership'"
        " THEN 2 ELSE 1 END FROM article JOIN story ON story.id = article.story"
        " WHERE article.page = reading.page), 0)"
    )
    _create_account()
    op.execute(
        "INSERT INTO account (story, agreement, place, body, claims)"
        " SELECT story, id, place, body, '{}' FROM agreement"
    )
    op.create_table(
        "news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item", _ID, nullable=False),
        sa.Column("sort", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
        sa.UniqueConstraint("item", "sort", name=op.f("uq_news_item_sort")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Leave each agreement to the story that speaks for it."""
    op.drop_table("news")
    op.drop_index(op.f("ix_account_agreement"), table_name="account")
    op.drop_table("account")
    op.drop_column("reading", "announced")
    for table in ("agreement", "story"):
        op.drop_column(table, "born")


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column("story", _ID, nullable=False),
        sa.Column("agreement", _ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_account_story_story")),
        sa.ForeignKeyConstraint(
            ["agreement"], ["agreement.id"], name=op.f("fk_account_agreement_agreement")
        ),
        sa.PrimaryKeyConstraint("story", "agreement", name=op.f("pk_account")),
    )
    op.create_index(op.f("ix_account_agreement"), "account", ["agreement"], unique=False)
