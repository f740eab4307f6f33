"""How well clusters agree with labels: adjusted Rand index, and precision and recall of pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import comb
from typing import NamedTuple


class Score(NamedTuple):
    """All between 0 and 1; the adjusted Rand index is 0 for a clustering by chance."""

    adjusted_rand: float
    precision: float
    recall: float


def score(labels: Sequence[str], clusters: Sequence[str]) -> Score:
    """Compare ``clusters`` with ``labels``, place by place."""
    both = _pairs(list(zip(labels, clusters, strict=True)))
    wanted, found = _pairs(labels), _pairs(clusters)
    by_chance = wanted * found / comb(len(labels), 2)
    rand = (both - by_chance) / ((wanted + found) / 2 - by_chance)
    return Score(rand, both / found if found else 1.0, both / wanted if wanted else 1.0)


def _pairs(groups: Sequence[object]) -> int:
    return sum(comb(size, 2) for size in Counter(groups).values())
