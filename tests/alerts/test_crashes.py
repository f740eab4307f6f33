"""Nothing is lost and nothing told twice, whoever is killed and however many run at once."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

import pytest

from alerts.delivering import LEASE
from model.alerts import DeliveryState
from store import open_store
from tests.alerts.boxes import Desk, read, story
from tests.alerts.processes import run_rounds
from tests.store.processes import barrier, started

#: Messages that are under way at the same time.
SIDE_BY_SIDE = 8
_LEASE = LEASE.total_seconds() / 60 + 1


def subscribed(address: str, tmp_path: Path, subscriptions: int, stories: int) -> list[Path]:
    """A store with news for many; their boxes."""
    with open_store(address, tmp_path) as store:
        desk = Desk(store, tmp_path)
        for number in range(subscriptions):
            desk.subscribe(f"langganan {number}", to=(desk.target(str(number)),))
        for number in range(stories):
            desk.save(story(number))
        return [desk.box(str(number)) for number in range(subscriptions)]


def told(box: Path) -> Counter[str]:
    """How often each event is in the messages of a box that have different keys."""
    messages = {message.key: message for message in read(box)}
    return Counter(entry.event for one in messages.values() for entry in one.entries)


@pytest.mark.parametrize(
    ("subscriptions", "kills"),
    [(40, 4), pytest.param(1_000, 20, marks=[pytest.mark.slow, pytest.mark.timeout(600)])],
)
def test_rounds_are_killed_again_and_again(
    address: str, tmp_path: Path, subscriptions: int, kills: int
) -> None:
    chance = random.Random(subscriptions)
    boxes = subscribed(address, tmp_path, subscriptions, 2)
    for kill in range(kills):
        with started(run_rounds, address, tmp_path, kill * _LEASE):
            time.sleep(chance.uniform(0.2, 1.2))
    with started(run_rounds, address, tmp_path, kills * _LEASE) as last:
        last.join(300)
        assert last.exitcode == 0
    repeats = sum(len(read(box)) - len({one.key for one in read(box)}) for box in boxes)
    assert repeats <= kills * SIDE_BY_SIDE
    assert all(sorted(told(box).values()) == [1, 1] for box in boxes)
    with open_store(address, tmp_path) as store:
        counts = store.outbox.status().counts
    assert counts[DeliveryState.SENT] == sum(counts.values()) == 2 * subscriptions


def test_two_processes_run_at_once(address: str, tmp_path: Path) -> None:
    boxes = subscribed(address, tmp_path, 60, 3)
    gate = barrier(2)
    with (
        started(run_rounds, address, tmp_path, 0, gate) as one,
        started(run_rounds, address, tmp_path, 0, gate) as other,
    ):
        for process in (one, other):
            process.join(110)
            assert process.exitcode == 0
    for box in boxes:
        assert len(read(box)) == len({message.key for message in read(box)})
        assert sorted(told(box).values()) == [1, 1, 1]
