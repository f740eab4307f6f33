"""An office's own spreadsheet, read as it is: sheets, heads over several rows, merged cells."""

from __future__ import annotations

from desk.sheets.book import MOST_CELLS, Book, MonthOnly, Sheet, Span, Unreadable, Value
from desk.sheets.files import MOST_BYTES, read_book
from desk.sheets.heads import Head, find_head
from desk.sheets.problems import Problem, SpreadsheetError
from desk.sheets.tables import Columns, Line, Skipped, Table, table_under

__all__ = [
    "MOST_BYTES",
    "MOST_CELLS",
    "Book",
    "Columns",
    "Head",
    "Line",
    "MonthOnly",
    "Problem",
    "Sheet",
    "Skipped",
    "Span",
    "SpreadsheetError",
    "Table",
    "Unreadable",
    "Value",
    "find_head",
    "read_book",
    "table_under",
]
