"""What agreements are listed and counted by, taken out of their records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert

from model.records import Agreement, PartyKind
from store.tables import agreement_name
from store.texts import clean

#: Characters of a key: an index holds no longer ones.
_KEY_LENGTH = 200
#: Sorts of names.
UNIT, PARTNER, PARTNER_KIND = "unit", "partner", "partner_kind"


def columns(told: Agreement) -> dict[str, Any]:
    """Return what has a column of its own."""
    return {
        "kind": told.kind,
        "signed_on": told.signed_on,
        "valid_until": told.valid_until,
        "province": clean(told.province),
    }


def partner_key(name: str) -> str:
    """Return what a partner is found by, however its name is written in capitals."""
    return " ".join(name.split()).casefold()[:_KEY_LENGTH]


def put(connection: Connection, identity: str, told: Agreement) -> None:
    """Write down whom an agreement names."""
    own = agreement_name.c.agreement == identity
    connection.execute(delete(agreement_name).where(own))
    if named := rows(identity, told):
        connection.execute(insert(agreement_name), named)


def rows(identity: str, told: Agreement) -> list[dict[str, str]]:
    """Return a row for everybody whom an agreement names."""
    names = {(sort, key): name for sort, key, name in _names(told)}
    return [
        {"agreement": identity, "sort": sort, "key": clean(key), "name": clean(name)}
        for (sort, key), name in names.items()
    ]


def _names(told: Agreement) -> Iterator[tuple[str, str, str]]:
    for unit in told.units:
        if unit.id:
            yield UNIT, unit.id, unit.name
    for party in told.parties:
        if party.kind is not PartyKind.PEMASYARAKATAN:
            yield PARTNER, partner_key(party.name), party.name
    for kind in (*(party.kind for party in told.parties), *told.partner_kinds):
        if kind is not PartyKind.PEMASYARAKATAN:
            yield PARTNER_KIND, kind.value, kind.value
