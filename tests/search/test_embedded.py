"""The embedded engine: the contract, and its own damage, directory and locks."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from model.exceptions import SearchError
from search import tree
from search.embedded import EmbeddedEngine
from search.embedded.layout import PARTS, VERSION
from search.engine import Refused
from tests.search.asked import ids
from tests.search.contracts.asking import AskingContract
from tests.search.contracts.building import BuildingContract
from tests.search.contracts.paging import PagingContract
from tests.search.contracts.writing import WritingContract
from tests.search.library import all_documents, damage, fill, story, told, write


class TestAsking(AskingContract):
    """The embedded engine is asked as every engine is."""


class TestPaging(PagingContract):
    """Its answers have pages."""


class TestWriting(WritingContract):
    """It is written to."""


class TestBuilding(BuildingContract):
    """Its builds are as those of every engine."""


@pytest.fixture
def full(engine: EmbeddedEngine) -> EmbeddedEngine:
    fill(engine, all_documents())
    return engine


def test_what_is_not_committed_is_not_written(full: EmbeddedEngine) -> None:
    assert full.current is not None
    with full.writer(full.current) as writer:
        writer.put(told(story("s03", "Bapas Malang"), version=2))
    assert ids(full, "kediri") == ["s03"]


def test_an_index_of_another_version_is_not_asked(full: EmbeddedEngine, tmp_path: Path) -> None:
    pointer = tmp_path / "index" / "current"
    assert pointer.read_text() == f"{full.current} {VERSION}\n"
    pointer.write_text(f"{full.current} 0.0.earlier\n")
    assert full.current is None
    with pytest.raises(SearchError, match="index rebuild"):
        full.search(tree.Everything(), 10, "date")


def test_what_an_earlier_version_left_is_a_build_to_forget(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    (tmp_path / "index" / "7").mkdir()
    (tmp_path / "index" / "current").write_text("7 1.1.earlier\n")
    assert engine.current is None
    new = fill(engine, all_documents())
    assert engine.builds() == ["7", new]
    engine.forget("7")
    assert engine.builds() == [new]


def test_a_damaged_index_is_not_asked(full: EmbeddedEngine, tmp_path: Path) -> None:
    files = list((tmp_path / "index" / str(full.current)).rglob("*.fast"))
    assert files
    for path in files:
        damage(path, path.read_bytes()[:20])
    engine = EmbeddedEngine(tmp_path / "index")
    assert engine.current is None
    with pytest.raises(SearchError, match="index rebuild"):
        engine.size()


@pytest.mark.parametrize("lost", PARTS)
def test_what_a_kill_between_the_two_commits_left_out_is_written_again(
    full: EmbeddedEngine, tmp_path: Path, lost: str
) -> None:
    build = str(full.current)
    part, before = tmp_path / "index" / build / lost, tmp_path / "before"
    shutil.copytree(part, before)
    newer = [replace(document, version=9) for document in all_documents()]
    write(full, build, newer)
    shutil.rmtree(part)
    shutil.move(before, part)

    engine = EmbeddedEngine(tmp_path / "index")
    assert {version for _, version in engine.held(build)} == {1, 9}
    write(engine, build, newer)
    assert list(engine.held(build)) == sorted((document.id, 9) for document in newer)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"../../etc x", b"7 ", b"1"])
def test_a_damaged_pointer_leads_nowhere(
    full: EmbeddedEngine, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "index" / "current").write_bytes(content)
    assert full.current is None
    fill(full, told(story("z1", "Kediri")))
    assert ids(full, "kediri") == ["z1"]


@pytest.mark.parametrize("name", ["..", "", "/etc", "../index", "rebuild.lock", "current"])
def test_only_builds_are_forgotten(full: EmbeddedEngine, tmp_path: Path, name: str) -> None:
    before = sorted(path.name for path in (tmp_path / "index").iterdir())
    full.forget(name)
    assert sorted(path.name for path in (tmp_path / "index").iterdir()) == before


def test_a_build_leaves_nothing_behind(full: EmbeddedEngine, tmp_path: Path) -> None:
    old = full.current
    assert old is not None
    fill(full, [])
    full.forget(old)
    assert not list((tmp_path / "index").glob(f"{old}*"))


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SearchError, match="cannot be written"):
        EmbeddedEngine(tmp_path / "file" / "index")


def test_a_document_that_is_no_text_is_refused_alone(full: EmbeddedEngine) -> None:
    assert full.current is not None
    (poison,) = told(story("z1", "Lapas"), version=2)
    poison = replace(poison, facets={**poison.facets, "unit": ("Lapas \ud800",)})
    others = told(story("z2", "Kediri"), version=2)
    long = told(story("z" * 17, "Kediri"), version=2)
    refused = write(full, full.current, [poison, *others, *long])
    assert [type(one) for one in refused] == [Refused, Refused]
    assert [one.id for one in refused] == ["z1", "z" * 17]
    assert "surrogates" in refused[0].reason
    assert "16 bytes" in refused[1].reason
    assert set(ids(full, "kediri")) == {"s03", "z2"}
