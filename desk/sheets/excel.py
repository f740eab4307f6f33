"""Workbooks of Excel, streamed: no pictures, charts or macros are looked at."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.packaging.relationship import get_dependents
from openpyxl.packaging.workbook import WorkbookPackage
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.xml.functions import fromstring

from desk.sheets.book import (
    MAC_EPOCH,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    WINDOWS_EPOCH,
    Book,
    MonthOnly,
    Sheet,
    Unreadable,
    Value,
    is_empty,
)
from desk.sheets.package import Survey, opened, survey
from desk.sheets.problems import SpreadsheetError

_WORKBOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
#: Parts of a number format that show nothing of the value: colours, languages, quoted text.
_SILENT = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|_.|\*.')
_MOST_SHEETS = 100


def read_excel(name: str, data: bytes) -> Book:
    """Read a workbook: what its formulas came to, dates as days.

    Raises:
        SpreadsheetError: it is broken, or holds too much.
    """
    with opened(data) as archive:
        if _WORKBOOK not in archive.namelist():
            raise SpreadsheetError("broken", reason=f"no {_WORKBOOK}")
        try:
            with warnings.catch_warnings():
                # Of extensions that it does not know, which values do not depend on.
                warnings.simplefilter("ignore")
                return _book(name, data, archive)
        except SpreadsheetError:
            raise
        # openpyxl tells what is broken by whatever its own code runs into.
        except Exception as error:
            reason = " ".join(str(error).split())[:120] or type(error).__name__
            raise SpreadsheetError("broken", reason=reason) from error


def _book(name: str, data: bytes, archive: ZipFile) -> Book:
    paths = _paths(archive)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheets = list(islice(book.worksheets, _MOST_SHEETS))
        told = [survey(archive, paths[sheet.title]) for sheet in sheets]
        _check_cells(told)
        epoch = MAC_EPOCH if book.epoch == CALENDAR_MAC_1904 else WINDOWS_EPOCH
        return Book(name, tuple(map(_sheet, sheets, told)), epoch)
    finally:
        book.close()


def _paths(archive: ZipFile) -> dict[str, str]:
    """Return which part holds each sheet."""
    links = get_dependents(archive, _LINKS)
    content: Any = fromstring(archive.read(_WORKBOOK))
    package: Any = WorkbookPackage.from_tree(content)
    return {sheet.name: links.get(sheet.id).target for sheet in package.sheets}


def _check_cells(told: Iterable[Survey]) -> None:
    """Refuse what takes little room in a file, and much in memory: far cells of many sheets."""
    found = sum(height * width for height, width in map(_size, told))
    if found > MOST_CELLS:
        raise SpreadsheetError("too_many_cells", found=found, most=MOST_CELLS)


def _size(told: Survey) -> tuple[int, int]:
    """Return how many rows and columns of a sheet are read."""
    return min(told.last_row, MOST_ROWS), min(told.last_column, MOST_COLUMNS)


def _sheet(sheet: Any, told: Survey) -> Sheet:
    height, width = _size(told)
    rows = tuple(_rows(sheet, told, width, height)) if width and height else ()
    return Sheet(
        name=sheet.title,
        rows=rows,
        merges=tuple(told.merges),
        hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(told.hidden_rows),
        hidden_columns=frozenset(told.hidden_columns),
        cut=told.last_row > MOST_ROWS or told.last_column > MOST_COLUMNS,
    )


def _rows(sheet: Any, told: Survey, width: int, height: int) -> Iterator[tuple[Value, ...]]:
    # A file may say that it is larger or smaller than it is.
    sheet.reset_dimensions()
    found = sheet.iter_rows(min_row=1, max_row=height, max_col=width)
    for number, cells in enumerate(found, start=1):
        yield tuple(
            _value(cell, (number, column) in told.formulas)
            for column, cell in enumerate(cells, start=1)
        )


def _value(cell: Any, is_formula: bool) -> Value:
    value = cell.value
    if is_empty(value):
        return Unreadable("formula_without_value") if is_formula else None
    if cell.data_type == "e":
        return Unreadable("cell_error", str(value))
    if isinstance(value, datetime | date):
        return _day(value, cell.number_format)
    if isinstance(value, time | timedelta):
        return str(value)
    return value if isinstance(value, int | float) else str(value)


def _day(value: date, shown_as: str | None) -> date | MonthOnly:
    day = value.date() if isinstance(value, datetime) else value
    letters = _SILENT.sub("", shown_as or "").lower()
    if day.day == 1 and "m" in letters and "y" in letters and "d" not in letters:
        return MonthOnly(day.year, day.month)
    return day
