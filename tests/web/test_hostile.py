"""What comes from news pages harms nothing, whatever it is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import feedparser
import httpx
import pytest

from model.config import Settings
from search import open_engine, sync
from store import open_store
from tests.store.readings import agreement, reading, state, text_about
from tests.web.serving import asking

TITLES = {
    "script": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "marks": "Lapas \u202egnak\u202c \u2066Seruni\u2069 \u200f\ufeffteken PKS",
    "control": "Lapas\x00 \x1b[31mmerah\x07 \ufffe teken",
    "formula": '=HYPERLINK("https://evil.example","klik")',
    "cdata": "]]></title><evil/>&xxe;",
    "long": "Lapas " + "panjang " * 125_000,
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    settings = Settings(data=tmp_path_factory.mktemp("hostile"))
    with open_store(settings.store_url, settings.data) as store:
        for number, (name, title) in enumerate(TITLES.items()):
            told = agreement(
                f"Lapas Kelas IIB {name}", title, title=title, place=title, province="Banten"
            )
            page = reading(
                f"https://a.example/{name}",
                agreements=(told,),
                title=title,
                text=f"{text_about(name, name, seed=number)}\n{title}",
            )
            store.save(page, state(page.url))
        with open_engine(settings) as engine:
            sync(store, engine)
    with asking(settings) as client:
        yield client


def test_the_api_tells_it_as_it_is(hostile: httpx.Client) -> None:
    stories = hostile.get("/api/v1/stories").json()["stories"]
    assert len(stories) == len(TITLES)
    for story in stories:
        answer = hostile.get(f"/api/v1/stories/{story['id']}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        assert hostile.get(f"/api/v1/stories/{story['id']}/why").status_code == 200
    found = hostile.get("/api/v1/search", params={"q": "lapas", "facet": ["unit", "site"]})
    assert found.json()["total"] == len(TITLES)


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_feeds_stay_sound_and_short(hostile: httpx.Client, form: str) -> None:
    answer = hostile.get(f"/feed.{form}")
    feed = feedparser.parse(answer.content)

    assert not feed.bozo, feed.get("bozo_exception")
    assert len(feed.entries) == len(TITLES)
    assert len(answer.content) < 50_000
    assert b"<script" not in answer.content
    assert b"<evil" not in answer.content


def test_a_json_feed_stays_short(hostile: httpx.Client) -> None:
    answer = hostile.get("/feed.json")

    assert len(json.loads(answer.content)["items"]) == len(TITLES)
    assert len(answer.content) < 50_000


def test_the_register_runs_no_formula(hostile: httpx.Client) -> None:
    text = hostile.get("/api/v1/agreements.csv").content.decode("utf-8-sig")
    csv.field_size_limit(2_000_000)

    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(TITLES)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert hostile.get("/api/v1/agreements.xlsx").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "x" * 2_000,
        "(" * 500,
        "lapas " * 330,
        "*?*?*?*?*?*?*",
        "\x00",
        "\u202elapas",
        "lapas~" * 100,
        'unit:"' + "a " * 900 + '"',
        "published:[0001-01-01 TO 9999-12-31]",
        "published:9999",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ],
)
def test_no_query_breaks_anything(hostile: httpx.Client, query: str) -> None:
    for path in ("/api/v1/search", "/feed.atom", "/api/v1/agreements", "/api/v1/stories"):
        answer = hostile.get(path, params={"q": query})
        assert answer.status_code in {200, 400}, (path, answer.text[:300])


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/stories/%00",
        "/api/v1/stories/..%2f..%2fetc",
        "/api/v1/units/%F0%9F%92%A9",
        "/api/v1/sites/%00",
        "/api/v1/sites/%ff%fe",
        "/api/v1/runs/99999999999999999999",
        "/api/v1/runs/1e9",
        "/api/v1/agreements?partner=%00&limit=5",
        "/api/v1/search?q=lapas&province=%00%22)",
        "/api/v1/search?q=lapas&since=0001-01-01&until=9999-12-31",
        "/unsubscribe/%00",
    ],
)
def test_no_address_breaks_anything(hostile: httpx.Client, path: str) -> None:
    assert hostile.get(path).status_code in {200, 400, 404, 422}


def test_the_log_has_one_line_for_each_request(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "pantau.access")
    with asking(Settings(data=tmp_path)) as client:
        client.get("/x%0aGET /forged 200?rahasia=1")
        client.get("/unsubscribe/rahasia")

    lines = [record.getMessage() for record in caplog.records if record.name == "pantau.access"]
    assert len(lines) == 2
    assert not any("\n" in line or "rahasia" in line for line in lines)
    assert "/unsubscribe/{token}" in lines[1]
