"""Files that are there whole, or not at all: copied, hashed and on the disk before they count."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from model.exceptions import BackupError

_PIECE = 1 << 20
#: For the owner alone: what is kept may hold addresses with secrets in them.
_FILE_MODE, _DIRECTORY_MODE = 0o600, 0o700

Heard = Callable[[int], None]


class Written(NamedTuple):
    """How long a file is, and its digest."""

    bytes: int
    sha256: str


def copy(source: Path, target: Path, length: int | None, heard: Heard) -> Written:
    """Copy a file, or its first ``length`` bytes, onto the disk; ``heard`` is told of each piece.

    Raises:
        BackupError: ``source`` is shorter than that.
        OSError: the disk cannot do it.
    """
    with source.open("rb") as file, target.open("xb") as copied:
        target.chmod(_FILE_MODE)
        digest, done = sha256(), 0
        while piece := file.read(_PIECE if length is None else min(_PIECE, length - done)):
            copied.write(piece)
            digest.update(piece)
            done += len(piece)
            heard(len(piece))
        copied.flush()
        os.fsync(copied.fileno())
    if length is not None and done < length:
        raise BackupError(f"{source} ends before byte {length}")
    return Written(done, digest.hexdigest())


def read(file: Path, heard: Heard) -> Written:
    """Hash a file as it is."""
    with file.open("rb") as opened:
        digest, done = sha256(), 0
        while piece := opened.read(_PIECE):
            digest.update(piece)
            done += len(piece)
            heard(len(piece))
    return Written(done, digest.hexdigest())


def write(target: Path, text: str) -> Written:
    """Write a new file onto the disk."""
    content = text.encode()
    with target.open("xb") as file:
        target.chmod(_FILE_MODE)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return Written(len(content), sha256(content).hexdigest())


def settle(file: Path) -> None:
    """Put a file that a library wrote onto the disk, for the owner alone."""
    file.chmod(_FILE_MODE)
    sync(file)


def sync(path: Path) -> None:
    """Put a file, or the names in a directory, onto the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def new_directory(target: Path, staged: Path) -> Iterator[Path]:
    """Give a directory to fill that gets the name ``target`` when all is in it and on the disk.

    Until then it is called ``staged``, beside it; where filling it fails, it goes.
    """
    remove(staged)
    staged.mkdir(mode=_DIRECTORY_MODE)
    try:
        yield staged
        for directory in (staged, *(path for path in staged.rglob("*") if path.is_dir())):
            sync(directory)
        staged.rename(target)
        sync(target.parent)
    except BaseException:
        remove(staged)
        raise


def make_directory(path: Path) -> None:
    """Make a directory for the owner alone, with those above it, where it is not there."""
    path.mkdir(mode=_DIRECTORY_MODE, parents=True, exist_ok=True)


def remove(path: Path) -> None:
    """Remove a file, or a directory with all in it; nothing where it is not there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
