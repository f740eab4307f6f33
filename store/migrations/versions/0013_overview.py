"""What the register is filtered and counted by besides, and candidates in their order."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_agreement_kind", "agreement", ["kind"]),
    ("ix_agreement_province", "agreement", ["province"]),
    ("ix_story_label_probability", "story", ["label", "probability"]),
)
_AT_ONCE = 1_000


def upgrade() -> None:
    """Add the kinds of partners to the names of each agreement."""
    for index, table, columns in _INDEXES:
        op.create_index(index, table, columns, unique=False)
    connection = op.get_bind()
    agreement = sa.table("agreement", sa.column("id"), sa.column("body"))
    name = sa.table("agreement_name", *map(sa.column, ("agreement", "sort", "key", "name")))
    last = ""
    while True:
        query = sa.select(agreement.c.id, agreement.c.body).where(agreement.c.id > last)
        rows = connection.execute(query.order_by(agreement.c.id).limit(_AT_ONCE)).all()
        if not rows:
            return
        values = [
            {"agreement": row.id, "sort": "partner_kind", "key": kind, "name": kind}
            for row in rows
            for kind in _kinds(json.loads(row.body))
        ]
        if values:
            connection.execute(sa.insert(name), values)
        last = rows[-1].id


def downgrade() -> None:
    """Forget the kinds of partners; the agreements tell them."""
    op.execute("DELETE FROM agreement_name WHERE sort = 'partner_kind'")
    for name, table, _ in reversed(_INDEXES):
        op.drop_index(name, table_name=table)


def _kinds(body: dict[str, Any]) -> list[str]:
    named = (party["kind"] for party in body.get("parties", ()))
    kinds = dict.fromkeys([*named, *body.get("partner_kinds", ())])
    return [kind for kind in kinds if kind != "pemasyarakatan"]
