"""A file that somebody gives for a spreadsheet: told apart by what it holds, not by its name."""

from __future__ import annotations

from desk.sheets.book import Book
from desk.sheets.excel import read_excel
from desk.sheets.problems import SpreadsheetError
from desk.sheets.text import read_text

#: Bytes of a file at most: a register of ten thousand agreements has two million.
MOST_BYTES = 8_000_000

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
#: The name that Excel gives to what it encrypted, as it stands in the file.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
)
_WEB = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta")


def read_book(name: str, data: bytes) -> Book:
    """Read a spreadsheet, .xlsx or separated values.

    Args:
        name: of the file, for people.
        data: all of its bytes.

    Raises:
        SpreadsheetError: it is none that can be read; says what it is, and what to do.
    """
    if not data.strip():
        raise SpreadsheetError("empty_file")
    if len(data) > MOST_BYTES:
        raise SpreadsheetError("too_large", most=MOST_BYTES // 1_000_000)
    if data.startswith(_ZIP):
        _check_sort(data)
        return read_excel(name, data)
    _refuse_others(data)
    return read_text(name, data)


def _check_sort(data: bytes) -> None:
    """Tell other files that are zip archives by the names of their parts."""
    for sign, code in ((b"xl/workbook.bin", "binary_excel"), (b"opendocument", "open_document")):
        if sign in data:
            raise SpreadsheetError(code)
    if b"word/document.xml" in data:
        raise SpreadsheetError("other_file", what="Word")


def _refuse_others(data: bytes) -> None:
    if data.startswith(_OLE):
        raise SpreadsheetError("encrypted" if _LOCKED in data else "old_excel")
    for sign, what in _OTHERS:
        if data.startswith(sign):
            raise SpreadsheetError("other_file", what=what)
    if data[:2_000].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_WEB):
        raise SpreadsheetError("web_page")
