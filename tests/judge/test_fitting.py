"""Our regression finds what scikit-learn's does."""

from __future__ import annotations

import math
import random

import pytest
from sklearn.linear_model import LogisticRegression

from pantau.fitting import Fitted, fit, probability


def samples(stories: int, names: int) -> tuple[list[dict[str, float]], list[bool]]:
    """Stories in which few of many signals show, and what came true of them by chance."""
    chance = random.Random(stories)
    weights = [chance.gauss(0, 2) for _ in range(names)]
    rows = [
        {str(name): chance.choice([0.5, 1.0]) for name in chance.sample(range(names), names // 4)}
        for _ in range(stories)
    ]
    sums = [sum(weights[int(name)] * value for name, value in row.items()) - 0.5 for row in rows]
    return rows, [chance.random() < probability(value) for value in sums]


@pytest.mark.parametrize(("stories", "names", "strength"), [(60, 4, 1e6), (300, 20, 3.0)])
def test_the_weights_are_those_of_scikit_learn(stories: int, names: int, strength: float) -> None:
    rows, wanted = samples(stories, names)
    columns = [str(name) for name in range(names)]
    ours = fit(rows, wanted, columns, strength)
    theirs = LogisticRegression(C=strength, tol=1e-10, max_iter=10_000).fit(
        [[row.get(name, 0.0) for name in columns] for row in rows], wanted
    )
    assert list(ours.weights.values()) == pytest.approx(list(theirs.coef_[0]), abs=1e-3)
    assert ours.intercept == pytest.approx(theirs.intercept_[0], abs=1e-3)


def test_where_it_begins_does_not_matter() -> None:
    rows, wanted = samples(200, 12)
    names = [str(name) for name in range(12)]
    far = Fitted(30.0, dict.fromkeys(names, -20.0))
    here, there = (fit(rows, wanted, names, 3.0, start) for start in (None, far))
    assert there.weights == pytest.approx(here.weights, abs=1e-8)


def test_what_can_be_told_apart_wholly_has_an_answer_too() -> None:
    rows = [{"sum": value} for value in (-2.0, -1.0, 1.0, 2.0)]
    found = fit(rows, [False, False, True, True], ["sum"], 1e6)
    assert math.isfinite(found.intercept)
    assert 5 < found.weights["sum"] < 1000


def test_what_has_no_name_is_not_weighed() -> None:
    rows = [{"a": 1.0, "b": 1.0}, {"b": 1.0}, {"a": 1.0}, {}]
    found = fit(rows, [True, False, True, False], ["a"], 3.0)
    assert set(found.weights) == {"a"}
    assert found.log_odds({"b": 9.0}) == found.intercept


def test_log_odds_beyond_what_floats_can_tell() -> None:
    assert probability(1e9) == 1.0
    assert probability(-1e9) == pytest.approx(0.0)
