"""A spreadsheet in memory: what its cells hold, which are merged, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

#: Rows and columns of a sheet that are read at most.
MOST_ROWS, MOST_COLUMNS = 10_000, 100
#: Cells of all sheets of a file at most, empty ones too: as many as one sheet may have.
MOST_CELLS = MOST_ROWS * MOST_COLUMNS

#: Day 0 of serial numbers in most workbooks, and in those from old Macs.
WINDOWS_EPOCH, MAC_EPOCH = date(1899, 12, 30), date(1904, 1, 1)


class Unreadable(NamedTuple):
    """What a cell holds instead of a value; ``code`` is a problem (``problems.yaml``)."""

    code: str
    shown: str = ""


class MonthOnly(NamedTuple):
    """A day that the workbook itself shows as a month: "Jan-26" typed in becomes 1 January."""

    year: int
    month: int


Value = str | int | float | date | MonthOnly | Unreadable | None


class Span(NamedTuple):
    """Merged cells: first and last row and column, counted from 1, all included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def width(self) -> int:
        """Columns that it covers."""
        return self.right - self.left + 1

    @property
    def height(self) -> int:
        """Rows that it covers."""
        return self.bottom - self.top + 1


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of one length; rows and columns count from 1.

    ``cut`` says that there is more below or to the right than is read.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[Span, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    cut: bool = False

    def at(self, row: int, column: int) -> Value:
        """Return the value of a cell; nothing for one outside."""
        if 1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1]
        return None

    @property
    def width(self) -> int:
        """Columns that it has."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True)
class Book:
    """All sheets of a file, in order; ``epoch`` is day 0 of its serial numbers."""

    name: str
    sheets: tuple[Sheet, ...]
    epoch: date = WINDOWS_EPOCH

    @property
    def cells(self) -> int:
        """Cells that are in memory, empty ones too."""
        return sum(len(sheet.rows) * sheet.width for sheet in self.sheets)


def is_empty(value: Value) -> bool:
    """Say whether a cell holds nothing, or blanks only."""
    return value is None or (isinstance(value, str) and not value.strip())


def text_of(value: Value) -> str:
    """Write a value as a person would have typed it."""
    match value:
        case None:
            text = ""
        case date():
            text = value.strftime("%d/%m/%Y")
        case MonthOnly():
            text = f"{value.month:02}/{value.year}"
        case Unreadable():
            text = value.shown
        case float() if value.is_integer():
            text = str(int(value))
        case _:
            text = str(value).strip()
    return text
