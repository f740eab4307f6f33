"""Where the embedded index lies: numbered directories, and a file that names the one in use.

A new index is filled in a directory of its own; replacing the file ``current`` puts it in place,
all at once. A directory that ``current`` does not name is left from an interrupted rebuild.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

_POINTER = "current"


class Generation(NamedTuple):
    """One index: the name of its directory, and the version that wrote it."""

    name: str
    version: str


class Generations:
    """The indexes in one directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def current(self) -> Generation | None:
        """Return the index in use; null where there is none yet."""
        try:
            content = (self.directory / _POINTER).read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return None
        name, _, version = content.strip().partition(" ")
        # A damaged file must not lead out of the directory.
        return Generation(name if name.isdigit() else "", version)

    def path(self, generation: Generation) -> Path:
        """Return the directory of ``generation``."""
        return self.directory / generation.name

    def begin(self, version: str) -> Generation:
        """Make the directory of the next index, and forget unfinished ones."""
        current = self.current()
        self._remove_all_but(current)
        generation = Generation(str(int(current.name or 0) + 1 if current else 1), version)
        shutil.rmtree(self.path(generation), ignore_errors=True)
        self.path(generation).mkdir(parents=True)
        return generation

    def use(self, generation: Generation) -> None:
        """Put ``generation`` in place of the index in use."""
        draft = self.directory / f"{_POINTER}.new"
        with draft.open("w", encoding="utf-8") as file:
            file.write(f"{generation.name} {generation.version}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.directory / _POINTER)
        # Searches that run have their files open, and those that begin now see the new name.
        self._remove_all_but(generation)

    def forget(self, generation: Generation) -> None:
        """Remove an index that is not in use."""
        shutil.rmtree(self.path(generation), ignore_errors=True)

    def _remove_all_but(self, kept: Generation | None) -> None:
        for path in self.directory.iterdir():
            if path.name.isdigit() and (kept is None or path.name != kept.name):
                shutil.rmtree(path, ignore_errors=True)
