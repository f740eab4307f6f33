"""Pages laid out in table columns, which name nothing: the story's cell, and its headline."""

from __future__ import annotations

import pytest

from tests.read.pages import PARAGRAPHS, TITLE, article

SITE = ":: KABAR PANTAI ONLINE :: Koran Orang Pesisir ::"
KICKER = "Warga Binaan Belajar Bertani di Rutan"
NOTICE = (
    "Keluarga besar koran ini turut berduka atas wafatnya pembaca pertama kami di Labuan, Senin."
)
SIDE = (
    "<td><b>Jadwal Kapal</b><br>Labuan: Senin<br>Sebesi: Rabu<br><b>Cuaca</b><br>Angin: utara</td>"
)
DAY = "Edisi: Kamis, 22 Januari 2026"


def page(story: str, headline: str = TITLE, title: str = SITE) -> str:
    above = (
        f"<span>{KICKER}</span><br><span class='j'>{headline}</span><br><small>{DAY}</small><hr>"
    )
    return (
        f"<html><head><title>{title}</title></head><body><table>"
        "<tr><td colspan=3><a href='/'>Depan</a></td></tr>"
        f"<tr>{SIDE}<td>{above}<div>{story}</div></td>{SIDE}</tr>"
        f"<tr><td colspan=3>DUKA CITA<br>{NOTICE}</td></tr>"
        "<tr><td colspan=3>DIJUAL<br>HP 0812-0000-1101</td></tr></table></body></html>"
    )


def test_what_stands_in_other_columns_and_rows_goes() -> None:
    found = article(page("<br><br>".join(PARAGRAPHS)))
    assert tuple(found.text.split("\n")) == PARAGRAPHS
    assert found.title == TITLE


def test_a_title_that_the_page_shows_is_the_headline() -> None:
    found = article(page("<br><br>".join(PARAGRAPHS), title=f"Kabar Pantai - {KICKER}"))
    assert found.title == KICKER


@pytest.mark.parametrize("row", ["<tr><td>{}</td></tr>", "<tr><td>1.</td><td>{}</td></tr>"])
def test_a_story_told_row_by_row_stays_whole(row: str) -> None:
    rows = "".join(map(row.format, PARAGRAPHS))
    found = article(f"<html><body><h1>{TITLE}</h1><table>{rows}</table></body></html>")
    assert all(line in found.text for line in PARAGRAPHS)
