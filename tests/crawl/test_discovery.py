"""What feeds, sitemaps and front pages tell of a site's articles."""

from __future__ import annotations

import contextlib
import gzip
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery import addresses, feeds, listing, moments, sitemaps
from crawler.discovery.found import Found, Source
from model.exceptions import PageError
from tests.crawl.zoo import front, rss

NOW = datetime(2026, 2, 1, 3, tzinfo=UTC)
BASE = "https://kabar.example.id/"
HOSTS = frozenset({"kabar.example.id"})
NEWS_MAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://kabar.example.id/2026/01/satu</loc><news:news>
<news:publication_date>2026-01-22T10:00:00+07:00</news:publication_date>
<news:title>Rutan dan Pemkab Teken MoU</news:title></news:news></url></urlset>"""


def read_front(body: bytes | str) -> listing.Listing:
    content = body.encode() if isinstance(body, str) else body
    return listing.read(content, url=BASE, hosts=HOSTS, charset=None)


class TestAddresses:
    @pytest.mark.parametrize(
        "path",
        [
            "/2026/01/22/lapas-serang-teken-mou-dengan-pemkot/",
            "/lapas-serang-teken-mou-dengan-pemkot",
            "/berita/12345/rutan-gandeng-bnn",
            "/read/2026/01/22/12345/rutan-gandeng-bnn.html",
            "/2026/01/rutan-gandeng-bnn.html",
            "/berita.php?id=17",
            "/?p=4711",
            "/detail/18822",
            "/video/kepala-lapas-bicara-soal-kerja-sama-baru",
            "/daerah/rutan-gandeng-bnn-120934",
            "/read/2026/01/22/1020/Rutan.Serang.Gandeng.BNN.Banten",
            "/rutan_gandeng_bnn_banten.html",
        ],
    )
    def test_an_article(self, path: str) -> None:
        assert addresses.looks_like_article(addresses.join(BASE, path))

    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/kategori/daerah/",
            "/category/hukum/page/2/",
            "/tag/lapas/",
            "/tag/lapas-kelas-iia-tangerang-kota/",
            "/author/redaksi/",
            "/2026/01/",
            "/2026/01/22/",
            "/tentang-kami/",
            "/pedoman-media-siber/",
            "/wp-content/uploads/2026/01/foto-penandatanganan-mou-lapas.jpg",
            "/wp-login.php",
            "/?s=lapas",
            "/daerah",
            "/feed/",
            "/kalender/2026/2",
            "/surat-edaran-tentang-jam-kerja.pdf",
        ],
    )
    def test_no_article(self, path: str) -> None:
        assert not addresses.looks_like_article(addresses.join(BASE, path))

    def test_secrets_are_dropped(self) -> None:
        assert addresses.without_secrets("https://me:pa@ss@a.id/x?y=@z") == "https://a.id/x?y=@z"
        assert addresses.without_secrets("https://a.id/@people") == "https://a.id/@people"


class TestMoments:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Thu, 22 Jan 2026 10:00:00 +0700", "2026-01-22T03:00:00+00:00"),
            ("Thu, 22 Jan 2026 10:00:00 WIB", "2026-01-22T03:00:00+00:00"),
            ("Thu, 22 Jan 2026 10:00:00 GMT", "2026-01-22T10:00:00+00:00"),
            ("2026-01-22T10:00:00WITA", "2026-01-22T02:00:00+00:00"),
            ("2026-01-22 10:00:00", "2026-01-22T03:00:00+00:00"),
            ("2026-01-22", "2026-01-21T17:00:00+00:00"),
            ("2026-01", "2025-12-31T17:00:00+00:00"),
        ],
    )
    def test_a_time(self, text: str, expected: str) -> None:
        moment = moments.parse(text, NOW)
        assert moment is not None
        assert moment.astimezone(UTC).isoformat() == expected

    @pytest.mark.parametrize("text", [None, "", "kemarin", "2031-01-01", "0001-01-01", "9" * 100])
    def test_no_time(self, text: str | None) -> None:
        assert moments.parse(text, NOW) is None

    @given(st.text(max_size=70))
    @settings(max_examples=100, deadline=None)
    def test_anything(self, text: str) -> None:
        moments.parse(text, NOW)


class TestFeeds:
    def read(self, body: bytes | str, kind: str = "application/rss+xml") -> list[Found]:
        content = body.encode() if isinstance(body, str) else body
        return feeds.read(content, url=BASE + "feed/", content_type=kind, now=NOW)

    def test_rss(self) -> None:
        moment = datetime(2026, 1, 22, 3, tzinfo=UTC)
        body = rss(BASE, {"/satu": ("Satu & dua".replace("&", "&amp;"), moment)}).body
        (found,) = self.read(body)
        assert (found.url, found.title) == (BASE + "satu", "Satu & dua")
        assert found.published == moment

    def test_atom_takes_the_page_not_the_comments(self) -> None:
        (found,) = self.read(
            """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title>
            <link rel="replies" href="https://kabar.example.id/c"/>
            <link rel="alternate" href="/2026/01/satu.html"/>
            <published>2026-01-22T10:00:00+07:00</published></entry></feed>""",
            "application/atom+xml",
        )
        assert found.url == BASE + "2026/01/satu.html"

    def test_broken_xml_still_gives_what_is_there(self) -> None:
        body = rss(BASE, {"/satu": ("A", NOW), "/dua": ("B", NOW)}).body
        assert isinstance(body, str)
        assert [found.url for found in self.read(body.replace("</channel></rss>", "<item>&nbsp;"))][
            :2
        ] == [BASE + "satu", BASE + "dua"]

    def test_wrong_charset(self) -> None:
        body = (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><item><title>Caf\xe9'
        )
        body += "</title><link>https://kabar.example.id/a</link></item></channel></rss>"
        (found,) = self.read(body.encode("latin-1"))
        assert found.url == BASE + "a"

    @pytest.mark.parametrize("body", ["", "<html><body>Selamat datang</body></html>", "{}", "\0"])
    def test_no_feed(self, body: str) -> None:
        with pytest.raises(PageError, match="not_a_feed"):
            self.read(body, "text/html")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_an_xml_bomb_is_refused(self, encoding: str) -> None:
        bomb = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0">&b;</rss>'
        with pytest.raises(PageError, match="unsafe_xml"):
            self.read(bomb.encode(encoding))

    @given(st.binary(max_size=300))
    @settings(max_examples=60, deadline=None)
    def test_any_bytes(self, tail: bytes) -> None:
        for body in (tail, b'<rss version="2.0"><channel><item><link>' + tail):
            with contextlib.suppress(PageError):
                self.read(body)


class TestSitemaps:
    def read(self, body: bytes | str, limit: int = 1_000_000) -> sitemaps.Sitemap:
        content = body.encode() if isinstance(body, str) else body
        return sitemaps.read(content, url=BASE + "sitemap.xml", now=NOW, limit=limit)

    def test_news(self) -> None:
        (found,) = self.read(NEWS_MAP).pages
        assert found.source is Source.NEWS_SITEMAP
        assert found.title == "Rutan dan Pemkab Teken MoU"
        assert found.published == datetime(2026, 1, 22, 3, tzinfo=UTC)

    def test_gzip(self) -> None:
        assert len(self.read(gzip.compress(NEWS_MAP)).pages) == 1

    def test_a_gzip_bomb_is_refused(self) -> None:
        with pytest.raises(PageError, match="too_large"):
            self.read(gzip.compress(b" " * 2_000_000))

    def test_truncated_gzip_gives_what_is_there(self) -> None:
        assert self.read(gzip.compress(NEWS_MAP)[:-12]).pages

    def test_a_list_of_addresses(self) -> None:
        assert len(self.read("https://kabar.example.id/a\nhttps://kabar.example.id/b\n").pages) == 2

    def test_newest_first(self) -> None:
        urls = "".join(
            f"<url><loc>/p{day}</loc><lastmod>2026-01-{day:02}</lastmod></url>" for day in (3, 9, 5)
        )
        pages = self.read(f"<urlset>{urls}<url><loc>/undated</loc></url></urlset>").pages
        assert [page.url.removeprefix(BASE) for page in pages] == ["p9", "p5", "p3", "undated"]

    def test_index(self) -> None:
        names = ["post-sitemap1", "category-sitemap", "post-sitemap2", "news-sitemap", "wp-users-1"]
        body = "".join(f"<sitemap><loc>{BASE}{name}.xml</loc></sitemap>" for name in names)
        children = self.read(f"<sitemapindex>{body}</sitemapindex>").children
        chosen = sitemaps.worth_reading(children, None, 2)
        assert [child.url.removeprefix(BASE) for child in chosen] == [
            "news-sitemap.xml",
            "post-sitemap2.xml",
        ]

    def test_old_children_are_left(self) -> None:
        old = sitemaps.Child(BASE + "post-1.xml", datetime(2025, 1, 1, tzinfo=UTC))
        new = sitemaps.Child(BASE + "post-2.xml", datetime(2026, 1, 22, tzinfo=UTC))
        assert sitemaps.worth_reading([old, new], date(2026, 1, 1), 9) == [new]

    @pytest.mark.parametrize("body", ["<html><body></body></html>", "", "teks biasa", "<rss/>"])
    def test_no_sitemap(self, body: str) -> None:
        with pytest.raises(PageError, match=r"not_xml|not_a_sitemap"):
            self.read(body)

    def test_external_entities_are_refused(self) -> None:
        with pytest.raises(PageError, match="unsafe_xml"):
            self.read('<!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset>&f;</urlset>')

    @given(st.binary(max_size=400))
    @settings(max_examples=100, deadline=None)
    def test_any_bytes(self, tail: bytes) -> None:
        for body in (tail, b"<urlset><url><loc>" + tail, b"\x1f\x8b\x08" + tail):
            with contextlib.suppress(PageError):
                self.read(body)


class TestFrontPage:
    def test_articles_and_feeds(self) -> None:
        head = """<link rel="alternate" type="application/rss+xml" href="/feed/">
        <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
        <link rel="alternate" type="application/rss+xml" href="https://elsewhere.id/feed/">"""
        page = read_front(
            front("/satu", "/kategori/hukum/", "https://elsewhere.id/a", head=head).body
        )
        assert page.feeds == (BASE + "feed/",)
        assert [found.url for found in page.articles] == [BASE + "satu"]

    def test_www_is_the_same_site(self) -> None:
        page = read_front('<a href="//www.kabar.example.id/lapas-teken-mou-dengan-bnn">x</a>')
        assert len(page.articles) == 1

    def test_base(self) -> None:
        page = read_front('<base href="/baca/"><a href="lapas-teken-mou-dengan-bnn">x</a>')
        assert page.articles[0].url == BASE + "baca/lapas-teken-mou-dengan-bnn"

    def test_ten_thousand_links(self) -> None:
        body = "".join(f'<a href="/berita/{n}/judul-berita-hari-ini">x</a>' for n in range(10_000))
        assert 0 < len(read_front(body).articles) <= 300

    def test_nothing_there(self) -> None:
        with pytest.raises(PageError, match="not_html"):
            read_front("")

    @given(st.binary(max_size=400))
    @settings(max_examples=100, deadline=None)
    def test_any_bytes(self, tail: bytes) -> None:
        for body in (tail, b"<html><a href='" + tail, b'<base href="' + tail):
            with contextlib.suppress(PageError):
                read_front(body)
