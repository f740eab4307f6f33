"""A register imported, and documents and news compared, by a program."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from desk.reconciling import Side, Wanted, reconcile
from model.accounts import PassSort, Role, User
from model.config import Settings
from store import Pass, Store, open_store
from tests.importing.layouts import Row, saved, two_row_head, workbook
from tests.web.serving import Clock, asking
from web.access.secrets import digest_of

IMPORT, RECONCILE = "/api/v1/agreements/import", "/api/v1/reconcile"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(own: Settings, clock: Clock) -> Iterator[httpx.Client]:
    with asking(own, clock) as client:
        yield client


@pytest.fixture
def store(own: Settings) -> Iterator[Store]:
    with open_store(own.store_url, own.data) as store:
        yield store


def sent(
    client: httpx.Client, data: bytes, token: dict[str, str] | None = None, **asked: str
) -> httpx.Response:
    headers = {"content-type": "application/octet-stream", **(token or {})}
    return client.post(IMPORT, content=data, headers=headers, params={"file": "r.xlsx", **asked})


def finished(client: httpx.Client, name: str) -> dict[str, Any]:
    for _ in range(200):
        found: dict[str, Any] = client.get(f"{IMPORT}/{name}").json()
        if found["state"] in {"done", "failed"}:
            return found
        time.sleep(0.05)
    raise AssertionError("the import does not end")


def test_a_register_is_shown_then_brought_in_once(client: httpx.Client, store: Store) -> None:
    layout, before = two_row_head(), len(store.agreements())
    answer = sent(client, layout.data)
    assert answer.status_code == 201
    shown = answer.json()
    assert (shown["counts"]["new"], len(shown["rows"]), shown["read"]["rows"]) == (3, 3, [])
    assert len(store.agreements()) == before
    name = shown["name"]
    assert client.get(f"{IMPORT}/{name}").json()["state"] == "shown"
    for _ in range(2):
        assert client.put(f"{IMPORT}/{name}").status_code == 202
    done = finished(client, name)
    assert (done["state"], done["done"], done["total"]) == ("done", 3, 3)
    assert done["applied"]["rows"]["new"] == 3
    assert len(store.agreements()) == before + 3
    again = sent(client, layout.data).json()
    assert (again["counts"]["same"], again["rows"]) == (3, [])


def test_columns_can_be_said(client: httpx.Client) -> None:
    rows: list[Row] = [
        ["Mitra", "Judul", "Tanggal", "Sandi"],
        ["Pemkot Blitar", "Pelatihan", "12/1/2026", "W15-77"],
    ]
    data, unit = saved(workbook(("2026", rows, []))[0]), "Lapas Kelas IIB Blitar"
    (row,) = sent(client, data, unit=unit, column="Sandi=number_ours").json()["rows"]
    assert row["values"]["number_ours"] == "W15-77"
    assert row["values"]["units"][0]["name"] == unit
    wrong = sent(client, b"x", column="Sandi=warna")
    assert (wrong.status_code, "warna" in wrong.json()["detail"]) == (400, True)


def test_what_is_no_register_or_not_there_is_refused(client: httpx.Client, clock: Clock) -> None:
    assert sent(client, b"%PDF-1.7").status_code == 400
    assert client.put(f"{IMPORT}/unknown").status_code == 404
    name = sent(client, two_row_head().data).json()["name"]
    clock.now += timedelta(minutes=31)
    assert client.get(f"{IMPORT}/{name}").status_code == 404


@pytest.mark.parametrize("side", list(Side))
def test_every_list_is_told_page_by_page(client: httpx.Client, store: Store, side: Side) -> None:
    sent_name = sent(client, two_row_head().data).json()["name"]
    client.put(f"{IMPORT}/{sent_name}")
    finished(client, sent_name)
    told: list[str] = []
    asked: dict[str, Any] = {"list": side.value, "limit": 2}
    while True:
        page = client.get(RECONCILE, params=asked).json()
        told += [one["agreement"]["id"] for one in page["items"]]
        if page["after"] is None:
            break
        asked["after"] = page["after"]
    found = reconcile(store, Wanted())
    assert told == [one.agreement.id for one in found.of(side)]
    assert page["counts"] == found.counts
    assert side in {Side.BOTH, Side.DIFFERENT} or told


def test_a_cursor_of_another_list_is_refused(client: httpx.Client) -> None:
    other = client.get("/api/v1/stories", params={"limit": 1}).json()["after"]
    assert other
    assert client.get(RECONCILE, params={"after": other}).status_code == 400


def test_only_reviewers_import_and_readers_compare(own: Settings, store: Store) -> None:
    for name, role in (("Sari", Role.READER), ("Budi", Role.REVIEWER), ("Tono", Role.REVIEWER)):
        assert store.accounts.add(User(name=name, role=role), "unused", Clock().now)
        new = Pass(digest_of(f"token-{name}"), name, PassSort.TOKEN)
        store.accounts.admit(new, Clock().now)
    reader, budi, tono = (
        {"authorization": f"Bearer token-{name}"} for name in ("Sari", "Budi", "Tono")
    )
    with asking(own) as client:
        assert client.get(RECONCILE).status_code == 401
        assert client.get(RECONCILE, headers=reader).status_code == 200
        data = two_row_head().data
        assert sent(client, data, reader).status_code == 403
        name = sent(client, data, budi).json()["name"]
        for other in (tono, reader):
            assert client.put(f"{IMPORT}/{name}", headers=other).status_code in {403, 404}
        assert client.put(f"{IMPORT}/{name}", headers=budi).status_code == 202
