"""An index is made anew beside the one in use."""

from __future__ import annotations

import threading

import pytest

from model.exceptions import SearchError
from search import (
    index_status,
    matching_ids,
    rebuild,
    search_stories,
    sync,
    verify,
)
from search.engine import SearchEngine
from store import Store
from tests.search.asked import Again
from tests.search.followed import held, picky, save, versions


class RebuildingContract:
    """Holds for every engine."""

    def test_an_index_of_another_store_is_made_anew(
        self, store: Store, engine: SearchEngine, caplog: pytest.LogCaptureFixture
    ) -> None:
        save(store, 1)
        sync(store, engine)
        first = engine.current
        assert first is not None
        store.indexing.forget(first)
        save(store, 2)
        status = index_status(store, engine)
        assert status.problem is not None
        assert "another store" in status.problem
        assert sync(store, engine) == 2
        assert "another store" in caplog.text
        assert engine.builds() == [engine.current] != [first]
        assert held(engine) == versions(store)

    def test_a_rebuild_replaces_the_build_and_may_keep_the_old_one(
        self, store: Store, engine: SearchEngine
    ) -> None:
        for number in range(3):
            save(store, number)
        sync(store, engine)
        first = engine.current
        assert rebuild(store, engine) == 3
        second = engine.current
        assert engine.builds() == [second] == store.indexing.builds(engine.kind)
        assert rebuild(store, engine, keep_old=True) == 3
        third = engine.current
        assert engine.builds() == [second, third]
        assert store.indexing.builds(engine.kind) == [third]
        assert rebuild(store, engine, keep_old=True) == 3
        assert engine.builds() == [third, engine.current]
        assert len({first, second, third, engine.current}) == 4

    def test_what_a_killed_rebuild_left_goes_with_the_next(
        self, store: Store, engine: SearchEngine
    ) -> None:
        save(store, 1)
        sync(store, engine)
        orphan = engine.begin()
        store.indexing.begin(orphan, engine.kind, engine.current)
        save(store, 2)
        assert sync(store, engine) == 1
        assert index_status(store, engine).builds == (engine.current, orphan)
        rebuild(store, engine)
        assert engine.builds() == store.indexing.builds(engine.kind) == [engine.current]

    def test_a_rebuild_ends_when_another_one_takes_over(
        self, store: Store, engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        save(store, 1)
        sync(store, engine)
        first = engine.current
        begin = store.indexing.begin

        def taken_over(build: str, kind: str, keep: str | None = None) -> int:
            queued = begin(build, kind, keep)
            begin(f"{build}other", kind, keep)
            return queued

        monkeypatch.setattr(store.indexing, "begin", taken_over)
        with pytest.raises(SearchError, match="Another rebuild"):
            rebuild(store, engine)
        assert engine.current == first
        assert engine.builds() == [first]
        monkeypatch.undo()
        assert rebuild(store, engine) == 1

    def test_a_rebuild_that_fails_leaves_the_old_index(
        self, store: Store, engine: SearchEngine
    ) -> None:
        for number in range(30):
            save(store, number)
        sync(store, engine)
        first = engine.current
        with pytest.raises(SearchError, match=r"takes none of .*is no date.*index rebuild"):
            rebuild(store, picky(engine, "Lapas"))
        assert engine.current == first
        assert engine.builds() == store.indexing.builds(engine.kind) == [first]
        assert len(matching_ids(engine, "lapas")) == 30

    def test_a_rebuild_never_shows_less_and_loses_nothing(
        self, store: Store, engine: SearchEngine, again: Again
    ) -> None:
        for number in range(12):
            save(store, number)
        sync(store, engine)
        seen: list[int] = []
        wrong: list[BaseException] = []
        done = threading.Event()

        def repeat(work: object) -> None:
            try:
                while not done.is_set():
                    work()  # type: ignore[operator]
            except BaseException as error:  # noqa: BLE001 - told by the test
                wrong.append(error)

        reader, writer, numbers = again(), again(), iter(range(100, 1_000))

        def save_and_sync() -> None:
            number = next(numbers)
            kept = save(store, number)
            sync(store, writer)
            assert kept in matching_ids(writer, f"cempaka{number}")

        def search() -> None:
            found = search_stories(store, reader, "lapas", sort="date").total
            seen.append(found)

        threads = [threading.Thread(target=repeat, args=[work]) for work in (search, save_and_sync)]
        for thread in threads:
            thread.start()
        for _ in range(3):
            rebuild(store, engine)
        done.set()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert seen == sorted(seen)
        assert seen[0] >= 12
        assert held(engine) == versions(store)
        assert verify(store, engine).missing_count == 0
