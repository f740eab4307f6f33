"""The archive, as the rest of Pantau sees it: pages as they came, to be read again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from model.records import Page, Reading
from store import archiving, rereading, saving
from store.database import Database
from store.records import ArchiveSize, Capture
from store.warc import Shelf


class Archive:
    """The pages of kept stories and candidates; :meth:`store.Store.save` puts them there."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database, self._shelf = database, shelf

    def captures(
        self,
        of: Sequence[str] | None = None,
        since: datetime | None = None,
        site: str | None = None,
    ) -> list[Capture]:
        """Return archived pages that can be read again, each as it was read last.

        ``of`` are ids of stories or agreements and addresses of pages; without it, all that were
        published from ``since`` on, on one ``site`` or on all.
        """
        with self._database.read() as connection:
            return rereading.captures(connection, of, since, site)

    def page(self, capture: Capture) -> Page:
        """Return a page as it came.

        Raises:
            ArchiveError: it is gone from the archive, or damaged.
        """
        return archiving.read(self._shelf, capture)

    def is_known(self, url_or_id: str) -> bool:
        """Say whether there are pages of a story or an agreement, or at an address."""
        with self._database.read() as connection:
            return bool(rereading.pages_of(connection, url_or_id))

    def replace(self, capture: Capture, reading: Reading, outcome: str) -> bool:
        """Put a better reading of an archived page in place of what was read there.

        It is no version, for its outlet changed nothing; its story keeps its id where it can, and
        builds learn what changed. ``outcome`` is the label, or why the page is not kept. Returns
        False, and does nothing, where the page was read from other bytes meanwhile or deleted,
        where this is what was read before, or an error.
        """
        with self._database.write() as connection:
            return saving.replace(connection, reading, outcome, capture.body_hash)

    def mend(self) -> None:
        """List what the archive's files hold and a kill, or a restored database, left unlisted.

        What is torn at the end of a file is cut off. Files that are being written are left alone.
        """
        with self._shelf.writing(), self._database.write() as connection:
            archiving.mend_all(connection, self._shelf)

    def size(self) -> ArchiveSize:
        """Count what is archived."""
        with self._database.read() as connection:
            return archiving.size(connection, self._shelf)

    def missing(self) -> int:
        """Count the kept articles whose pages, as they were last read, are not archived."""
        with self._database.read() as connection:
            return rereading.count_not_archived(connection)
