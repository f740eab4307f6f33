"""An import that is killed goes on when the file is imported again: nothing twice, nothing lost."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from model.audit import Act
from store import Store, open_store
from tests.importing.processes import AT_ONCE, ROWS, import_all
from tests.store.processes import started

pytestmark = pytest.mark.slow


def entered(store: Store) -> int:
    """How many agreements there are; each is the one of its row, and whole batches are there."""
    rows, agreements = store.imports.rows(), store.agreements()
    assert {row.agreement for row in rows} == {one.id for one in agreements}
    assert len({one.number_ours for one in agreements}) == len(agreements) == len(rows)
    assert len(rows) % AT_ONCE == 0
    return len(rows)


def test_an_import_is_killed_again_and_again(tmp_path: Path) -> None:
    address, chance = f"sqlite:///{tmp_path / 'pantau.db'}", random.Random(9)
    with open_store(address, tmp_path) as store:
        store.indexing.begin("1", "embedded")
    known, cut = 0, 0
    for _ in range(4):
        with open_store(address, tmp_path) as store, started(import_all, address, tmp_path) as own:
            while own.is_alive() and len(store.imports.rows()) == known:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.02))
            own.kill()
            own.join()
            now = entered(store)
        assert now >= known
        cut += known < now < ROWS
        known = now
    with started(import_all, address, tmp_path) as last:
        last.join(90)
        assert last.exitcode == 0
    with open_store(address, tmp_path) as store:
        assert entered(store) == ROWS
        assert store.indexing.waiting("1") == ROWS
        assert len(store.audit.deeds(ROWS + 10, act=Act.EDIT)) == ROWS
    assert cut, "no kill fell into an import"
