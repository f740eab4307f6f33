"""At which step stories get lost, and what is only bad luck."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.health import State
from crawler.losses import Step, loss_of
from tests.health.newsrooms import DAY, START, fine, of


@pytest.mark.parametrize(
    ("broken", "step", "state", "said"),
    [
        ({"fetched": 0, "failed": 5, "articles": 0}, Step.FETCHED, State.UNREACHABLE, "be had"),
        ({"articles": 0, "dated": 0}, Step.READ, State.MARKUP_CHANGED, "0 % of its pages are read"),
        ({"text_length": 130}, Step.READ, State.MARKUP_CHANGED, "130 characters; usually 2,400"),
        ({"dated": 0}, Step.READ, State.MARKUP_CHANGED, "0 % of its articles have a date"),
    ],
)
def test_what_breaks_is_found_and_said(
    broken: dict[str, Any], step: Step, state: State, said: str
) -> None:
    visits = [*(fine(day) for day in range(20)), *(fine(day, **broken) for day in (20, 21))]

    health = of(visits)

    assert (health.state, health.lost) == (state, step)
    assert health.since == START + 20 * DAY
    assert said in health.reason


@pytest.mark.parametrize("days", [2, 20, 60])
def test_a_redesign_does_not_become_the_usual_by_lasting(days: int) -> None:
    visits = [fine(day) for day in range(20)]
    visits += [fine(20 + day, text_length=130) for day in range(days)]

    assert of(visits).since == START + 20 * DAY


def test_dates_that_vanish_are_no_silence() -> None:
    visits = [fine(day) for day in range(20)]
    visits += [fine(20 + day, dated=0, newest=None) for day in range(10)]

    assert of(visits).state is State.MARKUP_CHANGED


def test_one_bad_visit_is_none() -> None:
    assert loss_of([*(fine(day) for day in range(20)), fine(20, articles=0, dated=0)]) is None


def test_a_site_where_it_happens_all_the_time_is_as_it_is() -> None:
    visits = [fine(day, articles=5 * (day % 3 == 0)) for day in range(40)]

    assert loss_of(visits[:39]) is None


def test_fewer_kept_are_told_and_no_fault() -> None:
    visits = [fine(day, kept=2) for day in range(20)] + [fine(day) for day in range(20, 23)]

    health = of(visits)

    assert (health.state, health.lost) == (State.NORMAL, Step.KEPT)
    assert health.reason == "Only 0 % of its articles are kept; usually 40 %."


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=5))
def test_a_young_site_is_not_judged(counts: list[tuple[int, int]]) -> None:
    visits = [
        fine(day, fetched=fetched, articles=min(read, fetched), dated=0)
        for day, (fetched, read) in enumerate(counts)
    ]

    assert loss_of(visits) is None
