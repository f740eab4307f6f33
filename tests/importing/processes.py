"""An import in a process of its own, which may be killed in the middle of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from desk.importing import ColumnMap, applying, read_file
from desk.importing.applying import Said, apply
from desk.importing.planning import plan
from desk.sheets import read_book
from store import open_store
from tests.importing.layouts import Row, saved, workbook

#: Rows of the file, and rows of a transaction: few, so that a kill falls between or within some.
ROWS, AT_ONCE = 120, 8
_HEAD: Row = ["UPT", "Mitra", "Jenis", "Nomor Pihak Kesatu", "Tanggal"]


def register() -> bytes:
    """An office's register, each row an agreement of its own."""
    rows: list[Row] = [
        ["Lapas Kelas IIB Blitar", f"Yayasan Kenari {number}", "PKS", f"W15-{number}", "3-1-2026"]
        for number in range(ROWS)
    ]
    return saved(workbook(("2026", [_HEAD, *rows], []))[0])


def import_all(address: str, data: Path) -> None:
    """Import the register."""
    applying.AT_ONCE = AT_ONCE
    with open_store(address, data) as store:
        planned = plan(read_file(read_book("r.xlsx", register()), ColumnMap()), store)
        apply(planned, store, Said("r.xlsx", "sari", datetime(2026, 3, 2, tzinfo=UTC)))
