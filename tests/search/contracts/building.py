"""Builds: begun, put to use, forgotten, and what they hold."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from model.exceptions import SearchError
from search import (
    tree,
)
from search.engine import Found, Held, SearchEngine, Size
from tests.search.asked import Again, ids, numbered, walked
from tests.search.library import all_documents, fill, story, told, write


class BuildingContract:
    """Holds for every engine."""

    @pytest.fixture
    def full(self, engine: SearchEngine) -> SearchEngine:
        """The library, in the engine of the test."""
        fill(engine, all_documents())
        return engine

    def test_a_build_answers_only_when_it_is_put_to_use(
        self, full: SearchEngine, again: Again
    ) -> None:
        old = full.current
        new = full.begin()
        write(full, new, told(story("z1", "Kediri")))
        assert ids(full, "kediri") == ["s03"]
        assert (full.current, full.builds()) == (old, [old, new])
        full.use(new)
        for engine in (full, again()):
            assert ids(engine, "kediri") == ["z1"]
            assert engine.current == new
        assert old is not None
        assert len(list(full.held(old))) == 32
        full.forget(old)
        full.forget(old)
        assert full.builds() == [new]

    def test_the_build_in_use_is_not_forgotten(self, full: SearchEngine) -> None:
        assert full.current is not None
        with pytest.raises(SearchError, match="in use"):
            full.forget(full.current)
        assert ids(full, "kediri") == ["s03"]

    def test_names_of_builds_do_not_come_again(self, engine: SearchEngine) -> None:
        names = []
        for _ in range(5):
            names.append(engine.begin())
            engine.forget(names[-1])
        assert len(set(names)) == 5
        assert engine.builds() == []

    def test_a_build_that_is_not_there_cannot_be_written_or_used(
        self, engine: SearchEngine
    ) -> None:
        with pytest.raises(SearchError), engine.writer("20000101000000000000absent"):
            pass
        with pytest.raises(SearchError):
            engine.use("20000101000000000000absent")
        with pytest.raises(SearchError):
            list(engine.held("20000101000000000000absent"))

    def test_before_the_first_build_nothing_is_found(self, engine: SearchEngine) -> None:
        assert engine.current is None
        assert engine.builds() == []
        assert engine.search(tree.Everything(), 10, "date") == Found(0, [], None)
        assert engine.stories(tree.Everything()) == set()
        assert engine.agreements(tree.Everything()) == set()
        assert engine.facets(tree.Everything(), ["unit"]) == {"unit": []}
        assert engine.size() == Size(0, 0)

    def test_all_that_is_held_comes_in_the_order_of_ids(self, engine: SearchEngine) -> None:
        written = numbered(30)
        build = engine.begin()
        with engine.writer(build) as writer:
            writer.put(written[::-1])
            writer.put(all_documents())
            writer.commit()
            # Also while the writer is open.
            held = list(engine.held(build))
        everything = sorted([*written, *all_documents()], key=lambda document: document.id)
        assert held == [Held(document.id, document.version) for document in everything]
        assert list(engine.held(build)) == held

    def test_ids_that_begin_alike_are_told_apart(self, engine: SearchEngine) -> None:
        names = [f"sabcdefgh{number:03}" for number in range(60)]
        day = datetime(2026, 1, 1, tzinfo=UTC)
        build = fill(
            engine,
            [one for name in names[::-1] for one in told(story(name, "Lapas", published=day))],
        )
        assert [held.id for held in engine.held(build)] == names
        assert walked(engine, "lapas", 7, "date") == names
        assert walked(engine, "lapas", 7, "relevance") == names

    def test_rebuilders_wait_for_one_another(self, engine: SearchEngine, again: Again) -> None:
        order = []

        def wait() -> None:
            with again().rebuilding():
                order.append("second")

        thread = threading.Thread(target=wait)
        with engine.rebuilding():
            thread.start()
            thread.join(0.3)
            order.append("first")
        thread.join()
        assert order == ["first", "second"]
