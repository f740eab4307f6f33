"""The store, as the rest of Pantau sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from model.exceptions import StoreError
from model.records import KeptAgreement, Label, Reading, Story
from model.report import CrawlReport
from store import pages, queue, runs, saving, views
from store.database import Database
from store.migrate import migrate
from store.records import Counts, Explanation, PageState, Queued, RunRow, Saved


@contextmanager
def open_store(url: str, data: Path) -> Iterator[Store]:
    """Open the store at an SQLAlchemy address, made and migrated where that is needed.

    ``data`` is the directory of everything that Pantau writes; it is made. Threads may share a
    store; processes open one each.

    Raises:
        StoreError: if the database cannot be opened, or belongs to a newer Pantau.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the data directory {data} cannot be made: {error.strerror}") from error
    database = Database(url)
    try:
        migrate(database)
        yield Store(database)
    finally:
        database.close()


class Store:
    """All that was found, kept in a database: the source of truth.

    Every method is one transaction, and raises ``StoreError`` where the database cannot do it; then
    nothing is written. Addresses are compared by ``model.urls.canonical``. Ids of stories are "s"
    and eleven characters of a-z and 2-7, ids of agreements "a" and eleven; drawn at random, they
    stay while the story or agreement exists, and are never given to another one. All times are in
    UTC.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin_run(self, started: datetime) -> int:
        """Note that a crawl begins; return its number."""
        with self._database.write() as connection:
            return runs.begin(connection, started)

    def finish_run(self, report: CrawlReport, finished: datetime) -> None:
        """Note that the crawl ``report.run`` ended, and what it found."""
        with self._database.write() as connection:
            runs.finish(connection, report, finished)

    def runs(self, limit: int) -> list[RunRow]:
        """Return the last crawls, newest first."""
        with self._database.read() as connection:
            return runs.latest(connection, limit)

    def page_states(self, site: str) -> dict[str, PageState]:
        """Return all that is known of a site's addresses, by ``model.urls.canonical`` address."""
        with self._database.read() as connection:
            return pages.states_of(connection, site)

    def remember(self, states: Iterable[PageState]) -> None:
        """Remember what was found at addresses; what was read there before stays."""
        with self._database.write() as connection:
            pages.put_states(connection, states)

    def save(self, reading: Reading, state: PageState) -> Saved:
        """Keep what was read on a page: its state, reading, story and agreements.

        Saving the same reading again changes nothing but the page's state. A page that cannot be
        read any more keeps what was read; one that is no story of ours any more leaves its story,
        and a story without articles goes.
        """
        with self._database.write() as connection:
            return saving.save(connection, reading, state)

    def story(self, identity: str) -> Story | None:
        """Return a story; the id of one that went into another one finds that."""
        with self._database.read() as connection:
            current = views.current_id(connection, identity)
            return next(iter(views.stories(connection, ids=[current])), None)

    def stories(
        self,
        label: Label | None = None,
        limit: int | None = None,
        ids: Sequence[str] | None = None,
    ) -> list[Story]:
        """Return stories, newest first; with ``ids`` those of them that exist."""
        with self._database.read() as connection:
            return views.stories(connection, label, limit, ids)

    def agreement(self, identity: str) -> KeptAgreement | None:
        """Return an agreement; the id of one that proved to be another one finds that."""
        with self._database.read() as connection:
            current = views.current_id(connection, identity)
            return next(iter(views.agreements(connection, ids=[current])), None)

    def agreements(
        self, ids: Sequence[str] | None = None, stories: Sequence[str] | None = None
    ) -> list[KeptAgreement]:
        """Return agreements (all, or those of ``ids`` or ``stories``), of newest stories first."""
        with self._database.read() as connection:
            return views.agreements(connection, ids, stories)

    def explain(self, url_or_id: str) -> Explanation | None:
        """Return all that is known of a page, or of the page that speaks for a story."""
        with self._database.read() as connection:
            return views.explain(connection, url_or_id)

    def pending(self, limit: int) -> list[Queued]:
        """Return what the search index must learn next, longest waiting first."""
        with self._database.read() as connection:
            return queue.pending(connection, limit)

    def indexed(self, rows: Sequence[Queued]) -> None:
        """Take off the queue what the index now holds; a newer version of a story stays."""
        with self._database.write() as connection:
            queue.take_off(connection, rows)

    def enqueue_all(self) -> int:
        """Queue every story, for an index that is made anew; return how many there are."""
        with self._database.write() as connection:
            return queue.enqueue_all(connection)

    def counts(self) -> Counts:
        """Count what the store holds."""
        with self._database.read() as connection:
            return views.counts(connection)
