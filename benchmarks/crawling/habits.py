"""When a site publishes: how often, in which hours of the day, and what its weekends are like."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from model.records import JAKARTA

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Habit:
    """``per_day`` posts on a working day, between two hours of the day in Asia/Jakarta.

    ``weekend`` is the share of that on Saturdays and Sundays.
    """

    per_day: float
    first_hour: int
    last_hour: int
    weekend: float

    def on(self, day: datetime) -> float:
        """The posts to expect on a day."""
        return self.per_day * (self.weekend if day.weekday() >= _SATURDAY else 1)


def moments(
    habit: Habit, chance: random.Random, start: datetime, end: datetime
) -> Iterator[datetime]:
    """Yield the times of publication in UTC, in order, from ``start`` until before ``end``."""
    day = datetime.combine(start.astimezone(JAKARTA).date(), time(), JAKARTA)
    while day < end:
        opens = day + timedelta(hours=habit.first_hour)
        seconds = 3_600 * (habit.last_hour - habit.first_hour)
        count = _count(chance, habit.on(day))
        for moment in sorted(
            opens + timedelta(seconds=chance.randrange(seconds)) for _ in range(count)
        ):
            if start <= moment < end:
                yield moment.astimezone(start.tzinfo)
        day += timedelta(days=1)


def _count(chance: random.Random, expected: float) -> int:
    """A whole number around ``expected``, spread as counts of independent events are."""
    left, count = expected, -1
    while left > 0 or count < 0:
        left -= chance.expovariate(1)
        count += 1
    return count
