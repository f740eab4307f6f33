"""Title, times, writers, tags and addresses come from where a page states them best."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from model.records import JAKARTA, PublishedBasis
from pipelines.read.titles import LONGEST_TITLE
from tests.read.pages import FETCHED_AT, PARAGRAPHS, TITLE, URL, article, html, plain, story

AT = datetime(2026, 1, 22, 14, 5, tzinfo=JAKARTA)
ISO = "2026-01-22T14:05:00+07:00"


def linked(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


NEWS = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": ISO,
    "author": {"name": "Dewi Ayu"},
}


@pytest.mark.parametrize(
    "head",
    [
        linked(NEWS),
        linked([NEWS]),
        linked([[{"@type": "Organization", "name": "Kabar Pantai"}], NEWS]),
        linked({"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, NEWS]}),
        linked({**NEWS, "@type": ["Article", "NewsArticle"]}),
        linked({**NEWS, "@type": "http://schema.org/NewsArticle", "author": ["Dewi Ayu"]}),
        linked({"@type": "WebPage", "mainEntity": NEWS}),
        linked("<!-- " + json.dumps(NEWS) + " -->"),
        linked("//<![CDATA[\n" + json.dumps(NEWS) + "\n//]]>"),
        linked(json.dumps(NEWS)[:-1] + ",}"),
        linked(json.dumps(NEWS).replace(TITLE, TITLE + ' "x" ')),
        linked(json.dumps(NEWS).replace(TITLE, TITLE + "\n\t")),
        linked({**NEWS, "datePublished": "2026-01-01", "headline": "Lain", "url": "https://a.id/b"})
        + linked({**NEWS, "mainEntityOfPage": {"@id": URL}}),
    ],
)
def test_linked_data_in_any_shape(head: str) -> None:
    found = article(html(story(), head))
    assert (found.published, found.published_basis) == (AT, PublishedBasis.JSONLD)
    assert found.authors == ("Dewi Ayu",)


@pytest.mark.parametrize("broken", ["{", "[" * 100_000, "null", '"x"', "[1, [2, {}]]", "{}" * 9])
def test_broken_linked_data_is_no_harm(broken: str) -> None:
    found = article(html(story(), linked(broken)))
    assert found.text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("markup", "moment", "basis"),
    [
        ("<p class='meta'>Kamis, 22 Januari 2026 | 14:05 WIB</p>", AT, "text"),
        ("<div>Kamis, 22 Januari 2026 14.05 WIB</div>", AT, "text"),
        ("<span class='tgl'>22 Jan 2026, 15:05 WITA</span>", AT, "text"),
        ("<small>Diterbitkan 22/01/2026 14:05</small>", AT, "text"),
        (
            "<span class='date'>22 Nopember 2025</span>",
            datetime(2025, 11, 22, tzinfo=JAKARTA),
            "text",
        ),
        ("<span class='date'>3 Sept 2025</span>", datetime(2025, 9, 3, tzinfo=JAKARTA), "text"),
        ("<span class='date'>3 Agt 2025</span>", datetime(2025, 8, 3, tzinfo=JAKARTA), "text"),
        ("<span class='date'>2 jam lalu</span>", FETCHED_AT - timedelta(hours=2), "text"),
        (f"<time datetime='{ISO}'>kemarin</time>", AT, "meta"),
        (f"<meta property='article:published_time' content='{ISO}'>", AT, "meta"),
        ("<p>tanpa waktu</p>", None, "none"),
    ],
)
def test_published(markup: str, moment: datetime | None, basis: str) -> None:
    found = article(html(markup + story()))
    assert (found.published, found.published_basis) == (moment, basis)


def test_a_date_told_by_the_story_is_no_time_of_publication() -> None:
    first = "Rutan Serang membuka kebun hidroponik di halaman belakang, Kamis (22/1/2026)."
    assert article(html(story((first, *PARAGRAPHS)))).published is None


@pytest.mark.parametrize(
    "at", ["2027-01-01T00:00:00+07:00", "1970-01-01T00:00:00+00:00", "0001-01-01"]
)
def test_times_that_cannot_be_are_not_believed(at: str) -> None:
    head = f"<meta property='article:published_time' content='{at}'>"
    assert article(html(story(), head)).published is None
    assert article(html(story(), head + linked(NEWS))).published == AT


@pytest.mark.parametrize(
    "path", ["2026/01/22/kebun", "read/2026/01/22/1234/kebun", "20260122/kebun", "26/01/22/kebun"]
)
def test_day_in_the_address(path: str) -> None:
    found = article(html(story()), url=f"https://kabarpantai.id/{path}")
    assert found.published == datetime(2026, 1, 22, tzinfo=JAKARTA)
    assert found.published_basis == PublishedBasis.URL


def test_what_the_giver_says_wins_and_what_a_feed_says_comes_last() -> None:
    head = f"<meta property='article:published_time' content='{ISO}'>"
    other = AT - timedelta(days=9)
    given = article(html(story(), head), published=other, published_basis="given")
    assert (given.published, given.published_basis) == (other, PublishedBasis.GIVEN)
    assert article(html(story(), head), published=other, published_basis="feed").published == AT
    fed = article(html(story()), published=other, published_basis="feed")
    assert (fed.published, fed.published_basis) == (other, PublishedBasis.FEED)
    assert plain(PARAGRAPHS[0], published=other, published_basis="given").published == other


@pytest.mark.parametrize(
    "title",
    [
        f"{TITLE} - Kabar Pantai",
        f"{TITLE} | KabarPantai.id",
        f"{TITLE} – kabarpantai.id",
        f"Kabar Pantai: {TITLE}",
        f"{TITLE} - Daerah - Kabar Pantai",
        f"{TITLE} - Kabar Pantai - Halaman 2",
        TITLE,
    ],
)
def test_title_without_the_outlet(title: str) -> None:
    head = "<meta property='og:site_name' content='Kabar Pantai'>"
    body = html(story(), head).replace(f"<title>{TITLE} - Kabar Pantai", f"<title>{title}")
    assert article(body).title == TITLE
    assert article(body.replace(f"<h1>{TITLE}", "<h1>Kabar Pantai")).title in (
        TITLE,
        f"{TITLE} - Daerah",
    )


@pytest.mark.parametrize("endless", ["Lapas Serang " * 100, "L" * 1_200])
def test_a_title_without_end_is_cut(endless: str) -> None:
    paragraphs = tuple(f"Ke-{number}, {text}" for number in range(9) for text in PARAGRAPHS)
    title = article(html(story(paragraphs), title=endless)).title

    assert 300 < len(title) <= LONGEST_TITLE
    assert endless.startswith(title)


def test_dash_inside_a_title_stays() -> None:
    title = "Bapas Serang - Dinas Sosial Sepakat Dampingi Klien"
    assert article(html(story(), title=title)).title == title


@pytest.mark.parametrize(
    ("stated", "canonical"),
    [
        ("https://kabarpantai.id/a/", "https://kabarpantai.id/a/"),
        ("/a/", "https://kabarpantai.id/a/"),
        ("//www.kabarpantai.id/a/#x", "https://www.kabarpantai.id/a/"),
        ("https://kabarpantai.id/", None),
        ("https://lain.id/a/", None),
        ("javascript:void(0)", None),
        ("http://[", None),
    ],
)
def test_canonical_address(stated: str, canonical: str | None) -> None:
    head = f"<link rel='canonical' href='{stated}'>"
    assert article(html(story(), head)).canonical_url == canonical


@pytest.mark.parametrize(
    ("claim", "authors"),
    [
        ("Dewi Anggraini", ("Dewi Anggraini",)),
        ("Oleh: Dewi Anggraini, S.H.", ("Dewi Anggraini",)),
        ("Dewi Anggraini/Sari Utami", ("Dewi Anggraini", "Sari Utami")),
        ("admin", ()),
        ("Redaksi", ()),
        ("Tim Kabar Pantai", ()),
        ("Kabar Pantai", ()),
        ("https://facebook.com/kabarpantai", ()),
        ("dewi@kabarpantai.id", ()),
    ],
)
def test_authors_are_people(claim: str, authors: tuple[str, ...]) -> None:
    head = (
        f"<meta name='author' content='{claim}'>"
        f"<meta property='og:site_name' content='Kabar Pantai'>"
    )
    assert article(html(story(), head)).authors == authors


def test_tags_are_those_shown() -> None:
    shown = (
        "<p class='tags'><a rel='tag' href='/tag/a'>Rutan Serang</a> "
        "<a rel='tag' href='/tag/b'>kebun</a></p>"
    )
    head = "<meta name='keywords' content='berita, terkini'>"
    assert article(html(story(after=shown), head)).tags == ("Rutan Serang", "kebun")
    assert article(html(story(), head)).tags == ("berita", "terkini")


DAY_ONLY = "<time datetime='2026-01-22'>22 Januari 2026</time>"


@pytest.mark.parametrize(
    ("above", "below", "head", "basis"),
    [
        ("", f"<div class='stamp'>{DAY_ONLY}</div>", linked(NEWS), "jsonld"),
        ("", f"{DAY_ONLY}<span class='tgl'>Kamis, 22/01/2026 - 14:05 WIB</span>", "", "text"),
        ("", f"<abbr class='published updated' title='{ISO}'>22 Januari</abbr>", "", "meta"),
        ("", f"<time class='published updated' datetime='{ISO}'>22 Januari</time>", "", "meta"),
        (
            "",
            "<footer class='node__meta'><div class='node__submitted'>Dikirim oleh humas pada "
            "Kamis, 22/01/2026 - 14:05</div></footer>",
            "",
            "text",
        ),
        (
            "",
            f"<footer class='post-info'><abbr class='published' title='{ISO}'>Thu 22 January 2026"
            "</abbr></footer>",
            "",
            "meta",
        ),
        (
            "",
            "<ul class='post-info'><li><span class='date'>Januari 22, 2026</span></li>"
            "<li><span>02:05 PM</span></li></ul>",
            "",
            "text",
        ),
        (
            "<div><ul><li><span data-hook='time-ago'>22 Jan 2026 14.05</span></li></ul></div>",
            "",
            "",
            "text",
        ),
    ],
)
def test_the_hour_is_found(above: str, below: str, head: str, basis: str) -> None:
    page = html(f"{below}{story()}", head).replace("<h1>", f"<article>{above}<div><h1>")
    page = page.replace("</h1>", "</h1></div>")
    found = article(page)
    assert (found.published, found.published_basis) == (AT, PublishedBasis(basis))


def test_the_hour_of_another_day_is_not_taken() -> None:
    other = linked({**NEWS, "datePublished": "2026-01-25T10:00:00+07:00"})
    found = article(html(f"<div>{DAY_ONLY}</div>{story()}", other))
    assert found.published == AT.replace(hour=0, minute=0)


@pytest.mark.parametrize(
    "same",
    ["Website Resmi Kota Serang", "Selamat Datang di Portal Kami", "Detail Berita", "Berita"],
)
def test_title_alike_on_all_pages_is_no_headline(same: str) -> None:
    page = html(story()).replace(f"{TITLE} - Kabar Pantai</title>", f"{same}</title>")
    assert article(page).title == TITLE


def test_name_of_the_outlet_in_a_title_alike_on_all_pages() -> None:
    page = html(story()).replace(
        f"{TITLE} - Kabar Pantai</title>", "Situs Resmi Kota Serang</title>"
    )
    assert article(page).site_name == "Kota Serang"


def test_name_of_the_outlet_beside_a_heading_that_is_not_closed() -> None:
    assert article(html(story()).replace("</h1>", "<h1></h1>")).site_name == "Kabar Pantai"


@pytest.mark.parametrize(
    ("claims", "authors"),
    [
        (["Rudi", "Rudi Hartono"], ("Rudi Hartono",)),
        (["Unknown"], ()),
        (["Dewi Ayu", "Ayu Lestari"], ("Dewi Ayu", "Ayu Lestari")),
    ],
)
def test_each_author_once_and_in_full(claims: list[str], authors: tuple[str, ...]) -> None:
    assert article(html(story(), linked({**NEWS, "author": claims}))).authors == authors


def test_a_headline_in_a_font_of_its_own() -> None:
    body = f"<font class='judulberita'>{TITLE}</font><br>{story()}"
    title = "<title>.:: Situs Resmi Kabupaten Pegunungan ::.</title>"
    found = article(f"<html><head>{title}</head><body>{body}</body></html>")
    assert found.title == TITLE
    assert tuple(found.text.split("\n")) == PARAGRAPHS


@pytest.mark.parametrize(
    ("line", "authors", "sources"),
    [
        ("Dewi Ayu - <span>kabarSerang</span><br>Kamis, 22 Jan 2026 14:05", ("Dewi Ayu",), ()),
        ("Tim Kabar, Dewi Ayu | Kamis, 22 Januari 2026 14:05", ("Dewi Ayu",), ()),
        ("<span>✎ Humas Rutan Serang</span> | 22 Januari 2026", (), ("Humas Rutan Serang",)),
        ("<span>Serang</span> | 22 Januari 2026", (), ()),
    ],
)
def test_who_stands_in_the_line_below_the_headline(
    line: str, authors: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    found = article(html(f"<div>{line}</div>{story()}"))
    assert (found.authors, found.sources) == (authors, sources)


@pytest.mark.parametrize(
    "row",
    [
        "<div><div>Sumber</div><div>Bagian Protokol Kota Serang</div></div>",
        "<p><b>Sumber</b>: Bagian Protokol Kota Serang</p>",
    ],
)
def test_a_row_that_names_the_source(row: str) -> None:
    assert article(html(story() + row)).sources == ("Bagian Protokol Kota Serang",)


def test_a_captions_source_is_not_the_storys() -> None:
    caption = "<figure><img><figcaption>Sumber: Instagram Warga Serang</figcaption></figure>"
    assert article(html(story(after=caption))).sources == ()


def test_names_in_rows_that_the_page_breaks() -> None:
    credit = "<p class='kredit'>Reporter: Dewi Ayu (Magang)<br>Penyelaras naskah: Rahmat Ali</p>"
    found = article(html(story() + credit))
    assert (found.authors, found.editors) == (("Dewi Ayu",), ("Rahmat Ali",))


def test_a_name_without_a_role_before_the_editors() -> None:
    found = article(html(story((*PARAGRAPHS, "Dewi Ayu | Editor: R. Hidayat"))))
    assert (found.authors, found.editors) == (("Dewi Ayu",), ("R. Hidayat",))
    assert tuple(found.text.split("\n")) == PARAGRAPHS


def test_the_time_of_another_storys_teaser_is_not_its_own() -> None:
    teaser = "<h3><a href='/b/'>Muara Dikeruk</a></h3><time datetime='2026-01-01T08:00Z'></time>"
    found = article(
        html(f"<p>Sen, 10/05/2026 - 16:22</p>{story()}<div>{teaser}</div>"),
        fetched_at=datetime(2026, 11, 1, tzinfo=JAKARTA),
    )
    assert found.published == datetime(2026, 10, 5, 16, 22, tzinfo=JAKARTA)


def test_posts_that_amp_embeds_are_no_lines() -> None:
    post = "<amp-twitter><blockquote placeholder>Merinding! — @kereta</blockquote></amp-twitter>"
    assert tuple(article(html(story(after=post))).text.split("\n")) == PARAGRAPHS


@pytest.mark.parametrize("desk", ["Redaksi Pantai", "Kabar Pantai", "admin", "PANTAI News Agency"])
def test_a_byline_on_the_page_comes_before_a_desk_told_to_machines(desk: str) -> None:
    site = "<meta property='og:site_name' content='Kabar Pantai'>"
    head = f"<meta name='author' content='{desk}'>{site}"
    byline = "<div class='entry-meta'>Ditulis oleh <a rel='author' href='/d'>Dewi Ayu</a></div>"
    assert article(html(byline + story(), head)).authors == ("Dewi Ayu",)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<span>Dewi Ayu</span> · <span>6 bulan lalu</span> · <span>1 mnt</span>", ("Dewi Ayu",)),
        ("<a>admin</a> · <span>6 bulan lalu</span> · <a href='#k'>Tinggalkan Komentar</a>", ()),
    ],
)
def test_who_stands_beside_the_age_of_a_story(line: str, authors: tuple[str, ...]) -> None:
    assert article(html(f"<div>{line}</div>{story()}")).authors == authors


def test_an_editor_before_what_another_did() -> None:
    found = article(html(story((*PARAGRAPHS, "Penyunting: Rahmat Ali. Riset: Sari Dewi."))))
    assert found.editors == ("Rahmat Ali",)
    assert tuple(found.text.split("\n")) == PARAGRAPHS


def test_the_day_of_submission_comes_before_that_of_a_teaser() -> None:
    submitted = (
        "<footer class='node__meta'><div class='node__submitted'>Dikirim oleh humas pada "
        "Sel, 13/01/2026 - 10:05</div></footer>"
    )
    teaser = "<div><a href='/2'>Wisuda Periode III</a><span class='tgl'>10 Jan 2026</span></div>"
    found = article(html(f"{submitted}{story()}{teaser}"))
    assert found.published == datetime(2026, 1, 13, 10, 5, tzinfo=JAKARTA)


def test_tags_of_the_whole_site_and_sections_are_not_the_storys() -> None:
    section = "<div class='taxonomy-category'><a rel='tag' href='/hukum/'>Hukum</a></div>"
    own = "<div class='topik'>Topik: <a href='/topik/kebun/'>kebun</a></div>"
    main = "<div class='topik-utama'><a href='/topic/hukum'>Hukum</a></div>"
    cloud = "<aside class='widget_tag_cloud'><a rel='tag' href='/tag/sawit/'>sawit (61)</a></aside>"
    assert article(html(section + main + story() + own + cloud)).tags == ("kebun",)


@pytest.mark.parametrize(
    "row",
    [
        "<p>Ditulis <b>Dewi Ayu</b> · Disunting <b>Rahmat Ali</b> · 22 Januari 2026</p>",
        "<p><em>Dewi Ayu menulis dari Serang. Naskah disunting oleh Rahmat Ali.</em></p>",
    ],
)
def test_who_edited_without_a_mark(row: str) -> None:
    assert article(html(f"{row}{story()}")).editors == ("Rahmat Ali",)


def test_what_an_author_says_of_herself_is_no_name() -> None:
    box = (
        "<div class='author_desc'><p>Menulis dari lereng Sumbing dan Sindoro sejak 2017.</p></div>"
    )
    assert article(html(story() + box)).authors == ()


def test_the_age_of_stories_below_is_not_the_storys() -> None:
    ages = "".join(f"<li><span class='time'>{hours} jam yang lalu</span></li>" for hours in (2, 4))
    found = article(html(f"<div>Kamis, 22 Jan 2026 09:05</div>{story()}<ul>{ages}</ul>"))
    assert found.published == datetime(2026, 1, 22, 9, 5, tzinfo=JAKARTA)


@pytest.mark.parametrize("label", ["Tag:", "TOPIK", "Kata kunci:"])
def test_tags_behind_a_label(label: str) -> None:
    row = f"<div class='x1'>{label} <a href='/k/kebun'>kebun</a> <a href='/k/rutan'>rutan</a></div>"
    trending = "<div class='trending-tag'>Tag: <a href='/tag/umk'>UMK</a></div>"
    assert article(html(trending + story() + row)).tags == ("kebun", "rutan")
