"""A store, and channels that are directories: each message a file, as a receiver would keep it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from store import Store, open_store
from tests import postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    with postgres.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'pantau.db'}"
    else:
        with postgres.database(request.getfixturevalue("postgres_server")) as address:
            yield address


@pytest.fixture
def store(address: str, tmp_path: Path) -> Iterator[Store]:
    with open_store(address, tmp_path) as opened:
        yield opened
