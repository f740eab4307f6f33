"""Logistic regression with an L2 penalty, by Newton's method.

A few dozen weights on a few thousand stories, in each of which few signals show: seconds of plain
Python, and no reason to bring NumPy, SciPy and scikit-learn to every installation. A test holds
the weights to scikit-learn's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

#: A step that changes no weight by more than this is the last one.
_SMALLEST_STEP = 1e-10
_MOST_STEPS = 100
#: Keeps a step finite where every story is as good as certain, and the loss has no curve left.
_LEAST_CURVE = 1e-9
#: Beyond this a probability is 0 or 1 as far as floats can tell.
_MOST_LOG_ODDS = 500.0

#: What shows in one story, by name; what is not named does not show.
Row = Mapping[str, float]
#: The columns that show in one story with their values, and what came true of it.
_Case = tuple[list[tuple[int, float]], bool]


class Fitted(NamedTuple):
    """An intercept, and the weight of each name."""

    intercept: float
    weights: dict[str, float]

    def log_odds(self, row: Row) -> float:
        """Log-odds of a story in which ``row`` shows."""
        return self.intercept + sum(
            self.weights.get(name, 0.0) * value for name, value in row.items()
        )


def fit(
    rows: Sequence[Row],
    wanted: Sequence[bool],
    names: Sequence[str],
    strength: float,
    start: Fitted | None = None,
) -> Fitted:
    """The weights of ``names`` that make ``wanted`` most likely, less a penalty on their squares.

    ``strength`` is the inverse strength of the penalty, which spares the intercept. Beginning at
    ``start`` changes how fast the answer is found, not the answer.
    """
    places = {name: place for place, name in enumerate(names)}
    cases = [
        ([(places[name], value) for name, value in row.items() if name in places], flag)
        for row, flag in zip(rows, wanted, strict=True)
    ]
    for shown, _ in cases:
        shown.append((len(names), 1.0))
    begin = [start.weights.get(name, 0.0) for name in names] if start else [0.0] * len(names)
    penalties = [1 / strength] * len(names) + [0.0]
    beta = _descend(cases, penalties, [*begin, start.intercept if start else 0.0])
    return Fitted(beta[-1], dict(zip(names, beta, strict=False)))


def probability(log_odds: float) -> float:
    """The probability that ``log_odds`` stand for."""
    return 1 / (1 + math.exp(-max(-_MOST_LOG_ODDS, min(_MOST_LOG_ODDS, log_odds))))


def _descend(cases: Sequence[_Case], penalties: Sequence[float], beta: list[float]) -> list[float]:
    """Walk to the least loss; a step that overshoots is halved until it does not."""
    loss = _loss(cases, penalties, beta)
    for _ in range(_MOST_STEPS):
        step = _solved(*_slopes(cases, penalties, beta))
        while True:
            there = [weight - change for weight, change in zip(beta, step, strict=True)]
            after = _loss(cases, penalties, there)
            if after <= loss or max(map(abs, step)) < _SMALLEST_STEP:
                break
            step = [change / 2 for change in step]
        if max(map(abs, step)) < _SMALLEST_STEP:
            break
        beta, loss = there, after
    return beta


def _loss(cases: Sequence[_Case], penalties: Sequence[float], beta: Sequence[float]) -> float:
    total = sum(
        penalty * weight * weight / 2 for penalty, weight in zip(penalties, beta, strict=True)
    )
    for shown, flag in cases:
        margin = _sum(shown, beta) * (1 if flag else -1)
        total += math.log1p(math.exp(-abs(margin))) + max(-margin, 0.0)
    return total


def _slopes(
    cases: Sequence[_Case], penalties: Sequence[float], beta: Sequence[float]
) -> tuple[list[list[float]], list[float]]:
    """Hessian and gradient of the loss."""
    gradient = [penalty * weight for penalty, weight in zip(penalties, beta, strict=True)]
    hessian = [[0.0] * len(beta) for _ in beta]
    for place, penalty in enumerate(penalties):
        hessian[place][place] = penalty + _LEAST_CURVE
    for shown, flag in cases:
        said = probability(_sum(shown, beta))
        spread = said * (1 - said)
        for place, value in shown:
            gradient[place] += (said - flag) * value
            line, weighed = hessian[place], spread * value
            for other, its in shown:
                line[other] += weighed * its
    return hessian, gradient


def _sum(shown: Sequence[tuple[int, float]], beta: Sequence[float]) -> float:
    return sum(beta[place] * value for place, value in shown)


def _solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Solve ``matrix`` x = ``right``, for a symmetric and positive definite matrix (Cholesky)."""
    size = len(right)
    lower = [[0.0] * size for _ in range(size)]
    forward: list[float] = []
    for row in range(size):
        for column in range(row + 1):
            rest = matrix[row][column] - _dot(lower[row], lower[column], column)
            lower[row][column] = math.sqrt(rest) if row == column else rest / lower[column][column]
        forward.append((right[row] - _dot(lower[row], forward, row)) / lower[row][row])
    found = [0.0] * size
    for row in reversed(range(size)):
        below = sum(lower[place][row] * found[place] for place in range(row + 1, size))
        found[row] = (forward[row] - below) / lower[row][row]
    return found


def _dot(left: Sequence[float], right: Sequence[float], length: int) -> float:
    return sum(left[place] * right[place] for place in range(length))
