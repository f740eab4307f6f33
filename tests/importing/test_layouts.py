"""Twenty-two layouts of registers, read cell by cell."""

from __future__ import annotations

from datetime import date

import pytest

from desk.importing import ColumnMap, FileRead, read_file
from desk.sheets import read_book
from tests.importing import layouts
from tests.importing.later_layouts import LATER
from tests.importing.layouts import Layout, Row, brief, saved, workbook

LAYOUTS = layouts.LAYOUTS | LATER


def reading(layout: Layout) -> FileRead:
    return read_file(read_book(layout.name, layout.data), ColumnMap(unit=layout.unit))


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_cell_is_read(name: str) -> None:
    layout = LAYOUTS[name]()
    assert [brief(row.values) for row in reading(layout).rows] == layout.told


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_is_odd_is_told_with_its_row(name: str) -> None:
    layout = LAYOUTS[name]()
    found = reading(layout)
    told = {(one.code, one.row) for one in (*found.refused, *found.cells, *found.notices)}
    assert layout.problems <= told
    assert {one for one in told if not _is_minor(one[0])} <= layout.problems


def _is_minor(code: str) -> bool:
    return code in {"kind_guessed", "cell_error", "formula_without_value"}


@pytest.mark.parametrize("name", LAYOUTS)
def test_keys_tell_rows_apart_and_stay(name: str) -> None:
    layout = LAYOUTS[name]()
    keys = [row.key for row in reading(layout).rows]
    assert len(set(keys)) == len(keys)
    assert keys == [row.key for row in reading(layout).rows]


@pytest.mark.parametrize(
    ("told", "months", "until", "note"),
    [
        ("3 (tiga) tahun", 36, None, None),
        ("1 th 6 bln", 18, None, None),
        ("s.d. 31 Desember 2028", None, "2028-12-31", None),
        ("12/1/2026 s.d. 11/1/2029", None, "2029-01-11", None),
        ("tidak terbatas", None, None, "Masa berlaku: tidak terbatas"),
        ("11 Januari 2029 (Kamis)", None, "2029-01-11", None),
    ],
)
def test_a_term_where_the_last_day_belongs_is_read_too(
    told: str, months: int | None, until: str | None, note: str | None
) -> None:
    head: Row = ["No", "UPT", "Mitra", "Judul", "Tanggal", "Berlaku s.d."]
    row: Row = [1, "Lapas Kelas IIB Blitar", "Pemkot Blitar", "x", date(2026, 1, 12), told]
    book, _ = workbook(("2026", [head, row], []))

    (read,) = read_file(read_book("r.xlsx", saved(book)), ColumnMap()).rows

    values = read.values
    assert (values.get("term_months"), values.get("valid_until")) == (months, until)
    assert values.get("note") == note
