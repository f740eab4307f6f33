"""The register narrowed by state finds what has that state, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.register import narrowed, status
from model.words import words_of
from store import RegisterFilter, Store, open_store

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as store:
        yield store


def test_every_state_is_found_as_it_is_told(store: Store) -> None:
    ends = [None, *(TODAY + timedelta(days=days) for days in (-400, -1, 0, 90, 91))]
    for end in ends:
        for ended_on in (None, TODAY, TODAY + timedelta(days=1)):
            for later in (None, "renewed", "amended"):
                name = _enter(store, valid_until=end, ended_on=ended_on)
                if later:
                    _enter(store, act=later, parent=name)
    everything = store.agreements()
    told = {one.id: status(one, TODAY) for one in everything}
    assert set(told.values()) == set(words_of("status"))
    for name in words_of("status"):
        asked = RegisterFilter(**narrowed(name, TODAY))
        found = {one.id for one in store.overview.find(asked, limit=1_000).agreements}
        assert found == {identity for identity, one in told.items() if one == name}, name


def _enter(store: Store, **values: Any) -> str:
    parties = [{"name": "Yayasan Kenari", "kind": "yayasan"}]
    return store.desk.enter({"parties": parties, **values}, "Sari", NOON)
