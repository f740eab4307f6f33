"""The agreement register as a spreadsheet, in the columns that the offices keep theirs in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from model.records import (
    Capacity,
    KeptAgreement,
    Official,
    PartyKind,
    UnitKind,
    UnitRole,
    Variant,
)
from model.words import word

COLUMNS = (
    "No",
    "Jenis Naskah",
    "Judul/Tentang",
    "Nomor Pihak Kesatu",
    "Nomor Pihak Kedua",
    "Satuan Kerja",
    "Kanwil",
    "Mitra",
    "Jenis Mitra",
    "Jumlah Mitra",
    "Jumlah Naskah",
    "Tanggal Penandatanganan",
    "Dasar Tanggal",
    "Tempat",
    "Kab/Kota",
    "Provinsi",
    "Penanda Tangan Kesatu",
    "Jabatan Kesatu",
    "Penanda Tangan Kedua",
    "Jabatan Kedua",
    "Ruang Lingkup",
    "Jangka Waktu (bulan)",
    "Berlaku s.d.",
    "Status",
    "Baru/Perpanjangan/Adendum",
    "Naskah Induk",
    "PIC",
    "Tindak Lanjut",
    "Jumlah Media",
    "Media Pertama",
    "Tautan",
    "Sumber Data",
    "Diperiksa Oleh",
    "Tanggal Periksa",
    "Catatan",
)
#: An agreement that ends within this time is about to expire.
EXPIRING = timedelta(days=90)

#: Characters that a cell of Excel holds at most.
_LONGEST_CELL = 32_767
#: The columns whose values articles may contradict each other in, by field.
_CONTRADICTED = {
    "kind": "Jenis naskah",
    "act": "Baru/perpanjangan/adendum",
    "signed_on": "Tanggal penandatanganan",
    "place": "Tempat",
    "regency": "Kab/kota",
    "parties": "Mitra",
    "instrument_count": "Jumlah naskah",
    "partner_count": "Jumlah mitra",
    "term_months": "Jangka waktu (bulan)",
    "valid_until": "Berlaku s.d.",
}
#: Fields whose values have words.
_WORDED = ("kind", "act")
#: What a workbook cannot hold beside those characters, as it is XML.
_UNFIT = re.compile("[\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDTHS = {"Judul/Tentang": 40, "Mitra": 40, "Satuan Kerja": 36, "Tautan": 50, "Ruang Lingkup": 40}
_WIDTH = 16

C = TypeVar("C")
Cell = str | int | date | None
Row = dict[str, Cell]


def rows(agreements: Sequence[KeptAgreement], today: date, first: int = 1) -> list[Row]:
    """Make one row of the register for each agreement; what no story told stays empty.

    ``today`` is the day in Indonesia by which an agreement is in force or has ended. ``first`` is
    the number of the first row.
    """
    return [_row(number, item, today) for number, item in enumerate(agreements, start=first)]


def csv_file(lines: Iterable[Row], *, heading: bool = True) -> bytes:
    """Write rows as CSV in UTF-8, cells that a spreadsheet would run as formulas made harmless.

    Without ``heading`` they go on where another part of the file ends.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    if heading:
        writer.writeheader()
    writer.writerows({name: harmless(cell) for name, cell in line.items()} for line in lines)
    return text.getvalue().encode()


