"""What is written to a build, and in which version."""

from __future__ import annotations

import threading

import pytest

from search import (
    tree,
)
from search.engine import Held, SearchEngine, Size
from search.query import understand
from tests.search.asked import Again, ids
from tests.search.library import all_documents, fill, library, story, told, write


class WritingContract:
    """Holds for every engine."""

    @pytest.fixture
    def full(self, engine: SearchEngine) -> SearchEngine:
        """The library, in the engine of the test."""
        fill(engine, all_documents())
        return engine

    def test_documents_are_replaced_and_dropped(self, full: SearchEngine, again: Again) -> None:
        build = full.current
        assert build is not None
        with full.writer(build) as writer:
            writer.put(told(story("s03", "Bapas Malang"), version=2))
            writer.drop([Held("a03", 2), Held("s08", 1), Held("a09", 1), Held("never", 7)])
            assert writer.commit() == []
        for engine in (full, again()):
            assert ids(engine, "kediri") == []
            assert ids(engine, "malang") == ["s03"]
            assert ids(engine, "batam") == []
            assert engine.agreements(understand("province:jatim")) == set()
            assert engine.size() == Size(len(library()) - 1, 10)

    def test_an_older_version_never_wins(self, engine: SearchEngine) -> None:
        build = fill(engine, told(story("s1", "Lapas baru"), version=5))
        for version in (4, 5, 6):
            write(engine, build, told(story("s1", f"Lapas versi{version}"), version=version))
        assert list(engine.held(build)) == [Held("s1", 6)]
        write(engine, build, told(story("s1", "Lapas lama"), version=3))
        assert ids(engine, "versi6") == ["s1"]
        with engine.writer(build) as writer:
            writer.drop([Held("s1", 5)])
            writer.commit()
        assert ids(engine, "versi6") == ["s1"]
        with engine.writer(build) as writer:
            writer.drop([Held("s1", 6)])
            writer.commit()
        assert engine.size() == Size(0, 0)

    def test_what_is_written_twice_is_there_once(self, engine: SearchEngine) -> None:
        document = told(story("s1", "Lapas"), version=2)
        build = engine.begin()
        with engine.writer(build) as writer:
            writer.put(document)
            writer.put(document)
            writer.commit()
            writer.put(document)
            writer.commit()
        engine.use(build)
        assert engine.search(tree.Everything(), 10, "date").total == 1
        assert list(engine.held(build)) == [Held("s1", 2)]

    def test_open_engines_see_what_another_one_wrote(
        self, full: SearchEngine, again: Again
    ) -> None:
        other = again()
        assert ids(other, "kediri") == ["s03"]
        assert full.current is not None
        with full.writer(full.current) as writer:
            writer.drop([Held("s03", 1)])
            writer.commit()
        assert ids(other, "kediri") == []
        fill(full, told(story("z1", "Kediri")))
        assert ids(other, "kediri") == ["z1"]
        assert other.size() == Size(1, 0)

    def test_one_writer_at_a_time_changes_a_build(self, engine: SearchEngine, again: Again) -> None:
        build = fill(engine, [])
        order = []
        began = threading.Event()

        def wait() -> None:
            began.set()
            with again().writer(build) as writer:
                order.append("second")
                writer.put(told(story("z2", "Lapas")))
                writer.commit()

        thread = threading.Thread(target=wait)
        with engine.writer(build) as writer:
            thread.start()
            began.wait()
            thread.join(0.3)
            writer.put(told(story("z1", "Lapas")))
            writer.commit()
            order.append("first")
        thread.join()
        assert order == ["first", "second"]
        assert set(ids(engine, "lapas")) == {"z1", "z2"}

    def test_what_is_committed_is_found_while_the_writer_goes_on(
        self, engine: SearchEngine, again: Again
    ) -> None:
        build = engine.begin()
        engine.use(build)
        with engine.writer(build) as writer:
            writer.put(told(story("s1", "Lapas")))
            assert writer.commit() == []
            assert again().stories(tree.Everything()) == {"s1"}
