"""Both engines with the same stories in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from model.config import Settings
from search import open_engine
from search.embedded import EmbeddedEngine
from search.engine import SearchEngine
from tests.elasticsearch import cluster
from tests.elasticsearch.conftest import elasticsearch_url, running
from tests.parity.shelf import shelf_documents

__all__ = ["elasticsearch_url", "running"]


@contextmanager
def open_cluster(url: str) -> Iterator[SearchEngine]:
    """Elasticsearch under names that are the test's own, and gone after it."""
    with cluster.clean(url) as prefix:
        search = {
            "engine": "elasticsearch",
            "elasticsearch": {**cluster.section(url), "prefix": prefix},
        }
        with open_engine(Settings.model_validate({"search": search})) as engine:
            yield engine


def fill(engine: SearchEngine) -> None:
    """Put the shelf to use."""
    build = engine.begin()
    with engine.writer(build) as writer:
        writer.put(shelf_documents())
        assert writer.commit() == []
    engine.use(build)


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("shelf") / "index")
    fill(engine)
    return engine


@pytest.fixture(scope="session")
def elasticsearch(elasticsearch_url: str) -> Iterator[SearchEngine]:
    with open_cluster(elasticsearch_url) as engine:
        fill(engine)
        yield engine


@pytest.fixture(scope="session", params=["embedded", "elasticsearch"])
def engine(request: pytest.FixtureRequest) -> SearchEngine:
    """Each of the two in turn."""
    made: SearchEngine = request.getfixturevalue(request.param)
    return made
