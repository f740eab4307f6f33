"""Spreadsheet, PDF, HTML and JSON, read back."""

from __future__ import annotations

import io
import json
from datetime import datetime, time

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from model.config import Settings
from model.config_office import OfficeSettings
from model.kliping import Kliping
from papers.kliping.outgoing import content_of, document_of, file_name
from papers.kliping.paper import html_paper, pdf_paper
from papers.kliping.sheet import COLUMNS, xlsx_file
from papers.letterhead import Letterhead, letterhead_of
from tests.papers.kliping.samples import DAY, clip, entry, full, kliping, other

HEAD = letterhead_of(
    OfficeSettings(
        letterhead=["DIREKTORAT JENDERAL PEMASYARAKATAN", "KANTOR WILAYAH BANTEN"],
        city="Serang",
        prepared_by="Rina Kusuma; Pranata Humas",
        approved_by="Budi Santosa; Kepala Bagian Tata Usaha",
    )
)


def read(made: Kliping, head: Letterhead = HEAD) -> tuple[int, str]:
    """The pages of a PDF, and its text on one line."""
    pages = PdfReader(io.BytesIO(pdf_paper(made, head))).pages
    return len(pages), " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_columns_are_those_of_the_offices() -> None:
    assert " | ".join(COLUMNS) == (
        "No | Tanggal Terbit | Jam | Media | Jenis Media | Provinsi | Judul | Ringkasan/Kutipan |"
        " Satuan Kerja | Mitra | Jenis Naskah | Narasumber | Tone | Rilis/Liputan | Tautan |"
        " Catatan"
    )


def test_a_workbook_has_a_row_for_each_article_with_real_days_and_hours() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_file(full()))).active
    heading, *rows = sheet.iter_rows(values_only=True)

    assert heading == COLUMNS
    first = dict(zip(heading, rows[0], strict=True))
    assert first == {
        "No": 1,
        "Tanggal Terbit": datetime.fromisoformat("2026-01-28"),
        "Jam": time(10, 30),
        "Media": "Harian Seruni",
        "Jenis Media": "Pers",
        "Provinsi": "Banten",
        "Judul": "Lapas Kelas IIA Cempaka Teken Kerja Sama dengan Pemerintah Kota Seruni",
        "Ringkasan/Kutipan": clip(0).excerpt,
        "Satuan Kerja": "Lapas Kelas IIA Cempaka",
        "Mitra": "Pemerintah Kota Seruni",
        "Jenis Naskah": "Nota Kesepahaman (MoU)",
        "Narasumber": "Rahmat Hidayat, Kepala Lapas Kelas IIA Cempaka",
        "Tone": "Positif",
        "Rilis/Liputan": None,
        "Tautan": clip(0).url,
        "Catatan": "Sudah dikonfirmasi ke lapas.",
    }
    assert [row[0] for row in rows] == list(range(1, 13))
    assert rows[1][13] == "Rilis"


def test_cells_run_no_formula() -> None:
    hostile = clip(0, title='=HYPERLINK("http://x")', outlet="@SUM(1)", excerpt="-1+1")
    made = kliping(entry(0, clips=(hostile,), partners=("+62",), note="=cmd|' /C calc'!A0"))

    sheet = load_workbook(io.BytesIO(xlsx_file(made))).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]

    assert all(cell.data_type != "f" for cell in cells)
    assert sum(str(cell.value).startswith("'") for cell in cells) == 5


def test_a_day_without_an_hour_has_none() -> None:
    midnight = datetime.fromisoformat("2026-01-28T00:00:00+07:00")
    dated = clip(0, published=midnight, dated=True)
    made = kliping(entry(0, clips=(dated,)), zone="Asia/Jayapura")

    [row] = list(load_workbook(io.BytesIO(xlsx_file(made))).active.iter_rows(min_row=2))

    assert row[1].value == datetime.fromisoformat("2026-01-28")
    assert row[2].value is None


def test_a_paper_says_all_that_it_must() -> None:
    _, text = read(full())

    for words in (
        "KANTOR WILAYAH BANTEN",
        "Kamis, 29 Januari 2026, pukul 07.30 WIB",
        "2 kegiatan, sedikitnya 1 naskah, 41 mitra | 8 berita, 5 media",
        "A. KERJA SAMA BARU",
        "Nota Kesepahaman (MoU) Lapas Kelas IIA Cempaka dengan 40 mitra",
        "C. PERLU KLARIFIKASI",
        "E. BERITA PEMASYARAKATAN LAINNYA: 4 judul",
        "KESIMPULAN DAN SARAN",
        "Pantau pemberitaan lanjutan.",
        "diperiksa Rina Kusuma. 118 dari 121 media diperiksa.",
        "Disusun oleh",
        "Mengetahui",
        "Serang, 29 Januari 2026",
    ):
        assert words in text


def test_an_empty_day_is_one_page() -> None:
    pages, text = read(kliping())

    assert pages == 1
    assert text.count("NIHIL") == 6


@pytest.mark.slow
def test_sixty_entries_and_long_titles_are_whole() -> None:
    words = "Penandatanganan Perjanjian Kerja Sama Penyelenggaraan Bantuan Hukum "
    long = clip(1, title=words * 6 + "SELESAI", url="https://a.example/" + "kata-" * 150)
    made = kliping(
        *(entry(number, 1 + number % 3) for number in range(60)),
        entry(61, clips=(long,), partners=tuple(f"Yayasan {n} Banten" for n in range(40))),
        *(other(number) for number in range(60)),
    )

    pages, text = read(made)

    assert 15 < pages < 40
    assert "SELESAI" in text
    assert "Yayasan 39 Banten" in text
    assert "panen raya sayur ke-59" in text


@pytest.mark.parametrize(("paper", "size"), [("A4", (297, 210)), ("F4", (330, 210))])
def test_a_paper_lies_on_its_side(paper: str, size: tuple[int, int]) -> None:
    head = letterhead_of(OfficeSettings.model_validate({"paper": paper}))

    page = PdfReader(io.BytesIO(pdf_paper(kliping(), head))).pages[0]

    assert tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) == size


def test_news_is_escaped_in_html() -> None:
    hostile = clip(0, title="<script>x</script>", url='https://a.example/"><img src=x>')
    html = html_paper(kliping(entry(0, clips=(hostile,))), HEAD)

    assert "<script>" not in html
    assert "<img src=x>" not in html


def test_json_holds_all_with_its_counts() -> None:
    told = json.loads(content_of(full(), "json", Settings()))

    assert told["day"] == "2026-01-29"
    assert told["totals"] == {
        "events": 2,
        "papers": 1,
        "all_papers": False,
        "partners": 41,
        "articles": 8,
        "outlets": 5,
    }
    del told["totals"]
    assert Kliping.model_validate(told) == full()


def test_a_mail_has_the_paper_with_it() -> None:
    document = document_of(full(), Settings())

    assert document.subject.startswith("Kliping Kamis, 29 Januari 2026: 2 kegiatan")
    [file] = document.attachments
    assert (file.name, file.media_type) == (file_name(DAY, "pdf"), "application/pdf")
    assert file.content.startswith(b"%PDF-")
    assert "KESIMPULAN DAN SARAN" in document.html
