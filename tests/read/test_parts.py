"""Parts of one article are found on its pages and put together; pagers of lists are left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.records import Article, Label
from pipelines.chain import process
from pipelines.read import further_parts
from pipelines.read.joining import joined
from tests.read.pages import PARAGRAPHS, article, html, page, story

URL = "https://kabarpantai.id/daerah/rutan-serang-buka-kebun"
MORE = (
    "Kebun itu menjadi bagian dari perjanjian kerja sama dengan Dinas Pertanian Kota Serang.",
    "Perjanjian ditandatangani Kepala Rutan Serang dan Kepala Dinas Pertanian, Rabu (4/2/2026).",
    "Selama dua tahun, penyuluh akan datang setiap pekan untuk mendampingi warga binaan.",
)
TEASERS = "".join(
    f"<h3><a href='/daerah/{name}'>Bupati {name.title()} resmikan jembatan baru di desa</a></h3>"
    for name in ("ani", "budi", "citra", "dedi")
)


def link(address: str, label: str, extra: str = "") -> str:
    return f"<a href='{address}' {extra}>{label}</a>"


def parts(pager: str, url: str = URL, head: str = "", around: str = "") -> list[str]:
    body = html(story(after=f"<div class='page-links'>{pager}</div>") + around, head=head)
    found = further_parts(body.encode(), url)
    return [address.removeprefix(URL) for address in found]


PAGERS = {
    "numbers": ("Halaman: <span>1</span> " + link("?page=2", "2") + link("?page=3", "3"), 2, 3),
    "gap": (
        link("?page=2", "2") + "…" + link("?page=5", "5") + link("?page=2", "Next"),
        2,
        3,
        4,
        5,
    ),
    "next": (link("?page=2", "Halaman Selanjutnya »"), 2),
    "next in words": (link("?page=2", "Baca Selanjutnya: Halaman 2"), 2),
    "arrow": (link("?page=2", "›", "rel='next'"), 2),
    "labels": (link("?page=2", "Halaman 2") + link("?page=3", "Page 3"), 2, 3),
}


@pytest.mark.parametrize("name", PAGERS)
def test_numbered_parts(name: str) -> None:
    pager, *numbers = PAGERS[name]
    assert parts(str(pager)) == [f"?page={number}" for number in numbers]


@pytest.mark.parametrize(
    "sign", ["?halaman=2", "?showpage=2", "?p=2", "?pg=2", "/2", "/2/", "/page/2/", "/halaman/2"]
)
def test_signs_of_parts(sign: str) -> None:
    assert parts(link(URL + sign, "2")) == [sign]


def test_numbers_may_count_from_nothing_or_by_lines() -> None:
    assert parts(link("?page=1", "2") + link("?page=2", "3")) == ["?page=1", "?page=2"]
    assert parts(link(URL + "/10", "2") + link(URL + "/20", "3")) == ["/10", "/20"]


@pytest.mark.parametrize(
    ("sign", "label"),
    [
        ("?page=all", "Tampilkan Semua"),
        ("?page=all", "Show All"),
        ("?single=1", "Baca dalam satu halaman"),
        ("?showpage=all", "Lihat semua halaman"),
        ("/all", "Semua"),
    ],
)
def test_one_page_with_all_parts_is_preferred(sign: str, label: str) -> None:
    pager = link("?page=2", "2") + link("?page=3", "3") + link(URL + sign, label)
    assert parts(pager) == [sign]
    assert further_parts(html(story()), URL + sign) == ()


def test_a_part_leads_to_those_after_it() -> None:
    pager = link("?page=1", "1") + link("?page=3", "3") + link("?page=3", "Selanjutnya")
    assert parts(pager, URL + "?page=2") == ["?page=3"]
    assert parts(link(URL, "1") + link("?page=2", "2"), URL + "?page=3") == []


def test_the_head_names_the_next_part() -> None:
    assert parts("", head=f"<link rel='next' href='{URL}/2/'>") == ["/2/"]
    assert parts("", head="<link rel='next' href='/daerah/berita-lain'>") == []


NO_PARTS = {
    "next article": link("/daerah/lapas-cilegon-panen", "Selanjutnya", "rel='next'"),
    "another article's part": link("/daerah/lapas-cilegon-panen?page=2", "2"),
    "list": link("/daerah?page=2", "2") + link("/daerah/page/2", "Selanjutnya"),
    "comments": link(URL + "/comment-page-2/#comments", "2") + link("?cpage=2", "Next"),
    "other words": link("?page=2", "Lapas Cilegon panen raya di halaman belakang"),
    "post number": link("/?p=124", "2"),
    "itself": link(URL, "1") + link("?page=1", "1") + link("#2", "2"),
    "print": link("?print=2", "2"),
}


@pytest.mark.parametrize("name", NO_PARTS)
def test_what_is_no_part(name: str) -> None:
    assert parts(NO_PARTS[name]) == []


@pytest.mark.parametrize(
    "around",
    [
        "<div class='related'>{}</div>",
        "<aside>{}</aside>",
        "<div id='comments'>{}</div>",
        "<div class='x1'>" + TEASERS + "<div>{}</div></div>",
        "<div class='x1'>" + TEASERS + "</div><div class='x2'>{}</div>",
    ],
)
def test_pagers_of_lists_beside_a_story(around: str) -> None:
    pager = link("?page=2", "2") + link("?page=3", "Selanjutnya")
    assert parts("", around=around.format(pager)) == []


def test_lists_have_no_parts() -> None:
    pager = link("?page=2", "2") + link("/page/2", "2")
    for url in ("https://kabarpantai.id/", "https://kabarpantai.id/daerah"):
        assert further_parts(html(TEASERS + pager), url) == ()


def test_an_article_by_its_number_is_no_part() -> None:
    for url, other in (("/baca/57", "/baca/58"), ("/?p=57", "/?p=58"), ("/b?p=57", "/b?p=58")):
        body = html(story(after=link(other, "Selanjutnya") + link(other, "58")))
        assert further_parts(body, "https://kabarpantai.id" + url) == ()


@pytest.mark.parametrize(
    ("name", "found"), [("article__paging", (URL + "?page=2",)), ("pagination", ())]
)
def test_teasers_between_a_story_and_a_pager(name: str, found: tuple[str, ...]) -> None:
    inner = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    body = f"<div>{inner}{TEASERS}<p class='{name}'>{link('?page=2', '2')}</p></div>"
    assert further_parts(html(body), URL) == found


def test_a_pager_that_never_ends_is_cut() -> None:
    found = parts("".join(link(f"?page={number}", str(number)) for number in range(1, 100)))
    assert found == [f"?page={number}" for number in range(2, 21)]
    assert len(parts(link("?page=2", "2") + link("?page=99", "99"))) == 19


@pytest.mark.parametrize(
    "piece",
    [
        "<a href='?page=2'>2</a> ",
        "<h3><a href='/x'>Bupati resmikan jembatan baru</a></h3><a href='?page=2'>2</a>",
        "<a href='/a/b/c/2'>" + "Halaman Selanjutnya " * 3 + "</a>",
        f"<p>{PARAGRAPHS[0]}</p><div><a rel='next' href='?page=3'></a>",
    ],
)
def test_a_page_made_of_pagers_does_not_stall(piece: str) -> None:
    started = time.process_time()
    further_parts(html(piece * 8_000), URL)
    assert time.process_time() - started < 5


def pages(*texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(html(story(text)) for text in texts)


def test_parts_are_one_article() -> None:
    first, second, third = pages(PARAGRAPHS, (PARAGRAPHS[0], *MORE[:2]), MORE[2:])
    whole = article(first, parts=(page(second), page(third)))
    assert tuple(whole.text.split("\n")) == PARAGRAPHS + MORE
    assert whole.title == article(first).title
    assert whole.published == article(first).published


def test_the_page_with_all_parts_is_taken_alone() -> None:
    first, whole = pages(PARAGRAPHS, PARAGRAPHS + MORE)
    assert article(first, parts=(page(whole),)).text == article(whole).text


def test_a_part_that_cannot_be_read_is_left_out() -> None:
    first, second = pages(PARAGRAPHS, MORE)
    found = article(first, parts=(page(b"%PDF-1.4"), page(" "), page(second)))
    assert tuple(found.text.split("\n")) == PARAGRAPHS + MORE


def test_what_later_parts_tell_is_judged_and_recorded() -> None:
    first, second = pages(PARAGRAPHS, MORE)
    alone, whole = process(page(first)), process(page(first, parts=(page(second),)))
    assert alone.judgement is not None
    assert whole.judgement is not None
    assert (alone.judgement.label, whole.judgement.label) == (Label.OTHER, Label.PARTNERSHIP)
    assert whole.agreements


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.booleans())
def test_however_an_article_is_cut_it_is_whole_again(cuts: list[int], repeats: bool) -> None:
    lines = [f"Baris nomor {number} dari cerita yang panjang sekali ini." for number in range(40)]
    first, rest = lines[:2], lines[2:]
    others = []
    for cut in cuts:
        taken, rest = rest[:cut], rest[cut:]
        others.append([*(lines[:1] if repeats else []), *taken])
    told = [
        Article(title="Judul", text="\n".join(part), language="id") for part in (first, *others)
    ]
    assert joined(told[0], told[1:]).text.split("\n") == lines[: 2 + sum(cuts)]


PIECES = """<p> </p> <div class="page-links"> </div> <a href="?page=2">2</a> <a href="/2"> </a> »
<a href="?page=all">Semua</a> <a href="http://[::1"> <link rel="next" href="?page=9"> <aside>
Rumah tahanan itu membuka kebun seluas dua ratus meter untuk warga binaan dan keluarganya.""".split(
    "\n"
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20), st.text(max_size=30))
def test_whatever_a_page_holds_parts_are_addresses_of_its_own(pieces: list[str], tail: str) -> None:
    found = further_parts("<html>" + " ".join(pieces) + tail, URL)
    assert len(found) == len(set(found)) < 20
    assert all(address.startswith(URL) for address in found)
    assert further_parts(tail, tail) == ()
