"""Days on which Indonesian newsrooms write less, so that their silence says less.

The factors are guesses on the side of patience, not measurements.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import ceil

_NEW_YEARS_EVE = {(12, day) for day in range(24, 32)} | {(1, 1), (1, 2)}
_FIXED = {(5, 1), (6, 1), (8, 17)} | _NEW_YEARS_EVE
_HOLIDAY = 0.5
_RAMADAN = 0.7
#: Days before and after the first of Syawal when most are on the road.
_LEBARAN = (-4, 7)

#: The civil Islamic calendar: 30 years have 10,631 days; its epoch is 16 July 622 (Julian).
_CYCLE_DAYS = 10_631
_CYCLE_YEARS = 30
_EPOCH = 227_015
_MONTH = 29.5
_RAMADAN_MONTH = 9
_SACRIFICE = (12, 10)


@lru_cache(maxsize=1024)
def share(day: date) -> float:
    """Return how much of a common day's articles to expect on ``day``: 0 to 1.

    Islamic feasts are reckoned by the civil calendar, which sees the moon a day early or late.
    """
    month, month_day = islamic(day)
    days_to_lebaran = _days_after_lebaran(month, month_day)
    if days_to_lebaran is not None and _LEBARAN[0] <= days_to_lebaran <= _LEBARAN[1]:
        return 0.0
    if (day.month, day.day) in _FIXED or (month, month_day) == _SACRIFICE:
        return _HOLIDAY
    return _RAMADAN if month == _RAMADAN_MONTH else 1.0


def islamic(day: date) -> tuple[int, int]:
    """Return month and day of the month in the civil Islamic calendar."""
    elapsed = day.toordinal() - _EPOCH
    year = (_CYCLE_YEARS * elapsed + 10_646) // _CYCLE_DAYS
    since_new_year = elapsed - ((year - 1) * 354 + (3 + 11 * year) // _CYCLE_YEARS)
    month = min(12, ceil((since_new_year - 29) / _MONTH) + 1)
    return month, since_new_year - ceil(_MONTH * (month - 1)) + 1


def _days_after_lebaran(month: int, month_day: int) -> int | None:
    if month == _RAMADAN_MONTH:
        return month_day - 31
    return month_day - 1 if month == _RAMADAN_MONTH + 1 else None
