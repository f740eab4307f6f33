"""Which agreement one goes back to, as its own story says: found each time it is put together."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, Select, select

from model.records import Agreement, PartyKind
from pipelines.following import Mother, may_have_mother, mother_of
from store import naming, views
from store.tables import agreement_name

#: Papers of the same two that are looked at.
_MOST = 50

_own, _other = agreement_name.alias(), agreement_name.alias()


def mother(connection: Connection, identity: str, told: Agreement, teller: str) -> Mother | None:
    """Return the paper that an agreement goes back to, where the story ``teller`` names it."""
    if not may_have_mother(told):
        return None
    units = [unit.id for unit in told.units if unit.id]
    partners = [
        naming.partner_key(party.name)
        for party in told.parties
        if party.kind is not PartyKind.PEMASYARAKATAN
    ]
    both = _named(naming.UNIT, units).intersect(_named(naming.PARTNER, partners))
    ids = sorted({str(row[0]) for row in connection.execute(both)} - {identity})
    text = views.lead_text(connection, teller) if ids else ""
    if not text:
        return None
    return mother_of(told, text, views.agreements(connection, ids=ids[:_MOST]))


def beside(connection: Connection, ids: Collection[str]) -> set[str]:
    """Return other agreements of the same two sides: they may go back to what is known now."""
    both = _sharing(naming.UNIT, ids).intersect(_sharing(naming.PARTNER, ids))
    return {str(row[0]) for row in connection.execute(both).fetchmany(_MOST)}


def _named(sort: str, keys: Iterable[str]) -> Select[tuple[str]]:
    own = (agreement_name.c.sort == sort) & agreement_name.c.key.in_(list(keys))
    return select(agreement_name.c.agreement).where(own)


def _sharing(sort: str, ids: Collection[str]) -> Select[tuple[str]]:
    same = (_own.c.sort == _other.c.sort) & (_own.c.key == _other.c.key)
    return (
        select(_other.c.agreement)
        .join(_own, same)
        .where(_own.c.sort == sort, _own.c.agreement.in_(ids), _other.c.agreement.not_in(ids))
    )