def xlsx_file(lines: Iterable[Row]) -> bytes:
    """Write rows as an Excel workbook with a fixed heading and real dates and numbers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Register Kerja Sama"
    sheet.append(COLUMNS)
    for line in lines:
        sheet.append([harmless(line[name]) for name in COLUMNS])
    for place, name in enumerate(COLUMNS, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, _WIDTH)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def status(agreement: KeptAgreement, today: date) -> str:
    """Say whether an agreement is in force, by its end where the story tells it: never assumed."""
    if agreement.valid_until is None:
        return "unknown"
    if agreement.valid_until < today:
        return "expired"
    return "expiring" if agreement.valid_until - today <= EXPIRING else "active"


def _row(number: int, agreement: KeptAgreement, today: date) -> Row:
    row: Row = dict.fromkeys(COLUMNS)
    row["No"] = number
    row["Jenis Naskah"] = word("kind", agreement.kind)
    row["Judul/Tentang"] = agreement.title
    row["Jumlah Mitra"] = agreement.partner_count
    row["Jumlah Naskah"] = agreement.instrument_count
    row["Tanggal Penandatanganan"] = agreement.signed_on
    row["Dasar Tanggal"] = word("signed_on_basis", agreement.signed_on_basis)
    row["Tempat"] = agreement.place
    row["Kab/Kota"] = agreement.regency
    row["Provinsi"] = agreement.province
    row["Ruang Lingkup"] = "; ".join(agreement.scope)
    row["Jangka Waktu (bulan)"] = agreement.term_months
    row["Berlaku s.d."] = agreement.valid_until
    row["Status"] = word("status", status(agreement, today))
    row["Baru/Perpanjangan/Adendum"] = word("act", agreement.act)
    row["Sumber Data"] = "Berita (dibaca otomatis)"
    row["Catatan"] = _note(agreement)
    row |= _sides(agreement) | _signatories(agreement) | _media(agreement)
    return row


def _sides(agreement: KeptAgreement) -> Row:
    units = [unit for unit in agreement.units if unit.role == UnitRole.SIGNATORY]
    partners = [item for item in agreement.parties if item.kind != PartyKind.PEMASYARAKATAN]
    own = [item.name for item in agreement.parties if item.kind == PartyKind.PEMASYARAKATAN]
    kinds = [*(partner.kind for partner in partners), *agreement.partner_kinds]
    kanwil = [unit.name for unit in agreement.units if unit.kind == UnitKind.KANWIL]
    return {
        "Satuan Kerja": "; ".join([unit.name for unit in units] or own),
        "Kanwil": "; ".join(kanwil),
        "Mitra": "; ".join(partner.name for partner in partners),
        "Jenis Mitra": "; ".join(word("party", kind) for kind in dict.fromkeys(kinds)),
    }


def _signatories(agreement: KeptAgreement) -> Row:
    signing = [item for item in agreement.officials if item.capacity == Capacity.SIGNATORY]
    ours = [item for item in signing if _of_corrections(item, agreement)]
    theirs = [item for item in signing if item not in ours]
    return {
        "Penanda Tangan Kesatu": "; ".join(item.name for item in ours),
        "Jabatan Kesatu": "; ".join(item.role for item in ours),
        "Penanda Tangan Kedua": "; ".join(item.name for item in theirs),
        "Jabatan Kedua": "; ".join(item.role for item in theirs),
    }


def _of_corrections(official: Official, agreement: KeptAgreement) -> bool:
    role = official.role.casefold()
    return any(unit.name.casefold() in role for unit in agreement.units) or any(
        sign in role for sign in ("pemasyarakatan", "lapas", "rutan", "lpka", "bapas")
    )


def _media(agreement: KeptAgreement) -> Row:
    articles = agreement.articles
    return {
        "Jumlah Media": len({article.site for article in articles}),
        "Media Pertama": articles[0].site if articles else None,
        "Tautan": " ".join(article.url for article in articles),
    }


def _note(agreement: KeptAgreement) -> str | None:
    """Say whether the sources are gone, what corrects them, and where they disagree."""
    told = [article for article in agreement.articles if not article.corrects]
    notes = [f"Ada koreksi: {item.url}" for item in agreement.articles if item.corrects]
    notes += [
        f"{_CONTRADICTED[field]} berbeda antarberita: {_shown(field, variants)}"
        for field, variants in agreement.contradictions.items()
    ]
    if told and all(article.withdrawn for article in told):
        notes.insert(0, "Berita sumber telah ditarik dari situsnya")
    return "; ".join(notes) or None


def _shown(field: str, variants: Iterable[Variant]) -> str:
    values = [str(variant.value) for variant in variants]
    return " / ".join(word(field, value) if field in _WORDED else value for value in values)


def harmless(cell: C) -> C | str:
    """Keep a spreadsheet from running text from the news as a formula, or refusing it."""
    if not isinstance(cell, str):
        return cell
    text = _UNFIT.sub(" ", ILLEGAL_CHARACTERS_RE.sub(" ", cell))
    return ("'" + text if text.startswith(_FORMULA_STARTS) else text)[:_LONGEST_CELL]
