"""Many processes use one store at the same time."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from store import open_store
from tests.store.processes import barrier, open_and_begin_run, save_one, started

pytestmark = pytest.mark.slow

_PROCESSES = 10


def test_ten_processes_open_a_new_store_at_once(address: str, tmp_path: Path) -> None:
    gate = barrier(_PROCESSES)
    with ExitStack() as stack:
        running = [
            stack.enter_context(started(open_and_begin_run, gate, address, tmp_path))
            for _ in range(_PROCESSES)
        ]
        for process in running:
            process.join(60)
        assert [process.exitcode for process in running] == [0] * _PROCESSES
    with open_store(address, tmp_path) as store:
        assert sorted(row.id for row in store.runs(20)) == list(range(1, _PROCESSES + 1))


def test_copies_saved_at_the_same_time_are_one_story(address: str, tmp_path: Path) -> None:
    with open_store(address, tmp_path):
        pass
    sites = 6
    gate = barrier(sites)
    with ExitStack() as stack:
        running = [
            stack.enter_context(started(save_one, gate, address, tmp_path, 1, site))
            for site in range(sites)
        ]
        for process in running:
            process.join(60)
        assert [process.exitcode for process in running] == [0] * sites
    with open_store(address, tmp_path) as store:
        (story,) = store.stories()
        assert len(story.articles) == sites
        assert store.counts().agreements == 1
