"""The schedule over simulated days: what is due when, whatever happens to the clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from model.config import Settings
from model.config_schedule import JobsSettings
from pantau.schedule.clockwork import Clockwork
from pantau.schedule.plans import Plan, plans_of
from store import Due, JobOutcome, Store
from tests.schedule.conftest import WIB, Clock

STEP = timedelta(minutes=5)
HOLD = timedelta(seconds=60)


@pytest.fixture
def address(tmp_path: Path) -> str:
    """SQLite alone: what is due is APScheduler's affair, not the database's."""
    return f"sqlite:///{tmp_path / 'pantau.db'}"


def plans(**jobs: object) -> list[Plan]:
    """The plans of a configuration, in which all jobs but those given are off."""
    every = {name: {"enabled": False} for name in JobsSettings.model_fields}
    given = {"schedule": {"jobs": {**every, **jobs}}, "kliping": {"enabled": False}}
    return plans_of(Settings.model_validate(given))


class World:
    """A scheduler on a store, which runs nothing and notes what it would."""

    def __init__(
        self, store: Store, clock: Clock, wanted: Sequence[Plan], at_once: Collection[str] = ()
    ) -> None:
        self.store, self.clock = store, clock
        self.ran: list[tuple[str, datetime]] = []
        self._leases = {plan.name: plan.lease for plan in wanted}
        self.clockwork = Clockwork(
            store.schedule.job_store(), wanted, WIB, self.due, clock, at_once
        )
        self.clockwork.begin()

    def due(self, job: str, scheduled: datetime) -> None:
        now = self.clock()
        due = Due(job=job, lease=self._leases[job], scheduled=scheduled)
        run = self.store.schedule.begin(due, "a", now, now + HOLD)
        if run is not None and run.outcome is None:
            self.ran.append((job, scheduled.astimezone(WIB)))
            self.store.schedule.finish(run.id, JobOutcome.DONE, None, now)

    def go(self, length: timedelta, step: timedelta = STEP) -> None:
        end = self.clock.moment + length
        while self.clock.moment < end:
            self.clockwork.look()
            self.clock.go(step)

    def times(self, job: str) -> list[datetime]:
        return [moment for name, moment in self.ran if name == job]


Start = Callable[[Sequence[Plan]], World]


@pytest.fixture
def start(store: Store, clock: Clock) -> Start:
    return lambda wanted: World(store, clock, wanted)


def test_a_new_installation_crawls_at_once_and_then_at_its_hour(store: Store, clock: Clock) -> None:
    begun, wanted = clock.moment, plans(crawl={"cron": "0 4 * * *"})
    world = World(store, clock, wanted, at_once={"crawl"})
    world.go(timedelta(hours=6))
    assert world.times("crawl") == [begun, begun.replace(hour=4)]

    again = World(store, clock, wanted, at_once={"crawl"})
    again.go(timedelta(hours=6))
    assert again.ran == []


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_week_of_the_default_schedule(start: Start, clock: Clock) -> None:
    monday = clock.moment
    world = start(plans_of(Settings()))

    world.go(timedelta(days=7))

    counted = Counter(job for job, _ in world.ran)
    assert counted == {
        "crawl": 7,
        "poll": 168,
        "index": 336,
        "alerts": 2016,
        "health": 168,
        "sites": 1,
        "retention": 7,
        "report": 1,
        "kliping": 5,
    }
    assert len(set(world.ran)) == len(world.ran)
    assert world.times("crawl") == [monday + timedelta(days=day, hours=4) for day in range(7)]
    assert world.times("sites") == [monday + timedelta(days=6, hours=1, minutes=30)]


def test_asleep_for_two_days_each_job_catches_up_once(start: Start, clock: Clock) -> None:
    world = start(plans_of(Settings()))
    world.go(timedelta(hours=5))
    world.ran.clear()

    clock.go(timedelta(days=2))
    woke = clock.moment
    world.clockwork.look()

    assert Counter(job for job, _ in world.ran) == {
        **dict.fromkeys(("crawl", "poll", "index", "alerts", "health", "retention", "kliping"), 1)
    }
    assert world.times("crawl") == [woke.replace(hour=4)]
    world.ran.clear()
    world.go(timedelta(hours=1))
    assert Counter(job for job, _ in world.ran)["poll"] == 1


def test_down_for_two_days_is_as_asleep(start: Start, clock: Clock) -> None:
    daily = plans(crawl={"cron": "0 4 * * *"})
    start(daily).go(timedelta(hours=5))
    clock.go(timedelta(days=2))

    world = start(daily)
    world.go(timedelta(minutes=10))

    assert world.times("crawl") == [clock.moment.replace(hour=4, minute=0)]


def test_a_second_late_is_not_too_late(start: Start, clock: Clock) -> None:
    world = start(plans(crawl={"cron": "0 4 * * *"}))
    due = clock.moment.replace(hour=4)

    clock.moment = due - timedelta(seconds=1)
    world.clockwork.look()
    clock.moment = due + timedelta(seconds=40)
    world.clockwork.look()

    assert world.times("crawl") == [due]


def test_another_trigger_begins_anew_and_the_same_one_does_not(start: Start, clock: Clock) -> None:
    start(plans(crawl={"cron": "0 4 * * *"}))
    clock.go(timedelta(hours=6))

    moved = start(plans(crawl={"cron": "0 5 * * *"}))
    moved.clockwork.look()
    assert moved.ran == []
    clock.go(timedelta(days=1))
    same = start(plans(crawl={"cron": "0 5 * * *"}))
    same.clockwork.look()

    assert same.times("crawl") == [clock.moment.replace(hour=5)]


def test_a_job_that_is_off_is_forgotten(start: Start, store: Store, clock: Clock) -> None:
    start(plans(crawl={"cron": "0 4 * * *"}, poll={"every": "1h"}))
    assert set(store.schedule.next_times()) == {"crawl", "poll"}

    start(plans(poll={"every": "1h"}))

    assert set(store.schedule.next_times()) == {"poll"}
    clock.go(timedelta(days=3))
    back = start(plans(crawl={"cron": "0 4 * * *"}, poll={"every": "1h"}))
    back.clockwork.look()
    assert back.times("crawl") == []


def test_a_clock_moved_forward_across_midnight_leaves_out_nothing(
    start: Start, clock: Clock
) -> None:
    world = start(plans(crawl={"cron": "0 0 * * *"}, poll={"cron": "55 23 * * *"}))
    midnight = clock.moment + timedelta(days=1)
    clock.moment = midnight - timedelta(minutes=10)
    world.clockwork.look()
    world.ran.clear()

    clock.moment = midnight + timedelta(minutes=20)
    world.clockwork.look()

    assert sorted(world.ran) == [
        ("crawl", midnight),
        ("poll", midnight - timedelta(minutes=5)),
    ]


def test_a_clock_moved_back_across_midnight_repeats_nothing(start: Start, clock: Clock) -> None:
    world = start(plans(crawl={"cron": "0 0 * * *"}, poll={"every": "1h"}))
    midnight = clock.moment + timedelta(days=1)
    world.go(timedelta(hours=26))
    before = list(world.ran)

    clock.moment = midnight - timedelta(hours=3)
    world.go(timedelta(hours=5))
    assert world.ran == before

    world.go(timedelta(hours=24))
    again = world.ran[len(before) :]
    assert [moment for job, moment in again if job == "crawl"] == [midnight + timedelta(days=1)]
    assert len(set(world.ran)) == len(world.ran)


def test_a_clock_that_was_years_ahead_for_a_moment_stops_nothing(
    start: Start, clock: Clock
) -> None:
    world = start(plans(crawl={"cron": "0 4 * * *"}))
    today = clock.moment
    clock.moment = today + timedelta(days=3650)
    world.clockwork.look()
    world.ran.clear()

    clock.moment = today + timedelta(hours=1)
    world.go(timedelta(days=2))

    assert world.times("crawl") == [today + timedelta(hours=4), today + timedelta(days=1, hours=4)]
