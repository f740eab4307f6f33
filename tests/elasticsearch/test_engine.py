"""The Elasticsearch engine does what every engine does, on each line of servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from model.config import ElasticsearchSettings, SearchSettings, Settings
from search.elasticsearch import open_elasticsearch
from search.engine import SearchEngine
from store import Store, open_store
from tests.elasticsearch import cluster
from tests.search.asked import Again
from tests.search.contracts.asking import AskingContract
from tests.search.contracts.building import BuildingContract
from tests.search.contracts.paging import PagingContract
from tests.search.contracts.verifying import VerifyingContract
from tests.search.contracts.writing import WritingContract
from tests.search.library import all_documents, fill


@pytest.fixture
def settings(each_elasticsearch_url: str, prefix: str, tmp_path: Path) -> Settings:
    return _settings(each_elasticsearch_url, prefix, tmp_path)


@pytest.fixture
def again(settings: Settings) -> Iterator[Again]:
    """Opens the engine of the test once more, as another process does."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(open_elasticsearch(settings))


@pytest.fixture
def engine(again: Again) -> SearchEngine:
    """An empty engine of the test's own."""
    return again()


@pytest.fixture(scope="session")
def filled(
    each_elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchEngine]:
    """The library, indexed; not to be written."""
    with cluster.clean(each_elasticsearch_url) as prefix:
        directory = tmp_path_factory.mktemp("filled")
        with open_elasticsearch(_settings(each_elasticsearch_url, prefix, directory)) as engine:
            fill(engine, all_documents())
            yield engine


class TestAsking(AskingContract):
    """Elasticsearch is asked as every engine is."""


class TestPaging(PagingContract):
    """Its answers have pages."""


class TestWriting(WritingContract):
    """It is written to."""


class TestBuilding(BuildingContract):
    """Its builds are as those of every engine."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as opened:
        yield opened


class TestVerifying(VerifyingContract):
    """It is mended as every engine is."""


def _settings(url: str, prefix: str, directory: Path) -> Settings:
    elasticsearch = ElasticsearchSettings.model_validate(cluster.section(url) | {"prefix": prefix})
    search = SearchSettings(engine="elasticsearch", elasticsearch=elasticsearch)
    return Settings(data=directory, search=search)
