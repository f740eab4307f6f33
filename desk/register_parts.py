"""The register part by part: files of any length are written as it is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile

from desk import register
from model.records import KeptAgreement
from store import Store

#: Excel takes a file for UTF-8 only when it begins with a byte order mark.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: Agreements that are read at once, and bytes that are handed over at once.
_PART, _BYTES = 500, 1 << 16

Parts = Iterable[Sequence[KeptAgreement]]


def parts_of(store: Store, ids: Collection[str] | None = None) -> Iterator[list[KeptAgreement]]:
    """Yield the register, those of the newest stories first; of ``ids`` alone where given."""
    page = store.lists.agreements(_PART, ids=ids)
    yield page.agreements
    while page.after is not None:
        page = store.lists.agreements(_PART, page.after, ids=ids)
        yield page.agreements


def rows_of(
    parts: Parts, today: date, other_outlets: Collection[str]
) -> Iterator[list[register.Row]]:
    """Make the rows of each part, numbered through, as ``register.rows`` does."""
    first = 1
    for part in parts:
        yield register.rows(part, today, first, other_outlets)
        first += len(part)


def csv_parts(parts: Parts, today: date, other_outlets: Collection[str]) -> Iterator[bytes]:
    """Write the register as CSV."""
    for number, rows in enumerate(rows_of(parts, today, other_outlets)):
        yield register.csv_file(rows, heading=not number)


def json_parts(parts: Parts) -> Iterator[bytes]:
    """Write the register as a list in JSON, an agreement a line."""
    before = b"[\n"
    for part in parts:
        for one in part:
            yield before + one.model_dump_json().encode()
            before = b",\n"
    yield b"[]\n" if before.startswith(b"[") else b"\n]\n"


def workbook_parts(parts: Parts, today: date, other_outlets: Collection[str]) -> Iterator[bytes]:
    """Write the register as a workbook, which waits on the disk until it is whole."""
    with TemporaryFile() as file:
        lines = (row for rows in rows_of(parts, today, other_outlets) for row in rows)
        register.write_workbook(lines, file)
        file.seek(0)
        while content := file.read(_BYTES):
            yield content
