"""Stories as the chain records them, in a store that both engines follow: the same hits."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from model.records import Label, Page
from pantau.corpus import load_corpus
from pipelines.chain import process
from search import search_stories, sync
from search.embedded import EmbeddedEngine
from search.engine import SearchEngine
from search.query import understand
from search.schema import FACET_FIELDS
from store import PageState, Store, open_store
from tests.conftest import ROOT
from tests.parity.conftest import open_cluster
from tests.parity.shelf import queries

pytestmark = pytest.mark.slow

_READ_AT = datetime(2026, 6, 1, tzinfo=UTC)
_STORE = "pantau.db"
_SHOWN = 20
#: One of these goes with each query in turn.
BOUNDS: tuple[dict[str, Any], ...] = (
    {},
    {"since": date(2026, 1, 20)},
    {"until": date(2026, 1, 20)},
    {"since": date(2025, 12, 1), "until": date(2026, 1, 31)},
)


class Following(NamedTuple):
    """An engine that is up to date with a store, which no other engine follows."""

    store: Store
    engine: SearchEngine


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stories of the corpus that the judge was not fitted on, as the chain reads them."""
    directory = tmp_path_factory.mktemp("archive")
    with open_store(f"sqlite:///{directory / _STORE}", directory) as store:
        for site, page in pages():
            read = process(page)
            if read.judgement and read.judgement.label is not Label.OTHER:
                label = str(read.judgement.label)
                store.save(
                    read, PageState(url=page.url, site=site, fetched_at=_READ_AT, outcome=label)
                )
    return directory


@pytest.fixture(scope="module")
def both(
    archive: Path, tmp_path_factory: pytest.TempPathFactory, elasticsearch_url: str
) -> Iterator[tuple[Following, Following]]:
    """The engines, each with a copy of the archive."""
    with ExitStack() as stack:
        engines = (
            EmbeddedEngine(tmp_path_factory.mktemp("following") / "index"),
            stack.enter_context(open_cluster(elasticsearch_url)),
        )
        made = []
        for engine in engines:
            copy = tmp_path_factory.mktemp("copy")
            shutil.copy(archive / _STORE, copy / _STORE)
            store = stack.enter_context(open_store(f"sqlite:///{copy / _STORE}", copy))
            sync(store, engine)
            made.append(Following(store, engine))
        yield made[0], made[1]


def pages() -> Iterator[tuple[str, Page]]:
    """The stories of every third voice of the corpus, on a site that bears its name."""
    for voice in load_corpus(ROOT / "tests" / "corpus")[::3]:
        site = f"{voice.name}.example"
        for told in voice.stories:
            yield (
                site,
                Page(
                    url=f"https://{site}/{told.id}",
                    body=told.text,
                    plain=True,
                    title=told.title,
                    published=told.published,
                    fetched_at=_READ_AT,
                ),
            )


def test_the_archive_is_large(both: tuple[Following, Following]) -> None:
    sizes = {each.engine.size() for each in both}
    assert len(sizes) == 1
    assert sizes.pop() > (100, 80)


def test_hits_highlights_and_facets_are_the_same(both: tuple[Following, Following]) -> None:
    for (query, _), bounds in zip(queries()[::3], cycle(BOUNDS), strict=False):
        answer, other = (
            search_stories(
                each.store,
                each.engine,
                query,
                limit=_SHOWN,
                sort="date",
                facets=FACET_FIELDS,
                **bounds,
            )
            for each in both
        )
        # Each engine writes in its own way where the next page begins.
        assert (answer.after is None) == (other.after is None)
        assert other.model_copy(update={"after": answer.after}) == answer, query


def test_the_same_stories_and_agreements_fit(both: tuple[Following, Following]) -> None:
    embedded, elasticsearch = (each.engine for each in both)
    for query, _ in queries()[1::3]:
        asked = understand(query)
        assert elasticsearch.stories(asked) == embedded.stories(asked), query
        assert elasticsearch.agreements(asked) == embedded.agreements(asked), query
