"""Files that are broken, locked, something else, or made to hurt: told in words, and quickly."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
import yaml

from desk.importing import ColumnMap, read_file
from desk.register import harmless
from desk.sheets import MOST_BYTES, SpreadsheetError, read_book
from desk.sheets.book import MOST_COLUMNS, MOST_ROWS
from tests.conftest import ROOT
from tests.importing.layouts import Row, plain_table, saved, workbook

#: Seconds that a refusal may take on a machine that does other things beside.
_QUICK = 10
HEAD: Row = ["No", "UPT", "Mitra", "Judul", "Tanggal"]
ONE: Row = [1, "Lapas Kelas IIB Blitar", "Pemkot Blitar", "Pelatihan", date(2026, 1, 12)]


def repacked(change: Callable[[str, bytes], bytes], data: bytes | None = None) -> bytes:
    """A workbook whose parts are changed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or plain_table().data)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info)))
    return packed.getvalue()


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(old, new) if name.startswith("xl/worksheets/") else content

    return change


def with_parts(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return packed.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("empty_file", b"  \r\n"),
        ("too_large", b"x" * (MOST_BYTES + 1)),
        ("encrypted", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")),
        ("old_excel", OLE + b"\0" * 600 + "Workbook".encode("utf-16-le")),
        ("binary_excel", with_parts("xl/workbook.bin")),
        ("open_document", with_parts("mimetype") + b"opendocument"),
        ("other_file", with_parts("word/document.xml")),
        ("other_file", b"%PDF-1.7"),
        ("web_page", b"\r\n<html><table><tr><td>No</td></tr></table>"),
        ("not_text", b"No;Mitra\n1;\0\0\0\n"),
        ("broken", plain_table().data[:-400]),
        ("broken", b"PK\x03\x04" + b"\0" * 100),
        ("broken", with_parts("a.txt")),
        ("broken", repacked(in_sheet(b"</sheetData>", b""))),
        ("unsafe", repacked(in_sheet(b"<worksheet", ENTITIES + b"<worksheet"))),
        ("no_table", saved(workbook(("A", [["Halo"], ["dunia"]], []))[0])),
    ],
)
def test_what_is_no_register_is_told_with_what_to_do(code: str, data: bytes) -> None:
    with pytest.raises(SpreadsheetError) as caught:
        read_file(read_book("r.xlsx", data), ColumnMap())
    assert caught.value.problem.code == code
    assert caught.value.exit_code == 2
    for language in ("id", "en"):
        assert "{" not in caught.value.problem.said(language)  # type: ignore[arg-type]


def test_a_bomb_is_seen_before_it_is_unpacked() -> None:
    bomb = repacked(in_sheet(b"</sheetData>", b"</sheetData>" + b" " * 150_000_000))
    assert len(bomb) < 1_000_000
    before = time.monotonic()
    with pytest.raises(SpreadsheetError) as caught:
        read_book("r.xlsx", bomb)
    assert caught.value.problem.code == "too_much_inside"
    assert time.monotonic() - before < _QUICK


def test_far_cells_of_many_sheets_are_seen_before_they_are_read() -> None:
    book, sheets = workbook(*((str(year), [HEAD, ONE], []) for year in range(2000, 2012)))
    for sheet in sheets:
        sheet.cell(MOST_ROWS, MOST_COLUMNS, "jauh")
    before = time.monotonic()
    with pytest.raises(SpreadsheetError) as caught:
        read_book("r.xlsx", saved(book))
    assert caught.value.problem.code == "too_many_cells"
    assert time.monotonic() - before < _QUICK


def test_a_merge_of_the_whole_sheet_costs_nothing() -> None:
    data = repacked(
        in_sheet(
            b"</sheetData>",
            b'</sheetData><mergeCells count="1"><mergeCell ref="A9:XFD1048576"/></mergeCells>',
        )
    )
    before = time.monotonic()
    assert len(read_file(read_book("r.xlsx", data), ColumnMap()).rows) == 2
    assert time.monotonic() - before < _QUICK


def test_a_sheet_that_says_it_is_endless_is_read_as_it_is() -> None:
    data = repacked(in_sheet(b'<dimension ref="A1:G3"', b'<dimension ref="A1:XFD1048576"'))
    assert len(read_file(read_book("r.xlsx", data), ColumnMap()).rows) == 2


def test_what_is_too_wide_or_too_long_is_cut_and_told() -> None:
    book, (sheet,) = workbook(("2026", [HEAD, ONE], []))
    sheet.cell(MOST_ROWS + 1, MOST_COLUMNS + 1, "jauh")
    found = read_file(read_book("r.xlsx", saved(book)), ColumnMap())
    assert "sheet_cut" in {one.code for one in found.notices}
    assert len(found.rows) == 1


def test_cells_that_begin_as_formulas_stay_text_and_leave_harmless() -> None:
    row: Row = [1, "Lapas Kelas IIB Blitar", "Pemkot Blitar", "x", date(2026, 1, 12)]
    book, (sheet,) = workbook(("2026", [HEAD, row], []))
    sheet["D2"].value = "=cmd|' /C calc'!A0"
    sheet["D2"].data_type = "s"
    (read,) = read_file(read_book("r.xlsx", saved(book)), ColumnMap()).rows
    assert read.values["title"] == "=cmd|' /C calc'!A0"
    assert str(harmless(str(read.values["title"]))).startswith("'=")


@pytest.mark.parametrize(
    "text", ["x" * 30_000, "1. " * 9_000, "; " * 9_000, "(" * 9_000, "9" * 400]
)
def test_long_cells_are_read_quickly(text: str) -> None:
    row: Row = [1, "Lapas Kelas IIB Blitar", text, text, text]
    before = time.monotonic()
    found = read_file(
        read_book("r.xlsx", saved(workbook(("A", [HEAD, ONE, row], []))[0])), ColumnMap()
    )
    assert len(found.rows) >= 1
    assert time.monotonic() - before < _QUICK


def test_names_of_sheets_that_are_not_there_are_told() -> None:
    with pytest.raises(SpreadsheetError, match="No sheet is called 'Lain'"):
        read_file(read_book("r.xlsx", plain_table().data), ColumnMap(sheets=("Lain",)))


def test_every_problem_has_words_in_both_languages() -> None:
    words = yaml.safe_load((ROOT / "desk/sheets/problems.yaml").read_text(encoding="utf-8"))
    source = "".join(
        path.read_text(encoding="utf-8")
        for package in ("sheets", "importing")
        for path in (ROOT / "desk" / package).glob("*.py")
    )
    for code, said in words.items():
        assert f'"{code}"' in source, code
        holes = [set(re.findall(r"{(\w+)}", said[language])) for language in ("id", "en")]
        assert holes[0] == holes[1], code
