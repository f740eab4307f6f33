"""Pages as a browser gets them: with nothing in the store, and with what news sites can do."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from model.config import Settings, load
from model.records import (
    Agreement,
    Article,
    Instrument,
    Judgement,
    Label,
    Party,
    PartyKind,
    PublishedBasis,
    Reading,
    Signal,
    Unit,
    UnitKind,
    UnitRole,
)
from store import PageState, open_store
from tests.web.serving import asking
from web.pages.home import next_run

PAGES = (
    "/",
    "/cari",
    "/cari?q=lapas",
    "/berita",
    "/register",
    "/tinjau",
    "/langganan",
    "/langganan/baru",
    "/media",
    "/riwayat",
    "/laporan",
    "/kliping",
    "/kliping/2026-01-29",
    "/tautan",
)
_HTML = {"accept": "text/html"}
_SCRIPT = "<script>alert(1)</script>"
_RTL = "\u202egnp.exe\u202c"
_MEGABYTE = "Lapas " * 180_000


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    """Settings of an installation on which nothing was crawled."""
    config = tmp_path / "config.yaml"
    config.write_text("data: data\ncatalogue: {enabled: false}\n", encoding="utf-8")
    return load(config).settings


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there(client: httpx.Client, path: str, language: str) -> None:
    answer = client.get(path, headers={**_HTML, "cookie": f"lang={language}"})

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert " style=" not in answer.text
    assert not re.search(r"<script(?![^>]* src=)", answer.text)
    assert len(answer.content) < 60_000


def test_a_new_installation_says_what_to_do(empty: Settings) -> None:
    with asking(empty, headers=_HTML) as client:
        texts = {path: client.get(path) for path in PAGES}

    assert {answer.status_code for answer in texts.values()} == {200}
    assert "pantau crawl" in texts["/"].text
    assert "Register masih kosong" in texts["/register"].text
    assert "Tidak ada yang perlu ditinjau" in texts["/tinjau"].text
    assert "Tambah media" in texts["/media"].text
    assert "Belum ada pemantauan" in texts["/riwayat"].text


def _save(settings: Settings, title: str, text: str, name: str) -> None:
    """Keep a story as a hostile site would have it."""
    url = f"https://jahat.example/{abs(hash(title)) % 10_000}"
    reading = Reading(
        url=url,
        article=Article(
            title=title,
            text=text,
            published=datetime(2026, 1, 5, tzinfo=UTC),
            published_basis=PublishedBasis.META,
            language="id",
        ),
        judgement=Judgement(
            label=Label.PARTNERSHIP,
            probability=0.99,
            signals=(Signal(name="wording_for", weight=1.0, evidence=name),),
        ),
        agreements=(
            Agreement(
                kind=Instrument.NOTA_KESEPAHAMAN,
                title=name,
                parties=(
                    Party(name="Lapas Serang", kind=PartyKind.PEMASYARAKATAN),
                    Party(name=name, kind=PartyKind.SWASTA),
                ),
                units=(Unit(name=name, kind=UnitKind.LAPAS, role=UnitRole.SIGNATORY),),
                province=name,
                scope=(name,),
                evidence={"kind": text[:40], "scope": (name,)},
            ),
        ),
    )
    now = datetime(2026, 1, 6, tzinfo=UTC)
    with open_store(settings.store_url, settings.data) as store:
        store.save(
            reading,
            PageState(url=url, site="jahat.example", fetched_at=now, outcome="partnership"),
        )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (_SCRIPT, f'"><img src=x onerror=alert(1)>{_SCRIPT}'),
        (_RTL, f"PT {_RTL}"),
        (_MEGABYTE, "Yayasan " + "x" * 1_000_000),
        ("{{ 7 * 7 }} {% raw %}", "\ue000\ue001{{ csrf() }}"),
    ],
    ids=["script", "rtl", "megabyte", "template"],
)
def test_what_a_site_says_harms_no_page(empty: Settings, title: str, name: str) -> None:
    _save(empty, title, f"{title[:5_000]} menandatangani.\n{_SCRIPT}{_RTL}", name)
    with asking(empty, headers=_HTML) as client:
        pages = [client.get(path) for path in PAGES]
        story = re.search(r"/berita/s\w+", pages[3].text)
        agreement = re.search(r"/kerja-sama/a\w+", pages[4].text)
        assert story
        assert agreement
        pages += [client.get(story[0]), client.get(agreement[0])]
        partner = re.search(r'href="(/mitra/[^"]+)"', pages[4].text)
        pages += [client.get(partner[1])] if partner else []

    for page in pages:
        assert page.status_code in {200, 404}, page.url
        assert _SCRIPT not in page.text
        assert "onerror=alert" not in page.text.replace("onerror=alert(1)&gt;", "")
        assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", page.text)
        assert len(page.content) < 100_000, page.url
    if title == _RTL:
        assert f"<bdi>{_RTL}" in pages[-3].text or "<bdi>" in pages[-3].text


def test_a_page_that_is_not_there_says_so_in_words(client: httpx.Client) -> None:
    answer = client.get("/berita/s00000000000", headers=_HTML)

    assert answer.status_code == 404
    assert "Tidak ditemukan" in answer.text


def test_pages_beyond_the_end_are_empty_and_no_fault(client: httpx.Client) -> None:
    for path in ("/register?page=99999", "/media?page=9999", "/register?year=0001&month=2026-02"):
        assert client.get(path, headers=_HTML).status_code == 200
    assert client.get("/register?month=2026-13", headers=_HTML).status_code == 422


def test_files_are_kept_by_browsers_for_good(client: httpx.Client) -> None:
    page = client.get("/", headers=_HTML)
    address = re.search(r'href="(/static/\w+/pantau\.css)"', page.text)
    assert address

    answer = client.get(address[1])

    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/0/../view.py").status_code == 404


def test_the_register_is_exported_as_it_is_filtered(client: httpx.Client) -> None:
    everything = client.get("/register.json").json()
    some = client.get("/register.json?kind=nota_kesepahaman").json()

    assert 0 < len(some) < len(everything)
    assert {one["kind"] for one in some} == {"nota_kesepahaman"}
    assert client.get("/register.xlsx").content.startswith(b"PK")
    assert client.get("/register.csv?q=(").status_code == 400


def test_home_tells_when_sites_are_asked_next() -> None:
    now = datetime(2026, 11, 29, 1, tzinfo=UTC)
    crawl, poll = now + timedelta(hours=20), now + timedelta(minutes=35)
    times = {"crawl": crawl, "poll": poll, "index": now + timedelta(minutes=1)}
    assert next_run(times, now) == poll
    assert next_run({**times, "poll": now - timedelta(hours=1)}, now) == crawl
    assert next_run({"index": poll}, now) is None
