"""Logistic regression with an L2 penalty over what shows in stories, by scikit-learn."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

#: Steps after which fitting gives up, and the change of the loss that is as good as none.
_MOST_STEPS = 10_000
_TOLERANCE = 1e-6
#: Beyond this a probability is 0 or 1 as far as floats can tell.
_MOST_LOG_ODDS = 500.0

#: What shows in one story, by name; what is not named does not show.
Row = Mapping[str, float]


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
    rows: Sequence[Row], wanted: Sequence[bool], names: Sequence[str], strength: float
) -> Fitted:
    """The weights of ``names`` that make ``wanted`` most likely, less a penalty on their squares.

    ``strength`` is the inverse strength of the penalty, which spares the intercept. The same
    stories give the same weights.
    """
    # Half a second to load, which no command but training should wait for.
    from scipy.sparse import csr_array  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    places = {name: place for place, name in enumerate(names)}
    values, columns, starts = list[float](), list[int](), [0]
    for row in rows:
        shown = sorted((places[name], value) for name, value in row.items() if name in places)
        columns += [place for place, _ in shown]
        values += [value for _, value in shown]
        starts.append(len(values))
    matrix = csr_array((values, columns, starts), shape=(len(rows), len(names)))
    regression = LogisticRegression(C=strength, max_iter=_MOST_STEPS, tol=_TOLERANCE)
    # Threads cost more than so little work takes, and could add it up in another order.
    with threadpool_limits(1):
        fitted = regression.fit(matrix, wanted)
    weights = map(float, fitted.coef_[0])
    return Fitted(float(fitted.intercept_[0]), dict(zip(names, weights, strict=True)))


def probability(log_odds: float) -> float:
    """The probability that ``log_odds`` stand for."""
    return 1 / (1 + math.exp(-max(-_MOST_LOG_ODDS, min(_MOST_LOG_ODDS, log_odds))))
