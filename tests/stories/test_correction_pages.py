"""Corrections as whole pages: their links, and what the reader leaves of editors' notes."""

from __future__ import annotations

import pytest

from model.records import CorrectionKind
from pipelines.chain import process
from tests.read.pages import PARAGRAPHS, html, page, story

URL = "https://kabarpantai.id/ralat-rutan-serang/"
OLD = "https://kabarpantai.id/2026/01/rutan-serang-teken-pks/"
TITLE = "Ralat Berita Kerja Sama Rutan Serang"
SAID = (
    "Redaksi memohon maaf atas kekeliruan dalam berita kerja sama Rutan Serang yang tayang pada "
    "Kamis (22/1/2026). Berita itu dapat dibaca <a href='{old}'>di sini</a>."
)
BESIDE = (
    "<p>Baca juga: <a href='/rutan-serang-panen-raya'>Rutan Serang Panen Raya Bersama Warga</a></p>"
    "<nav><a href='/indeks'>di sini</a></nav><a href='/lain'>Lapas Cilegon bangun dapur umum</a>"
)


def test_where_a_correction_leads() -> None:
    head = "<meta property='article:published_time' content='2026-01-24T09:00:00+07:00'>"
    body = html(story((SAID.format(old=OLD), *PARAGRAPHS[:2]), after=BESIDE), head, TITLE)
    correction = process(page(body, url=URL)).correction
    assert correction is not None
    assert correction.kind is CorrectionKind.RALAT
    assert correction.urls == (OLD,)
    assert str(correction.published) == "2026-01-22"


def test_lines_parted_by_breaks() -> None:
    said = SAID.format(old="/2026/01/rutan-serang-teken-pks/")
    inner = f"<div class='entry-content'>{said}<br><br>{PARAGRAPHS[0]}<br>{BESIDE}</div>"
    correction = process(page(html(inner, title=TITLE), url=URL)).correction
    assert correction is not None
    assert OLD in correction.urls


@pytest.mark.parametrize(
    "note",
    [
        "Catatan redaksi: judul artikel ini telah diubah pada Kamis (22/1/2026).",
        "Catatan Redaksi: Naskah ini telah diperbarui pada 22 Januari 2026 pukul 10.00 WIB untuk "
        "memperbaiki nama kepala rutan.",
        "Artikel ini telah diralat pada bagian nama kepala dinas.",
        "Redaksi memohon maaf atas kesalahan penulisan nama pada versi sebelumnya.",
    ],
)
def test_an_editors_note_is_read(note: str) -> None:
    reading = process(page(html(story((*PARAGRAPHS, note)))))
    assert reading.correction is not None
    assert reading.correction.kind is CorrectionKind.CATATAN_REDAKSI
    assert reading.correction.evidence == note


def test_most_articles_correct_nothing() -> None:
    reading = process(page(html(story())))
    assert reading.correction is None
    assert "correction" not in reading.model_dump(mode="json")
