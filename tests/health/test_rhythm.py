"""How a rhythm is learnt, how soon a silence is found, and how often one is claimed wrongly.

docs/sites-health.md gives the figures that are held here.
"""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.health import State
from crawler.rhythm import Rhythm, last_article, learn
from tests.health.measuring import NEWSROOMS, measure
from tests.health.newsrooms import DAY, START, Habit, of, published, visit, visited

_HABITS: list[Habit] = ["clock", "random", "office", "bursts"]


def _rhythm(habit: Habit, per_week: float, days: int = 90, every: float = 1.0) -> Rhythm:
    chance = random.Random(1)
    visits = visited(chance, published(chance, habit, per_week, days), days, every=every)
    rhythm = learn(visits)
    assert rhythm is not None
    return rhythm


@pytest.mark.parametrize("every", [0.25, 1, 3])
@pytest.mark.parametrize("per_week", [3, 20, 150])
def test_articles_a_week_are_learnt(per_week: float, every: float) -> None:
    assert _rhythm("random", per_week, every=every).per_week == pytest.approx(per_week, rel=0.3)


def test_a_site_like_a_clock_is_given_less_time_than_one_at_random_or_in_bursts() -> None:
    clock, at_random, bursts = (_rhythm(habit, 7) for habit in ("clock", "random", "bursts"))

    assert clock.unevenness < 0.3
    assert 0.6 < at_random.unevenness < 2 < bursts.unevenness
    assert clock.patience < 3.5
    assert 6 < at_random.patience < bursts.patience


def test_weekends_of_an_office_are_learnt() -> None:
    weekdays = _rhythm("office", 20).weekdays

    assert max(weekdays[5:]) < 1
    assert min(weekdays[:4]) > 2


def test_weekends_that_were_never_seen_are_not_held_against_an_office() -> None:
    monday_to_friday = [
        visit(day, new=20 * bool(day), newest=START + (day - 0.1) * DAY) for day in range(6)
    ]
    weekend = [visit(day, newest=monday_to_friday[-1].newest) for day in (6, 7)]

    assert of([*monday_to_friday, *weekend], type="government").state is State.NORMAL
    assert of([*monday_to_friday, *weekend], type="press").state is State.SILENT


def test_silence_over_lebaran_is_none() -> None:
    """Lebaran of 2026 was on 20 March, a Friday: 292 days after START of the year before."""
    daily = [visit(day, new=5, newest=START + (day - 0.1) * DAY) for day in range(-180, -77)]
    quiet = [visit(day, newest=daily[-1].newest) for day in range(-77, -66)]

    assert daily[-1].at.date().isoformat() == "2026-03-15"
    assert of([*daily, *quiet]).state is State.NORMAL


def test_a_first_visit_teaches_nothing() -> None:
    backlog = visit(0, new=900, newest=START - DAY)

    assert learn([backlog]) is None
    assert last_article([backlog]) == START - DAY


def test_an_archive_in_one_visit_is_not_taken_for_a_habit() -> None:
    usual = [visit(day, new=4, newest=START + day * DAY) for day in range(40)]
    archive = [*usual[:20], usual[20].model_copy(update={"new": 5000}), *usual[21:]]

    rhythm = learn(archive)

    assert rhythm is not None
    assert rhythm.per_week < 35


@given(
    st.lists(
        st.tuples(st.floats(0.01, 20), st.integers(0, 5000), st.none() | st.floats(-3000, 3000)),
        max_size=30,
    )
)
def test_any_visits_give_a_health(steps: list[tuple[float, int, float | None]]) -> None:
    visits, at = [], 0.0
    for step, new, newest in steps:
        at += step
        told = None if newest is None else START + newest * DAY
        visits.append(visit(at, new=new, newest=told))

    health = of(visits)

    assert health.reason
    if health.last_article is not None:
        assert health.last_article <= visits[-1].at
    if health.rhythm is not None:
        assert health.rhythm.patience > 0
        assert min(health.rhythm.weekdays) >= 0
    if health.state is State.SILENT and health.last_article is not None:
        assert visits[-1].at - health.last_article >= timedelta(hours=24)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**6),
    st.sampled_from(_HABITS),
    st.floats(1, 200),
    st.sampled_from([0.25, 1.0, 2.0]),
)
def test_a_site_that_stops_is_found_in_the_end(
    seed: int, habit: Habit, per_week: float, every: float
) -> None:
    chance = random.Random(seed)
    moments = published(chance, habit, per_week, 40)
    visits = visited(chance, moments, 160, every=every, silent_from=40)

    assert of(visits).state is State.SILENT


@pytest.mark.slow
@pytest.mark.parametrize(("habit", "per_week", "most_days"), NEWSROOMS)
def test_silences_are_found_soon_and_seldom_claimed(
    habit: Habit, per_week: float, most_days: float
) -> None:
    measured = measure(habit, per_week, sites=6, days=100)

    assert measured.median_delay <= most_days
    assert measured.false_alarms <= 2 + 1.5 * measured.site_years
