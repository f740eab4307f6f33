"""What reports of a time are made from, in both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from store import Scope, Store, Visit
from tests.papers.months import SITES, agreement, tell

NOON = datetime(2026, 1, 20, 5, tzinfo=UTC)
DAY = timedelta(days=1)


def test_signings_are_found_by_day_and_by_whose_they_are(store: Store) -> None:
    tell(store, agreement(0, date(2026, 1, 31), valid_until=date(2026, 3, 1)), NOON)
    tell(store, agreement(1, date(2026, 2, 1)), NOON)
    tell(store, agreement(2), NOON)
    reporting = store.reporting
    first, last = date(2026, 1, 1), date(2026, 1, 31)
    (one,) = reporting.signed(first, last)
    assert one.signed_on == last
    own = Scope(frozenset(), frozenset({"lapas-cilegon"}))
    assert reporting.signed(first, last, own) == [one]
    assert reporting.signed(first, last, Scope(frozenset({"Banten"}), frozenset())) == [one]
    assert not reporting.signed(first, last, Scope(frozenset({"Bali"}), frozenset()))
    assert reporting.ending(date(2026, 3, 1), date(2026, 3, 1)) == [one]
    assert reporting.known_ends() == (1, 3)
    assert reporting.known_ends(own) == (1, 1)


def test_bounds_hold_the_first_moment_and_not_the_last(store: Store) -> None:
    tell(store, agreement(0), NOON)
    reporting = store.reporting
    for since, until, found in (
        (NOON, NOON + DAY, 1),
        (NOON - DAY, NOON, 0),
        (NOON + timedelta(seconds=1), NOON + DAY, 0),
    ):
        assert len(reporting.undated(since, until)) == found
        assert len(reporting.printed(since, until)) == found


def test_everything_is_told_of_once_in_order(store: Store) -> None:
    urls = [tell(store, agreement(number, date(2026, 1, 5)), NOON) for number in range(3)]
    told = list(store.reporting.dated())
    assert [one.id for one in told] == sorted(one.id for one in store.agreements())
    assert {one.first_told for one in told} == {NOON}
    models = store.reporting.models({one.stories[0] for one in store.agreements()})
    assert models == dict.fromkeys(sorted(urls))


def test_visits_come_in_the_order_of_time(store: Store) -> None:
    for day in (2, 1):
        store.add_visit(Visit(run=1, site=SITES[0].site, at=NOON + day * DAY, kept=day))
    assert [look.kept for look in store.reporting.looks(NOON, NOON + 3 * DAY)] == [1, 2]
    assert [look.kept for look in store.reporting.looks(NOON, NOON + 2 * DAY)] == [1]
