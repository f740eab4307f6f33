"""A report's files, read back: headings, tables, numbers, days; text of the news stays text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from model.config_office import OfficeSettings
from papers.report.files import Format, file_name, report_file
from papers.report.gathering import make_report
from papers.report.records import Report
from store import Store
from tests.papers import months
from tests.papers.test_pdf import PIXEL

NOW = datetime(2026, 2, 3, 2, tzinfo=UTC)
NOON = datetime(2026, 1, 20, 5, tzinfo=UTC)
HOSTILE = '=HYPERLINK("http://jahat.example") <b>&\x00\u202e'


@pytest.fixture
def office(tmp_path: Path) -> OfficeSettings:
    logo = tmp_path / "logo.png"
    logo.write_bytes(PIXEL)
    return OfficeSettings(
        name="Kanwil Ditjenpas Banten",
        letterhead=["KEMENTERIAN", "KANTOR WILAYAH BANTEN"],
        logo=logo,
        paper="F4",
        city="Serang",
        prepared_by="Rina Wulandari; Pranata Humas",
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with months.opened(tmp_path) as opened:
        yield opened


def made(store: Store, office: OfficeSettings) -> Report:
    return make_report(store, months.settings(office), "2026-01", NOW)


def words_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_pdf_carries_letterhead_figures_and_signatures(
    store: Store, office: OfficeSettings
) -> None:
    months.fill(store, date(2026, 1, 1), 12)
    content = report_file(made(store, office), "pdf", office, NOW)
    text = words_of(content)
    for said in (
        "KANTOR WILAYAH BANTEN",
        "Laporan Kerja Sama Pemasyarakatan",
        "Januari 2026: 11 kegiatan penandatanganan; naskah: 4 (7 kegiatan tidak menyebut jumlah)",
        "Tanggal tidak disebut, pertama diberitakan bulan ini",
        "Serang, 3 Februari 2026",
        "Rina Wulandari",
        "1 Jan 2026",
        "Tempat Media\npers",
    ):
        assert said in text, said
    assert "<" not in text


def test_the_document_has_headings_tables_with_heads_and_page_numbers(
    store: Store, office: OfficeSettings
) -> None:
    months.fill(store, date(2026, 1, 1), 5)
    document = Document(io.BytesIO(report_file(made(store, office), "docx", office, NOW)))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[0] == "1. Ringkasan"
    assert headings[-1].endswith("Metode dan cakupan")
    assert len(document.inline_shapes) == 1
    for table in document.tables[:-1]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    summary = document.tables[0]
    assert [cell.text for cell in summary.rows[1].cells][:2] == ["Kegiatan penandatanganan", "5"]
    page = document.sections[0]
    assert round(page.page_height.mm) == 330
    fields = page.footer._element.findall(f".//{qn('w:fldSimple')}")
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]
    assert "Rina Wulandari" in document.tables[-1].rows[0].cells[0].text
    assert document.core_properties.title == "Laporan Kerja Sama Pemasyarakatan"


def test_the_workbook_has_a_sheet_for_each_table_with_numbers_and_days(
    store: Store, office: OfficeSettings
) -> None:
    months.fill(store, date(2026, 1, 1), 12)
    book = load_workbook(io.BytesIO(report_file(made(store, office), "xlsx", office, NOW)))
    assert book.sheetnames[:3] == ["Laporan", "Ringkasan", "Per bulan"]
    rows = list(book["Kegiatan"].iter_rows(values_only=True))
    assert rows[0][:4] == ("No", "Tanggal", "Satuan kerja", "Mitra")
    assert len(rows) == 12
    assert rows[1][:2] == (1, datetime(2026, 1, 1))  # noqa: DTZ001 - cells have no zone
    assert book["Ringkasan"]["B2"].value == 11
    assert book["Ringkasan"]["D2"].value == 11
    assert book["Kegiatan"]["H2"].hyperlink.target.startswith("https://")
    assert book["Kegiatan"].freeze_panes == "A2"


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_text_from_the_news_stays_text(store: Store, office: OfficeSettings, form: Format) -> None:
    told = months.agreement(0, date(2026, 1, 5), title=HOSTILE)
    months.tell(store, told, NOON, title=HOSTILE)
    report = made(store, office)
    content = report_file(report, form, office, NOW)
    if form == "pdf":
        assert "<b>&" in words_of(content)
    elif form == "docx":
        texts = [
            cell.text
            for table in Document(io.BytesIO(content)).tables
            for row in table.rows
            for cell in row.cells
        ]
        assert any("<b>&" in text for text in texts)
    else:
        cells = [
            cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet for cell in row
        ]
        assert any("<b>&" in str(cell.value) for cell in cells)
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_an_empty_month_is_a_paper_too(store: Store, office: OfficeSettings, form: Format) -> None:
    report = made(store, office)
    content = report_file(report, form, office, NOW)
    assert file_name(report, form) == f"laporan-kerja-sama-2026-01.{form}"
    if form == "pdf":
        assert "NIHIL. Pada Januari 2026" in words_of(content)
    elif form == "docx":
        paragraphs = Document(io.BytesIO(content)).paragraphs
        assert any("NIHIL. Pada Januari 2026" in one.text for one in paragraphs)
    else:
        cover = load_workbook(io.BytesIO(content))["Laporan"]
        assert any("NIHIL. Pada Januari 2026" in str(cell.value) for cell in cover["A"])
