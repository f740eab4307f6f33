"""What agreements are listed and counted by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ID = sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql")
_DAYS = ("signed_on", "valid_until")
_AT_ONCE = 500
_KEY_LENGTH = 200


def upgrade() -> None:
    """Take out of each record what it is listed by."""
    for column in (
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
    ):
        op.add_column("agreement", column)
    for day in _DAYS:
        op.create_index(op.f(f"ix_agreement_{day}"), "agreement", [day], unique=False)
    op.create_table(
        "agreement_name",
        sa.Column("agreement", _ID, nullable=False),
        sa.Column("sort", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement"],
            ["agreement.id"],
            name=op.f("fk_agreement_name_agreement_agreement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("agreement", "sort", "key", name=op.f("pk_agreement_name")),
    )
    op.create_index("ix_agreement_name_sort_key", "agreement_name", ["sort", "key"], unique=False)
    _fill()


def downgrade() -> None:
    """Leave all that is told of an agreement to its record."""
    op.drop_index("ix_agreement_name_sort_key", table_name="agreement_name")
    op.drop_table("agreement_name")
    for day in _DAYS:
        op.drop_index(op.f(f"ix_agreement_{day}"), table_name="agreement")
    for name in ("province", *_DAYS, "kind"):
        op.drop_column("agreement", name)


def _fill() -> None:
    connection = op.get_bind()
    agreement = sa.table(
        "agreement",
        sa.column("id"),
        sa.column("body"),
        sa.column("kind"),
        sa.column("signed_on", sa.Date()),
        sa.column("valid_until", sa.Date()),
        sa.column("province"),
    )
    name = sa.table("agreement_name", *map(sa.column, ("agreement", "sort", "key", "name")))
    last = ""
    while True:
        query = sa.select(agreement.c.id, agreement.c.body).where(agreement.c.id > last)
        rows = connection.execute(query.order_by(agreement.c.id).limit(_AT_ONCE)).all()
        if not rows:
            return
        for row in rows:
            body = json.loads(row.body)
            own = agreement.c.id == row.id
            connection.execute(sa.update(agreement).where(own).values(_columns(body)))
            names = {(sort, key): name for sort, key, name in _names(body)}
            if names:
                values = [
                    {"agreement": row.id, "sort": sort, "key": key, "name": told}
                    for (sort, key), told in names.items()
                ]
                connection.execute(sa.insert(name), values)
        last = rows[-1].id


def _columns(body: dict[str, Any]) -> dict[str, Any]:
    days = {day: date.fromisoformat(body[day]) if body.get(day) else None for day in _DAYS}
    return {"kind": body.get("kind"), "province": body.get("province"), **days}


def _names(body: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for unit in body.get("units", ()):
        if unit.get("id"):
            yield "unit", unit["id"], unit["name"]
    for party in body.get("parties", ()):
        if party["kind"] != "pemasyarakatan":
            key = " ".join(party["name"].split()).casefold()[:_KEY_LENGTH]
            yield "partner", key, party["name"]
