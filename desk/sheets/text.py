"""Comma-separated files as Indonesian Excel, other programs and people write them."""

from __future__ import annotations

import codecs
import csv
import io
from itertools import islice

from desk.sheets.book import MOST_COLUMNS, MOST_ROWS, Book, Sheet, Value
from desk.sheets.problems import SpreadsheetError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ";,\t|"
#: Excel's own first line, which names the separator.
_NAMED = "sep="
_LOOKED_AT = 50
_LONGEST_CELL = 200_000


def read_text(name: str, data: bytes) -> Book:
    """Read a file of separated values as a book of one sheet.

    Raises:
        SpreadsheetError: it is no text, or a quote is never closed.
    """
    text = _decoded(data)
    separator, text = _separator(text)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        lines = list(islice(reader, MOST_ROWS + 1))
    except csv.Error as error:
        raise SpreadsheetError("broken", reason=str(error)) from error
    width = max(map(len, lines), default=0)
    shown = min(width, MOST_COLUMNS)
    rows = tuple(_row(line, shown) for line in lines[:MOST_ROWS])
    cut = len(lines) > MOST_ROWS or width > MOST_COLUMNS
    return Book(name, (Sheet(name, rows, cut=cut),))


def _row(line: list[str], width: int) -> tuple[Value, ...]:
    return tuple((line[at].strip() or None) if at < len(line) else None for at in range(width))


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in data:
        raise SpreadsheetError("not_text")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise SpreadsheetError("not_text") from None
    # What Excel for Windows writes where nobody asked for UTF-8.
    return data.decode("cp1252", errors="replace")


def _separator(text: str) -> tuple[str, str]:
    """Return what separates the cells, and the text without a line that only says so."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith(_NAMED) and len(first.strip()) == len(_NAMED) + 1:
        return first.strip()[-1], rest
    lines = text.splitlines()[:_LOOKED_AT]
    return max(_SEPARATORS, key=lambda sign: _steadiness(lines, sign)), text


def _steadiness(lines: list[str], sign: str) -> tuple[int, int]:
    """Say in how many lines a sign stands as often as in most of them."""
    counts = [_outside_quotes(line, sign) for line in lines]
    told = [count for count in counts if count]
    if not told:
        return 0, 0
    usual = max(set(told), key=told.count)
    return told.count(usual) * usual, usual


def _outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])
