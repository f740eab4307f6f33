"""The page of the kliping and its API: changed, by two at once too, sent, downloaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from model.accounts import PassSort, Role, User
from model.records import Label
from store import Pass, open_store
from tests.papers.kliping.newsroom import Newsroom, at
from tests.web.serving import Clock, asking
from web.access.secrets import digest_of

_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
_REVISION = re.compile(r'name="revision" value="(\d+)"')
_KEY = re.compile(r'data-key="([^"]+)"')
_HTML = {"accept": "text/html"}
PAGE, API = "/kliping/2026-01-29", "/api/v1/kliping/2026-01-29"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as store:
        room = Newsroom(store, tmp_path)
        for number in (1, 2, 3):
            room.sign(number, at(28, 8 + number))
        yield room


@pytest.fixture
def client(room: Newsroom) -> Iterator[httpx.Client]:
    clock = Clock()
    clock.now = at(29, 8)
    with asking(room.settings, clock, headers=_HTML, follow_redirects=True) as client:
        yield client


def do(client: httpx.Client, page: str, **form: Any) -> httpx.Response:
    """Send a form of a page, as a browser does."""
    [csrf, *_] = _CSRF.findall(page)
    revision = _REVISION.search(page)
    given = {"csrf": csrf, **({"revision": revision[1]} if revision else {}), **form}
    return client.post(PAGE, data=given)


def built(client: httpx.Client) -> str:
    return do(client, client.get("/kliping").text, action="build").text


def order(page: str) -> list[str]:
    return re.findall(r"<bdi>\d+\. Perjanjian[^<]*Universitas Melati (\d)", page)


def test_today_is_put_together_by_a_button(client: httpx.Client) -> None:
    first = client.get("/kliping").text
    assert "Kliping hari ini belum disusun" in first

    page = built(client)

    assert "Kliping, Kamis, 29 Januari 2026" in page
    assert order(page) == ["1", "2", "3"]
    assert "*KLIPING PEMBERITAAN KERJA SAMA*" in page


def test_entries_move_go_and_come_back(client: httpx.Client) -> None:
    page = built(client)
    keys = _KEY.findall(page)

    page = do(client, page, action="down", key=keys[0], section="baru").text
    assert order(page) == ["2", "1", "3"]
    page = do(client, page, action="remove", key=keys[1], section="baru").text
    assert order(page) == ["1", "3"]
    assert "Dibuang (1)" in page
    page = do(client, page, action="restore", key=keys[1], section="baru").text
    page = do(
        client, page, action="order", section="baru", keys="\n".join([keys[2], keys[1], keys[0]])
    ).text
    assert order(page) == ["3", "2", "1"]


def test_a_note_and_advice_are_kept(client: httpx.Client) -> None:
    page = built(client)
    [key, *_] = _KEY.findall(page)

    page = do(client, page, action="note", key=key, text="Penting <b>", tone="positif").text
    page = do(client, page, action="advice", text="Saran satu\nSaran dua").text

    assert "Positif. <bdi>Penting &lt;b&gt;</bdi>" in page
    assert "Catatan/Saran: Saran satu Saran dua" in page


def test_two_officers_at_once_lose_nothing(client: httpx.Client) -> None:
    page = built(client)
    keys = _KEY.findall(page)
    do(client, page, action="note", key=keys[0], text="tolong dicek")

    late = do(client, page, action="advice", text="Saran kedua yang panjang")

    assert late.status_code == 409
    assert "Orang lain sudah mengubah kliping ini lebih dahulu" in late.text
    assert "tolong dicek" in late.text
    assert late.text.count("Saran kedua yang panjang") == 2
    again = do(client, late.text, action="advice", text="Saran kedua yang panjang")
    assert again.status_code == 200
    assert "Catatan/Saran: Saran kedua yang panjang" in again.text


def test_it_is_checked_and_sent_and_then_stays(client: httpx.Client) -> None:
    page = built(client)
    assert 'value="send"' not in page
    page = do(client, page, action="check").text
    page = do(client, page, action="send").text

    assert "Terkirim" in page
    assert "Kliping yang sudah dikirim tidak berubah lagi." in page
    assert "<form" not in page.partition("<main")[2]
    [head, *_] = client.get("/api/v1/kliping").json()["klipings"]
    assert (head["day"], head["state"]) == ("2026-01-29", "terkirim")


@pytest.mark.parametrize(
    ("form", "start", "kind"),
    [
        ("wa", b"*KLIPING", "text/plain; charset=utf-8"),
        ("html", b"<!DOCTYPE html>", "text/html; charset=utf-8"),
        ("pdf", b"%PDF-", "application/pdf"),
        ("xlsx", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", b"{", "application/json"),
    ],
)
def test_it_is_downloaded(
    room: Newsroom, client: httpx.Client, form: str, start: bytes, kind: str
) -> None:
    built(client)

    for address in (f"{PAGE}.{form}", f"{API}/file?format={form}"):
        answer = client.get(address)
        assert answer.content.startswith(start)
        assert answer.headers["content-type"] == kind
        assert "attachment" in answer.headers["content-disposition"]
    assert [deed.detail["format"] for deed in room.store.audit.deeds(2)] == [form, form]


def test_what_is_not_there_is_not_found(client: httpx.Client) -> None:
    assert client.get("/api/v1/kliping/2026-01-20").status_code == 404
    assert client.get("/kliping/2026-01-20.pdf").status_code == 404
    assert client.get("/kliping/kemarin").status_code in {400, 404, 422}


def test_programs_do_all_that_people_do(client: httpx.Client) -> None:
    made = client.post(API, json={}).json()
    key = made["content"]["entries"][0]["key"]
    changes = f"{API}/changes"

    moved = client.post(changes, json={"revision": 1, "action": "move", "key": key, "place": 3})
    assert moved.status_code == 200
    late = client.post(changes, json={"revision": 1, "action": "advice", "text": "x"})
    assert late.status_code == 409
    assert client.post(changes, json={"revision": 2, "action": "move"}).status_code in {400, 422}
    early = client.post(f"{API}/state", json={"revision": 2, "state": "terkirim"})
    assert early.status_code == 409
    client.post(f"{API}/state", json={"revision": 2, "state": "diperiksa"})
    sent = client.post(f"{API}/state", json={"revision": 3, "state": "terkirim"}).json()

    assert sent["state"] == "terkirim"
    assert [step["state"] for step in sent["steps"]] == ["draf", "diperiksa", "terkirim"]
    assert sent["content"]["entries"][2]["key"] == key
    assert sent["messages"][0].startswith("*KLIPING")
    assert client.get(API).json() == sent


def test_readers_read_and_download_only(room: Newsroom) -> None:
    made, now = room.build(29), at(29, 8)
    reader = User(name="Sari", role=Role.READER)
    assert room.store.accounts.add(reader, "no password fits this", now)
    room.store.accounts.admit(Pass(digest_of("token-Sari"), "Sari", PassSort.TOKEN), now)
    clock = Clock()
    clock.now = now
    room.given["web"] = {"hosts": ["pantau.example.id"]}
    token = {"authorization": "Bearer token-Sari"}

    with asking(room.settings, clock, headers=token) as client:
        page = client.get(PAGE, headers=_HTML).text
        assert 'name="action"' not in page
        assert "Anda perlu peran peninjau" in page
        assert client.get(f"{PAGE}.xlsx").status_code == 200
        assert client.post(PAGE, data={"action": "check"}).status_code == 403
        assert client.post(API, json={}).status_code == 403
        asked = {"revision": made.revision, "state": "diperiksa"}
        assert client.post(f"{API}/state", json=asked).status_code == 403
    assert room.office.find(made.day) == made


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_news_sites_do_harms_no_page(
    room: Newsroom, client: httpx.Client, language: str
) -> None:
    hostile = "<script>alert(1)</script> {{ 7 * 7 }} Lapas" + " panjang" * 2_000
    room.sign(4, at(28, 15), "jahat", fields={"place": hostile, "valid_until": at(29, 9).date()})
    room.publish("https://jahat.example/x", at(28, 9), label=Label.OTHER, title=hostile)
    built(client)

    page = client.get(f"{PAGE}?lang={language}").text

    assert "<script>alert" not in page
    assert "{{ 7 * 7 }}" in page
    assert len(page) < 300_000
