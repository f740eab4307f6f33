"""An office's own register, brought into Pantau's: columns, values, what is known again."""

from __future__ import annotations

from desk.importing.mapping import ColumnMap, merged, pairs, read_mapping, written
from desk.importing.reading import read_file
from desk.importing.records import ColumnRead, FileRead, ImportRow, SheetRead

__all__ = [
    "ColumnMap",
    "ColumnRead",
    "FileRead",
    "ImportRow",
    "SheetRead",
    "merged",
    "pairs",
    "read_file",
    "read_mapping",
    "written",
]
