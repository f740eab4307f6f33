"""The API: what commands tell, page by page, with errors of one shape."""

from __future__ import annotations

import csv
import io
import sqlite3
from typing import Any

import httpx
import openpyxl
import pytest

from desk.register import COLUMNS
from model.config import Settings
from model.records import Decision, Label
from store import open_store
from tests.web.serving import asking

API = "/api/v1"


def get(client: httpx.Client, path: str, **query: Any) -> Any:
    answer = client.get(API + path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def walk(client: httpx.Client, path: str, rows: str, **query: Any) -> list[Any]:
    """All rows of a list, page by page."""
    found: list[Any] = []
    after: Any = None
    for _ in range(100):
        page = get(client, path, **query, **({"after": after} if after else {}))
        assert len(page[rows]) <= query["limit"]
        found += page[rows]
        after = page["after"]
        if after is None:
            return found
    raise AssertionError("the list has no end")


@pytest.mark.parametrize("limit", [1, 7, 100])
@pytest.mark.parametrize("query", [{}, {"q": "lapas OR rutan"}, {"label": "all"}])
def test_pages_hold_every_story_once(
    client: httpx.Client, limit: int, query: dict[str, str]
) -> None:
    found = [story["id"] for story in walk(client, "/stories", "stories", limit=limit, **query)]

    assert len(found) > 5
    assert len(set(found)) == len(found)
    assert found == [
        story["id"] for story in walk(client, "/stories", "stories", limit=100, **query)
    ]


@pytest.mark.parametrize("order", ["news", "signed_on", "valid_until"])
@pytest.mark.parametrize("query", [{}, {"q": "kind:PKS"}])
def test_pages_hold_every_agreement_once(
    client: httpx.Client, order: str, query: dict[str, str]
) -> None:
    found = walk(client, "/agreements", "agreements", limit=5, order=order, **query)

    assert len({one["id"] for one in found}) == len(found)
    assert get(client, "/agreements", **query)["total"] == len(found) > 2


def test_a_search_tells_what_the_command_does(client: httpx.Client) -> None:
    found = get(client, "/search", q="kuliah OR pendidikan", facet=["kind", "province"], limit=3)

    assert list(found) == ["total", "hits", "after", "facets"]
    assert list(found["hits"][0]) == [
        "id",
        "title",
        "score",
        "published",
        "highlights",
        "articles",
    ]
    assert found["facets"]["kind"][0]["count"] > 0


@pytest.mark.parametrize("facet", ["province", "unit", "kind", "partner_kind", "site", "year"])
def test_a_value_of_a_facet_narrows_to_its_count(client: httpx.Client, facet: str) -> None:
    counted = get(client, "/search", q="lapas OR rutan", facet=facet)["facets"][facet]

    assert counted
    for one in counted[:3]:
        found = get(client, "/search", q="lapas OR rutan", **{facet: one["value"]})
        # The name of a unit is found in longer names too.
        assert found["total"] == one["count"] or (facet == "unit" and found["total"]), one


def test_filters_do_not_change_what_alternatives_mean(client: httpx.Client) -> None:
    both = get(client, "/search", q="lapas OR rutan", kind=["nota_kesepahaman", "lainnya"])
    each = [
        get(client, "/search", q="lapas OR rutan", kind=kind)["total"]
        for kind in ("nota_kesepahaman", "lainnya")
    ]

    assert max(each) <= both["total"] <= sum(each)


def test_a_wrong_query_is_told_with_its_column(client: httpx.Client) -> None:
    for path in ("/search", "/stories", "/agreements", "/agreements.csv"):
        answer = client.get(API + path, params={"q": 'lapas "tanpa akhir'})
        assert answer.status_code == 400
        assert answer.json()["column"] == 7
    narrowed = client.get(f"{API}/search", params={"q": "lapas warna:biru", "kind": "lainnya"})
    assert narrowed.json()["column"] == 7


@pytest.mark.parametrize("after", ["xyz", "W10", "WyJtb21lbnQiLDEsMl0", "bnVsbA", "\u20ac"])
@pytest.mark.parametrize(
    "path",
    ["/stories", "/agreements", "/search?q=lapas", "/sites", "/review", "/review?decided=true"],
)
def test_a_cursor_that_is_none_is_refused(client: httpx.Client, path: str, after: str) -> None:
    answer = client.get(API + path, params={**httpx.URL(path).params, "after": after})

    assert (answer.status_code, answer.json()["status"]) == (400, 400)


def test_a_story_is_told_whole(client: httpx.Client) -> None:
    short = get(client, "/stories", limit=1)["stories"][0]
    whole = get(client, f"/stories/{short['id']}")

    assert whole["text"]
    assert [one["id"] for one in whole["agreements"]] == short["agreements"]
    reasons = get(client, f"/stories/{short['id']}/why")
    assert reasons["why"].startswith("judged partnership")
    agreement = get(client, f"/agreements/{whole['agreements'][0]['id']}")
    assert short["id"] in agreement["stories"]


@pytest.mark.parametrize(
    "path",
    [
        "/stories/szzzzzzzzzzz",
        "/stories/szzzzzzzzzzz/why",
        "/agreements/azzzzzzzzzzz",
        "/units/lapas-tiada",
        "/sites/tiada.example",
        "/runs/999",
        "/review/szzzzzzzzzzz",
    ],
)
def test_what_is_not_there_is_not_found(client: httpx.Client, path: str) -> None:
    answer = client.get(API + path)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_id_of_a_merged_story_leads_to_the_other(own: Settings) -> None:
    with open_store(own.store_url, own.data) as store:
        kept = store.stories(Label.PARTNERSHIP, limit=1)[0]
    with sqlite3.connect(own.data / "pantau.db") as database:
        database.execute("INSERT INTO moved VALUES ('sformer', ?)", (kept.id,))
    with asking(own) as client:
        answer = client.get(f"{API}/stories/sformer")
        assert (answer.status_code, answer.headers["location"]) == (
            308,
            f"{API}/stories/{kept.id}",
        )
        assert client.get(f"{API}/stories/sformer", follow_redirects=True).json()["id"] == kept.id


def test_answers_are_not_sent_twice(client: httpx.Client) -> None:
    first = client.get(f"{API}/agreements")
    tag = first.headers["etag"]

    assert tag.startswith('W/"')
    again = client.get(f"{API}/agreements", headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")


def test_the_register_is_exported(client: httpx.Client) -> None:
    whole = get(client, "/agreements.json")
    text = client.get(f"{API}/agreements.csv")
    rows = list(csv.DictReader(io.StringIO(text.content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{API}/agreements.xlsx").content)).active

    assert len(rows) == len(whole) > 5
    assert text.headers["content-disposition"].endswith('filename="register-kerja-sama.csv"')
    assert sheet is not None
    assert sheet.max_row == len(whole) + 1
    assert tuple(cell.value for cell in sheet[1]) == COLUMNS
    some = get(client, "/agreements.json", q="kind:PKS")
    assert 0 < len(some) < len(whole)


def test_units_lead_to_their_agreements(client: httpx.Client) -> None:
    units = {
        unit["id"]
        for agreement in get(client, "/agreements.json")
        for unit in agreement["units"]
        if unit["id"]
    }
    for identity in sorted(units)[:5]:
        told = get(client, f"/units/{identity}")
        listed = walk(client, "/agreements", "agreements", limit=2, unit=identity)
        assert told["agreements"] == len(listed) > 0
        assert all(identity in {unit["id"] for unit in one["units"]} for one in listed)
    assert get(client, "/units", q="LP Cipinang")[0]["id"] == "lapas-cipinang"
    assert get(client, "/units/lapas-cipinang")["class"]


def test_sites_and_runs_are_told(client: httpx.Client) -> None:
    sites = get(client, "/sites")
    assert sites["totals"]["total"] == len(sites["sites"]) > 0
    name = sites["sites"][0]["site"]
    assert get(client, f"/sites/{name}")["endpoints"]
    assert get(client, "/sites", state="removed")["sites"] == []
    names = [one["site"] for one in walk(client, "/sites", "sites", limit=1)]
    assert names == [one["site"] for one in sites["sites"]] == sorted(names)

    runs = get(client, "/runs")
    run = runs["runs"][0]
    assert run["totals"]["kept"] > 0
    assert len(get(client, f"/runs/{run['id']}")["report"]["sites"]) == run["totals"]["sites"]


def test_what_is_to_be_reviewed_comes_page_by_page(own: Settings) -> None:
    with asking(own) as client:
        line = get(client, "/review")["line"]
        found = walk(client, "/review", "items", limit=1)
        apart = [abs(one["probability"] - line) for one in found]
        assert len({one["id"] for one in found}) == len(found) > 1
        assert apart == sorted(apart)
        for one in found:
            client.post(f"{API}/review/{one['id']}", json={"decision": "drop", "revision": 0})
        dropped = walk(client, "/review", "items", limit=1, decided="true")
        assert [one["id"] for one in dropped] == [one["id"] for one in found[::-1]]


def test_a_decision_counts_at_once_and_can_be_taken_back(own: Settings) -> None:
    with asking(own) as client:
        item = get(client, "/review")["items"][0]
        path = f"{API}/review/{item['id']}"
        kept = client.post(
            path, json={"decision": "keep", "revision": item["revision"], "note": "benar"}
        )
        assert kept.status_code == 200, kept.text
        assert kept.json()["item"]["label"] == "partnership"
        assert get(client, "/search", q="label:partnership", limit=100)["total"] > 0
        assert get(client, f"/stories/{item['id']}")["review"]["note"] == "benar"
        assert get(client, "/review", decided="true")["items"][0]["id"] == item["id"]

        revision = kept.json()["item"]["revision"]
        undone = client.post(path, json={"decision": "undo", "revision": revision})
        assert undone.json()["item"]["label"] == "candidate"
        again = client.post(path, json={"decision": "undo", "revision": 0})
        assert again.status_code == 404


def test_two_who_decide_at_once_lose_nothing(own: Settings) -> None:
    with asking(own) as client:
        item = get(client, "/review")["items"][0]
        path = f"{API}/review/{item['id']}"
        verdicts = [
            {"decision": decision, "revision": item["revision"]} for decision in ("keep", "drop")
        ]
        first, second = (client.post(path, json=verdict) for verdict in verdicts)

        assert (first.status_code, second.status_code) == (200, 409)
        assert "decided to keep it meanwhile" in second.json()["detail"]
        now = get(client, f"/review/{item['id']}")
        assert (now["label"], now["review"]["decision"]) == ("partnership", Decision.KEEP)
        assert client.post(path, json={**verdicts[1], "revision": now["revision"]}).is_success


def test_a_site_is_added_paused_and_removed(own: Settings) -> None:
    with asking(own) as client:
        new = {"url": "baru.example/", "province": "Bali", "check": False}
        added = client.post(f"{API}/sites", json=new)
        assert added.status_code == 201, added.text
        assert added.headers["location"] == f"{API}/sites/baru.example"
        path = f"{API}/sites/baru.example/status"
        assert client.post(path, json={"status": "paused"}).json()["state"] == "paused"
        assert client.post(path, json={"status": "removed"}).json()["status"] == "removed"
        assert client.post(path, json={"status": "active"}).status_code == 404
        assert client.post(f"{API}/sites", json={**new, "url": "no address"}).status_code == 400
        assert "baru.example" not in {one["site"] for one in get(client, "/sites")["sites"]}
