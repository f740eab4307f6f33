"""A workbook as the archive that it is: within bounds, sound, and what openpyxl does not stream.

A small file may unpack to gigabytes, define entities that grow without end, or merge the whole of a
sheet. All of that is seen before anything is built of it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import column_index_from_string as column_number
from openpyxl.utils.cell import coordinate_from_string

from desk.sheets.book import MOST_COLUMNS, MOST_ROWS, Span
from desk.sheets.problems import SpreadsheetError

#: Bytes of all parts together once unpacked, and how many parts there are at most.
MOST_UNPACKED, MOST_PARTS = 100_000_000, 2_000
_PART = 64 * 1024
_MEGABYTE = 1_000_000
#: Merged ranges of a sheet that are kept: a register of 10,000 rows has fewer.
_MOST_MERGES = 50_000
_READ = (".xml", ".rels", ".vml")
_HOLDS = frozenset({"v", "is", "f"})
_TRUE = frozenset({"1", "true"})


@dataclass
class Survey:
    """What a sheet's part says beside values; ``formulas`` are cells, by row and column."""

    merges: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    last_row: int = 0
    last_column: int = 0


def opened(data: bytes) -> ZipFile:
    """Open a workbook's archive, which is known to stay within bounds and to define no entities.

    Raises:
        SpreadsheetError: it does not, or is broken.
    """
    try:
        archive = ZipFile(io.BytesIO(data))
        _check_bounds(archive)
        for info in archive.infolist():
            if info.filename.lower().endswith(_READ):
                with archive.open(info) as part:
                    _parse(part, expat.ParserCreate())
    except (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise SpreadsheetError("broken", reason=_reason(error)) from error
    return archive


def survey(archive: ZipFile, path: str) -> Survey:
    """Read from a sheet's part what is merged, hidden and computed."""
    found = Survey()
    reader = _Reader(found)
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    with archive.open(path) as part:
        _parse(part, parser)
    return found


def _check_bounds(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise SpreadsheetError("too_many_parts", most=MOST_PARTS)
    # Python reads no more of a part than is declared here, whatever was packed.
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED:
        raise SpreadsheetError(
            "too_much_inside", found=unpacked // _MEGABYTE, most=MOST_UNPACKED // _MEGABYTE
        )


def _parse(part: IO[bytes], parser: expat.XMLParserType) -> None:
    parser.StartDoctypeDeclHandler = _refuse
    try:
        while piece := part.read(_PART):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise SpreadsheetError("broken", reason=_reason(error)) from error


def _refuse(*_: object) -> None:
    raise SpreadsheetError("unsafe")


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


class _Reader:
    """Takes in the elements of a sheet's part, one after the other."""

    def __init__(self, found: Survey) -> None:
        self._found = found
        self._row = self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        match name.rpartition(":")[2]:
            case "row":
                self._begin_row(attributes)
            case "c":
                self._begin_cell(attributes.get("r"))
            case "col":
                self._hide_columns(attributes)
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case inner if inner in _HOLDS:
                self._hold(inner)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = _number(attributes.get("r")) or self._row + 1
        self._column = 0
        if attributes.get("hidden") in _TRUE and self._row <= MOST_ROWS:
            self._found.hidden_rows.add(self._row)

    def _begin_cell(self, reference: str | None) -> None:
        self._column += 1
        if reference:
            letters, self._row = coordinate_from_string(reference)
            self._column = column_number(letters)

    def _hold(self, inner: str) -> None:
        self._found.last_row = max(self._found.last_row, self._row)
        self._found.last_column = max(self._found.last_column, self._column)
        if inner == "f" and self._row <= MOST_ROWS:
            self._found.formulas.add((self._row, self._column))

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE:
            first, last = _number(attributes.get("min")), _number(attributes.get("max"))
            self._found.hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))

    def _merge(self, reference: str) -> None:
        left, top, right, bottom = (bound or 0 for bound in range_boundaries(reference))
        is_seen = 0 < top <= MOST_ROWS and 0 < left <= MOST_COLUMNS and bottom and right
        if is_seen and len(self._found.merges) < _MOST_MERGES:
            span = Span(top, left, min(bottom, MOST_ROWS), min(right, MOST_COLUMNS))
            self._found.merges.append(span)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
