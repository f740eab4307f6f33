"""The directory of the archive: WARC files by month, each with one writer at a time.

A file that somebody writes is locked. Who wants to write takes one of the month that is neither
full nor locked, so that many short runs fill one file. The kernel takes the lock off the file of a
process that was killed.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from model.exceptions import ArchiveError
from store.texts import new_id
from store.warc.blanks import blank
from store.warc.packing import head_of_volume

#: Bytes after which the next file is begun.
MOST_BYTES = 256_000_000
_SUFFIX = ".warc.gz"


class Volume:
    """One WARC file, locked for writing; ``end`` is where the next record begins."""

    def __init__(self, path: Path, file: FileIO) -> None:
        self.name = path.name
        self._file = file
        self.end = file.seek(0, os.SEEK_END)

    @classmethod
    def take(cls, path: Path, *, is_new: bool = False) -> Volume | None:
        """Open and lock a file; None where another writer has it, or a new one is there already."""
        try:
            file = FileIO(path, "x+" if is_new else "r+")
        except (FileExistsError, FileNotFoundError):
            return None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        return cls(path, file)

    def append(self, content: bytes) -> int:
        """Write ``content`` onto the disk, and return where it begins."""
        start, left = self._file.seek(self.end), memoryview(content)
        while left:
            left = left[self._file.write(left) :]
        os.fsync(self._file.fileno())
        self.end = start + len(content)
        return start

    def cut(self, end: int) -> None:
        """Take away what follows ``end``."""
        self._file.truncate(end)
        os.fsync(self._file.fileno())
        self.end = end

    def close(self) -> None:
        """Leave the file to others."""
        self._file.close()


class Shelf:
    """The files of an archive; made when something is first written. Threads may share it."""

    def __init__(self, directory: Path, most_bytes: int = MOST_BYTES) -> None:
        self.directory, self.most_bytes = directory, most_bytes
        self.current: Volume | None = None
        self._lock = threading.RLock()
        self._undone: tuple[Volume, int] | None = None

    def close(self) -> None:
        """Leave the file that was written to others."""
        if self.current is not None:
            self.current.close()
        self.current = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write as part of a transaction: where that fails, what was appended is taken away.

        Raises:
            ArchiveError: the disk cannot do it.
        """
        with self._lock, self.plain_errors("written"):
            self._undone = None
            try:
                yield
            except BaseException:
                self._undo()
                raise

    def append(self, content: bytes) -> tuple[str, int]:
        """Write ``content`` into the current file; return its name and where that begins."""
        assert self.current is not None
        self._undone = (self.current, self.current.end)
        return self.current.name, self.current.append(content)

    def is_open_for(self, month: str) -> bool:
        """Whether the current file is one of ``month`` ("2026-11") that is not full."""
        volume = self.current
        return volume is not None and volume.name.startswith(month) and not self._is_full(volume)

    def free(self, month: str) -> Iterator[Volume]:
        """Yield files of ``month`` that are not full and that nobody writes, and then new ones."""
        self.directory.mkdir(parents=True, exist_ok=True)
        for name in self.names(month):
            volume = Volume.take(self.directory / name)
            if volume is None:
                continue
            if self._is_full(volume):
                volume.close()
            else:
                yield volume
        while True:
            name = f"{month}-{new_id('')}{_SUFFIX}"
            volume = Volume.take(self.directory / name, is_new=True)
            if volume is not None:
                volume.append(head_of_volume(name))
                self._sync_directory()
                yield volume

    def idle(self) -> Iterator[Volume]:
        """Yield all files that nobody writes, each locked until the next is asked for."""
        for name in self.names():
            volume = Volume.take(self.directory / name)
            if volume is not None:
                try:
                    yield volume
                finally:
                    volume.close()

    def names(self, month: str = "") -> list[str]:
        """Return the files of a month, or all, in order."""
        return sorted(path.name for path in self.directory.glob(f"{month}*{_SUFFIX}"))

    def size(self) -> int:
        """Return how many bytes the files have."""
        with self.plain_errors("read"):
            return sum((self.directory / name).stat().st_size for name in self.names())

    def read(self, name: str, start: int, length: int | None = None) -> bytes:
        """Return a piece of a file, or all that follows ``start``.

        Raises:
            ArchiveError: it is not there.
        """
        with self.plain_errors("read"), (self.directory / name).open("rb") as file:
            file.seek(start)
            content = file.read(-1 if length is None else length)
        if length is not None and len(content) < length:
            raise ArchiveError(f"{self.directory / name} ends before byte {start + length}")
        return content

    def remove(self, name: str, start: int, length: int) -> None:
        """Write over a page where it stands; nothing where the file is gone, or ends before it.

        Raises:
            ArchiveError: the disk cannot do it.
        """
        path = self.directory / name
        with self.plain_errors("written"), suppress(FileNotFoundError), path.open("r+b") as file:
            if file.seek(0, os.SEEK_END) < start + length:
                return
            file.seek(start)
            file.write(blank(length))
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def plain_errors(self, doing: str) -> Iterator[None]:
        """Say in plain words what the disk refuses.

        Raises:
            ArchiveError: names the directory and the reason.
        """
        try:
            yield
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise ArchiveError(
                f"the archive at {self.directory} cannot be {doing}: {reason}"
            ) from error

    def _is_full(self, volume: Volume) -> bool:
        return volume.end >= self.most_bytes

    def _undo(self) -> None:
        """Take away what was appended, and the file's account, which went with the transaction."""
        if self._undone is not None:
            volume, end = self._undone
            # Where that fails too, whoever takes the file next mends it.
            with suppress(OSError):
                volume.cut(end)
        self.close()

    def _sync_directory(self) -> None:
        directory = os.open(self.directory, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
