"""Stories as the chain records them, in a store that both engines follow: the same hits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import cycle
from typing import Any

import pytest

from model.records import Label, Page
from pantau.corpus import Split, load_corpus
from pipelines.chain import process
from search import matching_agreements, matching_ids, search_stories, sync
from search.embedded import EmbeddedEngine
from search.engine import SearchEngine
from search.schema import FACET_FIELDS
from store import PageState, Store, open_store
from tests.conftest import ROOT
from tests.parity.conftest import open_cluster
from tests.parity.shelf import queries

pytestmark = pytest.mark.slow

_READ_AT = datetime(2026, 6, 1, tzinfo=UTC)
_SHOWN = 20
#: One of these goes with each query in turn.
BOUNDS: tuple[dict[str, Any], ...] = (
    {},
    {"since": date(2026, 1, 20)},
    {"until": date(2026, 1, 20)},
    {"since": date(2025, 12, 1), "until": date(2026, 1, 31)},
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The stories of the corpus that the judge was not fitted on, as the chain reads them."""
    directory = tmp_path_factory.mktemp("archive")
    with open_store(f"sqlite:///{directory / 'pantau.db'}", directory) as store:
        for site, page in pages():
            read = process(page)
            if read.judgement and read.judgement.label is not Label.OTHER:
                label = str(read.judgement.label)
                store.save(
                    read, PageState(url=page.url, site=site, fetched_at=_READ_AT, outcome=label)
                )
        yield store


@pytest.fixture(scope="module")
def following(
    archive: Store, tmp_path_factory: pytest.TempPathFactory, elasticsearch_url: str
) -> Iterator[tuple[SearchEngine, SearchEngine]]:
    """Both engines, up to date with the archive."""
    embedded = EmbeddedEngine(tmp_path_factory.mktemp("following") / "index")
    with open_cluster(elasticsearch_url) as elasticsearch:
        for engine in (embedded, elasticsearch):
            sync(archive, engine)
        yield embedded, elasticsearch


def pages() -> Iterator[tuple[str, Page]]:
    """Each story of the corpus on a site that bears its voice's name."""
    for voice in load_corpus(ROOT / "tests" / "corpus"):
        site = f"{voice.name}.example"
        for told in voice.stories if voice.split is Split.TEST else ():
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


def test_the_archive_is_large(following: tuple[SearchEngine, SearchEngine]) -> None:
    embedded, elasticsearch = following
    assert embedded.size() == elasticsearch.size()
    assert embedded.size().stories > 100
    assert embedded.size().agreements > 80


def test_hits_highlights_and_facets_are_the_same(
    archive: Store, following: tuple[SearchEngine, SearchEngine]
) -> None:
    for (query, _), bounds in zip(queries(), cycle(BOUNDS), strict=False):
        by_date, other_by_date = (
            search_stories(
                archive, engine, query, limit=_SHOWN, sort="date", facets=FACET_FIELDS, **bounds
            )
            for engine in following
        )
        # Each engine writes in its own way where the next page begins.
        assert (by_date.after is None) == (other_by_date.after is None)
        assert other_by_date.model_copy(update={"after": by_date.after}) == by_date, query


def test_the_same_stories_and_agreements_fit(
    archive: Store, following: tuple[SearchEngine, SearchEngine]
) -> None:
    for query, _ in queries():
        stories, others = (matching_ids(engine, query) for engine in following)
        assert others == stories, query
        fitting, others_fitting = (
            matching_agreements(archive, engine, query) for engine in following
        )
        assert others_fitting == fitting, query
