"""The embedded index follows the store, whatever is killed, damaged or done at the same time."""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model.config import KeepSettings, Settings
from model.records import JAKARTA, Label
from search import (
    Retention,
    index_status,
    matching_ids,
    open_engine,
    rebuild,
    search_stories,
    sync,
    verify,
)
from search.embedded import EmbeddedEngine
from store import Store, open_store
from tests.forking import context
from tests.search.contracts.rebuilding import RebuildingContract
from tests.search.contracts.refusing import RefusingContract
from tests.search.contracts.syncing import SyncingContract
from tests.search.contracts.verifying import VerifyingContract
from tests.search.followed import held, save, versions
from tests.search.library import damage

#: Milliseconds of work after which a process is killed.
MOMENTS = range(20, 520, 60)


class TestSyncing(SyncingContract):
    """The embedded engine follows as every engine does."""


class TestRebuilding(RebuildingContract):
    """It is made anew as every engine is."""


class TestRefusing(RefusingContract):
    """It sets aside what every engine does."""


class TestVerifying(VerifyingContract):
    """It is mended as every engine is."""


def test_another_version_and_damage_are_mended_from_the_store(
    store: Store, engine: EmbeddedEngine, tmp_path: Path
) -> None:
    kept = {save(store, number) for number in range(3)}
    sync(store, engine)
    first = engine.current
    (tmp_path / "index" / "current").write_text(f"{first} 0.0.earlier\n")
    problem = index_status(store, engine).problem
    assert problem is not None
    assert "pantau index rebuild" in problem
    assert sync(store, engine) == 3
    assert engine.current != first
    assert matching_ids(engine, "lapas") == kept
    for path in (tmp_path / "index" / str(engine.current)).glob("*.*"):
        damage(path, b"")
    assert search_stories(store, EmbeddedEngine(tmp_path / "index"), "lapas").total == 3


def test_ages_are_whole_days_in_jakarta() -> None:
    # Half past midnight of 30 January in Jakarta.
    now = datetime(2026, 1, 29, 17, 30, tzinfo=UTC)
    retention = Retention.of(KeepSettings(candidate=10), now)
    assert dict(retention.since) == {Label.CANDIDATE: datetime(2026, 1, 20, tzinfo=JAKARTA)}
    assert dict(Retention.of(KeepSettings(), now).since) == {}
    ages = Retention.of(KeepSettings(partnership=10**9), now)
    assert ages.since[Label.PARTNERSHIP].year == 1


def test_the_engine_of_the_settings_lies_in_the_data_directory(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with open_store(settings.store_url, tmp_path) as store, open_engine(settings) as engine:
        save(store, 1)
        sync(store, engine)
    assert (tmp_path / "index" / "current").exists()


def open_both(directory: Path) -> tuple[Store, EmbeddedEngine]:
    """The store and the index of a process that lives until it is killed, or ends."""
    store = open_store(f"sqlite:///{directory / 'pantau.db'}", directory).__enter__()
    return store, EmbeddedEngine(directory / "index")


def save_and_sync(directory: Path, first: int, count: int) -> None:
    """A process that keeps stories and indexes each at once, as ``pantau add`` does."""
    store, engine = open_both(directory)
    for number in range(first, first + count):
        kept = save(store, number)
        sync(store, engine)
        assert kept in matching_ids(engine, f"cempaka{number}")


@pytest.mark.slow
def test_processes_that_write_at_the_same_time_lose_nothing(
    tmp_path: Path, store: Store, engine: EmbeddedEngine
) -> None:
    workers = [
        context.Process(target=save_and_sync, args=(tmp_path, first, 5)) for first in (0, 100, 200)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(90)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert len(store.stories()) == 15
    assert held(engine) == versions(store)


def search_for_ever(directory: Path) -> None:
    """A process that searches until ``done`` is there, and never finds less than before."""
    store, engine = open_both(directory)
    most = 0
    while not (directory / "done").exists():
        total = search_stories(store, engine, "lapas", sort="date").total
        assert total >= most
        most = total
    (directory / "searched").write_text(str(most))


@pytest.mark.slow
def test_a_rebuild_beside_a_writer_and_a_searcher(
    tmp_path: Path, store: Store, engine: EmbeddedEngine
) -> None:
    for number in range(20):
        save(store, number)
    sync(store, engine)
    writer = context.Process(target=save_and_sync, args=(tmp_path, 100, 15))
    searcher = context.Process(target=search_for_ever, args=(tmp_path,))
    for worker in (writer, searcher):
        worker.start()
    while writer.is_alive():
        rebuild(store, engine)
    (tmp_path / "done").touch()
    for worker in (writer, searcher):
        worker.join(60)
    assert (writer.exitcode, searcher.exitcode) == (0, 0)
    assert int((tmp_path / "searched").read_text()) >= 20
    assert held(engine) == versions(store)
    assert engine.size() == (35, 35)
    assert engine.builds() == store.indexing.builds(engine.kind) == [engine.current]


def work_for_ever(directory: Path) -> None:
    """A process that changes, indexes and rebuilds again and again until it is killed."""
    store, engine = open_both(directory)
    (directory / "ready").touch()
    number = 0
    while True:
        number += 1
        save(store, number % 25, title=f"Lapas berubah {time.time_ns()}")
        sync(store, engine)
        if number % 3 == 0:
            rebuild(store, engine)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_what_was_killed_is_made_good_by_the_next_sync(
    tmp_path: Path, store: Store, engine: EmbeddedEngine
) -> None:
    for number in range(25):
        save(store, number)
    for count, moment in enumerate(MOMENTS):
        worker = context.Process(target=work_for_ever, args=(tmp_path,))
        worker.start()
        waited = time.monotonic()
        while not (tmp_path / "ready").exists() and time.monotonic() - waited < 60:
            time.sleep(0.005)
        time.sleep(moment / 1_000)
        os.kill(worker.pid or 0, signal.SIGKILL)
        worker.join()
        (tmp_path / "ready").unlink()
        kept = save(store, 100 + count)
        sync(store, engine)
        assert held(engine) == versions(store)
        assert kept in matching_ids(engine, "lapas")
        checked = verify(store, engine)
        assert (checked.missing, checked.stale, checked.extra) == ((), (), ())
        assert (checked.stories, checked.waiting) == (26 + count, 0)
    rebuild(store, engine)
    assert engine.builds() == store.indexing.builds(engine.kind) == [engine.current]
    directories = [path.name for path in (tmp_path / "index").iterdir() if path.is_dir()]
    assert directories == [engine.current]
