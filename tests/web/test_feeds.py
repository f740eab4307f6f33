"""Feeds are read by feed readers, are not sent twice, and repeat no more than they may."""

from __future__ import annotations

import feedparser
import httpx
import pytest

FORMATS = ("atom", "rss", "json")


@pytest.mark.parametrize(("form", "version"), [("atom", "atom10"), ("rss", "rss20")])
def test_a_reader_finds_every_story(client: httpx.Client, form: str, version: str) -> None:
    found = client.get("/api/v1/search", params={"q": "lapas", "sort": "date", "limit": 50})

    feed = feedparser.parse(client.get(f"/feed.{form}", params={"q": "lapas"}).content)

    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == version
    assert [entry.id for entry in feed.entries] == [
        f"urn:pantau:{hit['id']}" for hit in found.json()["hits"]
    ]
    assert all(entry.link.startswith("http://127.0.0.1") for entry in feed.entries)
    assert all(entry.published_parsed for entry in feed.entries)


def test_a_json_feed_tells_the_same(client: httpx.Client) -> None:
    answer = client.get("/feed.json", params={"q": "lapas"})
    atom = feedparser.parse(client.get("/feed.atom", params={"q": "lapas"}).content)

    feed = answer.json()
    assert answer.headers["content-type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in atom.entries]
    assert feed["items"]


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_not_changed_is_not_sent_again(client: httpx.Client, form: str) -> None:
    first = client.get(f"/feed.{form}")
    modified = {"if-modified-since": first.headers["last-modified"]}

    for headers in ({"if-none-match": first.headers["etag"]}, modified):
        again = client.get(f"/feed.{form}", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    other = client.get(f"/feed.{form}", headers={"if-none-match": '"another"', **modified})
    assert other.status_code == 200


def test_excerpts_are_short(client: httpx.Client) -> None:
    items = client.get("/feed.json").json()["items"]

    for item in items:
        outlets, _, excerpt = item["content_text"].partition(": ")
        assert outlets
        assert 0 < len(excerpt.split()) <= 40


@pytest.mark.parametrize("form", FORMATS)
def test_a_wrong_query_is_refused_with_its_place(client: httpx.Client, form: str) -> None:
    answer = client.get(f"/feed.{form}", params={"q": "lapas signed_on:besok"})

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["column"] == 17


def test_an_empty_feed_is_a_feed(client: httpx.Client) -> None:
    for form in ("atom", "rss"):
        feed = feedparser.parse(client.get(f"/feed.{form}", params={"q": "kataygtiadaada"}).content)
        assert (feed.bozo, feed.entries) == (False, [])
