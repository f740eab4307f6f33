"""A kliping as a spreadsheet: one row for each article, in the offices' columns."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, time
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from desk.register import harmless
from desk.wording import spoken
from model.kliping import Clip, Content, Entry, Kliping, Section
from model.records import JAKARTA
from model.words import word

COLUMNS = (
    "No",
    "Tanggal Terbit",
    "Jam",
    "Media",
    "Jenis Media",
    "Provinsi",
    "Judul",
    "Ringkasan/Kutipan",
    "Satuan Kerja",
    "Mitra",
    "Jenis Naskah",
    "Narasumber",
    "Tone",
    "Rilis/Liputan",
    "Tautan",
    "Catatan",
)
#: Sections whose entries are articles; the others tell of what is in the register.
SECTIONS = (Section.NEW, Section.FOLLOW_UP, Section.OTHER)
_WIDTHS = {"No": 5, "Jam": 8, "Judul": 48, "Ringkasan/Kutipan": 60, "Tautan": 48}
_WIDTH = 18

Cell = str | int | date | time | None
Row = dict[str, Cell]


def rows(content: Content) -> list[Row]:
    """Make one row for each article, in the order of the kliping; hours are the office's."""
    numbered = enumerate(_articles(content), start=1)
    zone = ZoneInfo(content.zone)
    return [{"No": number, **_row(entry, clip, zone)} for number, (entry, clip) in numbered]


def xlsx_file(kliping: Kliping) -> bytes:
    """Write a kliping as an Excel workbook with a fixed heading and real days and hours."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = f"Kliping {kliping.day:%d-%m-%Y}"
    sheet.append(COLUMNS)
    for row in rows(kliping.content):
        sheet.append([harmless(row[name]) for name in COLUMNS])
    for place, name in enumerate(COLUMNS, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, _WIDTH)
    for line in sheet.iter_rows(min_row=2):
        for cell, name in zip(line, COLUMNS, strict=True):
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if name == "Tanggal Terbit":
                cell.number_format = "dd/mm/yyyy"
            elif name == "Jam":
                cell.number_format = "hh.mm"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _articles(content: Content) -> Iterator[tuple[Entry, Clip]]:
    for section in SECTIONS:
        for entry in content.shown(section):
            for clip in entry.clips:
                yield entry, clip


def _row(entry: Entry, clip: Clip, zone: ZoneInfo) -> Row:
    # A day without an hour is kept as the midnight of Jakarta, and is that day everywhere.
    there = clip.published.astimezone(JAKARTA if clip.dated else zone) if clip.published else None
    return {
        "Tanggal Terbit": there.date() if there else None,
        "Jam": time(there.hour, there.minute) if there and not clip.dated else None,
        "Media": clip.outlet,
        "Jenis Media": word("outlet_type", clip.type),
        "Provinsi": clip.province,
        "Judul": clip.title,
        "Ringkasan/Kutipan": clip.excerpt or None,
        "Satuan Kerja": "; ".join(map(spoken, entry.units)) or None,
        "Mitra": "; ".join(entry.partners) or None,
        "Jenis Naskah": word("kind", entry.kind) if entry.kind else None,
        "Narasumber": "; ".join(clip.speakers) or None,
        "Tone": word("tone", entry.tone) if entry.tone else None,
        "Rilis/Liputan": word("origin", clip.origin) if clip.origin else None,
        "Tautan": clip.url,
        "Catatan": "; ".join(filter(None, ["susulan" if clip.late else "", entry.note])) or None,
    }
