"""A spreadsheet of an office, read into agreements; nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter

from desk.importing.bodies import unit_of
from desk.importing.cells import Cells, Setting
from desk.importing.columns import SKIP, recognise, settled
from desk.importing.drafts import draft_of
from desk.importing.keys import keyed
from desk.importing.mapping import ColumnMap
from desk.importing.records import ColumnRead, FileRead, ImportRow, SheetRead, SkippedRow
from desk.importing.wording import one_kind
from desk.sheets import (
    Book,
    Columns,
    Head,
    Problem,
    Sheet,
    SpreadsheetError,
    Table,
    find_head,
    table_under,
)
from desk.sheets.book import MOST_COLUMNS, MOST_ROWS, text_of
from model.exceptions import InputError
from model.records import Instrument
from model.values import checked
from pipelines.text.units import find_units

#: A register tells one of these, and another one of them or of those.
_WHO, _WHAT = (
    frozenset({"partners", "parties", "title"}),
    frozenset(
        {"units", "signed_on", "kind", "numbers", "number_ours", "partners", "signers", "term"}
    ),
)
#: By which columns agreements are told apart, those that tell best first.
_KEYS = ("title", "numbers", "number_ours", "signed_on", "kind")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_MOST_LISTED = 20
#: How the codes of problems begin for which a whole row is not taken.
_OF_ROWS = "row_"


def read_file(book: Book, said: ColumnMap) -> FileRead:
    """Read all sheets of a book that hold a register.

    Raises:
        SpreadsheetError: a sheet that was asked for is not there, or none holds a register.
    """
    parts = [_sheet(book, sheet, said) for sheet in _wanted(book, said)]
    hidden = [
        Problem(code="sheet_hidden", sheet=one.name)
        for one in book.sheets
        if one.hidden and not said.sheets
    ]
    found = FileRead(
        file=book.name,
        sheets=tuple(sheet for part in parts for sheet in part.sheets),
        rows=tuple(row for part in parts for row in part.rows),
        refused=tuple(problem for part in parts for problem in part.refused),
        cells=tuple(problem for part in parts for problem in part.cells),
        notices=(*hidden, *(problem for part in parts for problem in part.notices)),
        skipped=tuple(row for part in parts for row in part.skipped),
        unknown_columns=tuple(
            dict.fromkeys(name for part in parts for name in part.unknown_columns)
        ),
    )
    if not found.sheets:
        raise SpreadsheetError("no_table")
    return keyed(found)


def _wanted(book: Book, said: ColumnMap) -> list[Sheet]:
    if not said.sheets:
        return [sheet for sheet in book.sheets if not sheet.hidden]
    known = {sheet.name.strip().casefold(): sheet for sheet in book.sheets}
    for name in said.sheets:
        if name.strip().casefold() not in known:
            names = ", ".join(sheet.name for sheet in book.sheets)
            raise SpreadsheetError("no_sheet", sheet=name, sheets=names)
    return [known[name.strip().casefold()] for name in said.sheets]


def _sheet(book: Book, sheet: Sheet, said: ColumnMap) -> FileRead:
    head = find_head(sheet, lambda path: said.field(path) or recognise(path))
    fields = _fields(head, said) if head else {}
    if head is None or not _is_register(fields):
        notice = Problem(code="sheet_without_table", sheet=sheet.name)
        return FileRead(file=book.name, notices=(notice,) if sheet.rows else ())
    setting = _setting(book, sheet, head, fields, said)
    table = table_under(sheet, head, _columns(fields))
    read = [_row(Cells(line, setting)) for line in table.lines]
    told = [problem for _, problems in read for problem in problems]
    of_rows = [problem for problem in told if problem.code.startswith(_OF_ROWS)]
    return FileRead(
        file=book.name,
        sheets=(_seen(sheet, head, fields, said),),
        rows=tuple(row for row, _ in read if row),
        refused=tuple(of_rows),
        cells=tuple(problem for problem in told if problem not in of_rows),
        notices=tuple(_notices(sheet, table, setting, said)),
        skipped=tuple(
            SkippedRow(sheet=sheet.name, row=one.row, sort=one.sort, text=one.text)
            for one in table.skipped
        ),
        unknown_columns=tuple(_unknown(head, fields)),
    )


def _fields(head: Head, said: ColumnMap) -> dict[int, str]:
    """Say what each column is: by what was said, else by the words of its head."""
    own = {column: said.field(path) for column, path in head.paths.items()}
    found = {column: own[column] or recognise(path) for column, path in head.paths.items()}
    told = settled(found, head.paths)
    chosen = {column: own[column] or field for column, field in told.items()}
    return {column: field for column, field in chosen.items() if field}


def _is_register(fields: dict[int, str]) -> bool:
    found = frozenset(fields.values())
    return bool(found & _WHO) and len(found & (_WHO | _WHAT)) > 1


def _columns(fields: dict[int, str]) -> Columns:
    by_field: dict[str, list[int]] = {}
    for column, field in fields.items():
        by_field.setdefault(field, []).append(column)
    number = by_field.get("no", [None])[0]
    return Columns(number, [column for name in _KEYS for column in by_field.get(name, ())])


def _setting(
    book: Book, sheet: Sheet, head: Head, fields: dict[int, str], said: ColumnMap
) -> Setting:
    above = [text_of(value) for row in sheet.rows[: head.first - 1] for value in row if value]
    heads = {column: " – ".join(path) for column, path in head.paths.items()}
    unknown = frozenset(head.paths) - frozenset(fields)
    has_units = frozenset({"units", "parties", "kanwil"}) & frozenset(fields.values())
    return Setting(
        sheet=sheet.name,
        fields={column: field for column, field in fields.items() if field != SKIP},
        heads=heads,
        epoch=book.epoch,
        year=_year_of([sheet.name, *above]),
        unit=said.unit or (None if has_units else _unit_in([*above, sheet.name])),
        kind=_kind_in([sheet.name, "\n".join(above), "\n".join(heads.values())]),
        kept=unknown if said.keep_unknown else frozenset(),
    )


def _year_of(texts: Sequence[str]) -> int | None:
    """Return the one year that the sheet's name, else its title, tells."""
    for part in (texts[:1], texts[1:]):
        years = {int(year) for text in part for year in _YEAR.findall(text)}
        if len(years) == 1:
            return years.pop()
    return None


