"""A disk that becomes full: archiving ends first, then crawling, and nothing is harmed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.run import crawl
from keeping import checking, manifest
from keeping.room import room_of
from model.config import Settings
from model.exceptions import BackupError, DiskError, SearchError, StoreError
from model.records import Label
from pipelines import chain
from search import open_engine, sync, verify
from store import Store, open_store
from tests.archive.pages import numbered, state_of
from tests.crawl import zoo
from tests.crawl.conftest import settings_of
from tests.keeping.disks import Disk, small_disk
from tests.keeping.world import World

_MB = 1_000_000
#: As the system says it, and as SQLite does.
_FULL = r"No space left|full"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "small", 64) as made:
        yield made


def limited(disk: Disk, archiving: float, crawling: float) -> Settings:
    limits = {"stop_archiving_mb": archiving, "stop_crawling_mb": crawling}
    settings = settings_of(disk.directory / "data")
    return Settings.model_validate({**settings.model_dump(exclude_unset=True), "disk": limits})


def stories_site(count: int) -> dict[str, zoo.Page]:
    paths = [f"/berita/{number}/lapas-teken-perjanjian-kerja-sama" for number in range(count)]
    pages: dict[str, zoo.Page] = {
        path: zoo.Reply(zoo.partnership(number)) for number, path in enumerate(paths)
    }
    return {"/": zoo.front(*paths), **pages}


def archived(store: Store) -> int:
    return store.archive.size().captures


def test_archiving_ends_first_and_is_made_up_for(disk: Disk) -> None:
    settings = limited(disk, archiving=40, crawling=10)
    with (
        open_store(settings.store_url, settings.data) as store,
        zoo.serve(stories_site(3)) as site,
    ):
        disk.leave(30 * _MB)
        report = crawl(settings, store, sites=[site.url])
        assert (report.totals.kept, report.not_archived, report.stopped) == (3, 3, None)
        assert archived(store) == 0
        assert "no page is archived below 40" in (room_of(settings).problem or "")

        disk.make_room()
        assert room_of(settings).problem is None
        with store._database.write() as connection:
            connection.exec_driver_sql("UPDATE page SET next_fetch = fetched_at")
        report = crawl(settings, store, sites=[site.url])
        assert report.not_archived == 0
        assert archived(store) == 3
        assert len(store.stories(Label.PARTNERSHIP)) == 3


def test_then_no_crawl_begins(disk: Disk) -> None:
    settings = limited(disk, archiving=40, crawling=10)
    disk.leave(9 * _MB)
    with (
        open_store(settings.store_url, settings.data) as store,
        zoo.serve(stories_site(2)) as site,
    ):
        with pytest.raises(DiskError, match=r"only \d MB are left.*make room, then crawl again"):
            crawl(settings, store, sites=[site.url])
        assert site.asked == []
        assert store.runs(1) == []


def test_one_under_way_ends_well(disk: Disk) -> None:
    settings = limited(disk, archiving=40, crawling=10)
    disk.leave(30 * _MB)
    with (
        open_store(settings.store_url, settings.data) as store,
        zoo.serve(stories_site(30)) as site,
    ):

        def fill(*_: object) -> None:
            disk.leave(9 * _MB)

        whole = store.save

        def save(*arguments: Any) -> object:
            saved = whole(*arguments)
            fill()
            return saved

        store.save = save  # type: ignore[method-assign]
        report = crawl(settings, store, sites=[site.url])
        assert report.stopped is not None
        assert "crawls end below 10" in report.stopped
        assert 1 <= report.totals.kept < 30
        (run,) = store.runs(1)
        assert run.finished is not None
        assert run.report == report

        disk.make_room()
        del store.save
        assert crawl(settings, store, sites=[site.url]).stopped is None
        kept = [one for story in store.stories(Label.PARTNERSHIP) for one in story.articles]
        assert len(kept) == 30


def save(store: Store, number: int) -> None:
    one = numbered(number)
    read = chain.process(one)
    store.save(read, state_of(one, read), one)


def save_up_to(store: Store, last: int, kept: list[int]) -> None:
    for number in range(len(kept) + 1, last):
        save(store, number)
        kept.append(number)


@pytest.mark.slow
def test_the_store_and_the_archive_at_the_last_byte(disk: Disk) -> None:
    """What was saved is there, what could not be is not, and all goes on when there is room."""
    data = disk.directory / "data"
    url = f"sqlite:///{data / 'pantau.db'}"
    kept: list[int] = []
    with open_store(url, data) as store:
        save(store, 0)
        for left in (300_000, 120_000, 60_000, 20_000, 0):
            disk.leave(left)
            with pytest.raises(StoreError, match=_FULL):
                save_up_to(store, 60, kept)
            assert store.counts().pages == len(kept) + 1
    with sqlite3.connect(data / "pantau.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()
    disk.make_room()
    with open_store(url, data) as store:
        for number in range(len(kept) + 1, len(kept) + 4):
            save(store, number)
        store.archive.mend()
        bodies = {one.url: store.archive.page(one).body for one in store.archive.captures()}
        assert bodies == {
            numbered(number).url: numbered(number).body for number in range(len(kept) + 4)
        }


@pytest.mark.slow
def test_the_index_at_the_last_byte(disk: Disk) -> None:
    settings = Settings(data=disk.directory / "data")
    with open_store(settings.store_url, settings.data) as store:
        for number in range(12):
            save(store, number)
        refused = 0
        for left in (0, 4_096, 20_000, 60_000):
            disk.leave(left)
            refused += not is_synced(settings, store)
            disk.make_room()
        assert refused
        with open_engine(settings) as engine:
            sync(store, engine)
            found = verify(store, engine)
            assert found.mended
            assert found.stories == store.counts().stories
        disk.leave(8_192)
        save_until_full(store)
        is_synced(settings, store)
        disk.make_room()
        with open_engine(settings) as engine:
            sync(store, engine)
            assert verify(store, engine).stories == store.counts().stories


def is_synced(settings: Settings, store: Store) -> bool:
    """Whether the index could be brought up to date; what hinders it is told in plain words."""
    try:
        with open_engine(settings) as engine:
            sync(store, engine)
    except (SearchError, StoreError):
        return False
    return True


def save_until_full(store: Store) -> None:
    for number in range(12, 60):
        try:
            save(store, number)
        except StoreError:
            return


def test_a_backup_for_which_there_is_no_room(on_sqlite: World, disk: Disk) -> None:
    on_sqlite.backups = disk.directory / "backups"
    first = on_sqlite.back_up(keep=1)
    rows = on_sqlite.rows()
    for left in (0, 4_096, 100_000, 460_000):
        disk.leave(left)
        with pytest.raises((BackupError, StoreError), match=_FULL):
            on_sqlite.back_up(keep=1)
        assert {path.name for path in on_sqlite.backups.iterdir()} == {
            ".lock",
            first.directory.name,
        }
    assert checking.check(manifest.opened(on_sqlite.backups), lambda *_: None) == []
    assert on_sqlite.rows() == rows
    disk.make_room()
    assert on_sqlite.back_up(keep=1).manifest.counts == first.manifest.counts


def test_a_restore_for_which_there_is_no_room(on_sqlite: World, disk: Disk) -> None:
    backup = on_sqlite.back_up()
    on_sqlite.data = disk.directory / "data"
    on_sqlite.url = f"sqlite:///{on_sqlite.data / 'pantau.db'}"
    for left in (0, 100_000, 460_000):
        disk.leave(left)
        with pytest.raises((BackupError, StoreError), match=_FULL):
            on_sqlite.restore(backup)
        held = list(on_sqlite.data.iterdir()) if on_sqlite.data.exists() else []
        assert {path.name for path in held} <= {".restore.lock", ".serving.lock"}
    disk.make_room()
    on_sqlite.restore(backup)
    assert on_sqlite.rows()["story"]
