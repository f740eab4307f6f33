"""Who serves from a data directory says so, and who restores into it learns of it.

A lock of the operating system: it goes with the process that holds it, however that ends.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.exceptions import BackupError, StoreError

_NAME = ".serving.lock"


@contextmanager
def serving(data: Path) -> Iterator[None]:
    """Say, for the time of the block, that somebody serves from a data directory, which is made.

    Raises:
        StoreError: a restore into it is at work, or it cannot be written.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        file = (data / _NAME).open("ab")
    except OSError as error:
        raise StoreError(f"{data} cannot be written: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(f"a restore into {data} is at work: try again later") from None
        yield


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Make sure, for the time of the block, that nobody serves from a data directory.

    Raises:
        BackupError: somebody does.
    """
    with (data / _NAME).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(
                f"the web page is open on {data}: stop pantau serve, or pantau up, first"
            ) from None
        yield
