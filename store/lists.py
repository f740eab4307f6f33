"""Long lists, as the rest of Pantau sees them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from model.records import Label
from store import listing
from store.database import Database
from store.listing import AgreementPage, Place, StoryPage
from store.records import AgreementOrder, Named


class Lists:
    """Stories and agreements page by page, and how many there are.

    What a person dropped is in none of them. Every method is one transaction, and raises
    ``StoreError`` where the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def stories(
        self, limit: int, after: Place | None = None, label: Label | None = None
    ) -> StoryPage:
        """Return ``limit`` stories: the newest, or those that follow ``after``."""
        with self._database.read() as connection:
            return listing.stories(connection, label, limit, after)

    def agreements(
        self,
        limit: int,
        after: Place | None = None,
        *,
        order: AgreementOrder = AgreementOrder.NEWS,
        descending: bool = True,
        ids: Collection[str] | None = None,
        named: Named | None = None,
    ) -> AgreementPage:
        """Return ``limit`` agreements: the first in an order, or those that follow ``after``.

        What has no date comes last, either way. ``ids`` and ``named`` leave out all others.
        """
        with self._database.read() as connection:
            return listing.agreements(
                connection,
                order,
                descending=descending,
                limit=limit,
                after=after,
                ids=ids,
                named=named,
            )

    def count(self, named: Named | None = None, ids: Collection[str] | None = None) -> int:
        """Count the agreements of the register; ``named`` and ``ids`` leave out all others."""
        with self._database.read() as connection:
            return listing.count(connection, named, ids)

    def changed(self, ids: Collection[str]) -> dict[str, datetime]:
        """Return when each story of ``ids`` was changed last: an article came, or was edited."""
        with self._database.read() as connection:
            return listing.changed(connection, ids)
