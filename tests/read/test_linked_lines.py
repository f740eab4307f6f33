"""Lines that only lead away go by their links, whatever words stand in them."""

from __future__ import annotations

import pytest

from tests.read.pages import PARAGRAPHS, article, html, story

HEADLINE = "Nelayan Karangantu Keluhkan Pendangkalan Muara"
LINK = f"<a href='/2026/01/muara/'>{HEADLINE}</a>"
HEAD = "<meta property='og:site_name' content='Kabar Pantai'>"


def lines(inside: str) -> tuple[str, ...]:
    middle = (*PARAGRAPHS[:2], f"</p>{inside}<p>", *PARAGRAPHS[2:])
    return tuple(article(html(story(middle), HEAD)).text.split("\n"))


@pytest.mark.parametrize(
    "teaser",
    [
        f"<p>Masih hangat: {LINK}</p>",
        f"<p>Kabar lain → {LINK} (2)</p>",
        f"<div><span>Dari meja kami</span> <span>{LINK}</span></div>",
        f"<p><strong>Sambil ngopi</strong></p><p>{LINK}</p>",
        f"<h4>{LINK}</h4>",
        f"<p>Tengok pula: <a href='#'>{HEADLINE}</a></p>",
        f"<p><a href='https://banten.kabarpantai.id/muara'>{HEADLINE}</a></p>",
        "<p>Kabar Pantai ada di <a href='https://whatsapp.com/channel/1'>saluran</a>. Mampir</p>",
        "<p>Tambahkan <a href='https://news.google.com/publications/x'>di sini</a> sekarang.</p>",
        "<p>Potret harian <a href='https://www.instagram.com/kabarpantai'>kami</a>.</p>",
        "<blockquote><p>Panen!</p><a href='https://x.com/a/status/1'>2 Mei</a></blockquote>",
    ],
)
def test_a_line_that_leads_away_goes(teaser: str) -> None:
    assert lines(teaser) == PARAGRAPHS


@pytest.mark.parametrize(
    "told",
    [
        f"<p>Keluhan itu pernah dimuat dalam tulisan berjudul {LINK} bulan lalu.</p>",
        "<p>Dokumen: <a href='/berkas.pdf'>Perjanjian Rutan Serang</a></p>",
        "<p>“Daftar lewat <a href='https://t.me/rutan'>kanal rutan</a>,” kata kepala rutan.</p>",
        "<p>Jadwal dipasang di <a href='https://instagram.com/rutanserang'>akun rutan</a>.</p>",
    ],
)
def test_a_line_of_the_story_stays(told: str) -> None:
    assert len(lines(told)) == len(PARAGRAPHS) + 1
