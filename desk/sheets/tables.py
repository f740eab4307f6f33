"""The rows under a head: which are agreements, which go on with one, which are something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from desk.sheets.book import Sheet, Unreadable, Value, is_empty, text_of
from desk.sheets.heads import Head, Merged

Sort = Literal["group", "numbering", "total", "head", "foot"]

_DITTO = re.compile(
    r"(?:[\"“”″〃'’`]{1,2}|-?\s*[\"“”]\s*-?|"
    r"[-–]?\s*(?:s\.?\s?d\.?\s?a\.?|idem|sama (?:dengan )?di ?atas)\s*[-–]?)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:sub|grand)?\s*-?\s*(?:jumlah|total|rekap\w*)\b", re.IGNORECASE)
_FOOT = re.compile(
    r"mengetahui|menyetujui|nip\b|keterangan|ket\.?\s*:|catatan\s*:|sumber\s*:|dibuat oleh|"
    r"[A-Z][\w .]+,\s*(?:\d{1,2}|\.{2,})\s+\w+\s+\d{4}$|a\.?n\.?\s|kepala\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\(?(\d{1,2})\)?\.?")
_ENUMERATED = re.compile(r"\(?(?:[A-Za-z]|[IVX]{1,5}|\d{1,2})[.)]?")
_NUMBER = re.compile(r"\d+[.)]?")
_LEAST_COUNTED, _WIDE, _FEW = 3, 3, 3


class Skipped(NamedTuple):
    """A row that is no agreement, and what it is instead."""

    row: int
    sort: Sort
    text: str


@dataclass(frozen=True)
class Line:
    """One agreement: its rows, and by column all different values, with the row of each.

    ``group`` are the texts that stand in rows of their own above it, the last one for each level.
    """

    rows: tuple[int, ...]
    cells: dict[int, tuple[tuple[int, Value], ...]]
    group: tuple[str, ...] = ()


@dataclass
class Table:
    """What stands under a head; ``hidden`` are rows of agreements that the sheet does not show."""

    lines: list[Line] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)


class Columns(NamedTuple):
    """By which columns rows are told apart.

    ``number`` counts the agreements. ``keys`` tell one from another: where cells of one of them are
    merged, or all are empty though ``number`` is there, a row goes on with the agreement above.
    """

    number: int | None
    keys: Sequence[int]


def table_under(sheet: Sheet, head: Head, columns: Columns) -> Table:
    """Read the rows under a head."""
    return _Reader(sheet, head, columns).read()


class _Reader:
    """Reads one table from the top down."""

    def __init__(self, sheet: Sheet, head: Head, columns: Columns) -> None:
        self._sheet, self._head, self._columns = sheet, head, columns
        self._merged = Merged(sheet)
        self._table = Table()
        self._rows: list[int] = []
        self._group: tuple[str, ...] = ()
        self._gap = False

    def read(self) -> Table:
        """Read all rows."""
        for row in range(self._head.last + 1, len(self._sheet.rows) + 1):
            self._take(row)
        self._close()
        self._table.lines = list(_without_dittos(self._table.lines))
        return self._table

    def _take(self, row: int) -> None:
        if not self._filled(row):
            self._gap = True
        elif self._rows and not self._gap and self._goes_on(row):
            self._rows.append(row)
        else:
            self._close()
            sort = self._sort(row)
            if sort is None:
                self._rows = [row]
            else:
                self._skip(row, sort)
            self._gap = sort in {"total", "foot"}

    def _filled(self, row: int) -> dict[int, Value]:
        """Return what a row shows under the head, by column."""
        found = {column: self._merged.at(row, column) for column in self._head.paths}
        return {column: value for column, value in found.items() if not is_empty(value)}

    def _goes_on(self, row: int) -> bool:
        number, keys = self._columns
        if number is not None:
            span = self._merged.span(row, number)
            if span is not None and span.height > 1:
                return span.top < row
            if not is_empty(self._sheet.at(row, number)):
                return False
            if self._is_across(row):
                return False
        if any((span := self._merged.span(row, key)) and span.top < row for key in keys):
            return True
        empty = all(is_empty(self._merged.at(row, key)) for key in keys)
        return number is not None and bool(keys) and empty and not self._is_foot(row)

    def _sort(self, row: int) -> Sort | None:
        """Say what a row is that is no agreement."""
        filled = self._filled(row)
        texts = [text_of(value) for value in filled.values()]
        if not self._table.lines and _is_numbering(texts):
            return "numbering"
        if _is_same(self._head, filled):
            return "head"
        is_numbered = self._is_numbered(row)
        if not is_numbered and any(_TOTAL.match(text) for text in texts[:2]):
            return "total"
        if not is_numbered and self._is_group(row, filled):
            return "group"
        return "foot" if not is_numbered and self._is_foot(row) else None

    def _is_numbered(self, row: int) -> bool:
        number = self._columns.number
        value = None if number is None else self._merged.at(row, number)
        return _NUMBER.fullmatch(text_of(value)) is not None

    def _is_group(self, row: int, filled: dict[int, Value]) -> bool:
        """Say whether a row holds a heading alone, perhaps with its letter beside it."""
        if self._is_ended(row):
            return False
        if self._is_across(row):
            return True
        number = self._columns.number
        own = {text_of(value) for column, value in filled.items() if column != number}
        if number is not None and number in filled:
            return len(own) <= 1
        return number is None and len(filled) == 1 and self._group_like(filled)

    def _group_like(self, filled: dict[int, Value]) -> bool:
        (column,) = filled
        return column == min(self._head.paths)

    def _is_across(self, row: int) -> bool:
        """Say whether one cell, merged over several columns, is all that a row has."""
        anchors = {
            (span.top, span.left) if (span := self._merged.span(row, column)) else (row, column)
            for column in self._filled(row)
        }
        spans = [self._merged.span(row, column) for column in self._filled(row)]
        return len(anchors) == 1 and spans[0] is not None and spans[0].width >= _WIDE

    def _is_ended(self, row: int) -> bool:
        texts = [text_of(value) for value in self._filled(row).values()]
        return self._gap and bool(texts) and bool(_FOOT.match(texts[0]))

    def _is_foot(self, row: int) -> bool:
        """Say whether a row stands below the table: who signed the list, remarks on it."""
        filled = self._filled(row)
        texts = [text_of(value) for value in filled.values()]
        if any(_FOOT.match(text) for text in texts) and len(set(texts)) <= _FEW:
            return True
        after_end = self._gap and self._columns.number is not None
        return after_end and len(set(texts)) <= _FEW

    def _skip(self, row: int, sort: Sort) -> None:
        filled = self._filled(row)
        texts = list(dict.fromkeys(text_of(value) for value in filled.values()))
        self._table.skipped.append(Skipped(row, sort, " ".join(texts)[:200]))
        if sort == "group":
            # Beside its own letter, where that stands in the column of numbers.
            own = [text for text in texts if len(texts) == 1 or not self._is_count(text)]
            self._group = (" ".join(own)[:200],)

    def _is_count(self, text: str) -> bool:
        return _ENUMERATED.fullmatch(text) is not None

    def _close(self) -> None:
        if self._rows:
            self._table.lines.append(self._line(tuple(self._rows)))
            self._table.hidden += [row for row in self._rows if row in self._sheet.hidden_rows]
        self._rows = []

    def _line(self, rows: tuple[int, ...]) -> Line:
        cells = {}
        for column in self._head.paths:
            found = tuple(self._values(rows, column))
            if found:
                cells[column] = found
        return Line(rows, cells, self._group)

    def _values(self, rows: Sequence[int], column: int) -> Iterator[tuple[int, Value]]:
        """Yield what the rows of one agreement hold in a column, what is merged once."""
        seen = set()
        for row in rows:
            span = self._merged.span(row, column)
            place = (span.top, span.left) if span else (row, column)
            value = self._merged.at(row, column)
            if place not in seen and not is_empty(value):
                seen.add(place)
                yield row, value


def _is_numbering(texts: list[str]) -> bool:
    found = [match[1] for text in texts if (match := _COUNTED.fullmatch(text))]
    return len(found) == len(texts) >= _LEAST_COUNTED and found[:2] == ["1", "2"]


def _is_same(head: Head, filled: dict[int, Value]) -> bool:
    """Say whether a row repeats the last row of the head, as at the top of each printed page."""
    told = {column: " ".join(text_of(value).split()) for column, value in filled.items()}
    own = {column: path[-1] for column, path in head.paths.items()}
    first = {column: path[0] for column, path in head.paths.items()}
    return len(told) > 1 and all(
        text in {own.get(column), first.get(column)} for column, text in told.items()
    )


def _without_dittos(lines: Sequence[Line]) -> Iterator[Line]:
    """Put what stands above in the place of marks that say it is the same."""
    above: dict[int, Value] = {}
    for line in lines:
        cells = {
            column: tuple((row, _meant(value, above.get(column))) for row, value in found)
            for column, found in line.cells.items()
        }
        above |= {column: found[0][1] for column, found in cells.items()}
        yield Line(line.rows, cells, line.group)


def _meant(value: Value, above: Value) -> Value:
    if not isinstance(value, str) or not _DITTO.fullmatch(value.strip()):
        return value
    return Unreadable("nothing_above", value.strip()) if above is None else above
