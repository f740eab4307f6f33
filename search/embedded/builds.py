"""Where the embedded index lies: a directory for each build, and a file that names the one in use.

A build is filled in a directory of its own; replacing the file ``current`` puts it in place, all
at once. A directory that ``current`` does not name is being filled, is kept from before, or was
left by a rebuild that was killed.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

from search.buildname import new_name
from search.embedded.layout import PARTS

_POINTER = "current"
_REBUILDING = "rebuild.lock"
#: Seconds between two looks at a lock.
_POLL = 0.02
#: As ``search.buildname`` makes them; earlier versions counted 1, 2 ….
_NAME = re.compile("[0-9]+[a-z]*")


class Current(NamedTuple):
    """What the file ``current`` says: a build, and the version that made it."""

    build: str
    version: str


class Builds:
    """The builds in one directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def current(self) -> Current | None:
        """Return the build in use; null where there is none yet."""
        try:
            content = (self.directory / _POINTER).read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return None
        build, _, version = content.strip().partition(" ")
        # A damaged file must not lead out of the directory.
        return Current(build if _NAME.fullmatch(build) else "", version)

    def path(self, build: str) -> Path | None:
        """Return the directory of ``build``; null where there is none of that name."""
        path = self.directory / build
        return path if _NAME.fullmatch(build) and path.is_dir() else None

    def names(self) -> list[str]:
        """Return the names of all builds, oldest first."""
        entries = (path for path in self.directory.iterdir() if path.is_dir())
        names = (path.name for path in entries if _NAME.fullmatch(path.name))
        return sorted(names, key=lambda name: (len(name), name))

    def begin(self) -> str:
        """Make the directories of a new build."""
        build = new_name()
        for part in PARTS:
            (self.directory / build / part).mkdir(parents=True)
        return build

    def use(self, current: Current) -> None:
        """Put a build in place of the one in use."""
        draft = self.directory / f"{_POINTER}.new"
        with draft.open("w", encoding="utf-8") as file:
            file.write(f"{current.build} {current.version}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.directory / _POINTER)

    def forget(self, build: str) -> None:
        """Remove a build; searches that run have its files open."""
        path = self.path(build)
        if path is not None:
            with self.writing(build):
                shutil.rmtree(path, ignore_errors=True)
            self._lock_file(build).unlink(missing_ok=True)

    @contextmanager
    def writing(self, build: str) -> Iterator[None]:
        """Hold the right to change ``build``; it ends with the process."""
        with FileLock(self._lock_file(build), poll_interval=_POLL):
            yield

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Hold the right to make a new build; it ends with the process."""
        with FileLock(self.directory / _REBUILDING, poll_interval=_POLL):
            yield

    def _lock_file(self, build: str) -> Path:
        return self.directory / f"{build}.lock"
