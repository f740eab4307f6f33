"""Shares of right answers, with what chance leaves open."""

from __future__ import annotations

import math
from collections.abc import Iterable

from pydantic import BaseModel

#: Standard deviations within which 95 % of a normal distribution lies.
_Z = 1.959964


class Share(BaseModel):
    """``right`` of ``measured`` answers, as a share, and Wilson's 95 % interval around it.

    Share and bounds are null where nothing was measured.
    """

    right: int
    measured: int
    share: float | None
    low: float | None
    high: float | None


class Overlap(BaseModel):
    """Names in lists that were rightly found, found beside them, and missed."""

    found: int
    extra: int
    missed: int
    precision: Share
    recall: Share
    f1: float | None


def share(right: int, measured: int) -> Share:
    """Count ``right`` answers of ``measured``."""
    if not measured:
        return Share(right=right, measured=0, share=None, low=None, high=None)
    low, high = wilson(right, measured)
    return Share(
        right=right,
        measured=measured,
        share=round(right / measured, 4),
        low=round(low, 4),
        high=round(high, 4),
    )


def share_of(answers: Iterable[bool]) -> Share:
    """Count the right ones among ``answers``."""
    given = list(answers)
    return share(sum(given), len(given))


def overlap(found: int, extra: int, missed: int) -> Overlap:
    """Count names found, found beside them, and missed."""
    total = 2 * found + extra + missed
    return Overlap(
        found=found,
        extra=extra,
        missed=missed,
        precision=share(found, found + extra),
        recall=share(found, found + missed),
        f1=round(2 * found / total, 4) if total else None,
    )


def wilson(right: int, measured: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share; ``measured`` is at least 1."""
    wrong, square = measured - right, _Z**2
    middle = right + square / 2
    reach = _Z * math.sqrt(right * wrong / measured + square / 4)
    whole = measured + square
    # Its ends are exact where all is right or wrong, but for what computers round.
    low = (middle - reach) / whole if right else 0.0
    high = (middle + reach) / whole if wrong else 1.0
    return low, high
