"""An index is made anew while it is asked and written: no query fails, no write is lost."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import search
from search import matching_ids, search_stories
from search.tree import Everything
from tests.chaos.conftest import STORIES
from tests.chaos.processes import following
from tests.chaos.world import World

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

REBUILDS = 3


def test_queries_and_writes_go_on(world: World) -> None:
    with world.engine() as engine:
        search.sync(world.store, engine)
    done = threading.Event()
    with ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(_ask, world, done) for _ in range(2)]
        written = threads.submit(_write, world, done)
        try:
            for _ in range(REBUILDS):
                with following("rebuild", world.settings) as process:
                    process.join(120)
                    assert process.exitcode == 0
        finally:
            done.set()
        assert all(thread.result() > REBUILDS for thread in asked)
        assert written.result() > REBUILDS
    world.assert_index_is_right()


def _ask(world: World, done: threading.Event) -> int:
    """Ask again and again; there are never fewer stories than before."""
    least = count = 0
    with world.engine() as engine:
        while not done.is_set():
            found = search_stories(world.store, engine, "lapas", limit=5)
            assert found.total >= max(least, STORIES)
            assert len(found.hits) == 5
            least = len(engine.stories(Everything()))
            assert least >= found.total
            count += 1
    return count


def _write(world: World, done: threading.Event) -> int:
    """Save stories, new and known, one after another; each is found when it is indexed."""
    count = 0
    with world.engine() as engine:
        while not done.is_set():
            number = STORIES + count if count % 2 else count % STORIES
            world.save([number])
            search.sync(world.store, engine)
            asked = f"title:edisi{number}x{world.editions[number]}"
            assert len(matching_ids(engine, asked)) == 1, asked
            count += 1
    return count
