"""What was noted of sites since somebody looked last."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from store.database import Database
from store.site_tables import visit
from store.tables import change_counter

_NEXT = update(change_counter).values(sites=change_counter.c.sites + 1)


class Visited(NamedTuple):
    """The number of the last visit, and the sites that were visited since another one."""

    last: int
    sites: set[str]


class SiteChanges:
    """Whether and where anything changed; each method is one transaction.

    Raises ``StoreError`` where the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self) -> int:
        """Return the number of the last change of any site, or visit to one."""
        with self._database.read() as connection:
            return int(connection.execute(select(change_counter.c.sites)).scalar_one())

    def visited(self, after: int) -> Visited:
        """Return which sites were visited after the visit of a number."""
        with self._database.read() as connection:
            last = connection.execute(select(func.max(visit.c.id))).scalar_one()
            new = select(visit.c.site).where(visit.c.id > after).distinct()
            return Visited(int(last or 0), set(connection.execute(new).scalars()))


def note(connection: Connection) -> None:
    """Count a change of a site, in the transaction that makes it."""
    connection.execute(_NEXT)
