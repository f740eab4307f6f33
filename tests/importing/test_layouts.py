"""Twenty-two layouts of registers, read cell by cell."""

from __future__ import annotations

import pytest

from desk.importing import ColumnMap, FileRead, read_file
from desk.sheets import read_book
from tests.importing import layouts
from tests.importing.later_layouts import LATER
from tests.importing.layouts import Layout, brief

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
