"""The index follows the store, whatever is killed, damaged or done at the same time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from model.config import Settings
from model.records import Instrument, Label
from search import (
    matching_agreements,
    matching_ids,
    open_engine,
    rebuild,
    search_stories,
    sync,
)
from search.embedded import EmbeddedEngine
from store import Store, open_store
from tests.search.library import damage
from tests.store.readings import MORNING, agreement, reading, state, text_about

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    return EmbeddedEngine(tmp_path / "index")


def save(store: Store, number: int, **values: object) -> str:
    """Keep the story of one page of its own."""
    unit, partner = f"Lapas Kelas IIB Cempaka{number}", f"Pemerintah Kota Seruni{number}"
    read = reading(
        url=f"https://harian.example/berita/{number}",
        title=f"Lapas Cempaka{number} teken PKS dengan Pemkot Seruni{number}",
        text=text_about(unit, partner, seed=number),
        published=MORNING + timedelta(days=number),
        agreements=(agreement(unit, partner, signed_on=date(2026, 1, 1 + number % 28)),),
        **values,  # type: ignore[arg-type]
    )
    saved = store.save(read, state(read)).story
    assert saved is not None
    return saved


def test_what_was_saved_is_found(store: Store, engine: EmbeddedEngine) -> None:
    kept = save(store, 1)
    assert sync(store, engine) == 1
    result = search_stories(store, engine, "lembaga pemasyarakatan cempaka1")
    assert result.total == 1
    (hit,) = result.hits
    assert hit.id == kept
    assert hit.title == "Lapas Cempaka1 teken PKS dengan Pemkot Seruni1"
    assert hit.articles[0].site == "harian.example"
    assert "«Lapas Cempaka1»" in hit.highlights[0] or "«Lapas» «Cempaka1»" in hit.highlights[0]
    assert not store.pending(1)
    assert sync(store, engine) == 0


def test_an_index_that_is_missing_is_made_by_the_first_search(
    store: Store, engine: EmbeddedEngine
) -> None:
    save(store, 1)
    assert search_stories(store, engine, "cempaka1").total == 1


def test_a_changed_story_is_found_as_it_is_now(store: Store, engine: EmbeddedEngine) -> None:
    save(store, 1)
    sync(store, engine)
    read = reading(url="https://harian.example/berita/1", title="Rutan Melati", agreements=())
    store.save(read, state(read))
    assert sync(store, engine) > 0
    assert matching_ids(engine, "cempaka1") == set()
    assert len(matching_ids(engine, "melati")) == 1


def test_a_story_that_is_gone_is_found_no_more(store: Store, engine: EmbeddedEngine) -> None:
    save(store, 1)
    save(store, 2)
    sync(store, engine)
    read = reading(url="https://harian.example/berita/1", label=Label.OTHER)
    store.save(read, state(read, outcome="not_relevant"))
    sync(store, engine)
    assert matching_ids(engine, "lapas") == {story.id for story in store.stories()}
    assert engine.count() == 1


def test_days_bound_a_search(store: Store, engine: EmbeddedEngine) -> None:
    for number in (0, 1, 2):
        save(store, number)
    sync(store, engine)

    def titles(**bounds: date) -> list[str]:
        found = search_stories(store, engine, "lapas", sort="date", **bounds)  # type: ignore[arg-type]
        return [hit.title.split()[1] for hit in found.hits]

    assert titles() == ["Cempaka2", "Cempaka1", "Cempaka0"]
    assert titles(since=date(2026, 1, 30)) == ["Cempaka2", "Cempaka1"]
    assert titles(until=date(2026, 1, 29)) == ["Cempaka0"]
    assert titles(since=date(2026, 1, 30), until=date(2026, 1, 30)) == ["Cempaka1"]


def test_agreements_that_fit_are_told_from_others_of_their_story(
    store: Store, engine: EmbeddedEngine
) -> None:
    told = (
        agreement(partner="Universitas Samudra", province="Banten"),
        agreement(partner="Yayasan Pelita", province="Jambi", kind=Instrument.NOTA_KESEPAHAMAN),
    )
    read = reading(agreements=told)
    store.save(read, state(read))
    sync(store, engine)
    (found,) = matching_agreements(store, engine, "kind:PKS province:Banten")
    assert found.province == "Banten"
    assert matching_agreements(store, engine, "kind:PKS province:Jambi") == []
    assert len(matching_agreements(store, engine, "cempaka")) == 2


def test_another_version_and_damage_are_mended_from_the_store(
    store: Store, engine: EmbeddedEngine, tmp_path: Path
) -> None:
    kept = {save(store, number) for number in range(3)}
    sync(store, engine)
    (tmp_path / "index" / "current").write_text("1 0.0.earlier\n")
    assert sync(store, engine) == 3
    assert matching_ids(engine, "lapas") == kept
    for path in (tmp_path / "index" / "2").glob("*.*"):
        damage(path, b"")
    assert search_stories(store, EmbeddedEngine(tmp_path / "index"), "lapas").total == 3


def test_a_rebuild_never_shows_less(store: Store, engine: EmbeddedEngine, tmp_path: Path) -> None:
    for number in range(30):
        save(store, number)
    sync(store, engine)
    seen: set[int] = set()
    done = threading.Event()

    def ask() -> None:
        reader = EmbeddedEngine(tmp_path / "index")
        while not done.is_set():
            seen.add(len(matching_ids(reader, "lapas")))

    thread = threading.Thread(target=ask)
    thread.start()
    for _ in range(3):
        assert rebuild(store, engine) == 30
    done.set()
    thread.join()
    assert seen == {30}


def test_the_engine_of_the_settings_lies_in_the_data_directory(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with open_store(settings.store_url, tmp_path) as store, open_engine(settings) as engine:
        save(store, 1)
        sync(store, engine)
    assert (tmp_path / "index" / "current").exists()


def save_and_sync(directory: Path, first: int, count: int) -> None:
    """A process that keeps stories and indexes each at once, as ``pantau add`` does."""
    with open_store(f"sqlite:///{directory / 'pantau.db'}", directory) as store:
        engine = EmbeddedEngine(directory / "index")
        for number in range(first, first + count):
            kept = save(store, number)
            sync(store, engine)
            assert kept in matching_ids(engine, f"cempaka{number}")


@pytest.mark.slow
def test_processes_that_write_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as store:
        workers = [
            SPAWN.Process(target=save_and_sync, args=(tmp_path, first, 5))
            for first in (0, 100, 200)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(90)
        assert [worker.exitcode for worker in workers] == [0, 0, 0]
        assert not store.pending(1)
        found = matching_ids(EmbeddedEngine(tmp_path / "index"), "lapas")
        assert found == {story.id for story in store.stories()}
        assert len(found) == 15


def sync_for_ever(directory: Path) -> None:
    """A process that indexes everything again and again until it is killed."""
    with open_store(f"sqlite:///{directory / 'pantau.db'}", directory) as store:
        engine = EmbeddedEngine(directory / "index")
        (directory / "ready").touch()
        while True:
            store.enqueue_all()
            sync(store, engine)
            rebuild(store, engine)


@pytest.mark.slow
def test_a_killed_sync_is_made_good_by_the_next(tmp_path: Path, store: Store) -> None:
    for number in range(25):
        save(store, number)
    for moment in range(6):
        worker = SPAWN.Process(target=sync_for_ever, args=(tmp_path,))
        worker.start()
        waited = time.monotonic()
        while not (tmp_path / "ready").exists() and time.monotonic() - waited < 60:
            time.sleep(0.01)
        time.sleep(0.05 + 0.037 * moment)
        os.kill(worker.pid or 0, signal.SIGKILL)
        worker.join()
        (tmp_path / "ready").unlink()
        engine = EmbeddedEngine(tmp_path / "index")
        save(store, 100 + moment)
        sync(store, engine)
        assert not store.pending(1)
        assert matching_ids(engine, "lapas") == {story.id for story in store.stories()}
        assert engine.count() == 26 + moment