def _unit_in(texts: Sequence[str]) -> str | None:
    """Return the one office that the title names."""
    names = {
        unit.name for text in texts for unit in find_units(text.title() if text.isupper() else text)
    }
    return names.pop() if len(names) == 1 else None


def _kind_in(texts: Sequence[str]) -> Instrument | None:
    """Return the one sort of paper that the sheet's name tells, else its title, else its heads."""
    return next(filter(None, map(one_kind, texts)), None)


def _row(cells: Cells) -> tuple[ImportRow | None, list[Problem]]:
    draft = draft_of(cells)
    if draft is None:
        return None, cells.problems
    try:
        values = checked(draft.values)
    except InputError as error:
        cells.tell("row_refused", reason=str(error))
        return None, cells.problems
    rows = cells.line.rows
    row = ImportRow(
        sheet=cells.setting.sheet,
        row=rows[0],
        last_row=rows[-1],
        values=values,
        derived=draft.derived,
    )
    return row, cells.problems


def _seen(sheet: Sheet, head: Head, fields: dict[int, str], said: ColumnMap) -> SheetRead:
    columns = tuple(
        ColumnRead(
            column=get_column_letter(column),
            head=" – ".join(path),
            field=fields.get(column),
            by=("mapping" if said.field(path) else "words") if column in fields else None,
        )
        for column, path in head.paths.items()
    )
    return SheetRead(sheet=sheet.name, head=(head.first, head.last), columns=columns)


def _unknown(head: Head, fields: dict[int, str]) -> Iterator[str]:
    return (" – ".join(path) for column, path in head.paths.items() if column not in fields)


def _notices(sheet: Sheet, table: Table, setting: Setting, said: ColumnMap) -> Iterator[Problem]:
    """Yield what is to tell of a sheet as a whole."""
    if sheet.cut:
        size = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        yield Problem(code="sheet_cut", sheet=sheet.name, values=size)
    if table.hidden:
        shown = ", ".join(map(str, table.hidden[:_MOST_LISTED]))
        values = {"count": len(table.hidden), "rows": shown}
        yield Problem(code="rows_hidden", sheet=sheet.name, values=values)
    for column in sorted(sheet.hidden_columns & setting.fields.keys()):
        place = f"{get_column_letter(column)} ({setting.heads[column]})"
        yield Problem(code="column_hidden", sheet=sheet.name, column=place)
    if not said.unit and setting.unit and (unit := unit_of(setting.unit)):
        yield Problem(code="unit_from_heading", sheet=sheet.name, values={"unit": unit.name})
