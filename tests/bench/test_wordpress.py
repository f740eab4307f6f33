"""WordPress's REST API, feeds and sitemaps, as the real one has them."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any
from urllib.parse import quote

import feedparser
import pytest

from benchmarks.crawling.exchange import Reply
from benchmarks.crawling.site import Site
from crawler.discovery import feeds, sitemaps
from model.records import JAKARTA
from tests.bench.sites import NOW, ask, face, site

API = "/wp-json/wp/v2/posts"
COUNT = 35


@pytest.fixture(scope="module")
def press_site() -> Site:
    return site(face("wordpress"), count=COUNT)


def content(reply: Reply) -> Any:
    return json.loads(reply.body)


def test_pages_and_totals(press_site: Site) -> None:
    reply = ask(press_site, f"{API}?per_page=10&page=4")
    assert reply.headers["X-WP-Total"] == str(COUNT)
    assert reply.headers["X-WP-TotalPages"] == "4"
    assert len(content(reply)) == 5
    assert 'rel="prev"' in reply.headers["Link"]
    assert 'rel="next"' not in reply.headers["Link"]
    first = ask(press_site, API)
    assert len(content(first)) == 10
    assert 'page=2>; rel="next"' in first.headers["Link"]


def test_all_pages_hold_each_post_once(press_site: Site) -> None:
    found = [
        one["id"]
        for page in range(1, 5)
        for one in content(ask(press_site, f"{API}?page={page}&_fields=id"))
    ]
    assert sorted(found) == [post.number for post in press_site.posts]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("page=5", "rest_post_invalid_page_number"),
        ("per_page=101", "rest_invalid_param"),
        ("per_page=0", "rest_invalid_param"),
        ("page=0", "rest_invalid_param"),
        ("page=dua", "rest_invalid_param"),
        ("orderby=terbaru", "rest_invalid_param"),
        ("order=turun", "rest_invalid_param"),
        ("after=2026-01-05", "rest_invalid_param"),
        # A plus sign that nobody escaped is a space.
        ("after=2026-01-05T00:00:00+07:00", "rest_invalid_param"),
        ("orderby=relevance", "rest_no_search_term_defined"),
    ],
)
def test_bad_parameters(press_site: Site, query: str, code: str) -> None:
    reply = ask(press_site, f"{API}?{query}")
    assert reply.status == 400
    assert content(reply)["code"] == code
    assert content(reply)["data"]["status"] == 400


def test_nothing_found_is_an_empty_list_on_every_page(press_site: Site) -> None:
    reply = ask(press_site, f"{API}?search=zzz&page=3")
    assert (reply.status, content(reply)) == (200, [])
    assert reply.headers["X-WP-Total"] == "0"


def test_search_wants_every_word(press_site: Site) -> None:
    told = {post.number: post.versions[0] for post in press_site.posts}
    found = content(ask(press_site, f"{API}?search=lapas%20kerja&per_page=100&_fields=id"))
    wanted = {
        number
        for number, version in told.items()
        if all(
            word in " ".join((version.title, *version.paragraphs)).lower()
            for word in ("lapas", "kerja")
        )
    }
    assert wanted
    assert {one["id"] for one in found} == wanted


def test_fields_by_name_and_path(press_site: Site) -> None:
    reply = ask(press_site, f"{API}?_fields=id,title.rendered,none&per_page=1")
    (one,) = content(reply)
    assert set(one) == {"id", "title"}
    assert set(one["title"]) == {"rendered"}
    assert reply.told == ()
    full = ask(press_site, f"{API}?_fields=content&per_page=1")
    assert full.told == (press_site.posts[-1].number,)


def test_times_are_the_site_s_own_and_bounds_are_left_out(press_site: Site) -> None:
    third = press_site.posts[2]
    local = third.published.astimezone(JAKARTA)
    (shown,) = content(ask(press_site, f"{API}?search={quote(third.versions[0].title)}"))[:1]
    assert shown["date"] == f"{local:%Y-%m-%dT%H:%M:%S}"
    assert shown["date_gmt"] == f"{third.published.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"
    for moment in (shown["date"], quote(local.isoformat()), shown["date_gmt"] + "Z"):
        older = content(ask(press_site, f"{API}?before={moment}&_fields=id"))
        assert {one["id"] for one in older} == {post.number for post in press_site.posts[:2]}


def test_order(press_site: Site) -> None:
    rising = content(ask(press_site, f"{API}?order=asc&_fields=id,date"))
    assert [one["id"] for one in rising] == [post.number for post in press_site.posts[:10]]


def test_one_post_and_none(press_site: Site) -> None:
    number = press_site.posts[0].number
    assert content(ask(press_site, f"{API}/{number}"))["id"] == number
    assert content(ask(press_site, f"{API}/9"))["code"] == "rest_post_invalid_id"
    assert content(ask(press_site, "/wp-json/wp/v2/nix"))["code"] == "rest_no_route"
    assert "wp/v2" in content(ask(press_site, "/wp-json/"))["namespaces"]


def test_api_where_permalinks_are_off() -> None:
    plain = site(face("wordpress", "/?p={id}", "magazine", "plain"))
    assert ask(plain, "/wp-json/").status == 404
    assert ask(plain, "/robots.txt").status == 404
    found = content(ask(plain, "/?rest_route=/wp/v2/posts&per_page=3&_fields=link"))
    target = found[0]["link"].partition("8080")[2]
    assert ask(plain, target).told == (plain.posts[-1].number,)
    index = ask(plain, "/?sitemap=index")
    (child,) = sitemaps.read(index.body, url="x", now=NOW, limit=9_999_999).children
    assert ask(plain, child.url.partition("8080")[2]).body.count(b"<loc>") == COUNT


def test_api_that_is_shut() -> None:
    shut = site(face("wordpress", "/{slug}/", "classic", "no_api"))
    assert ask(shut, API).status == 401
    assert b"api.w.org" not in ask(shut, "/").body


def test_permalinks(press_site: Site) -> None:
    post = press_site.posts[0]
    path = press_site.faces[0].path(post)
    assert ask(press_site, path).told == (post.number,)
    assert ask(press_site, path.rstrip("/")).headers["Location"].endswith(path)
    assert ask(press_site, f"/?p={post.number}").headers["Location"].endswith(path)
    assert ask(press_site, "/2026/01/02/tidak-ada/").status == 404


def test_feeds_hold_ten_and_turn_their_leaves(press_site: Site) -> None:
    leaves = [ask(press_site, f"/feed/?paged={leaf}") for leaf in (1, 2, 3, 4)]
    assert [len(leaf.told) for leaf in leaves] == [10, 10, 10, 5]
    assert ask(press_site, "/feed/?paged=5").status == 404
    read = feeds.read(leaves[0].body, url="http://x/", content_type=leaves[0].kind, now=NOW)
    assert [found.title for found in read] == [
        post.versions[0].title for post in reversed(press_site.posts[-10:])
    ]
    assert feedparser.parse(ask(press_site, "/feed/atom/").body).version == "atom10"
    assert ask(press_site, "/comments/feed/").told == ()


def test_feeds_of_searches_tags_and_sections(press_site: Site) -> None:
    found = ask(press_site, "/?s=lapas&feed=rss2")
    assert found.told
    assert found.told == ask(press_site, "/search/lapas/feed/rss2/").told
    assert ask(press_site, "/?s=zzz&feed=rss2").status == 200
    section = press_site.posts[0].section.lower()
    assert press_site.posts[0].number in {
        number
        for leaf in (1, 2, 3)
        for number in ask(press_site, f"/category/{section}/feed/?paged={leaf}").told
    }


def test_conditional_feeds(press_site: Site) -> None:
    first = ask(press_site, "/feed/")
    tag, moment = first.headers["ETag"], first.headers["Last-Modified"]
    both = {"if-none-match": tag, "if-modified-since": moment}
    assert ask(press_site, "/feed/", both).status == 304
    assert ask(press_site, "/feed/", {"if-none-match": tag}).status == 304
    assert ask(press_site, "/feed/", {**both, "if-none-match": '"x"'}).status == 200


@pytest.mark.parametrize("option", ["", "yoast"])
def test_sitemaps_name_every_post(option: str) -> None:
    one = site(face("wordpress", "/{slug}/", "classic", *filter(None, [option])))
    (line,) = (
        line for line in ask(one, "/robots.txt").body.decode().splitlines() if "Sitemap" in line
    )
    index = ask(one, line.partition("8080")[2])
    children = sitemaps.read(index.body, url="x", now=NOW, limit=9_999_999).children
    named = {
        page.url
        for child in children
        for page in sitemaps.read(
            ask(one, child.url.partition("8080")[2]).body, url="x", now=NOW, limit=9_999_999
        ).pages
    }
    assert {url.partition("8080")[2] for url in named} == {
        one.faces[0].path(post) for post in one.posts
    }
