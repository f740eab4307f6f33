"""What an import shows before it writes, and what it did: the JSON of the commands is of these."""

from __future__ import annotations

from pydantic import Field, JsonValue

from desk.sheets import Problem
from model.records import Record


class ColumnRead(Record):
    """A column of a sheet: its letter, its head, the field it is taken for.

    ``field`` is null for a column that nobody knows, and "skip" for one that is left out.
    ``by`` says who decided: the words of its head, or the mapping that was given.
    """

    column: str
    head: str
    field: str | None
    by: str | None


class SheetRead(Record):
    """A sheet that was read: the rows of its head, and what its columns are."""

    sheet: str
    head: tuple[int, int]
    columns: tuple[ColumnRead, ...]


class SkippedRow(Record):
    """A row that is no agreement: a group's heading, a total, the foot of the list."""

    sheet: str
    row: int
    sort: str
    text: str


class ImportRow(Record):
    """One agreement of the file, over one row or several.

    ``values`` are those of the register's fields, as JSON. ``derived`` are fields of them that no
    cell tells: they follow from the unit, and hold only where nobody says otherwise. ``key`` and
    ``parties_key`` are what it is known again by.
    """

    sheet: str
    row: int
    last_row: int
    values: dict[str, JsonValue]
    derived: tuple[str, ...] = ()
    key: str = ""
    parties_key: str = ""


class FileRead(Record):
    """A whole file, read: what would be taken, and all that is to tell of it.

    ``refused`` are rows that are not taken, ``cells`` values that are not, or only with a doubt,
    ``notices`` what holds for whole sheets, ``skipped`` rows that are no agreements.
    """

    file: str
    sheets: tuple[SheetRead, ...] = ()
    rows: tuple[ImportRow, ...] = ()
    refused: tuple[Problem, ...] = ()
    cells: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    unknown_columns: tuple[str, ...] = Field(default=())
