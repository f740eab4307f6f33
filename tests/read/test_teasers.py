"""Teasers of other stories go by their form alone: no class, no heading tells what they are."""

from __future__ import annotations

import pytest

from tests.read.pages import PARAGRAPHS, article, html

HEADLINES = (
    "Petani Lebak Panen Raya di Tengah Kemarau",
    "Nelayan Labuan Keluhkan Harga Solar",
    "Jalan Lingkar Barat Rampung Desember",
)
LINKS = [f"<a href='/baca/{number}/'>{words}</a>" for number, words in enumerate(HEADLINES)]
EXCERPT = "Harga gabah bertahan pada angka tujuh ribu rupiah sejak awal bulan di tiga kecamatan."
FIRST, LAST = (
    "".join(f"<p>{line}</p>" for line in part) for part in (PARAGRAPHS[:2], PARAGRAPHS[2:])
)

TEASERS = {
    "cards": "".join(f"<div><h4>{link}</h4><p>{EXCERPT}</p></div>" for link in LINKS),
    "cards without headings": "".join(
        f"<li><img>{link}<p>{EXCERPT}</p><i>2 jam lalu</i></li>" for link in LINKS
    ),
    "cards that are links": "".join(
        f"<a href='/baca/{number}/'><h4>{words}</h4><p>{EXCERPT}</p></a>"
        for number, words in enumerate(HEADLINES)
    ),
    "headings and excerpts in turn": "".join(f"<h4>{link}</h4><p>{EXCERPT}</p>" for link in LINKS),
    "rows": "<table>"
    + "".join(f"<tr><td>{link}</td><td>4 Maret</td></tr>" for link in LINKS)
    + "</table>",
    "one card": f"<div><img src='a.jpg'><h4>{LINKS[0]}</h4><p>{EXCERPT}</p></div>",
    "one card under a heading": f"<div><b>Baca Juga</b><h4>{LINKS[0]}</h4><p>{EXCERPT}</p></div>",
}


def lines(inner: str, after: str = "") -> tuple[str, ...]:
    body = f"<div class='k1'>{inner}</div>{after}"
    return tuple(article(html(body)).text.split("\n"))


@pytest.mark.parametrize("form", TEASERS)
def test_teasers_go(form: str) -> None:
    assert lines(f"{FIRST}<div>{TEASERS[form]}</div>{LAST}") == PARAGRAPHS
    assert lines(FIRST + LAST, f"<div class='k2'>{TEASERS[form]}</div>") == PARAGRAPHS


def test_a_feed_with_more_text_than_the_story_does_not_hide_it() -> None:
    assert lines(FIRST + LAST, f"<section>{TEASERS['cards'] * 8}</section>") == PARAGRAPHS


def test_blocks_with_links_in_their_sentences_stay() -> None:
    told = [
        f"Warga {word} yang tinggal di belakang rutan pernah membaca berita {LINKS[0]} di koran."
        for word in ("pertama", "kedua", "ketiga")
    ]
    inner = "".join(f"<div>{line}</div>" for line in told)
    assert len(lines(f"{FIRST}{inner}{LAST}")) == len(PARAGRAPHS) + len(told)


def test_a_list_of_links_that_the_story_announces_stays() -> None:
    items = "".join(f"<li>{link}</li>" for link in LINKS)
    announced = f"<p>Naskah perjanjian itu dapat dibaca warga di sini:</p><ul>{items}</ul>"
    assert lines(f"{FIRST}{announced}{LAST}")[3:6] == HEADLINES
    invited = f"<p>Baca juga berita menarik lainnya di bawah ini:</p><ul>{items}</ul>"
    assert lines(f"{FIRST}{invited}{LAST}") == PARAGRAPHS


def test_the_first_paragraph_after_a_linked_heading_is_the_storys() -> None:
    told = f"{FIRST}<h4>{LINKS[0]}</h4>{LAST}"
    assert set(PARAGRAPHS) <= set(lines(told))
