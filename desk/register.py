"""The agreement register as a spreadsheet, in the columns that the offices keep theirs in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import IO, Any, TypeVar

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from desk.wording import CONTRADICTED
from model.records import (
    JAKARTA,
    Capacity,
    KeptAgreement,
    Official,
    PartyKind,
    UnitKind,
    UnitRole,
    Variant,
)
from model.terms import end_of, last_day
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


def rows(
    agreements: Sequence[KeptAgreement],
    today: date,
    first: int = 1,
    other_outlets: Collection[str] = (),
) -> list[Row]:
    """Make one row of the register for each agreement; what nobody told stays empty.

    ``today`` is the day in Indonesia by which an agreement is in force or has ended. ``first`` is
    the number of the first row. ``other_outlets`` are sites that are no press (``desk.sites``):
    their articles are listed and not counted.
    """
    parents = {one.id: one for one in agreements}
    return [
        _row(number, item, today, parents) | _media(item, other_outlets)
        for number, item in enumerate(agreements, start=first)
    ]


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
    """Return rows as an Excel workbook, as :func:`write_workbook` writes it."""
    content = io.BytesIO()
    write_workbook(lines, content)
    return content.getvalue()


def write_workbook(lines: Iterable[Row], file: IO[bytes]) -> None:
    """Write rows as an Excel workbook with a fixed heading and real dates and numbers.

    Rows are written as they come, so that memory does not grow with them.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Register Kerja Sama")
    for place, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, _WIDTH)
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, name) for name in COLUMNS])
    count = 1
    for count, line in enumerate(lines, start=2):  # noqa: B007 - the last is the number of rows
        sheet.append([harmless(line[name]) for name in COLUMNS])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{count}"
    book.save(file)


def _heading(sheet: WriteOnlyWorksheet, name: str) -> Any:
    cell = WriteOnlyCell(sheet, name)
    cell.font = Font(bold=True)
    return cell


def status(agreement: KeptAgreement, today: date) -> str:
    """Say whether an agreement is in force, as far as that is known: never assumed.

    What was ended or renewed is so whatever its term; what was amended is, as long as its end is
    not near.
    """
    if agreement.ended_on is not None and agreement.ended_on <= today:
        return "ended"
    if agreement.renewed_by:
        return "renewed"
    end = last_day(agreement)
    if end is not None and end < today:
        return "expired"
    if end is not None and end - today <= EXPIRING:
        return "expiring"
    if agreement.amended_by:
        return "amended"
    return "unknown" if end is None else "active"


def narrowed(status: str, today: date) -> dict[str, Any]:
    """Return the fields of ``store.RegisterFilter`` that find what has a status by ``today``."""
    near = today + EXPIRING
    later = (near + timedelta(days=1), None)
    found: dict[str, dict[str, Any]] = {
        "ended": {"is_ended": True},
        "renewed": {"outcomes": {"renewed"}},
        "amended": {"outcomes": {"amended"}, "ends": later, "or_no_end": True},
        "active": {"outcomes": {None}, "ends": later},
        "expiring": {"outcomes": {None, "amended"}, "ends": (today, near)},
        "expired": {"outcomes": {None, "amended"}, "ends": (None, today - timedelta(days=1))},
        "unknown": {"outcomes": {None}, "has_end": False},
    }
    return {"today": today, "is_ended": False, **found[status]} if status in found else {}


def _row(
    number: int, agreement: KeptAgreement, today: date, known: Mapping[str, KeptAgreement]
) -> Row:
    row: Row = dict.fromkeys(COLUMNS)
    row["No"] = number
    row["Jenis Naskah"] = word("kind", agreement.kind)
    row["Judul/Tentang"] = agreement.title
    row["Nomor Pihak Kesatu"] = agreement.number_ours
    row["Nomor Pihak Kedua"] = agreement.number_theirs
    row["Jumlah Mitra"] = agreement.partner_count
    row["Jumlah Naskah"] = agreement.instrument_count
    row["Tanggal Penandatanganan"] = agreement.signed_on
    row["Dasar Tanggal"] = word("signed_on_basis", agreement.signed_on_basis)
    row["Tempat"] = agreement.place
    row["Kab/Kota"] = agreement.regency
    row["Provinsi"] = agreement.province
    row["Ruang Lingkup"] = "; ".join(agreement.scope)
    row["Jangka Waktu (bulan)"] = agreement.term_months
    row["Berlaku s.d."] = last_day(agreement)
    row["Status"] = word("status", status(agreement, today))
    row["Baru/Perpanjangan/Adendum"] = word("act", agreement.act)
    row["Naskah Induk"] = _parent(agreement, known)
    row["PIC"] = agreement.pic
    row["Tindak Lanjut"] = agreement.follow_up
    row["Catatan"] = _note(agreement)
    row |= _sides(agreement) | _signatories(agreement) | _checked(agreement)
    return row


def _parent(agreement: KeptAgreement, known: Mapping[str, KeptAgreement]) -> str | None:
    """Name what an agreement goes back to as its number or title, where that is at hand."""
    parent = known.get(agreement.parent or "")
    return (parent.number_ours or parent.title if parent else None) or agreement.parent


def sources(agreement: KeptAgreement) -> tuple[str, ...]:
    """Say whether the news, people, or both tell what is known of an agreement."""
    is_told = bool(agreement.stories) or agreement.entered is None
    is_given = bool(agreement.given)
    return tuple(name for name, is_so in (("berita", is_told), ("petugas", is_given)) if is_so)


def _checked(agreement: KeptAgreement) -> Row:
    """Say who gave a value last, and when, and where the others are from."""
    words = [word("source", name) for name in sources(agreement)]
    last = max(agreement.given.values(), key=lambda one: one.at, default=agreement.entered)
    return {
        "Sumber Data": "; ".join(words),
        "Diperiksa Oleh": last.by if last else None,
        "Tanggal Periksa": last.at.astimezone(JAKARTA).date() if last else None,
    }


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


def _media(agreement: KeptAgreement, other_outlets: Collection[str]) -> Row:
    articles = agreement.articles
    press = {article.site for article in articles} - set(other_outlets)
    return {
        "Jumlah Media": len(press),
        "Media Pertama": articles[0].site if articles else None,
        "Tautan": " ".join(article.url for article in articles),
    }


def _note(agreement: KeptAgreement) -> str | None:
    """Say what people noted, what is counted, what corrects the sources, and who disagrees."""
    told = [article for article in agreement.articles if not article.corrects]
    notes = [agreement.note] if agreement.note else []
    if told and all(article.withdrawn for article in told):
        notes.append("Berita sumber telah ditarik dari situsnya")
    if (end := end_of(agreement)) and end.counted:
        notes.append("Berlaku s.d. dihitung dari jangka waktu")
    notes += [f"Ada koreksi: {item.url}" for item in agreement.articles if item.corrects]
    notes += [
        f"{CONTRADICTED[field]} berbeda antarberita: {_shown(field, variants)}"
        for field, variants in agreement.contradictions.items()
    ]
    if agreement.conflicts:
        notes.append("Berita kini menyebut lain daripada petugas; lihat halaman perjanjian")
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
