"""The embedded engine: order, totals, changes, damage, and the index that takes its place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from model.exceptions import SearchError
from search import tree
from search.embedded import EmbeddedEngine
from search.embedded.layout import VERSION
from search.engine import Match
from search.query import understand
from search.schema import Document, documents
from tests.search.library import all_documents, damage, fill, library, story

NEWEST = ["s20", "s19", "s18", "s17", "s16", "s14", "s13", "s11", "s10", "s08"]


NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def ids(engine: EmbeddedEngine, query: str, limit: int = 100) -> list[str]:
    return [match.story for match in engine.search(understand(query), limit, "relevance").matches]


@pytest.fixture
def own(tmp_path: Path) -> EmbeddedEngine:
    """An index that a test may write to."""
    made = EmbeddedEngine(tmp_path / "index")
    fill(made, all_documents())
    return made


def numbered(count: int) -> list[Document]:
    made: list[Document] = []
    for number in range(count):
        day = datetime(2026, 1, 1 + number % 3, tzinfo=UTC)
        made += documents(story(f"n{number:03}", "Lapas sama", published=day), ())
    return made


def test_the_newest_come_first_when_sorted_by_date(engine: EmbeddedEngine) -> None:
    found = engine.search(tree.Everything(), 10, "date")
    assert found.total == len(library())
    assert [match.story for match in found.matches] == NEWEST
    assert {match.score for match in found.matches} == {0.0}


def test_a_story_without_a_date_comes_last(engine: EmbeddedEngine) -> None:
    assert engine.search(tree.Everything(), 100, "date").matches[-1].story == "s12"


def test_what_is_only_filtered_is_sorted_by_date(engine: EmbeddedEngine) -> None:
    assert ids(engine, "site:kabarnegeri") == ["s08", "s04", "s03"]


def test_a_hit_in_the_title_comes_before_one_in_the_text(engine: EmbeddedEngine) -> None:
    found = ids(engine, "narkotika")
    assert found[0] == "s18"


def test_boosts_change_the_order(engine: EmbeddedEngine) -> None:
    assert ids(engine, "kediri^20 OR kupang")[0] == "s03"
    assert ids(engine, "kediri OR kupang^20")[0] == "s04"


@pytest.mark.parametrize("limit", [1, 7, 40, 99, 100, 500])
def test_ties_are_broken_by_date_and_id_wherever_the_list_is_cut(
    tmp_path: Path, limit: int
) -> None:
    engine = EmbeddedEngine(tmp_path / "index")
    written = numbered(100)
    fill(engine, written[::-1])
    expected = sorted(written, key=lambda d: (-(d.moment or NEVER).timestamp(), d.story))
    for sort in ("relevance", "date"):
        found = engine.search(understand("lapas"), limit, sort)
        assert found.total == 100
        assert [match.story for match in found.matches] == [d.story for d in expected][:limit]


def test_agreements_are_asked_one_by_one(engine: EmbeddedEngine) -> None:
    assert engine.stories(understand("kind:PKS province:Maluku")) == {"s05"}
    assert engine.agreements(understand("kind:PKS province:Maluku")) == set()
    assert engine.agreements(understand("kind:PKS province:Banten")) == {("s05", "a05")}
    assert engine.agreements(understand("title:naskah")) == {("s05", "a05"), ("s05", "a06")}
    period = tree.Period("signed_on", date(2026, 2, 2), date(2026, 2, 28))
    assert engine.agreements(period) == {("s05", "a06")}


def test_a_story_is_replaced_and_deleted(own: EmbeddedEngine) -> None:
    with own.alone(), own.writer() as writer:
        writer.drop("s03")
        writer.put(documents(story("s03", "Bapas Malang"), ()))
        writer.drop("s08")
        assert ids(own, "kediri") == ["s03"]
        writer.commit()
    assert ids(own, "kediri") == []
    assert ids(own, "malang") == ["s03"]
    assert ids(own, "batam") == []
    assert own.agreements(understand("province:jatim")) == set()
    assert own.count() == len(library()) - 1


def test_what_is_not_committed_is_not_written(own: EmbeddedEngine) -> None:
    with own.alone(), own.writer() as writer:
        writer.drop("s03")
    assert ids(own, "kediri") == ["s03"]


def test_open_engines_see_what_another_one_wrote(own: EmbeddedEngine, tmp_path: Path) -> None:
    other = EmbeddedEngine(tmp_path / "index")
    assert ids(other, "kediri") == ["s03"]
    with own.alone(), own.writer() as writer:
        writer.drop("s03")
        writer.commit()
    assert ids(other, "kediri") == []
    fill(own, documents(story("z1", "Kediri"), ()))
    assert ids(other, "kediri") == ["z1"]
    assert other.count() == 1


def test_a_new_index_answers_only_when_it_is_whole(own: EmbeddedEngine, tmp_path: Path) -> None:
    with own.alone():
        with own.successor() as writer:
            writer.put(documents(story("z1", "Kediri"), ()))
            assert ids(own, "kediri") == ["s03"]
        assert ids(own, "kediri") == ["z1"]
        with pytest.raises(RuntimeError), own.successor() as writer:  # noqa: PT012
            writer.put(documents(story("z2", "Kediri"), ()))
            raise RuntimeError
    assert ids(own, "kediri") == ["z1"]
    left = sorted(path.name for path in (tmp_path / "index").iterdir() if path.is_dir())
    assert left == ["2"]


def test_before_the_first_index_nothing_is_found(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "index")
    assert not engine.usable
    assert engine.search(tree.Everything(), 10, "date") == (0, [])
    assert engine.stories(tree.Everything()) == set()
    assert engine.count() == 0


def test_an_index_of_another_version_is_not_asked(own: EmbeddedEngine, tmp_path: Path) -> None:
    pointer = tmp_path / "index" / "current"
    assert pointer.read_text() == f"1 {VERSION}\n"
    pointer.write_text("1 0.0.earlier\n")
    assert not own.usable
    with pytest.raises(SearchError, match="index rebuild"):
        own.search(tree.Everything(), 10, "date")


def test_a_damaged_index_is_not_asked(own: EmbeddedEngine, tmp_path: Path) -> None:
    files = [path for path in (tmp_path / "index" / "1").iterdir() if path.suffix == ".store"]
    assert files
    for path in files:
        damage(path, path.read_bytes()[:20])
    engine = EmbeddedEngine(tmp_path / "index")
    assert not engine.usable
    with pytest.raises(SearchError, match="index rebuild"):
        engine.count()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"../../etc x", b"7 ", b"1"])
def test_a_damaged_pointer_leads_nowhere(
    own: EmbeddedEngine, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "index" / "current").write_bytes(content)
    assert not own.usable
    fill(own, documents(story("z1", "Kediri"), ()))
    assert ids(own, "kediri") == ["z1"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SearchError, match="cannot be written"):
        EmbeddedEngine(tmp_path / "file" / "index")


def test_words_too_long_and_patterns_too_large_harm_nothing(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "index")
    fill(engine, documents(story("z1", "x" * 100_000, "é" * 70_000), ()))
    assert ids(engine, "x" * 3_000) == ["z1"]
    assert ids(engine, "x" * 3_000 + "*") == ["z1"]
    assert ids(engine, "*".join(["é" * 300] * 8)) == []
    assert ids(engine, "site:" + "a?" * 9 + "é" * 2_000 + "*") == []
    assert ids(engine, "?*" * 5) == ["z1"]


def test_scores_are_those_of_the_best_field(engine: EmbeddedEngine) -> None:
    (match,) = engine.search(understand("gunungsitoli"), 10, "relevance").matches
    assert isinstance(match, Match)
    assert match.score > 0
