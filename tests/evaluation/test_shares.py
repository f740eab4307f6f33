"""Shares, and Wilson's interval around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.evaluation.shares import overlap, share, wilson


@pytest.mark.parametrize(
    ("right", "measured", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775), (1, 1, 0.2065, 1.0)],
)
def test_the_interval_is_that_of_the_tables(
    right: int, measured: int, low: float, high: float
) -> None:
    found = share(right, measured)
    assert (found.low, found.high) == (low, high)


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_is_within_and_more_answers_leave_less_open(counts: tuple[int, int]) -> None:
    right, measured = counts
    low, high = wilson(right, measured)
    assert 0 <= low <= right / measured <= high <= 1
    more = wilson(10 * right, 10 * measured)
    assert more[1] - more[0] < high - low


def test_nothing_measured_is_no_share() -> None:
    found = share(0, 0)
    assert (found.share, found.low, found.high) == (None, None, None)
    assert overlap(0, 0, 0).f1 is None


def test_names_found_beside_and_missed() -> None:
    found = overlap(6, 2, 4)
    assert (found.precision.share, found.recall.share, found.f1) == (0.75, 0.6, 0.6667)
