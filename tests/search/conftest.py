"""An index of the library, and a store, for the search tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.embedded import EmbeddedEngine
from store import Store, open_store
from tests.search.library import all_documents, fill


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """The library, indexed; not to be written."""
    made = EmbeddedEngine(tmp_path_factory.mktemp("library") / "index")
    fill(made, all_documents())
    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as opened:
        yield opened
