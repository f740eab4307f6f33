"""How far crawls are, as the rest of Pantau sees it."""

from __future__ import annotations

from collections.abc import Mapping

from model.report import Progress
from store import runs
from store.database import Database


class RunProgress:
    """What a crawl says of itself before and after its report.

    Each method is one transaction, and raises ``StoreError`` where the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, run: int, progress: Progress) -> None:
        """Note how far a crawl is."""
        with self._database.write() as connection:
            runs.note(connection, run, progress)

    def spend(self, run: int, seconds: Mapping[str, float]) -> None:
        """Add the seconds that steps took after the crawl to its report."""
        with self._database.write() as connection:
            runs.spend(connection, run, seconds)
