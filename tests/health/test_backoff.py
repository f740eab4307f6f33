"""Errors slow a site down and never end it."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.backoff import next_visit
from tests.health.newsrooms import START


def test_a_site_that_answers_is_due_at_once() -> None:
    assert next_visit(0, START) is None


def test_each_failure_doubles_the_wait() -> None:
    waits = [next_visit(failures, START) for failures in range(1, 8)]

    hours = [(due - START) / timedelta(hours=1) for due in waits if due]
    assert hours == [5, 10, 20, 40, 80, 160, 160]


@given(st.integers(1, 10**9))
def test_every_site_is_asked_again_within_a_week(failures: int) -> None:
    due = next_visit(failures, START)

    assert due is not None
    assert timedelta() < due - START < timedelta(weeks=1)


@given(st.integers(1, 20), st.integers(0, 59))
def test_a_site_is_due_in_a_daily_run_that_starts_earlier_than_it_was_asked(
    failures: int, minutes: int
) -> None:
    """The third failure leaves out no daily run, the fourth one, and so on."""
    asked = START + timedelta(minutes=minutes)
    due = next_visit(failures, asked)

    assert due is not None
    days = max(2 ** (failures - 3), 1)
    assert due <= START + timedelta(days=min(days, 7))
