"""A newsroom on SQLite: what is chosen does not depend on the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import open_store
from tests.papers.kliping.newsroom import Newsroom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as store:
        yield Newsroom(store, tmp_path)
