"""What agreements are listed and counted by, taken out of their records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from model.records import Act, KeptAgreement, PartyKind
from model.terms import last_day
from store.database import batches
from store.tables import agreement_name
from store.texts import clean, is_id

#: Characters of a key: an index holds no longer ones.
_KEY_LENGTH = 200
#: Sorts of names.
UNIT, PARTNER, PARTNER_KIND = "unit", "partner", "partner_kind"
#: The agreement that one goes back to, by its id; the name is what was done with it.
PARENT = "parent"


def columns(kept: KeptAgreement) -> dict[str, Any]:
    """Return what has a column of its own."""
    outcome = "renewed" if kept.renewed_by else "amended" if kept.amended_by else None
    return {
        "kind": kept.kind,
        "signed_on": kept.signed_on,
        "valid_until": last_day(kept),
        "province": clean(kept.province),
        "ended_on": kept.ended_on,
        "outcome": outcome,
        "conflicts": len(kept.conflicts),
    }


def parents(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return the agreements that some go back to."""
    own = agreement_name.c.agreement.in_(list(ids)) & (agreement_name.c.sort == PARENT)
    return set(connection.execute(select(agreement_name.c.key).where(own)).scalars())


def children(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """Return what goes back to agreements, by what was done with them."""
    found: dict[str, dict[str, list[str]]] = {}
    own = agreement_name.c.key.in_(list(ids)) & (agreement_name.c.sort == PARENT)
    for row in connection.execute(
        select(agreement_name).where(own).order_by(agreement_name.c.agreement)
    ):
        found.setdefault(row.key, {}).setdefault(row.name, []).append(row.agreement)
    return found


def follow(connection: Connection, old: str, target: str) -> None:
    """Let what goes back to an agreement go back to the one that it proved to be."""
    own = (agreement_name.c.key == old) & (agreement_name.c.sort == PARENT)
    connection.execute(update(agreement_name).where(own).values(key=target))


def partner_key(name: str) -> str:
    """Return what a partner is found by, however its name is written in capitals."""
    return " ".join(name.split()).casefold()[:_KEY_LENGTH]


def put(connection: Connection, told: Mapping[str, KeptAgreement]) -> None:
    """Write down whom agreements name, by their ids."""
    for batch in batches(told):
        own = agreement_name.c.agreement.in_(batch)
        connection.execute(delete(agreement_name).where(own))
    if named := [row for name, one in told.items() for row in rows(name, one)]:
        connection.execute(insert(agreement_name), named)


def rows(identity: str, told: KeptAgreement) -> list[dict[str, str]]:
    """Return a row for everybody whom an agreement names."""
    names = {(sort, key): name for sort, key, name in _names(told)}
    return [
        {"agreement": identity, "sort": sort, "key": clean(key), "name": clean(name)}
        for (sort, key), name in names.items()
    ]


def _names(told: KeptAgreement) -> Iterator[tuple[str, str, str]]:
    for unit in told.units:
        if unit.id:
            yield UNIT, unit.id, unit.name
    for party in told.parties:
        if party.kind is not PartyKind.PEMASYARAKATAN:
            yield PARTNER, partner_key(party.name), party.name
    for kind in (*(party.kind for party in told.parties), *told.partner_kinds):
        if kind is not PartyKind.PEMASYARAKATAN:
            yield PARTNER_KIND, kind.value, kind.value
    if told.parent and is_id(told.parent) and told.act is not Act.SIGNED:
        yield PARENT, told.parent, told.act.value
