"""Sites, the ways to ask them, and visits; pages that wait to be asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_PAGE = ("body_hash", "title", "published", "changed", "rank", "tries", "next_fetch")
_COUNTS = (
    "requests discovered new off_topic fetched articles kept candidates failed audited audit_kept"
).split()


def upgrade() -> None:
    """Add what is new; feeds and sitemaps known as pages are found anew, as endpoints."""
    op.add_column("page", sa.Column("body_hash", sa.String(length=64), nullable=True))
    op.add_column("page", sa.Column("title", sa.Text(), nullable=True))
    for name in ("published", "changed", "next_fetch"):
        op.add_column("page", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for name in ("rank", "tries"):
        column = sa.Column(name, sa.Integer(), server_default="0", nullable=False)
        op.add_column("page", column)
    op.create_index(
        "ix_page_due",
        "page",
        ["site", "rank"],
        unique=False,
        sqlite_where=sa.text("next_fetch IS NOT NULL"),
        postgresql_where=sa.text("next_fetch IS NOT NULL"),
    )
    op.execute("DELETE FROM page WHERE outcome IN ('front', 'feed', 'sitemap')")
    _create_site()
    _create_endpoint()
    _create_visit()


def downgrade() -> None:
    """Forget sites, endpoints and visits."""
    op.drop_index("ix_visit_site_at", table_name="visit")
    op.drop_table("visit")
    op.drop_index(op.f("ix_endpoint_site"), table_name="endpoint")
    op.drop_table("endpoint")
    op.drop_table("site")
    op.execute("DELETE FROM page WHERE outcome IN ('waiting', 'off_topic')")
    op.drop_index("ix_page_due", table_name="page")
    for name in _PAGE:
        op.drop_column("page", name)


def _create_site() -> None:
    op.create_table(
        "site",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("added", sa.Boolean(), nullable=False),
        sa.Column("hosts", sa.Text(), nullable=False),
        sa.Column("software", sa.Text(), nullable=True),
        sa.Column("probed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("walked", sa.Date(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_visit", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_site")),
    )


def _create_endpoint() -> None:
    op.create_table(
        "endpoint",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("full_text", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.String(length=64), nullable=True),
        sa.Column("trusted", sa.Boolean(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_check", sa.DateTime(timezone=True), nullable=True),
        sa.Column("interval", sa.Float(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("newest", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_endpoint")),
    )
    op.create_index(op.f("ix_endpoint_site"), "endpoint", ["site"], unique=False)


def _create_visit() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.Column("text_length", sa.Integer(), nullable=True),
        sa.Column("dated", sa.Integer(), nullable=False),
        sa.Column("newest", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_visit_site_at", "visit", ["site", "at"], unique=False)
