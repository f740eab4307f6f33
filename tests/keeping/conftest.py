"""Stores with something in every corner, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keeping.world import World, world_at
from tests.store.conftest import address, postgres_server

__all__ = ["address", "postgres_server"]


@pytest.fixture
def world(address: str, tmp_path: Path) -> Iterator[World]:
    """A store on one of the two databases, its data directory ``data`` in ``tmp_path``."""
    if address.startswith("sqlite"):
        address = f"sqlite:///{tmp_path / 'data' / 'pantau.db'}"
    with world_at(address, tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a store in a file, to be copied: filling it takes a second."""
    directory = tmp_path_factory.mktemp("filled")
    with world_at(f"sqlite:///{directory / 'data' / 'pantau.db'}", directory):
        pass
    return directory


@pytest.fixture
def on_sqlite(filled_once: Path, tmp_path: Path) -> Iterator[World]:
    """A store in a file."""
    shutil.copytree(filled_once, tmp_path, dirs_exist_ok=True)
    url = f"sqlite:///{tmp_path / 'data' / 'pantau.db'}"
    with world_at(url, tmp_path, filled=True) as made:
        yield made
