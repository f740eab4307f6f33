"""Papers carry the office's letterhead and load nothing from anywhere."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from model.config_office import OfficeSettings
from model.exceptions import ConfigError
from papers.letterhead import letterhead_of
from papers.pdf import html_file, pdf_file

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_a_paper_shows_who_makes_it(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(PIXEL)
    settings = OfficeSettings(
        name="Kanwil Ditjenpas Banten",
        letterhead=["KEMENTERIAN", "KANTOR WILAYAH BANTEN"],
        address="Jalan Contoh 1, Serang",
        logo=logo,
        paper="F4",
        prepared_by="Rina <Humas>; Pranata Humas",
        zone="WIB",
    )
    html = html_file("paper.html", {"head": letterhead_of(settings)})
    assert "Rina &lt;Humas&gt;" in html
    read = PdfReader(io.BytesIO(pdf_file(html)))
    text = read.pages[0].extract_text()
    assert "KANTOR WILAYAH BANTEN" in text
    assert "Rina <Humas>" in text
    assert "Pranata Humas" in text
    assert "Mengetahui" not in text
    width, height = (round(float(side) / 72 * 25.4) for side in read.pages[0].mediabox[2:])
    assert (width, height) == (210, 330)
    assert len(read.pages[0].images) == 1


def test_nothing_outside_of_a_page_is_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(PIXEL)
    html = f'<p>Halaman</p><img src="file://{secret}"><img src="http://127.0.0.1:9/x.png">'
    read = PdfReader(io.BytesIO(pdf_file(html)))
    assert "Halaman" in read.pages[0].extract_text()
    assert not read.pages[0].images


def test_a_logo_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg/>")
    with pytest.raises(ConfigError, match=r"office\.logo: .*logo\.svg is no PNG or JPEG"):
        letterhead_of(OfficeSettings(logo=logo))
