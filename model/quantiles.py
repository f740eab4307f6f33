"""Quantiles of waiting times and counts, to tell what is unusual from what is not."""

from __future__ import annotations

from math import expm1, log, sqrt
from statistics import NormalDist

_NORMAL = NormalDist()


def gamma_quantile(shape: float, probability: float) -> float:
    """Return what a gamma variable of scale 1 stays below with ``probability``.

    Wilson and Hilferty's approximation: for probabilities of .9 to .9999 within 5 % where the
    shape is 1 or more, within 9 % from .3 on.
    """
    z = _NORMAL.inv_cdf(probability)
    root = 1 - 1 / (9 * shape) + z / (3 * sqrt(shape))
    return shape * max(root, 0.0) ** 3


def unsure(events: float, probability: float) -> float:
    """Return by how much a waiting time grows where its rate was learnt from so few ``events``.

    The quantile of the wait for the next event, the rate not known but counted, over the quantile
    with the rate known: 1 for endless events.
    """
    exponent = -log(1 - probability)
    return events * expm1(exponent / events) / exponent
