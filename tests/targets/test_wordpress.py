"""The WordPress sites: real software with posts in it, and what operators switch off."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from tests.targets.conftest import Run
from tests.targets.target import Target
from tests.targets.test_reading import ask

pytestmark = pytest.mark.slow

SEARCH = "/?s=lapas"
REST = "/wp-json/wp/v2/posts?search=lapas&per_page=100"
PLAIN_REST = "/?rest_route=/wp/v2/posts&search=lapas&per_page=100"
SITEMAP = "/wp-sitemap.xml"
FEED = "/feed/"


def at(target: Target, path: str) -> tuple[int, bytes]:
    status, _, body = ask(target.url.rstrip("/") + path)
    return status, body


def test_everything_works_on_a_plain_site(run_target: Run) -> None:
    target = run_target("wp-plain", 120)
    found = json.loads(at(target, REST)[1])
    telling = [post for post in target.posts if "lapas" in " ".join(post.paragraphs).lower()]
    assert {entry["id"] for entry in found} >= {post.number for post in telling}
    assert at(target, FEED)[1].count(b"<item>") == 10
    assert at(target, "/wp-sitemap-posts-post-1.xml")[1].count(b"<url>") == 120
    assert at(target, SEARCH + "&feed=rss2")[1].count(b"<item>") == min(len(found), 10)
    tag = quote(telling[0].tags[0].lower().replace(" ", "-"))
    assert at(target, f"/tag/{tag}/feed/")[1].count(b"<item>") >= 1
    assert b"wp-sitemap.xml" in at(target, "/robots.txt")[1]
    assert at(target, "/page/12/")[0] == 200
    assert at(target, "/page/13/")[0] == 404


def test_without_permalinks_only_queries_lead_anywhere(run_target: Run) -> None:
    target = run_target("wp-block", 40)
    assert [at(target, path)[0] for path in (REST, FEED, SITEMAP, "/robots.txt")] == [404] * 4
    assert json.loads(at(target, PLAIN_REST)[1])[0]["link"].startswith(target.url + "?p=")
    assert at(target, "/?feed=rss2")[1].count(b"<item>") == 10


@pytest.mark.parametrize(
    ("name", "rest", "feed", "sitemap", "search"),
    [
        ("wp-no-rest", 401, 200, 200, 200),
        ("wp-no-feeds", 200, 301, 200, 200),
        ("wp-neither", 404, 403, 200, 200),
        ("wp-no-sitemap", 401, 403, 404, 200),
        ("wp-mute", 404, 403, 404, 404),
    ],
)
def test_what_is_switched_off_is_refused(
    name: str, rest: int, feed: int, sitemap: int, search: int, run_target: Run
) -> None:
    target = run_target(name, 40)
    statuses = [at(target, path)[0] for path in (REST, FEED, SITEMAP, SEARCH)]
    assert statuses == [rest, feed, sitemap, search]


def test_robots_forbid_search_and_rest(run_target: Run) -> None:
    target = run_target("wp-forbidding", 40)
    robots = at(target, "/robots.txt")[1].decode()
    assert target.forbidden == ("/?s=", "/search/", "/wp-json/")
    assert all(f"Disallow: {path}\n" in robots for path in target.forbidden)


def test_the_server_counts_what_it_is_asked(run_target: Run) -> None:
    target = run_target("wp-plain", 20)
    before = len(target.asked())
    at(target, SEARCH)
    at(target, "/nirgends/")
    assert list(target.asked()[before:]) == [SEARCH, "/nirgends/"]
