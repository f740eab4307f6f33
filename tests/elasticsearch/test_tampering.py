"""What others do to Pantau's indices is told, and mended where that is possible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from model.config import Settings
from model.exceptions import SearchError
from search import (
    SearchEngine,
    index_status,
    matching_agreements,
    matching_ids,
    open_engine,
    rebuild,
    search_stories,
    sync,
    verify,
)
from search.engine import Sort
from search.query import understand
from store import Store, open_store
from tests.elasticsearch import cluster
from tests.search.followed import save

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as opened:
        yield opened


@pytest.fixture
def engine(elasticsearch_url: str, prefix: str, tmp_path: Path) -> Iterator[SearchEngine]:
    section = {**cluster.section(elasticsearch_url), "prefix": prefix}
    search: dict[str, Any] = {"engine": "elasticsearch", "elasticsearch": section}
    with open_engine(Settings.model_validate({"data": tmp_path, "search": search})) as opened:
        yield opened


@pytest.fixture
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with cluster.connect(elasticsearch_url) as connected:
        yield connected


@pytest.fixture
def kept(store: Store, engine: SearchEngine) -> list[str]:
    """Three stories that are indexed."""
    found = [save(store, number) for number in range(3)]
    sync(store, engine)
    return found


def test_documents_of_others_do_no_harm_and_are_swept_out(
    store: Store, engine: SearchEngine, client: Elasticsearch, prefix: str, kept: list[str]
) -> None:
    stories, agreements = f"{prefix}-stories", f"{prefix}-agreements"
    whole = client.get(index=stories, id=kept[0])["_source"]
    client.index(index=stories, id="asing", document={"title": "lapas cempaka0"}, refresh=True)
    client.index(index=stories, id="salinan", document=whole, refresh=True)
    client.index(index=agreements, id=kept[0], document=whole, refresh=True)
    assert {hit.id for hit in search_stories(store, engine, "lapas").hits} == set(kept)
    assert matching_ids(engine, "cempaka0") == {kept[0]}
    assert len(matching_agreements(store, engine, "cempaka0")) == 1
    found = verify(store, engine)
    assert {name.rpartition("/")[2] for name in found.extra} == {"asing", "salinan", kept[0]}
    assert found.extra_count == 3
    assert found.mended
    again = verify(store, engine)
    assert (again.extra_count, again.stories, again.agreements) == (0, 3, 3)


@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_documents_of_others_are_on_no_page(
    sort: Sort, engine: SearchEngine, client: Elasticsearch, prefix: str, kept: list[str]
) -> None:
    for number in range(4):
        document = {"title": "lapas lapas lapas"} | ({"id": f"x{number}"} if number % 2 else {})
        client.index(index=f"{prefix}-stories", document=document, refresh=True)
    seen, after = [], None
    for _ in kept:
        page = engine.search(understand("lapas"), 1, sort, after)
        assert page.total == len(kept)
        seen += [match.story for match in page.matches]
        after = page.after
    assert (sorted(seen), after) == (sorted(kept), None)
    assert sum(one.count for one in engine.facets(understand("*"), ["label"])["label"]) == 3


def test_a_story_overwritten_again_and_again_is_mended(
    store: Store, engine: SearchEngine, client: Elasticsearch, prefix: str, kept: list[str]
) -> None:
    for _ in range(30):
        client.index(index=f"{prefix}-stories", id=kept[0], document={"title": "asing"})
    found = verify(store, engine)
    assert (found.extra_count, found.missing, found.mended) == (1, (kept[0],), True)
    assert matching_ids(engine, "cempaka0") == {kept[0]}


def test_a_closed_index_refuses_nothing_and_loses_nothing(
    store: Store, engine: SearchEngine, client: Elasticsearch, prefix: str, kept: list[str]
) -> None:
    index = f"{prefix}-stories-{engine.current}"
    client.indices.close(index=index)
    new = save(store, 9)
    with pytest.raises(SearchError, match=f"{index} closed: open it there"):
        sync(store, engine)
    status = index_status(store, engine)
    assert (status.waiting, status.set_aside) == (1, ())
    assert status.problem is not None
    client.indices.open(index=index, wait_for_active_shards=1)
    sync(store, engine)
    assert matching_ids(engine, "lapas") == {*kept, new}


def test_what_was_changed_again_and_again_is_mended(
    store: Store, engine: SearchEngine, client: Elasticsearch, prefix: str, kept: list[str]
) -> None:
    for number in range(30):
        client.update(index=f"{prefix}-stories", id=kept[0], doc={"title": [f"palsu {number}"]})
    found = verify(store, engine)
    assert (found.stale, found.mended) == ((kept[0],), True)
    assert matching_ids(engine, "palsu") == set()
    assert verify(store, engine).stale == ()


def test_what_was_changed_under_its_own_version_is_found_by_its_content(
    store: Store, engine: SearchEngine, client: Elasticsearch, prefix: str, kept: list[str]
) -> None:
    index = f"{prefix}-stories"
    was = client.get(index=index, id=kept[0])
    client.index(
        index=index,
        id=kept[0],
        document={**was["_source"], "title": ["Lapas Palsu"], "probability": [0.1]},
        version=was["_version"],
        version_type="external_gte",
        refresh=True,
    )
    assert matching_ids(engine, "palsu") == {kept[0]}
    assert verify(store, engine).stale_count == 0
    found = verify(store, engine, content=True)
    assert (found.altered, found.altered_count, found.mended) == ((kept[0],), 1, True)
    assert matching_ids(engine, "palsu") == set()
    assert verify(store, engine, content=True).altered_count == 0


def test_a_version_beyond_counting_is_left_to_a_rebuild(
    store: Store, engine: SearchEngine, client: Elasticsearch, prefix: str, kept: list[str]
) -> None:
    whole = client.get(index=f"{prefix}-stories", id=kept[0])["_source"]
    client.index(
        index=f"{prefix}-stories",
        id=kept[0],
        document=whole,
        version=2**62,
        version_type="external",
    )
    client.delete(index=f"{prefix}-stories", id=kept[1])
    found = verify(store, engine)
    assert (found.stale, found.missing, found.mended) == ((kept[0],), (kept[1],), False)
    assert verify(store, engine).missing == ()
    rebuild(store, engine)
    assert verify(store, engine).stale_count == 0


def remade(client: Elasticsearch, prefix: str, engine: SearchEngine) -> None:
    """Make the index of stories anew, as people do to change it: with a field of another type."""
    index = f"{prefix}-stories-{engine.current}"
    client.indices.delete(index=index)
    client.indices.create(
        index=index,
        aliases={f"{prefix}-stories": {}},
        mappings={"properties": {"published": {"type": "boolean"}}},
    )


def test_a_mapping_in_conflict_is_told_in_a_sentence(
    store: Store, engine: SearchEngine, client: Elasticsearch, prefix: str, kept: list[str]
) -> None:
    remade(client, prefix, engine)
    more = {save(store, number) for number in range(10, 22)}
    with pytest.raises(
        SearchError, match=r"takes none of 12 stories.*published.*index rebuild"
    ) as e:
        sync(store, engine)
    assert "\n" not in str(e.value)
    status = index_status(store, engine)
    assert (status.waiting, status.set_aside) == (12, ())
    rebuild(store, engine)
    assert matching_ids(engine, "lapas") == {*kept, *more}


def test_a_few_documents_in_conflict_with_the_mapping_are_named(
    store: Store, engine: SearchEngine, client: Elasticsearch, prefix: str, kept: list[str]
) -> None:
    remade(client, prefix, engine)
    new = save(store, 9)
    assert sync(store, engine) == 0
    (refused,) = index_status(store, engine).set_aside
    assert refused.id == new
    assert "published" in refused.reason
    rebuild(store, engine)
    assert matching_ids(engine, "lapas") == {*kept, new}


Change = Callable[[Elasticsearch, str], object]
HINDRANCES: dict[str, tuple[Change, str]] = {
    "full disk": (
        lambda client, prefix: client.indices.put_settings(
            index=f"{prefix}-stories", settings={"index.blocks.read_only_allow_delete": True}
        ),
        "read-only because its disk is nearly full",
    ),
    "blocked": (
        lambda client, prefix: client.indices.add_block(index=f"{prefix}-stories", block="write"),
        "remove the block",
    ),
    "no template": (
        lambda client, prefix: client.indices.delete_index_template(name=f"{prefix}-stories"),
        "does not have the index template .*-stories: run `pantau index rebuild`",
    ),
    "no templates": (
        lambda client, prefix: client.indices.delete_index_template(
            name=[f"{prefix}-stories", f"{prefix}-agreements"]
        ),
        "does not have the index template .*-stories: run `pantau index rebuild`",
    ),
}


@pytest.mark.parametrize("name", HINDRANCES)
def test_what_stands_in_the_way_is_told_before_it_is_met(
    name: str,
    store: Store,
    engine: SearchEngine,
    client: Elasticsearch,
    prefix: str,
    kept: list[str],
) -> None:
    assert index_status(store, engine).problem is None
    change, sentence = HINDRANCES[name]
    change(client, prefix)
    problem = index_status(store, engine).problem
    assert problem is not None
    assert "http" in problem
    assert re.search(sentence, problem)
    client.indices.put_settings(
        index=f"{prefix}-stories",
        settings={"index.blocks.read_only_allow_delete": None, "index.blocks.write": None},
    )
    rebuild(store, engine)
    assert index_status(store, engine).problem is None
