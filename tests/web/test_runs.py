"""A crawl as it goes on: its funnel while it runs, and what is said of one that was killed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from model.config import Settings, load
from model.report import CrawlReport, Progress, Totals
from store import Store, open_store
from tests.web.serving import Clock, asking

_HTML = {"accept": "text/html"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    config = tmp_path / "config.yaml"
    config.write_text("data: data\ncatalogue: {enabled: false}\n", encoding="utf-8")
    return load(config).settings


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings.store_url, settings.data, settings.archive_dir) as store:
        yield store


@pytest.fixture
def client(settings: Settings, store: Store, clock: Clock) -> Iterator[httpx.Client]:
    del store
    with asking(settings, clock) as client:
        yield client


def progress(clock: Clock, done: int) -> Progress:
    totals = Totals(
        sites=done,
        discovered=1000 * done,
        requested=40,
        articles=10,
        kept=3,
        dropped={"off_topic": 960},
        seconds={"fetch": 12.5, "read": 3.0},
    )
    return Progress(at=clock.now, sites=7, done=done, totals=totals)


def test_a_crawl_under_way_shows_its_funnel(
    client: httpx.Client, store: Store, clock: Clock
) -> None:
    run = store.begin_run(clock.now)
    store.progress.note(run, progress(clock, 2))

    page = client.get(f"/riwayat/{run}", headers=_HTML).text
    assert "dari 7 media selesai" in page
    assert "2.000" in page
    assert "Di luar topik menurut judul" in page
    assert "Mengambil halaman" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "2 dari 7" in client.get("/riwayat", headers=_HTML).text

    told = client.get(f"/riwayat/{run}/kemajuan")
    assert told.json()["state"] == "going"
    assert told.json()["figures"]["discovered"] == "2.000"
    assert told.json()["figures"]["dropped-off_topic"] == "960"
    assert told.json()["shares"]["discovered"] == 100
    known = {"if-none-match": told.headers["etag"]}
    assert client.get(f"/riwayat/{run}/kemajuan", headers=known).status_code == 304
    store.progress.note(run, progress(clock, 3))
    again = client.get(f"/riwayat/{run}/kemajuan", headers=known)
    assert again.json()["figures"]["done"] == "3"


def test_a_crawl_that_says_nothing_any_more_was_cut_off(
    client: httpx.Client, store: Store, clock: Clock
) -> None:
    run = store.begin_run(clock.now)
    store.progress.note(run, progress(clock, 2))
    clock.now += timedelta(minutes=3)

    page = client.get(f"/riwayat/{run}", headers=_HTML).text
    assert "Terputus" in page
    assert "Terakhir: 2 dari 7 media selesai" in page
    assert "http-equiv" not in page
    assert client.get(f"/riwayat/{run}/kemajuan").json()["state"] == "cut"
    assert "Terputus; dimulai" in client.get("/", headers=_HTML).text


def test_a_crawl_that_ended_tells_by_its_report(
    client: httpx.Client, store: Store, clock: Clock
) -> None:
    run = store.begin_run(clock.now)
    store.progress.note(run, progress(clock, 2))
    totals = Totals(sites=7, kept=5, seconds={"fetch": 20.0})
    store.finish_run(CrawlReport(run=run, totals=totals), clock.now)
    store.progress.spend(run, {"index": 1.5})

    assert client.get(f"/riwayat/{run}/kemajuan").json()["state"] == "done"
    metrics = client.get("/metrics").text
    assert 'pantau_last_run_step_seconds{step="fetch"} 20.0' in metrics
    assert 'pantau_last_run_step_seconds{step="index"} 1.5' in metrics
    assert "Mengindeks" in client.get(f"/riwayat/{run}", headers=_HTML).text
