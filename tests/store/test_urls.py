"""Addresses that differ only in spelling are one; others are not."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.exceptions import InputError
from model.urls import canonical, identity, site_of

SAME = [
    ("HTTPS://WWW.Kabar.Example:443/a", "http://kabar.example:80/a/"),
    ("https://kabar.example/a#komentar", "https://kabar.example/a"),
    ("https://kabar.example/a?utm_source=x&fbclid=1&gclid=2&share=wa", "https://kabar.example/a"),
    ("https://kabar.example/a/amp/", "https://kabar.example/a"),
    ("https://kabar.example/a?amp", "https://kabar.example/a"),
    ("https://kabar.example/a?amp=1", "https://kabar.example/a"),
    ("https://amp.kabar.example/a", "https://m.kabar.example/a"),
    ("https://wap.kabar.example/a", "https://mobile.kabar.example/a"),
    ("https://kabar.example/amp/berita/a", "https://kabar.example/berita/a"),
    ("https://kabar.example/2026/a.amp.html", "https://kabar.example/2026/a.html"),
    ("https://kabar.example/a.amp", "https://kabar.example/a"),
    ("https://kabar.example/a?outputType=amp", "https://kabar.example/a"),
    ("https://kabar.example/a?amp_js_v=0.1&usqp=mq331", "https://kabar.example/a?output=amp"),
    (
        "https://kabar.example/a?tag_from=wp_cb&jxconn=1*x&gad_campaignid=3",
        "http://kabar.example/a",
    ),
    (
        "https://kabar.example/a?doing_wp_cron=17.2&__twitter_impression=true",
        "https://kabar.example/a",
    ),
    ("https://kabar.example/a?single=1", "https://kabar.example/a?showpage=all"),
    ("https://kabar.example/2026/a.html?m=1", "https://kabar.example/2026/a.html"),
    ("https://kabar.example/baca/1?page=all", "https://kabar.example/baca/1"),
    ("https://kabar.example/index.html", "https://kabar.example"),
    ("https://kabar.example/rubrik/index.php", "https://kabar.example/rubrik"),
    ("https://kabar.example/?b=2&a=1", "https://kabar.example/?a=1&b=2"),
    ("https://kabar.example/?a=1&amp;b=2", "https://kabar.example/?a=1&b=2"),
    ("https://kabar.example/%7Elapas/%c3%a9", "https://kabar.example/~lapas/é"),
    ("https://kabar.example/a b", "https://kabar.example/a%20b"),
    ("https://kabar.example/x/../a//b/./c", "https://kabar.example/a/b/c"),
    ("https://böse.example/a", "https://xn--bse-sna.example/a"),
    ("https://user:pass@kabar.example./a", "https://kabar.example/a"),
    ("  https://kabar.example/a\n", "https://kabar.example/a"),
]
DIFFERENT = [
    ("https://kabar.example/?p=1", "https://kabar.example/?p=2"),
    ("https://kabar.example/a?page=2", "https://kabar.example/a"),
    ("https://kabar.example/?m=202601", "https://kabar.example/"),
    ("https://kabar.example:8080/a", "https://kabar.example/a"),
    ("https://kabar.example/A", "https://kabar.example/a"),
    ("https://kabar.example/amp", "https://kabar.example/"),
    ("https://kabar.example/amplas/berita", "https://kabar.example/berita"),
    ("https://kabar.example/a?type=video", "https://kabar.example/a"),
    ("https://kabar.example/a?single=2", "https://kabar.example/a"),
    ("https://wapres.kabar.example/a", "https://kabar.example/a"),
    ("https://kabar.example/a%2Fb", "https://kabar.example/a/b"),
    ("https://banten.kabar.example/a", "https://kabar.example/a"),
    ("https://m.co.id/a", "https://co.id/a"),
]
NO_WEB_ADDRESSES = [
    "",
    "kabar.example/a",
    "file:///tmp/a.html",
    "mailto:a@kabar.example",
    "https://",
    "https:///a",
    "https://./a",
    "http://[::1",
    "http://kabar.example:port/",
    "http://kabar.example:99999999/",
    "https://ka bar.example/",
    "https://" + "é" * 80 + ".example/",
    "javascript:alert(1)",
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_page(left: str, right: str) -> None:
    assert canonical(left) == canonical(right)


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_two_pages(left: str, right: str) -> None:
    assert canonical(left) != canonical(right)


@pytest.mark.parametrize("url", NO_WEB_ADDRESSES)
def test_what_is_no_web_address_is_refused_but_is_an_identity(url: str) -> None:
    with pytest.raises(InputError):
        canonical(url)
    assert identity(f" {url} ") == url


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.Kabar.example/a", "kabar.example"),
        ("https://m.kabar.example/a", "kabar.example"),
        ("http://127.0.0.1:8001/a", "127.0.0.1:8001"),
        ("http://[::1]:8001/a", "[::1]:8001"),
        ("https://co.id/", "co.id"),
        ("file:///tmp/a.html", "file"),
        ("kabar.example", ""),
        ("", ""),
    ],
)
def test_the_site_of_an_address(url: str, site: str) -> None:
    assert site_of(url) == site


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60).map("https://kabar.example/".__add__) | st.text(max_size=60))
@example("https://kabar.example/%")
@example("https://kabar.example/%%41%zz")
@example("https://kabar.example/?%3D=%26&=&&a")
@example("https://kabar.example/a/amp/amp/index.php/amp")
@example("https://kabar.example/amp/amp/a.amp.amp.html")
@example("https://kabar.example/amp/index.amp.html")
@example("https://kabar.example/a/..amp")
@example("https://www.m.amp.kabar.example/\ud800")
def test_no_text_breaks_it_and_twice_is_once(url: str) -> None:
    assert isinstance(site_of(url), str)
    try:
        once = canonical(url)
    except InputError:
        assert identity(url) == url.strip()
    else:
        assert canonical(once) == once
        assert site_of(once) == site_of(url)
