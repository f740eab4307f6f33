"""Subscriptions, as the rest of Pantau sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from model.alerts import Subscription, SubscriptionState, Wanted
from store import subscribing
from store.database import Database


class Subscriptions:
    """Who wants to be told of what. Ids are "l" and eleven characters of a-z and 2-7.

    Every method is one transaction, and raises ``StoreError`` where the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Subscription]:
        """Return all subscriptions, the oldest first."""
        with self._database.read() as connection:
            return subscribing.everyone(connection)

    def find(self, id_or_name: str) -> list[Subscription]:
        """Return the subscription of an id, else all of that name."""
        with self._database.read() as connection:
            return subscribing.find(connection, id_or_name)

    def by_token(self, token: str) -> Subscription | None:
        """Return the subscription that an unsubscribe link is of; null where it is of none."""
        with self._database.read() as connection:
            return subscribing.by_token(connection, token)

    def add(self, wanted: Wanted, now: datetime) -> Subscription:
        """Make a subscription, which is told what is news from now on."""
        with self._database.write() as connection:
            return subscribing.add(connection, wanted, now)

    def change(self, before: Subscription, wanted: Wanted) -> None:
        """Let a subscription be as ``wanted``.

        What waits for a channel that is gone goes to the first new one; without a new one, it is
        forgotten.
        """
        with self._database.write() as connection:
            subscribing.change(connection, before, wanted)

    def put_state(self, identity: str, state: SubscriptionState, now: datetime) -> bool:
        """Pause, resume or end a subscription; return False where there is none.

        One that is resumed is told what is news from then on. Ended ones stay known, so that their
        link can say so, and that the configuration does not bring them back.
        """
        with self._database.write() as connection:
            return subscribing.put_state(connection, identity, state, now)

    def remove(self, identity: str) -> bool:
        """Remove a subscription and its deliveries for good; False where there is none."""
        with self._database.write() as connection:
            return subscribing.remove(connection, identity)

    def sync(self, wanted: Sequence[Wanted], now: datetime) -> None:
        """Let the configured subscriptions be exactly ``wanted``, told apart by their names."""
        with self._database.read() as connection:
            if subscribing.is_synced(connection, wanted):
                return
        with self._database.write() as connection:
            subscribing.sync(connection, wanted, now)
