"""What ``config.yaml`` says of jobs, and what is refused there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from model.config import load
from model.cron import cron_trigger, in_words, interval, interval_trigger
from model.exceptions import ConfigError
from model.zones import zone_of
from pantau.schedule.plans import plans_of
from tests.schedule.conftest import WIB

MONDAY = datetime(2026, 11, 30, 12, 0, tzinfo=WIB)


def written(directory: Path, text: str) -> Path:
    file = directory / "config.yaml"
    file.write_text(f"schedule:\n{text}\n", encoding="utf-8")
    return file


def test_what_is_not_set_of_a_job_stays(tmp_path: Path) -> None:
    text = "  jobs:\n    crawl: {minutes: 30}\n    poll: {every: 2h}\n    alerts: {enabled: false}"
    jobs = load(written(tmp_path, text)).settings.schedule.jobs

    assert (jobs.crawl.cron, jobs.crawl.minutes) == ("0 4 * * *", 30)
    assert (jobs.poll.cron, jobs.poll.every, jobs.poll.minutes) == (None, "2h", 50)
    assert not jobs.alerts.enabled
    assert jobs.alerts.every == "5m"


def test_a_job_is_set_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_SCHEDULE__JOBS__CRAWL__CRON", "15 5 * * *")

    loaded = load(written(tmp_path, "  zone: WITA"))

    assert loaded.settings.schedule.jobs.crawl.cron == "15 5 * * *"
    assert loaded.settings.schedule.zone == "Asia/Makassar"


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ("  jobs:\n    crwl: {minutes: 1}", "schedule.jobs.crwl", "no setting has this name"),
        ("  jobs:\n    crawl: {cron: 0 25 * * *}", "schedule.jobs.crawl.cron", "maximum value"),
        ("  jobs:\n    crawl: {cron: 0 4 * *}", "schedule.jobs.crawl.cron", "five fields"),
        ("  jobs:\n    crawl: {cron: 0 4 30 2 *}", "schedule.jobs.crawl.cron", "never comes"),
        ("  jobs:\n    crawl: {cron: 0 4 * * 8}", "schedule.jobs.crawl.cron", "day of the week"),
        ("  jobs:\n    crawl: {cron: 0 4 1 * 1}", "schedule.jobs.crawl.cron", "* for the other"),
        ("  jobs:\n    crawl: {every: 5s}", "schedule.jobs.crawl.every", "such as 5m or 2h"),
        ("  jobs:\n    crawl: {every: 0m}", "schedule.jobs.crawl.every", "such as 5m or 2h"),
        ("  jobs:\n    crawl: {every: 5m, cron: 0 4 * * *}", "schedule.jobs.crawl", "one of them"),
        ("  jobs:\n    crawl: {minutes: 0}", "schedule.jobs.crawl.minutes", "greater than 0"),
        ("  watchdog:\n    heartbeat_url: ping", "schedule.watchdog.heartbeat_url", "address"),
    ],
)
def test_what_is_wrong_is_named_by_key_and_line(
    tmp_path: Path, text: str, key: str, problem: str
) -> None:
    with pytest.raises(ConfigError, match="line 3") as raised:
        load(written(tmp_path, text))

    assert raised.value.key == key
    assert problem in raised.value.problem


def test_a_zone_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"line 2.*no time zone"):
        load(written(tmp_path, "  zone: Asia/Jakarto"))


@pytest.mark.parametrize(
    ("field", "first"),
    [
        ("0", "2026-12-06"),
        ("7", "2026-12-06"),
        ("sun", "2026-12-06"),
        ("1", "2026-12-07"),
        ("5-7", "2026-12-04"),
        ("fri-mon", "2026-12-04"),
        ("6,2", "2026-12-01"),
        ("*/3", "2026-12-02"),
        ("2-6/2", "2026-12-01"),
    ],
)
def test_days_of_the_week_are_those_of_cron(field: str, first: str) -> None:
    fires = cron_trigger(f"0 4 * * {field}", WIB).get_next_fire_time(None, MONDAY)

    assert fires == datetime.fromisoformat(f"{first}T04:00:00+07:00")


@pytest.mark.parametrize(
    ("zone", "hours"), [("WIB", 7), ("WITA", 8), ("WIT", 9), ("Asia/Jayapura", 9)]
)
def test_four_in_the_morning_is_that_of_the_zone_all_year(zone: str, hours: int) -> None:
    trigger = cron_trigger("0 4 * * *", zone_of(zone))
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    fired = []
    for _ in range(365):
        moment = trigger.get_next_fire_time(None, moment) + timedelta(seconds=1)
        fired.append(moment - timedelta(seconds=1))

    assert {one.astimezone(UTC).hour for one in fired} == {(4 - hours) % 24}
    assert {(after - before) for before, after in pairwise(fired)} == {timedelta(days=1)}


def test_intervals_are_counted_from_midnight_whoever_begins() -> None:
    early = interval_trigger("2h", WIB).get_next_fire_time(None, MONDAY + timedelta(seconds=5))
    late = interval_trigger("2h", WIB).get_next_fire_time(None, MONDAY + timedelta(minutes=90))

    assert early == late == MONDAY + timedelta(hours=2)
    assert interval("90 minutes") == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("cron", "every", "words"),
    [
        ("0 4 * * *", None, "every day at 04.00"),
        ("30 1 * * 0", None, "sun at 01.30"),
        ("35 * * * *", None, "minute 35 of every hour"),
        ("0 4 1 * *", None, "cron 0 4 1 * *"),
        ("*/5 * * * *", None, "cron */5 * * * *"),
        (None, "1h", "every hour"),
        (None, "90m", "every 90 minutes"),
        (None, "120m", "every 2 hours"),
    ],
)
def test_it_is_said_in_words(cron: str | None, every: str | None, words: str) -> None:
    assert in_words(cron, every) == words


def test_of_those_that_ask_sites_one_runs_at_a_time(tmp_path: Path) -> None:
    plans = plans_of(load(written(tmp_path, "  zone: WIB")).settings)

    assert {plan.name for plan in plans if plan.lease == "crawl"} == {"crawl", "poll", "sites"}
    assert len({plan.lease for plan in plans}) == len(plans) - 2
