"""Every kind of software: pages that can be read, and lists, feeds or sitemaps that name them."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urljoin

import feedparser
import pytest
from lxml import html

from benchmarks.crawling.exchange import Ask
from benchmarks.crawling.makes import MAKES
from benchmarks.crawling.site import Face, Site
from model.records import Label, Page
from pipelines.chain import process
from pipelines.text.prison_words import mentions_prison
from tests.bench.sites import FIRST, HOST, NOW, PORT, ask, face, posts, site

FACES = {
    f"{made.software} {' '.join(made.options)} {theme} {permalink}": face(
        made.software, permalink, theme, *made.options
    )
    for number, made in enumerate(MAKES)
    for theme, permalink in zip(made.themes, made.permalinks[number % 3 :] * 2, strict=False)
}


def relevant_page(one: Site) -> Page:
    post = next(post for post in one.posts if post.is_relevant)
    target = one.faces[0].path(post)
    reply = ask(one, target)
    assert reply.told == (post.number,)
    return Page(
        url=f"http://{HOST}:{PORT}{target}",
        body=reply.body,
        content_type=reply.kind,
        fetched_at=NOW + timedelta(hours=1),
    )


@pytest.mark.parametrize("name", FACES)
def test_a_partnership_story_is_kept_in_every_theme(name: str) -> None:
    one = site(FACES[name])
    page = relevant_page(one)
    assert isinstance(page.body, bytes)
    assert mentions_prison(page.body)
    reading = process(page)
    assert reading.judgement is not None
    assert reading.judgement.label is Label.PARTNERSHIP


@pytest.mark.parametrize("name", FACES)
def test_lists_lead_to_every_post(name: str) -> None:
    one = site(FACES[name], count=25)
    found: set[str] = set()
    todo, seen = [f"http://{HOST}:{PORT}/"], set[str]()
    while todo:
        url = todo.pop()
        if url in seen:
            continue
        seen.add(url)
        reply = ask(one, url.partition(str(PORT))[2])
        assert reply.status == 200, url
        links = [
            urljoin(url, link) for link in html.document_fromstring(reply.body).xpath("//a/@href")
        ]
        found |= {Ask.of("", link.partition(str(PORT))[2]).target for link in links}
        # The leaves of the front page alone.
        todo += [link for link in links if _is_leaf(link, one.faces[0])]
    assert {one.faces[0].path(post) for post in one.posts} <= found


def _is_leaf(url: str, one: Face) -> bool:
    if one.software == "wordpress":
        return bool(re.search(r"8080/(?:page/\d+/|\?paged=\d+)$", url))
    return bool(
        re.search(r"8080/(?:index.php)?(?:search)?\??(?:updated-max|page|hal|start|halaman/)", url)
    )


def test_every_post_comes_and_goes_on_all() -> None:
    told = posts(12)
    for name, one_face in FACES.items():
        one = site(one_face, told=told)
        target = one_face.path(told[5])
        assert ask(one, target, now=told[5].published).told == (told[5].number,), name
        early = ask(one, target, now=told[5].published - timedelta(seconds=1))
        assert early.status == 404 or early.told == (), name


def test_blogger_s_feed() -> None:
    one = site(face("blogger", "/{year}/{month}/{slug}.html", "blogger"), count=160)
    first = ask(one, "/feeds/posts/default?max-results=500")
    assert len(first.told) == 150
    assert b"<openSearch:totalResults>160<" in first.body
    following = feedparser.parse(first.body).feed.links
    (onward,) = (link.href for link in following if link.rel == "next")
    assert len(ask(one, onward.partition("8080")[2]).told) == 10
    assert len(ask(one, "/feeds/posts/default").told) == 25
    assert ask(one, "/feeds/posts/summary").told == ()
    found = ask(one, "/feeds/posts/default?q=lapas&max-results=150")
    assert 0 < len(found.told) < 150
    assert ask(one, "/feeds/posts/default/-/Nix").told == ()
    assert b"Disallow: /search" in ask(one, "/robots.txt").body
    assert ask(one, "/sitemap.xml").body.count(b"<sitemap>") == 2
    assert ask(one, "/sitemap.xml?page=2").body.count(b"<loc>") == 10


def test_a_static_site_has_validators_on_pages() -> None:
    one = site(face("static", "/berita/{slug}.html", "portal"))
    target = one.faces[0].path(one.posts[0])
    tag = ask(one, target).headers["ETag"]
    assert ask(one, target, {"if-none-match": tag}).status == 304


def test_what_is_not_there_is_said_softly_by_some() -> None:
    one = site(face("handmade", "/read/{id}/{slug}.html", "handmade", "soft_404"))
    assert ask(one, "/baca.php?id=9").status == 200
    assert ask(one, "/read/9/x.html").status == 404


def test_the_news_sitemap_holds_two_days() -> None:
    one = site(face("portal", "/read/{year}/{month}/{day}/{id}/{slug}", "portal"))
    fresh = [post for post in one.posts if post.published > NOW - timedelta(hours=47)]
    assert ask(one, "/sitemap-news.xml").body.count(b"<loc>") == len(fresh)
    assert fresh[0].published > FIRST
