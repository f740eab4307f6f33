"""What operators are told of, once, again each day, and when it is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.health import Health, State
from desk.sites import Counts, Watched
from model.config import Settings
from model.config_schedule import WatchdogSettings
from pantau.schedule.plans import plans_of
from pantau.schedule.watchdog import faults, tell_of
from store import Due, JobOutcome, SiteState, Store

NOW = datetime(2026, 11, 30, 4, 0, tzinfo=UTC)
PLANS = plans_of(Settings())


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'pantau.db'}"


def ran(store: Store, job: str, outcome: JobOutcome, at: datetime) -> None:
    due = Due(job=job, lease=job, scheduled=at)
    run = store.schedule.begin(due, "a", at, at + timedelta(minutes=1))
    assert run is not None
    store.schedule.finish(run.id, outcome, "exit code 1: disk full", at)


def site(name: str, state: State, group: str | None = None) -> Watched:
    known = SiteState(site=name, url=f"https://{name}/", group=group)
    return Watched(known, [], [], Health(state=state, because=()), Counts(0, 0, 0, 0))


def found_in(
    store: Store, sites: list[Watched] | None = None, now: datetime = NOW
) -> dict[str, str]:
    return faults(store.schedule, sites or [], PLANS, WatchdogSettings(), now)


def test_without_a_finished_crawl_operators_are_told(store: Store) -> None:
    assert found_in(store) == {}
    ran(store, "crawl", JobOutcome.DONE, NOW)

    assert found_in(store, now=NOW + timedelta(hours=35)) == {}
    told = found_in(store, now=NOW + timedelta(hours=50))
    assert told["crawl"].startswith("No crawl has finished for 2 days")


def test_a_crawl_that_never_finished_counts_from_the_first_run(store: Store) -> None:
    ran(store, "crawl", JobOutcome.TIMED_OUT, NOW)

    assert "crawl" in found_in(store, now=NOW + timedelta(hours=40))


def test_a_job_that_went_wrong_three_times_is_named(store: Store) -> None:
    for minute in range(3):
        assert "job alerts" not in found_in(store)
        ran(store, "alerts", JobOutcome.FAILED, NOW + timedelta(minutes=minute))
        ran(store, "alerts", JobOutcome.SKIPPED, NOW + timedelta(minutes=minute, seconds=9))

    assert "disk full" in found_in(store)["job alerts"]
    ran(store, "alerts", JobOutcome.DONE, NOW + timedelta(minutes=9))
    assert "job alerts" not in found_in(store)


def test_a_group_that_is_silent_is_named_though_most_sites_are_well(store: Store) -> None:
    well = [site(f"baik{number}.example", State.NORMAL) for number in range(9)]
    group = [site(f"grup{number}.example", State.SILENT, "Grup Satu") for number in range(3)]

    told = found_in(store, (*well, *group))

    assert list(told) == ["group Grup Satu"]
    assert told["group Grup Satu"].startswith("3 of 3 sites of Grup Satu are at fault")


def test_half_of_all_sites_at_fault_is_told_and_paused_ones_do_not_count(store: Store) -> None:
    sites = (
        site("a.example", State.DNS),
        site("b.example", State.TLS),
        site("c.example", State.NORMAL),
        *(site(f"p{number}.example", State.PAUSED) for number in range(9)),
    )

    assert "2 of 3 sites watched" in found_in(store, sites)["sites"]
    assert found_in(store, sites[:2]) == {}


def test_it_is_told_once_and_again_each_day_and_when_it_is_over(store: Store) -> None:
    told: list[str] = []
    keys: set[str] = set()

    def tell(key: str, text: str) -> None:
        keys.add(key)
        told.append(text)

    for hours in (0, 1, 23, 25, 26):
        now = NOW + timedelta(hours=hours)
        tell_of(store.schedule, {"crawl": f"No crawl for {hours} hours"}, tell, now)

    assert told == ["No crawl for 0 hours", "No crawl for 25 hours"]
    tell_of(store.schedule, {}, tell, NOW + timedelta(hours=30))
    tell_of(store.schedule, {}, tell, NOW + timedelta(hours=31))
    assert told[2:] == ["No longer: No crawl for 26 hours"]
    assert len(keys) == len(told)
    assert store.schedule.alarms() == []


def test_what_cannot_be_told_is_told_the_next_time(store: Store) -> None:
    def fails(_key: str, _text: str) -> None:
        raise OSError("the channel is dead")

    with pytest.raises(OSError, match="dead"):
        tell_of(store.schedule, {"crawl": "No crawl"}, fails, NOW)

    told: list[str] = []
    tell_of(
        store.schedule,
        {"crawl": "No crawl"},
        lambda _, text: told.append(text),
        NOW + timedelta(hours=1),
    )
    assert told == ["No crawl"]
    (alarm,) = store.schedule.alarms()
    assert alarm.since == NOW
