"""Pencocokan as a workbook: a sheet for each list, and one that counts them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from desk.reconciling import Difference, Reconciled, Reconciliation, Side
from desk.register import Cell, harmless
from desk.said import in_words
from model.audit import Act, Deed
from model.records import PartyKind, UnitRole
from model.words import word

TITLES = {
    Side.DOCUMENT: "Dokumen tanpa berita",
    Side.NEWS: "Berita tanpa dokumen",
    Side.BOTH: "Keduanya",
    Side.DIFFERENT: "Keduanya, berbeda",
}
_WAITING = "Menunggu dicocokkan"
_HEAD = ("Id", "Tanggal", "Jenis Naskah", "Satuan Kerja", "Mitra", "Judul", "Nomor Pihak Kesatu",
         "Berkas", "Tautan Berita")  # fmt: skip
_DIFFERENT = ("Bidang", "Menurut Dokumen", "Sumber Dokumen", "Menurut Berita")
_WAITS = ("Baris", "Berkas", "Lembar", "Baris Berkas", "Tanggal", "Judul", "Nomor Pihak Kesatu")
_WIDTH = 24


def workbook(found: Reconciliation) -> bytes:
    """Write all lists as an Excel workbook."""
    book = Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    _sheet(book, "Ringkasan", ("Daftar", "Jumlah"), _counts(found))
    for side, title in TITLES.items():
        head = (*_HEAD, *_DIFFERENT) if side is Side.DIFFERENT else _HEAD
        _sheet(book, title, head, _rows(found.of(side), side))
    _sheet(book, _WAITING, _WAITS, _waiting(found))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def exported(found: Reconciliation, by: str, at: datetime) -> Deed:
    """Return the deed of handing the lists out."""
    return Deed(act=Act.EXPORT, by=by, at=at, subject="pencocokan", detail=found.counts)


def facts(one: Reconciled) -> tuple[Cell, ...]:
    """Return what tells an agreement apart from others, in the order of the columns."""
    kept = one.agreement
    units = [unit.name for unit in kept.units if unit.role is UnitRole.SIGNATORY]
    partners = [party.name for party in kept.parties if party.kind is not PartyKind.PEMASYARAKATAN]
    files = [f"{row.file}, {row.sheet}, baris {row.row}" for row in one.rows]
    return (
        kept.id,
        kept.signed_on,
        word("kind", kept.kind),
        "; ".join(units),
        "; ".join(partners),
        kept.title,
        kept.number_ours,
        "; ".join(files),
        kept.articles[0].url if kept.articles else None,
    )


def sides(one: Difference) -> tuple[str, str]:
    """Return what document and news say of a field, as people read it."""
    return in_words(one.field, one.document), in_words(one.field, one.news)


def _counts(found: Reconciliation) -> Iterator[tuple[Cell, ...]]:
    for side, title in TITLES.items():
        yield title, len(found.of(side))
    yield _WAITING, len(found.waiting)
    yield "Tanpa tanggal, di luar periode", found.undated


def _rows(items: Iterable[Reconciled], side: Side) -> Iterator[tuple[Cell, ...]]:
    for one in items:
        if side is not Side.DIFFERENT:
            yield facts(one)
        for difference in one.differences:
            document, news = sides(difference)
            yield (*facts(one), difference.field, document, difference.source, news)


def _waiting(found: Reconciliation) -> Iterator[tuple[Cell, ...]]:
    for row in found.waiting:
        told = (str(row.values.get(name) or "") for name in ("signed_on", "title", "number_ours"))
        yield (f"r{row.number}", row.file, row.sheet, row.row, *told)


def _sheet(
    book: Workbook, title: str, head: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]
) -> None:
    sheet = book.create_sheet(title)
    sheet.append(head)
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    for place in range(1, len(head) + 1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    sheet.freeze_panes = "A2"
