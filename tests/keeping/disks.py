"""A real file system of some megabytes, to be filled to its last byte."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class Disk:
    """A small file system; ``leave`` fills it up."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._filling = directory / "filling"

    @property
    def free(self) -> int:
        """Bytes that are left."""
        stat = os.statvfs(self.directory)
        return stat.f_bavail * stat.f_frsize

    def leave(self, left: int) -> None:
        """Fill the disk, or make room, so that so many bytes are left, to a page of memory."""
        self._filling.unlink(missing_ok=True)
        wanted = self.free - left
        with self._filling.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(wanted, 1))

    def make_room(self) -> None:
        """Take away what fills it."""
        self._filling.unlink(missing_ok=True)


@contextmanager
def small_disk(directory: Path, megabytes: int) -> Iterator[Disk]:
    """Mount a file system of so many megabytes; skip where that is not allowed here."""
    directory.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "pantau-test", directory]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.decode().strip()}")
    try:
        yield Disk(directory)
    finally:
        subprocess.run(["umount", "-l", directory], check=True)
