"""Killed at any point: nothing is lost, nothing is there twice, nothing half-written."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from model.records import Decision, Label
from store import ValueAct, open_store, reviews
from store.database import Database
from store.tables import (
    agreement,
    article,
    index_queue,
    page,
    reading,
    review,
    reviewed,
    story,
    trace,
)
from tests.store.processes import (
    COPIES,
    EVENTS,
    correct_all,
    decide_all,
    save_all,
    started,
)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kills", [4, pytest.param(25, marks=pytest.mark.slow)])
def test_a_writer_is_killed_again_and_again(address: str, tmp_path: Path, kills: int) -> None:
    chance = random.Random(kills)
    saved = 0
    with open_store(address, tmp_path) as store:
        store.indexing.begin("1", "embedded")
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
        assert counts.stories == counts.agreements == store.indexing.waiting("1") == EVENTS
        assert {len(found.articles) for found in store.stories()} == {COPIES}


def test_who_decides_is_killed_again_and_again(address: str, tmp_path: Path) -> None:
    """A story, what was decided of it, and the pages that that is about stay of one piece."""
    chance = random.Random(8)
    save_all(address, tmp_path)
    made = 0
    for _ in range(8):
        with started(decide_all, address, tmp_path):
            made = decisions_above(address, made)
            time.sleep(chance.uniform(0.0, 0.1))
        assert_decided(address)
    with open_store(address, tmp_path) as store:
        assert len(store.stories()) + len(store.stories(label=Label.OTHER)) == EVENTS
        meant = {Decision.KEEP: Label.PARTNERSHIP, Decision.DROP: Label.OTHER}
        for case in store.decided():
            assert case.story.review is not None
            assert case.story.label is meant[case.story.review.decision]


def test_who_corrects_is_killed_again_and_again(address: str, tmp_path: Path) -> None:
    """What is said, what is in force, the deed and the index's queue stay of one piece."""
    chance = random.Random(9)
    save_all(address, tmp_path)
    with open_store(address, tmp_path) as store:
        store.indexing.begin("1", "embedded")
    said = 0
    for _ in range(6):
        with started(correct_all, address, tmp_path):
            said = _deeds_above(address, tmp_path, said)
            time.sleep(chance.uniform(0.0, 0.1))
        with open_store(address, tmp_path) as store:
            store.indexing.done("1", store.indexing.pending("1", 1_000))
            told = {one.teller: one for one in store.agreements()}
            assert {one.story.id for one in store.told(sorted(told))} == set(told)
            words = [row for one in told.values() for row in store.desk.history(one.id)]
            assert len(store.audit.deeds(100_000)) == len(words)
            for one in told.values():
                last = store.desk.history(one.id)[:1]
                given = {row.field: row.value for row in last if row.act is ValueAct.GIVEN}
                assert {name: value.value for name, value in one.given.items()} == given | (
                    {"parties": one.given["parties"].value} if one.entered else {}
                )


def _deeds_above(address: str, data: Path, made: int) -> int:
    """Wait until more was done than before; return how much."""
    ends = time.monotonic() + 60
    with open_store(address, data) as store:
        while time.monotonic() < ends:
            now = len(store.audit.deeds(100_000))
            if now > made:
                return now
            time.sleep(0.02)
    pytest.fail("nothing was corrected within a minute")


def decisions_above(address: str, made: int) -> int:
    """Wait until more decisions were made than before; return how many."""
    database = Database(address)
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        with database.read() as connection:
            now = connection.execute(select(func.count()).select_from(review)).scalar_one()
        if now > made:
            database.close()
            return now
        time.sleep(0.02)
    pytest.fail("nothing was decided within a minute")


def assert_decided(address: str) -> None:
    """Every story follows the newest decision that stands, which is about all of its pages."""
    database = Database(address)
    with database.read() as connection:
        for row in connection.execute(select(story)).all():
            standing = reviews.standing(connection, row.id)
            assert row.review == (standing.id if standing else None)
        about = select(func.count()).select_from(reviewed).group_by(reviewed.c.review)
        assert set(connection.execute(about).scalars()) <= {COPIES}
        decisions = select(func.count()).select_from(review)
        pages = select(func.count()).select_from(reviewed)
        told = connection.execute(decisions).scalar_one() * COPIES
        assert connection.execute(pages).scalar_one() == told
    database.close()


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
