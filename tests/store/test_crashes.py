"""Killed at any point: nothing is lost, nothing is there twice, nothing half-written."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from store import open_store
from store.database import Database
from store.tables import agreement, article, index_queue, page, reading, story, trace
from tests.store.processes import COPIES, EVENTS, save_all, started

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kills", [4, pytest.param(25, marks=pytest.mark.slow)])
def test_a_writer_is_killed_again_and_again(address: str, tmp_path: Path, kills: int) -> None:
    chance = random.Random(kills)
    saved = 0
    with open_store(address, tmp_path) as store:
        store.begin_build("1", "embedded")
    for _ in range(kills):
        with started(save_all, address, tmp_path):
            time.sleep(chance.uniform(0.05, 0.45))
        with open_store(address, tmp_path) as store:
            now = store.counts().pages
        assert now >= saved
        saved = now
        assert_whole(address)
    with started(save_all, address, tmp_path) as last:
        last.join(60)
        assert last.exitcode == 0
    assert_whole(address)
    with open_store(address, tmp_path) as store:
        counts = store.counts()
        assert counts.pages == counts.articles == EVENTS * COPIES
        assert counts.stories == counts.agreements == store.waiting("1") == EVENTS
        assert {len(found.articles) for found in store.stories()} == {COPIES}


def assert_whole(address: str) -> None:
    """Every page has its reading, article, traces and story; every story its agreement and row."""
    database = Database(address)
    with database.read() as connection:
        pages = numbers(connection, page.c.id)
        assert numbers(connection, reading.c.page) == pages
        assert numbers(connection, article.c.page) == pages
        assert set(numbers(connection, trace.c.article)) == set(pages)
        stories = numbers(connection, story.c.id)
        assert set(numbers(connection, article.c.story)) == set(stories)
        assert set(numbers(connection, agreement.c.story)) == set(stories)
        assert set(numbers(connection, index_queue.c.item)) == set(stories)
        unfinished = select(func.count()).where(story.c.version == 0)
        assert connection.execute(unfinished).scalar_one() == 0
    database.close()


def numbers(connection: Connection, column: object) -> list[object]:
    return sorted(connection.execute(select(column).distinct()).scalars())  # type: ignore[call-overload]
