"""The outbox, as the rest of Pantau sees it: what happened, and who is yet to be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import ColumnElement, true

from model.alerts import Delivery, DeliveryState, Event, Facts
from store import audit, claiming, made_papers, posting
from store.alert_tables import delivery
from store.database import Database
from store.records import Batch, Mark, OutboxStatus, Post, Telling


class Outbox:
    """One row per subscription, event and channel, each of which is there once.

    Every method is one transaction, and raises ``StoreError`` where the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def marks(self, prefix: str) -> dict[str, str]:
        """Return the bookmarks whose names begin so: how far alerts have come."""
        with self._database.read() as connection:
            return posting.marks(connection, prefix)

    def post(self, posts: Sequence[Post], marks: Sequence[Mark], now: datetime) -> int | None:
        """Write events with their deliveries and move bookmarks, all or nothing.

        Returns how many deliveries are new: those that are there already stay as they are, and
        subscriptions that are not active get none. None, and nothing is written, where a bookmark
        is not where it was: another process did the same meanwhile.
        """
        with self._database.write() as connection:
            return posting.post(connection, posts, marks, now)

    def due(self, now: datetime, *, everything: bool = False) -> list[Batch]:
        """Return the messages to send, what has waited longest first.

        Among them is what was cut off while it was sent; with ``everything``, also what has its
        time yet to come.
        """
        with self._database.read() as connection:
            return claiming.due(connection, now, everything=everything)

    def claim(self, batch: Batch, now: datetime, until: datetime) -> list[Delivery]:
        """Take a message to send it: nobody else can, until that moment.

        A message that was never tried gets its key here, and all that waits for its channel. None
        are returned where another process took it.
        """
        with self._database.write() as connection:
            return claiming.claim(connection, batch, now, until)

    def sent(self, taken: Sequence[Delivery], now: datetime, told: Mapping[int, Facts]) -> bool:
        """Note that a message was taken by its channel, and what its deliveries said.

        False, and nothing is noted, where another process has taken it meanwhile. So with the next
        two.
        """
        values = {"state": DeliveryState.SENT, "sent": now, "error": None}
        with self._database.write() as connection:
            done = claiming.settle(connection, taken, values)
            if done:
                made_papers.drop_sent(connection, {one.event for one in taken})
                claiming.put_told(connection, told)
                first = taken[0]
                audit.note_sending(connection, first.subscription, first.channel, len(taken), now)
            return done

    def failed(self, taken: Sequence[Delivery], error: str, again: datetime) -> bool:
        """Note that a message could not be sent, and when it is tried again."""
        values = {"state": DeliveryState.FAILED, "due": again, "error": claiming.error_of(error)}
        with self._database.write() as connection:
            return claiming.settle(connection, taken, values)

    def died(self, taken: Sequence[Delivery], error: str) -> bool:
        """Note that a message is not tried again."""
        values = {"state": DeliveryState.DEAD, "error": claiming.error_of(error)}
        with self._database.write() as connection:
            done = claiming.settle(connection, taken, values)
            made_papers.drop_sent(connection, {one.event for one in taken})
            return done

    def keep_made(self, key: str, paper: BaseModel) -> None:
        """Keep the paper that was made of an event, until no delivery of it waits any more.

        It is the event's ``body["made"]`` then. What was kept before stays.
        """
        with self._database.write() as connection:
            made_papers.keep(connection, key, paper)

    def drop(self, taken: Sequence[Delivery]) -> None:
        """Forget deliveries of which there is nothing left to tell."""
        with self._database.write() as connection:
            claiming.drop(connection, taken)

    def retry(self, now: datetime, number: int | None = None) -> int:
        """Let what failed or is dead be tried again: the message of a delivery, or all.

        Returns how many deliveries that are.
        """
        with self._database.write() as connection:
            return claiming.retry(connection, number, now)

    def events(self, keys: Iterable[str]) -> dict[str, Event]:
        """Return events by their keys; unknown ones left out."""
        with self._database.read() as connection:
            return posting.events(connection, keys)

    def deliveries(
        self,
        subscription: str | None = None,
        states: Sequence[DeliveryState] = (),
        limit: int = 100,
        event: str | None = None,
    ) -> list[Delivery]:
        """Return deliveries (to a subscription, of an event), the newest first."""
        condition: ColumnElement[bool] = true()
        if subscription is not None:
            condition &= delivery.c.subscription == subscription
        if event is not None:
            condition &= delivery.c.event == event
        if states:
            condition &= delivery.c.state.in_(states)
        with self._database.read() as connection:
            return claiming.deliveries(connection, condition, limit)

    def tellings(self, stories: Iterable[str]) -> list[Telling]:
        """Return what was, or is to be, told of stories: what was sent last comes last.

        Stories that went into one of them count as that one.
        """
        with self._database.read() as connection:
            return posting.tellings(connection, stories)

    def vanished(self, since: datetime) -> list[str]:
        """Return stories that were told since then, and are no story any more."""
        with self._database.read() as connection:
            return posting.vanished(connection, since)

    def changed_stories(self, after: int, limit: int = 1_000) -> list[tuple[str, int]]:
        """Return stories that changed after the change of that number, with the numbers."""
        with self._database.read() as connection:
            return posting.changed_stories(connection, after, limit)

    def published_since(self, since: datetime) -> dict[str, datetime]:
        """Return when the partnership stories from a moment on were published, newest first."""
        with self._database.read() as connection:
            return posting.published_since(connection, since)

    def last_sent(self, subscription: str, channel: str | None = None) -> datetime | None:
        """Return when a subscription (by one channel) was last sent anything; null for never."""
        with self._database.read() as connection:
            return claiming.last_sent(connection, subscription, channel)

    def status(self) -> OutboxStatus:
        """Count deliveries by state."""
        with self._database.read() as connection:
            return claiming.status(connection)
