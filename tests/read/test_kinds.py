"""Pages that are no story are named as what they are; short stories are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from model.exceptions import PageError
from pipelines.read import read
from tests.read.pages import PARAGRAPHS, TITLE, URL, article, html, page, story

TEASERS = tuple(
    f"Warga Desa {name} Gotong Royong Perbaiki Jembatan Rusak"
    for name in "Sukamaju Mekarsari Cibodas Tanjungsari Banjarsari Karangmulya Pasirjaya".split()
)
EXCERPT = "Warga setempat berharap pemerintah daerah segera menurunkan alat berat ke lokasi [...]"


def listing(body_class: str, heading: str) -> str:
    items = "".join(
        f"<article class='post'><h2><a href='/{n}/'>{teaser}</a></h2><p>{EXCERPT}</p></article>"
        for n, teaser in enumerate(TEASERS)
    )
    return (
        f"<html><head><title>{heading} - Kabar Pantai</title></head><body class='{body_class}'>"
        f"<main><h1>{heading}</h1>{items}<a href='/page/2/'>Selanjutnya</a></main></body></html>"
    )


def links() -> str:
    rows = "".join(
        f"<tr><td><a href='{n}.php'>{teaser}</a></td></tr>" for n, teaser in enumerate(TEASERS)
    )
    return f"<html><body><h1>Indeks Berita</h1><table>{rows}</table></body></html>"


LOGIN = """<html><head><title>Log Masuk ‹ Kabar Pantai — WordPress</title></head><body
class='login'>
<h1>Kabar Pantai</h1><form><label>Nama pengguna</label><input name=log><input type=password
name=pwd>
</form><p>Lupa sandi Anda?</p><p>Kembali ke Kabar Pantai.</p></body></html>"""
MISSING = """<html><head><title>Halaman tidak ditemukan - Kabar Pantai</title></head><body
class='error404'>
<h1>Ups! Halaman itu tidak dapat ditemukan.</h1><p>Sepertinya tidak ada apa pun di lokasi ini.
Mungkin
coba salah satu tautan di bawah ini atau lakukan pencarian lagi dengan kata kunci yang lain?</p>
</body></html>"""
PARKED = """<html><head><title>kabarpantai.id domain is for
sale</title></head><body><h1>kabarpantai.id</h1>
<p>This domain may be for sale. Buy this domain today and start your own project. Learn more
about how
you can get a fast transfer of this premium domain name.</p></body></html>"""


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (listing("archive tag tag-lapas", "Tag: lapas"), "https://kabarpantai.id/tag/lapas/"),
        (listing("home blog", "Kabar Pantai"), "https://kabarpantai.id/"),
        (listing("search search-results", "Hasil untuk lapas"), "https://kabarpantai.id/?s=lapas"),
        (listing("", "Hukum"), "https://kabarpantai.id/kategori/hukum/"),
        (links(), "https://kabarpantai.id/indeks.php"),
        (LOGIN, "https://kabarpantai.id/wp-login.php"),
        (MISSING, "https://kabarpantai.id/tidak-ada/"),
        (PARKED, "https://kabarpantai.id/"),
        ("<html><body><h1>Kontak</h1><p>Jalan Pantai 1</p></body></html>", "https://a.id/kontak"),
    ],
)
def test_page_without_a_story(body: str, url: str) -> None:
    with pytest.raises(PageError, match="not_article") as caught:
        read(page(body, url=url))
    assert caught.value.reason == "not_article"


def test_theme_that_calls_every_page_home() -> None:
    told = article(html(story()).replace("class='single'", "class='home'"))
    assert told.title == TITLE


def cards(heading: str = "h3", excerpt: str = f"{EXCERPT} Mereka menunggu sejak lama.") -> str:
    return "".join(
        f"<div class='k'><{heading}><a href='/b/{n}'>{teaser}</a></{heading}>"
        f"<span>12 Januari 2026</span><p>{excerpt}</p></div>"
        for n, teaser in enumerate(TEASERS)
    )


def called_article(heading: str, body: str, body_class: str = "") -> str:
    return (
        f"<html><head><title>{heading} - Kabar Pantai</title><meta property='og:type' "
        f"content='article'></head><body class='{body_class}'><h1>{heading}</h1>{body}"
    )


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Berita Lapas Terkini", "/topik/lapas"),
        ("Berita dan Informasi Seputar Lapas Hari Ini", "/topik/lapas"),
        ("Kumpulan Berita Kerja Sama Lapas dan Rutan di Banten", "/lapas"),
        ("Kategori: Hukum", "/hukum/"),
        ("Hukum", "/hukum/page/3/"),
        ("Penulis: Dewi Anggraini", "/profil/dewi"),
        ("Hasil Pencarian: lapas", "/hasil?kata=lapas"),
        ("Bulan: Februari 2026", "/2026/02/"),
    ],
)
@pytest.mark.parametrize("level", ["h2", "h3"])
def test_list_that_calls_itself_an_article(heading: str, path: str, level: str) -> None:
    with pytest.raises(PageError) as caught:
        read(page(called_article(heading, cards(level)), url=f"https://kabarpantai.id{path}"))
    assert caught.value.reason == "not_article"


@pytest.mark.parametrize("wrap", [html, lambda body: called_article(TITLE, body, "single")])
def test_short_story_above_many_cards_is_read(wrap: Callable[[str], str]) -> None:
    found = article(
        wrap(
            f"<div class='isi'><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div>"
            + (f"<div class='rekomendasi'><h4>Rekomendasi</h4>{cards()}</div>")
        )
    )
    assert found.text == "\n".join(PARAGRAPHS[:2])


@pytest.mark.parametrize("section", ["kanal", "rubrik", "kategori"])
def test_story_under_the_address_of_its_section(section: str) -> None:
    url = f"https://kabarpantai.id/{section}/daerah/rutan-serang-buka-kebun-hidroponik"
    assert read(page(html(story()).replace("single", ""), url=url)).title == TITLE


def test_short_story_is_read() -> None:
    assert article(html(story(PARAGRAPHS[:2]))).text == "\n".join(PARAGRAPHS[:2])


def test_short_story_among_many_teasers_is_read() -> None:
    teasers = "".join(
        f"<article class='teaser'><h3><a href='/{n}/'>{teaser}</a></h3></article>"
        for n, teaser in enumerate(TEASERS)
    )
    assert article(html(story(PARAGRAPHS) + teasers)).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        ("", "empty"),
        (b"\x00\x00\x00", "empty"),
        (b"%PDF-1.7 <html>", "not_html"),
        (b"\x89PNG\r\n\x1a\n....", "not_html"),
        (b"\xff\xd8\xff\xe0 JFIF", "not_html"),
        (b'{"title": "<p>lapas</p>"}', "not_html"),
        (b'[{"content": {"rendered": "<p>lapas</p>"}}]', "not_html"),
        (
            b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>',
            "not_html",
        ),
        (
            b'<?xml version="1.0"?>\n<!-- a -->\n<feed xmlns="http://www.w3.org/2005/Atom"/>',
            "not_html",
        ),
        (b"<urlset><url><loc>https://a.id/</loc></url></urlset>", "not_html"),
        (b"lapas rutan, and no markup at all", "not_html"),
        (b"<html><body></body></html>", "not_article"),
        (b"x" * (10 * 1024 * 1024 + 1), "too_large"),
        ("<html><body>" + "<p>lapas</p>" * 60_000, "too_large"),
    ],
)
def test_reason_of_a_page_that_cannot_be_read(body: bytes | str, reason: str) -> None:
    with pytest.raises(PageError) as caught:
        read(page(body))
    assert caught.value.reason == reason


@pytest.mark.parametrize("wrap", [str, str.encode, lambda text: text.encode("utf-16")])
def test_bytes_and_text_read_alike(wrap: Callable[[str], str | bytes]) -> None:
    found = article(wrap(html(story())))
    assert (found.title, found.text) == (TITLE, "\n".join(PARAGRAPHS))
    assert URL.startswith("https://")
