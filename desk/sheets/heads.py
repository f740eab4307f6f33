"""The rows of a sheet that head its columns: below a title, over one to three rows, merged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from desk.sheets.book import Sheet, Span, Value, is_empty, text_of

#: A head begins within so many rows, and has so many at most.
_FIRST_ROWS, _MOST_DEPTH = 60, 3
_LEAST_KNOWN = 2
_LONGEST = 120

#: Says what a column is, by the texts above it from the top down; nothing where it does not know.
Recognise = Callable[[tuple[str, ...]], str | None]


class Head(NamedTuple):
    """The head of a table: its rows, and the texts above each column that has any.

    ``paths`` are by column, each from the top down: ("Penanda Tangan", "Nama").
    """

    first: int
    last: int
    paths: dict[int, tuple[str, ...]]


class Merged:
    """What stands in a cell where those around it are merged with it."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._spans = {
            (row, column): span
            for span in sheet.merges
            for row in range(span.top, span.bottom + 1)
            for column in range(span.left, min(span.right, sheet.width) + 1)
        }

    def span(self, row: int, column: int) -> Span | None:
        """Return the merged cells that a cell is one of."""
        return self._spans.get((row, column))

    def at(self, row: int, column: int) -> Value:
        """Return what a cell shows: for a merged one, what the first of them holds."""
        span = self.span(row, column)
        return self._sheet.at(span.top, span.left) if span else self._sheet.at(row, column)


def find_head(sheet: Sheet, recognise: Recognise) -> Head | None:
    """Find the rows that name most columns; the fewest and uppermost of those that do alike."""
    merged = Merged(sheet)
    best: tuple[tuple[int, int], Head] | None = None
    for first in range(1, min(len(sheet.rows), _FIRST_ROWS) + 1):
        for depth in range(1, _MOST_DEPTH + 1):
            head = _head(sheet, merged, first, first + depth - 1)
            known = len({field for path in head.paths.values() if (field := recognise(path))})
            rank = known, -depth
            if known >= _LEAST_KNOWN and (best is None or rank > best[0]):
                best = rank, head
    return best[1] if best else None


def _head(sheet: Sheet, merged: Merged, first: int, last: int) -> Head:
    paths = {}
    for column in range(1, sheet.width + 1):
        texts = list(_texts(merged, first, last, column))
        if texts:
            paths[column] = tuple(texts)
    return Head(first, last, paths)


def _texts(merged: Merged, first: int, last: int, column: int) -> Iterator[str]:
    """Yield the texts above a column; one that is merged over rows once."""
    before = None
    for row in range(first, last + 1):
        text = _text(merged.at(row, column))
        if not text and row < last:
            text = _over(merged, row, column)
        if text and text != before:
            yield text
            before = text


def _over(merged: Merged, row: int, column: int) -> str:
    """Return what stands over several columns where cells are not merged, but left empty."""
    if not _text(merged.at(row + 1, column)):
        return ""
    while column > 1:
        column -= 1
        if merged.span(row, column):
            return ""
        if text := _text(merged.at(row, column)):
            # What has nothing below itself stands over its own column alone.
            return text if _text(merged.at(row + 1, column)) else ""
    return ""


def _text(value: Value) -> str:
    if is_empty(value) or not isinstance(value, str):
        return ""
    text = " ".join(text_of(value).split())
    return text if len(text) <= _LONGEST else ""
