"""Quantiles against what tables and closed forms say."""

from __future__ import annotations

from math import log

import pytest

from model.quantiles import gamma_quantile, unsure


@pytest.mark.parametrize("probability", [0.9, 0.99, 0.999, 0.9999])
def test_a_shape_of_one_is_the_exponential_distribution(probability: float) -> None:
    exact = -log(1 - probability)

    assert gamma_quantile(1, probability) == pytest.approx(exact, rel=0.05)


@pytest.mark.parametrize(
    ("degrees", "probability", "tabled"),
    [(1, 0.95, 3.841), (4, 0.99, 13.277), (10, 0.999, 29.588), (10, 0.025, 3.247)],
)
def test_half_of_chi_squared(degrees: int, probability: float, tabled: float) -> None:
    assert 2 * gamma_quantile(degrees / 2, probability) == pytest.approx(tabled, rel=0.03)


def test_what_is_hardly_known_needs_more_patience() -> None:
    factors = [unsure(events, 0.999) for events in (2, 5, 20, 1000)]

    assert factors == sorted(factors, reverse=True)
    assert factors[0] > 8
    assert factors[-1] == pytest.approx(1, abs=0.01)
