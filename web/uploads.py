"""Spreadsheets that somebody looks at before they are brought in: in memory, for a while."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.importing import ColumnMap
from desk.importing.applying import Applied
from desk.sheets import MOST_CELLS, Book
from model.exceptions import NotFoundError

#: How long a file waits for whoever sent it; how many files do, and how many cells they have.
_KEPT = timedelta(minutes=30)
_MOST, _MOST_CELLS = 8, 2 * MOST_CELLS


@dataclass(frozen=True)
class Upload:
    """A file as it was read, who sent it, and when (UTC).

    ``book`` is null once it is brought in; of ``total`` rows so many are ``done``. ``applied`` says
    what that did.
    """

    name: str
    book: Book | None
    said: ColumnMap
    by: str
    at: datetime
    done: int = 0
    total: int = 0
    applied: Applied | None = None

    @property
    def cells(self) -> int:
        """Cells that are in memory of it."""
        return self.book.cells if self.book else 0


class Uploads:
    """The files that wait, by secret names, as they were read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, Upload] = {}

    def add(self, upload: Upload) -> str:
        """Keep a file for a while; return its name. The oldest go where there is too much."""
        name = secrets.token_urlsafe(16)
        with self._lock:
            self._clear(upload.at)
            while self._waiting and (
                len(self._waiting) >= _MOST or self._cells() + upload.cells > _MOST_CELLS
            ):
                del self._waiting[next(iter(self._waiting))]
            self._waiting[name] = upload
        return name

    def get(self, name: str, by: str, now: datetime) -> Upload:
        """Return a file to whoever sent it.

        Raises:
            NotFoundError: it is not there any more, or somebody else sent it.
        """
        with self._lock:
            self._clear(now)
            return self._own(name, by)

    def say(self, name: str, by: str, said: ColumnMap) -> None:
        """Say what the columns of a file are.

        Raises:
            NotFoundError: as for :meth:`get`.
        """
        with self._lock:
            self._waiting[name] = replace(self._own(name, by), said=said)

    def take(self, name: str, by: str) -> Upload:
        """Take a file to bring it in, which nobody can do a second time.

        Raises:
            NotFoundError: as for :meth:`get`.
        """
        with self._lock:
            found = self._own(name, by)
            self._waiting[name] = replace(found, book=None)
            return found

    def progress(self, name: str, done: int, total: int) -> None:
        """Say how many rows of a file that is being brought in are done."""
        with self._lock:
            if name in self._waiting:
                self._waiting[name] = replace(self._waiting[name], done=done, total=total)

    def done(self, name: str, by: str, applied: Applied) -> None:
        """Say what bringing a file in did."""
        with self._lock:
            if name in self._waiting:
                self._waiting[name] = replace(self._own(name, by), applied=applied)

    def drop(self, name: str, by: str) -> None:
        """Forget a file."""
        with self._lock:
            self._own(name, by)
            del self._waiting[name]

    def _own(self, name: str, by: str) -> Upload:
        found = self._waiting.get(name)
        if found is None or found.by != by:
            raise NotFoundError("the file is not here any more: send it once more")
        return found

    def _cells(self) -> int:
        return sum(one.cells for one in self._waiting.values())

    def _clear(self, now: datetime) -> None:
        old = [name for name, one in self._waiting.items() if now - one.at > _KEPT]
        for name in old:
            del self._waiting[name]
