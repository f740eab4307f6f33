"""The Elasticsearch engine does what every engine does, on each line of servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from model.config import ElasticsearchSettings, SearchSettings, Settings
from search.elasticsearch import open_elasticsearch
from search.engine import SearchEngine
from tests.elasticsearch import cluster
from tests.search.contract import Again, EngineContract


@pytest.fixture
def settings(each_elasticsearch_url: str, prefix: str, tmp_path: Path) -> Settings:
    found = cluster.section(each_elasticsearch_url) | {"prefix": prefix}
    elasticsearch = ElasticsearchSettings.model_validate(found)
    search = SearchSettings(engine="elasticsearch", elasticsearch=elasticsearch)
    return Settings(data=tmp_path, search=search)


@pytest.fixture
def again(settings: Settings) -> Iterator[Again]:
    """Opens the engine of the test once more, as another process does."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(open_elasticsearch(settings))


@pytest.fixture
def engine(again: Again) -> SearchEngine:
    """An empty engine of the test's own."""
    return again()


class TestElasticsearch(EngineContract):
    """Holds all that every engine does."""
