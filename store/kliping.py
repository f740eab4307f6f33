"""Klipings, as the rest of Pantau sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from model.audit import Deed
from model.kliping import Kliping
from store import audit, kliping_finds, kliping_rows, posting
from store.database import Database
from store.kliping_finds import Find, OtherPage
from store.records import Post


class Klipings:
    """One kliping a day, each changed by whoever knows its last revision.

    Every method is one transaction, and raises ``StoreError`` where the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, day: date) -> Kliping | None:
        """Return the kliping of a day; null where there is none."""
        with self._database.read() as connection:
            return kliping_rows.find(connection, day)

    def latest(self, limit: int, before: date | None = None) -> list[Kliping]:
        """Return the last klipings, or the last before a day, newest first."""
        with self._database.read() as connection:
            return kliping_rows.latest(connection, limit, before)

    def last_sent(self) -> tuple[date, datetime] | None:
        """Return the day and the end (UTC) of the last one that was sent; null where none was."""
        with self._database.read() as connection:
            return kliping_rows.last_sent(connection)

    def put(self, new: Kliping, deed: Deed) -> Kliping:
        """Keep a kliping in place of the revision before it, and log who changed it.

        Returns what is kept: without what was forgotten meanwhile.

        Raises:
            ConflictError: somebody else changed it meanwhile, or it was sent; nothing is written.
        """
        with self._database.write() as connection:
            kept = kliping_rows.put(connection, new)
            audit.write(connection, deed)
            return kept

    def send(self, new: Kliping, items: Iterable[str], posts: Sequence[Post], deed: Deed) -> int:
        """Keep a kliping as it is sent, with what it told of, and put it into the outbox.

        Returns how many deliveries that are.

        Raises:
            ConflictError: as :meth:`put`; or another one was sent since it was put together.
        """
        with self._database.write() as connection:
            kliping_rows.check_turn(connection, new)
            kliping_rows.put(connection, new)
            kliping_rows.put_items(connection, new.day, items)
            audit.write(connection, deed)
            return posting.post(connection, posts, [], deed.at) or 0

    def told(self, items: Sequence[str], before: date) -> set[str]:
        """Return those of addresses and ids that a kliping sent for an earlier day told of."""
        with self._database.read() as connection:
            return kliping_rows.told(connection, items, before)

    def stories(self, since: datetime) -> list[str]:
        """Return the stories that have an article first seen, or published, after a moment."""
        with self._database.read() as connection:
            return kliping_finds.stories(connection, since)

    def finds(self, stories: Sequence[str]) -> list[Find]:
        """Return the articles of stories: when each was first seen, and what it is compared by."""
        with self._database.read() as connection:
            return kliping_finds.finds(connection, stories)

    def others(self, since: datetime, until: datetime) -> list[OtherPage]:
        """Return the pages that were read between two moments, and are no story of ours."""
        with self._database.read() as connection:
            return kliping_finds.others(connection, since, until)
