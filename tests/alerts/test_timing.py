"""Hours of digests in zones, across midnight; quiet hours; pauses between attempts."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.timing import PATIENCE, is_quiet, next_attempt, next_due
from model.alerts import Rhythm, Wanted, Weekday
from model.config_alerts import AlertSettings, QuietHours
from model.zones import ZONES

WIB, WITA, WIT = (ZONES[name] for name in ("WIB", "WITA", "WIT"))

_FIRST = datetime(2025, 1, 1, tzinfo=UTC)


def wanted(when: str, at: str = "07:00", day: str = "senin") -> Wanted:
    values = {"name": "x", "to": ("mailto:a@b.example",), "when": when, "at": at, "day": day}
    return Wanted.model_validate(values)


def at(text: str, zone: ZoneInfo = WIB) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("when", "now", "due"),
    [
        ("now", "2026-01-29 23:59", "2026-01-29 23:59"),
        ("hourly", "2026-01-29 23:59", "2026-01-30 00:00"),
        ("hourly", "2026-01-29 23:00", "2026-01-30 00:00"),
        ("daily", "2026-01-29 06:59", "2026-01-29 07:00"),
        ("daily", "2026-01-29 07:00", "2026-01-30 07:00"),
        ("daily", "2026-12-31 23:59", "2027-01-01 07:00"),
        ("weekly", "2026-01-29 12:00", "2026-02-02 07:00"),
        ("weekly", "2026-02-02 06:59", "2026-02-02 07:00"),
        ("weekly", "2026-02-02 07:00", "2026-02-09 07:00"),
    ],
)
@pytest.mark.parametrize("zone", [WIB, WITA, WIT])
def test_when_something_is_told(when: str, now: str, due: str, zone: ZoneInfo) -> None:
    assert next_due(wanted(when), at(now, zone).astimezone(UTC), zone) == at(due, zone)


def test_seven_is_not_the_same_moment_everywhere() -> None:
    now = at("2026-01-29 12:00").astimezone(UTC)
    hours = [next_due(wanted("daily"), now, zone).hour for zone in (WIB, WITA, WIT)]
    assert hours == [0, 23, 22]


@given(
    now=st.timedeltas(timedelta(), timedelta(days=1_000)).map(_FIRST.__add__),
    clock=st.times(),
    day=st.sampled_from(Weekday),
    when=st.sampled_from(Rhythm),
    zone=st.sampled_from([WIB, WITA, WIT]),
)
def test_what_is_due_is_the_next_of_its_hours(
    now: datetime, clock: time, day: Weekday, when: Rhythm, zone: ZoneInfo
) -> None:
    one = Wanted(name="x", to=("mailto:a@b.example",), when=when, at=clock, day=day)
    due = next_due(one, now, zone)
    longest = {"now": 0, "hourly": 1, "daily": 24, "weekly": 24 * 7}[when]
    assert now <= due <= now + timedelta(hours=longest)
    local = due.astimezone(zone)
    if when in {Rhythm.DAILY, Rhythm.WEEKLY}:
        assert local.time() == clock
    if when is Rhythm.WEEKLY:
        assert local.weekday() == day.number


@pytest.mark.parametrize(
    ("quiet", "clock", "expected"),
    [
        ("21:00-06:00", "20:59", False),
        ("21:00-06:00", "21:00", True),
        ("21:00-06:00", "00:00", True),
        ("21:00-06:00", "05:59", True),
        ("21:00-06:00", "06:00", False),
        ("12.00 - 13.30", "12:30", True),
        ("12.00 - 13.30", "13:30", False),
    ],
)
def test_quiet_hours(quiet: str, clock: str, expected: bool) -> None:
    hours = AlertSettings(quiet_hours=quiet).quiet
    now = at(f"2026-01-29 {clock}").astimezone(UTC)
    assert is_quiet(wanted("now"), now, WIB, hours) is expected
    assert is_quiet(wanted("hourly"), now, WIB, hours) is expected
    assert not is_quiet(wanted("daily", clock), now, WIB, hours)
    assert not is_quiet(wanted("now"), now, WIB, None)


def test_quiet_hours_of_no_length_are_none() -> None:
    assert not QuietHours(time(6), time(6)).holds(time(6))


@pytest.mark.parametrize("wrong", ["21-6", "25:00-06:00", "malam", "21:00"])
def test_wrong_quiet_hours_are_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"quiet_hours|hour|times"):
        AlertSettings(quiet_hours=wrong)


@given(seed=st.integers())
def test_pauses_grow_and_end_after_three_days(seed: int) -> None:
    chance, tried = Random(seed), at("2026-01-29 12:00")
    now, pauses = tried, list[timedelta]()
    while (again := next_attempt(len(pauses) + 1, tried, now, None, chance)) is not None:
        pauses.append(again - now)
        now = again
    assert timedelta(seconds=45) <= pauses[0] <= timedelta(seconds=75)
    assert max(pauses) <= timedelta(hours=7.5)
    assert PATIENCE <= now - tried <= PATIENCE + timedelta(hours=7.5)
    assert 15 <= len(pauses) <= 30


def test_what_a_channel_asks_for_is_waited_for() -> None:
    now = at("2026-01-29 12:00")
    assert next_attempt(1, now, now, 3600, Random(1)) == now + timedelta(hours=1)
    short = next_attempt(1, now, now, 1, Random(1))
    assert short is not None
    assert short >= now + timedelta(seconds=45)
    long = next_attempt(1, now, now, 1e12, Random(1))
    assert long == now + PATIENCE
