"""Times and counts as people say them."""

from __future__ import annotations

from datetime import timedelta

_DAY = timedelta(days=1)
_WEEKS_A_MONTH = 365.25 / 12 / 7


def span(length: timedelta) -> str:
    """Say how long: "26 hours", "9 days"."""
    if length < 2 * _DAY:
        return count(round(length / timedelta(hours=1)), "hour")
    return count(length // _DAY, "day")


def often(per_week: float) -> str:
    """Say how often: "5 a day", "4 a week", "2 a month"."""
    if per_week >= 10:
        return f"{per_week / 7:.0f} a day"
    if per_week >= 1:
        return f"{per_week:.0f} a week"
    return f"{max(per_week * _WEEKS_A_MONTH, 1):.0f} a month"


def count(number: int, noun: str) -> str:
    """Say how many: "1 visit", "1,200 visits"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
