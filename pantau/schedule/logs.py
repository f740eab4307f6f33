"""What jobs print, in a file for each run: bounded in number and in size."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Files that are kept of one job.
MOST_FILES = 20
#: Bytes of one file: so many from the beginning, and so many from the end.
MOST_BEGINNING, MOST_END = 1_000_000, 64_000
_PIECE = 65_536
_LONGEST_LINE = 300
#: Seconds to wait for the last bytes of what was ended.
_PATIENCE = 5


class Log:
    """Takes what a process writes, and keeps the beginning and the end of it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._end = b""
        self._size = 0

    @property
    def last_line(self) -> str | None:
        """The last line that says something."""
        lines = self._end.decode("utf-8", errors="replace").splitlines()
        last = next((line.strip() for line in reversed(lines) if line.strip()), None)
        return last[:_LONGEST_LINE] if last else None

    def take(self, source: int) -> None:
        """Write what comes from a pipe into the file, until nobody writes there any more."""
        with self.file.open("wb") as file:
            while piece := os.read(source, _PIECE):
                file.write(piece[: max(0, MOST_BEGINNING - self._size)])
                file.flush()
                self._size += len(piece)
                self._end = (self._end + piece)[-MOST_END:]
            left_out = self._size - MOST_BEGINNING
            if left_out > 0:
                missing = max(0, left_out - len(self._end))
                file.write(f"\n… {missing} bytes left out …\n".encode())
                file.write(self._end[-left_out:])
        os.close(source)


@contextmanager
def logged(file: Path) -> Iterator[tuple[Log, int]]:
    """Give a log, and where a process is to write; at the end all that it wrote is in the file.

    Older files of the job are deleted; ``file`` is named ``JOB-RUN.log``.

    Raises:
        OSError: the file cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    _delete_old(file)
    file.touch()
    source, sink = os.pipe()
    log = Log(file)
    thread = threading.Thread(target=log.take, args=[source], name=f"log-{file.stem}", daemon=True)
    thread.start()
    try:
        yield log, sink
    finally:
        os.close(sink)
        thread.join(_PATIENCE)


def _delete_old(file: Path) -> None:
    job = file.stem.rpartition("-")[0]
    files = sorted(file.parent.glob(f"{job}-*.log"), key=lambda one: one.stat().st_mtime)
    for old in files[: max(0, len(files) - MOST_FILES + 1)]:
        old.unlink(missing_ok=True)
