"""Periods: since the last one that was sent, over weekends, in each zone; and who is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from model.exceptions import InputError
from model.records import JAKARTA
from model.zones import zone_of
from papers.kliping.window import Office, Place, Window, moment_of, place_of, window_of

MONDAY = date(2026, 2, 2)
WIB = Office(zone_of("WIB"), time(7, 30))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of February 2026 in Jakarta."""
    return datetime(2026, 2, day, hour, minute, tzinfo=JAKARTA)


def window(start: datetime, end: datetime, *, is_first: bool = False) -> Window:
    return Window(start, end, is_first, timedelta(days=7))


@pytest.mark.parametrize(("zone", "hour"), [("WIB", 0), ("WITA", -1), ("WIT", -2)])
def test_the_hour_is_that_of_the_office(zone: str, hour: int) -> None:
    office = Office(zone_of(zone), time(7, 30))
    due = datetime(2026, 2, 2, 0, 30, tzinfo=UTC) + timedelta(hours=hour)

    found = window_of(MONDAY, due + timedelta(seconds=2), office, None, 7)

    assert found.end == due
    assert found.start == due - timedelta(days=1)
    assert found.is_first


def test_monday_covers_the_weekend() -> None:
    friday = at(2, 7, 30) - timedelta(days=3)

    found = window_of(MONDAY, at(2, 7, 31), WIB, friday, 7)

    assert (found.start, found.end) == (friday, at(2, 7, 30))
    assert not found.is_first


def test_before_its_hour_a_kliping_ends_now() -> None:
    assert window_of(MONDAY, at(2, 6), WIB, None, 7).end == at(2, 6)


def test_a_day_in_the_east_begins_earlier() -> None:
    late_evening = at(1, 23, 30)

    assert WIB.today(late_evening) == date(2026, 2, 1)
    assert Office(zone_of("WIT"), time(7, 30)).today(late_evening) == MONDAY


@pytest.mark.parametrize(
    ("day", "last", "problem"),
    [(date(2026, 2, 3), None, "yet to come"), (MONDAY, at(2, 7, 30), "nothing is left")],
)
def test_there_is_none_of_tomorrow_nor_two_of_one_hour(
    day: date, last: datetime | None, problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        window_of(day, at(2, 8), WIB, last, 7)


@pytest.mark.parametrize(
    ("published", "seen", "place"),
    [
        (at(2, 7, 0), at(2, 7, 10), Place.NEW),
        (at(1, 7, 30), at(1, 8), Place.NEW),
        (at(1, 7, 29), at(1, 9), Place.LATE),
        (at(1, 7, 0), at(1, 6, 0), Place.LATE),
        (at(1, 7, 0), at(1, 7, 0) - timedelta(days=1), Place.OLD),
        (at(1, 7, 0) - timedelta(days=8), at(1, 9), Place.OLD),
        (at(2, 7, 30), at(2, 7, 31), Place.AHEAD),
        (None, at(1, 12), Place.NEW),
    ],
)
def test_where_an_article_stands(published: datetime | None, seen: datetime, place: Place) -> None:
    assert place_of(published, seen, window(at(1, 7, 30), at(2, 7, 30))) is place


def test_nothing_is_late_in_the_first_kliping() -> None:
    first = window(at(1, 7, 30), at(2, 7, 30), is_first=True)

    assert place_of(at(1, 7), at(1, 9), first) is Place.OLD


def test_a_day_without_an_hour_is_within_that_day_and_no_later_than_seen() -> None:
    day = at(1, 0)

    assert moment_of(day, at(1, 10)) == at(1, 10)
    assert moment_of(day, at(4, 10)) == at(1, 23, 59) + timedelta(seconds=59)
    assert place_of(day, at(1, 10), window(at(1, 7, 30), at(2, 7, 30))) is Place.NEW
