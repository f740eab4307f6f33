"""The register at a glance, as the rest of Pantau sees it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from datetime import date, datetime
from typing import Literal, TypeVar

from sqlalchemy import Connection

from model.records import KeptAgreement
from store import overview
from store.database import Database
from store.known import Known
from store.overview import Fresh, Listed, RegisterFilter, RegisterOrder, RegisterPage

_T = TypeVar("_T")

#: Lists made elsewhere that are kept: each may hold the whole register.
_LISTS = 4


class Overview:
    """The register filtered, sorted and counted, without what a person dropped.

    Every method is one transaction, and raises ``StoreError`` where the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known = Known()
        self._lists = Known(_LISTS)

    def find(
        self,
        asked: RegisterFilter,
        order: RegisterOrder = RegisterOrder.SIGNED_ON,
        *,
        descending: bool = True,
        limit: int = 0,
        offset: int = 0,
    ) -> RegisterPage:
        """Return ``limit`` agreements that fit, in an order, after ``offset`` of them.

        What has no value to order by comes last, either way.
        """
        listed = Listed(asked, order, descending)
        with self._database.read() as connection:
            if asked.ids is None:
                total = self._told(connection, asked, lambda: overview.count(connection, asked))
                ids = overview.part(connection, listed, limit, offset) if limit else []
            else:
                fitting = self._told(
                    connection, listed, lambda: overview.fitting(connection, listed)
                )
                total, ids = len(fitting), fitting[offset : offset + limit]
            return RegisterPage(total=total, agreements=overview.agreements(connection, ids))

    def parts(
        self,
        asked: RegisterFilter,
        order: RegisterOrder = RegisterOrder.SIGNED_ON,
        *,
        descending: bool = True,
        limit: int = 500,
    ) -> Iterator[tuple[KeptAgreement, ...]]:
        """Yield all that fits, in an order, of ``limit`` rows as many as fit at a time.

        Each part is a transaction of its own, and begins where the one before ended: what comes
        or goes meanwhile lets no other agreement be told twice or be left out.
        """
        listed, place = Listed(asked, order, descending), None
        while True:
            with self._database.read() as connection:
                rows = overview.following(connection, listed, place, limit)
                ids = [row.id for row in rows if asked.ids is None or row.id in asked.ids]
                found = overview.agreements(connection, ids)
            if found:
                yield found
            if len(rows) < limit:
                return
            place = rows[-1]

    def named(self, field: Literal["unit", "partner"], value: str) -> str | None:
        """Return what a unit (by its id) or a partner is called; null where none is."""
        with self._database.read() as connection:
            return overview.named(connection, field, value)

    def tally(self, field: Literal["kind", "province", "partner_kind"]) -> dict[str, int]:
        """Count agreements by the values of a field, the most frequent first."""
        with self._database.read() as connection:
            key = ("tally", field)
            return self._told(connection, key, lambda: overview.tally(connection, field))

    def by_month(self, since: date, until: date) -> dict[date, int]:
        """Count agreements by the month of signing, by its first day; nothing for empty months."""
        with self._database.read() as connection:
            return overview.by_month(connection, since, until)

    def fresh(self, since: datetime) -> Fresh:
        """Count what was published from a moment on."""
        with self._database.read() as connection:
            return overview.fresh(connection, since)

    def last_change(self) -> int:
        """Return the number of the last change of any story.

        As long as it stays the same, so does all that this class tells.
        """
        with self._database.read() as connection:
            return overview.last_change(connection)

    def candidates(self) -> int:
        """Count the stories that are near the line, for a person to decide on."""
        with self._database.read() as connection:
            return self._told(connection, "candidates", lambda: overview.candidates(connection))

    def kept(self, asked: Hashable, tell: Callable[[], _T]) -> _T:
        """Return what ``tell`` makes of the store, made once as long as the store stays the same.

        ``asked`` names it among all that is kept. ``tell`` asks the store in transactions of its
        own, and what changes meanwhile is told anew the next time.
        """
        return self._lists.get(self.last_change(), asked, tell)

    def _told(self, connection: Connection, asked: Hashable, tell: Callable[[], _T]) -> _T:
        return self._known.get(overview.last_change(connection), asked, tell)
