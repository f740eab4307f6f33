"""A paper as an Excel workbook: a sheet for each table, real numbers and days."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from desk.register import harmless
from papers.letterhead import Letterhead
from papers.tables import Cell, Change, Link, Paper, Table, address

_DAY = "dd/mm/yyyy"
#: Width of a column in characters, by how wide it is beside the others.
_LEAST, _MOST = 8, 60


def workbook_file(paper: Paper, head: Letterhead, made: datetime) -> bytes:
    """Write a paper as a workbook; its first sheet says what it is, each other is a table.

    ``made`` (UTC) is the time that the workbook gives of itself.
    """
    book = Workbook()
    book.properties.title, book.properties.creator = paper.title, head.office
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    first = book.active
    assert isinstance(first, Worksheet)
    _cover(first, paper, head)
    for section in paper.sections:
        if section.table is not None:
            _sheet(book.create_sheet(section.table.name), section.table)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cover(sheet: Worksheet, paper: Paper, head: Letterhead) -> None:
    sheet.title = "Laporan"
    sheet.column_dimensions["A"].width = 110
    for line in _lines(paper, head):
        sheet.append([harmless(line)])
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    for row in (len(head.lines), len(head.lines) + 1 + bool(head.address)):
        sheet.cell(row, 1).font = Font(bold=True)


def _lines(paper: Paper, head: Letterhead) -> Iterable[str]:
    yield from head.lines
    if head.address:
        yield head.address
    yield paper.title
    yield from paper.lines
    for number, section in enumerate(paper.sections, start=1):
        yield f"{number}. {section.heading}" + (
            f": lembar {section.table.name}" if section.table else ""
        )
        yield from section.sentences
    yield paper.signed


def _sheet(sheet: Worksheet, table: Table) -> None:
    sheet.append([column.name for column in table.columns])
    for place, column in enumerate(table.columns, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        width = min(_MOST, max(_LEAST, column.width + 4, len(column.name) + 2))
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, values in enumerate(table.rows, start=2):
        sheet.append([_plain(value) for value in values])
        for place, value in enumerate(values, start=1):
            if (url := address(value)) is not None:
                sheet.cell(number, place).hyperlink = url
            if isinstance(value, date):
                sheet.cell(number, place).number_format = _DAY
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _plain(value: Cell) -> Cell:
    if isinstance(value, Change):
        return value.number
    return harmless(value.words if isinstance(value, Link) else value)
