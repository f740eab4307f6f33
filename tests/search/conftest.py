"""An index of the library, and a store, for the search tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.embedded import EmbeddedEngine
from store import Store, open_store
from tests.search.asked import Again
from tests.search.library import all_documents, fill


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """The library, indexed; not to be written."""
    made = EmbeddedEngine(tmp_path_factory.mktemp("library") / "index")
    fill(made, all_documents())
    return made


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    """An empty engine of the test's own."""
    return EmbeddedEngine(tmp_path / "index")


@pytest.fixture
def again(tmp_path: Path) -> Again:
    """Opens the engine of the test once more, as another process does."""
    return lambda: EmbeddedEngine(tmp_path / "index")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as opened:
        yield opened
