"""What the search engines have to learn of the store: their builds, and what waits for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from store import builds, queue
from store.database import Database
from store.records import Queued, SetAside


class Indexing:
    """The queues of the builds that follow this store, one for each build of an engine.

    Every method is one transaction, and raises ``StoreError`` where the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def builds(self, engine: str) -> list[str]:
        """Return an engine's builds that follow this store, the first registered first."""
        with self._database.read() as connection:
            return builds.names(connection, engine)

    def begin(self, build: str, engine: str, keep: str | None = None) -> int:
        """Register an empty build: every story is queued for it, and from now on every change.

        All other builds of the engine but ``keep`` are forgotten. Returns how many stories were
        queued.
        """
        with self._database.write() as connection:
            return builds.begin(connection, build, engine, keep)

    def use(self, build: str) -> None:
        """Forget all builds of its engine but this one."""
        with self._database.write() as connection:
            builds.use(connection, build)

    def forget(self, build: str) -> None:
        """Forget a build and its queue; nothing where it is not registered."""
        with self._database.write() as connection:
            builds.forget(connection, build)

    def pending(self, build: str, limit: int) -> list[Queued]:
        """Return what a build must learn next, longest waiting first.

        What was set aside is left out. A build that is not registered waits for nothing.
        """
        with self._database.read() as connection:
            return queue.pending(connection, build, limit)

    def done(self, build: str, rows: Iterable[Queued]) -> None:
        """Take off the queue what a build now holds; a newer version of an item stays."""
        with self._database.write() as connection:
            queue.take_off(connection, build, rows)

    def set_aside(self, build: str, reasons: Mapping[Queued, str]) -> None:
        """Let queued items wait no longer, because the engine refused them; say why for each.

        They wait again after ``retry``, or when they change; one that has a newer version by now
        waits on.
        """
        with self._database.write() as connection:
            queue.set_aside(connection, build, reasons)

    def set_aside_rows(self, build: str, limit: int) -> list[SetAside]:
        """Return what was set aside for a build, longest queued first."""
        with self._database.read() as connection:
            return queue.set_aside_rows(connection, build, limit)

    def retry(self, build: str) -> int:
        """Let all that was set aside wait again; return how many items that are."""
        with self._database.write() as connection:
            return queue.retry(connection, build)

    def waiting(self, build: str) -> int:
        """Count the items that wait for a build, without those set aside."""
        with self._database.read() as connection:
            return queue.waiting(connection, build)

    def requeue(self, build: str, ids: Iterable[str], above: int = 0) -> None:
        """Queue stories and agreements once more, for a build that does not hold them as it must.

        They get a fresh version greater than ``above``, which must be no less than what the build
        holds of them; since it is new, every other build learns it too. An agreement is queued as
        its story. Ids that the store does not have are queued for ``build`` as gone.
        """
        with self._database.write() as connection:
            queue.requeue(connection, build, ids, above)
