"""Weights follow what is told, and what has no name has no say."""

from __future__ import annotations

import math

import pytest

from pantau.fitting import fit, probability


def test_what_can_be_told_apart_wholly_has_an_answer_too() -> None:
    rows = [{"sum": value} for value in (-2.0, -1.0, 1.0, 2.0)]
    found = fit(rows, [False, False, True, True], ["sum"], 1e6)
    assert math.isfinite(found.intercept)
    assert found.weights["sum"] > 5


def test_what_has_no_name_is_not_weighed() -> None:
    rows = [{"a": 1.0, "b": 1.0}, {"b": 1.0}, {"a": 1.0}, {}]
    found = fit(rows, [True, False, True, False], ["a"], 3.0)
    assert set(found.weights) == {"a"}
    assert found.weights["a"] > 0
    assert found.log_odds({"b": 9.0}) == found.intercept


def test_a_strong_penalty_says_less() -> None:
    rows = [{"a": 1.0}, {}, {"a": 1.0}, {}]
    wanted = [True, False, True, False]
    weak, strong = (fit(rows, wanted, ["a"], strength).weights["a"] for strength in (10.0, 0.1))
    assert 0 < strong < weak


def test_log_odds_beyond_what_floats_can_tell() -> None:
    assert probability(1e9) == 1.0
    assert probability(-1e9) == pytest.approx(0.0)
