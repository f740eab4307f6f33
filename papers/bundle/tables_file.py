"""The tables of a bundle as CSV files, written row by row and digested as they are written."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TextIO

from desk.register import harmless
from papers.bundle.dictionary import tables
from papers.bundle.rows import Cell, Row

#: Where tables stand in a bundle.
DATA = "data"


class Written(NamedTuple):
    """A table that was written: its rows, its size in bytes and its SHA-256."""

    rows: int
    bytes: int
    sha256: str


class Tables:
    """Tables that are being written, each into a file of its own."""

    def __init__(self, files: Mapping[str, TextIO]) -> None:
        self._writers = {
            name: csv.writer(file, lineterminator="\n") for name, file in files.items()
        }
        self.rows = dict.fromkeys(files, 0)
        for name, writer in self._writers.items():
            writer.writerow(tables()[name].columns)

    def add(self, table: str, row: Row) -> None:
        """Write a row."""
        self._writers[table].writerow(map(_text, row))
        self.rows[table] += 1


@contextmanager
def opened(directory: Path) -> Iterator[Tables]:
    """Open all tables below a directory, which is made."""
    (directory / DATA).mkdir(parents=True)
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(
                path_of(directory, name).open("w", encoding="utf-8", newline="")
            )
            for name in tables()
        }
        yield Tables(files)


def path_of(directory: Path, table: str) -> Path:
    """Return where a table stands."""
    return directory / DATA / f"{table}.csv"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file of any size."""
    with path.open("rb") as file:
        found = sha256()
        while part := file.read(1 << 20):
            found.update(part)
    return found.hexdigest()


def _text(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return json.dumps(cell, ensure_ascii=False) if cell else ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, int | float) else harmless(cell)
