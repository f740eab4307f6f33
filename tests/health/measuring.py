"""How soon silences are found and how often they are claimed wrongly, in simulated newsrooms.

``python -m tests.health.measuring`` prints the table of docs/sites-health.md.
"""

from __future__ import annotations

import random
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from crawler.health import Health, State
from store import Visit
from tests.health.newsrooms import DAY, START, Habit, of, published, visited

#: Habit, articles a week, and the days after which half of the silences must be found.
NEWSROOMS: Final[list[tuple[Habit, float, float]]] = [
    ("clock", 70, 2),
    ("clock", 7, 4),
    ("clock", 2, 14),
    ("random", 200, 2),
    ("random", 30, 4),
    ("random", 7, 12),
    ("random", 3, 28),
    ("office", 20, 6),
    ("bursts", 30, 21),
]
_SITES, _DAYS = 12, 180


class Measured(NamedTuple):
    """``delays`` are from the last article until the alarm, in days; ``silent`` a share of days."""

    false_alarms: int
    silent: float
    site_years: float
    delays: list[float]

    @property
    def median_delay(self) -> float:
        """Days after which half of the silences were found."""
        return median(self.delays)


def measure(habit: Habit, per_week: float, *, sites: int, days: int) -> Measured:
    """Visit so many sites once a day, healthy at first, then silent from some moment on."""
    false_alarms, silent, delays = 0, 0, []
    for seed in range(sites):
        chance = random.Random(f"{habit} {per_week} {seed}")
        moments = published(chance, habit, per_week, days)
        healthy = _alarms(visited(chance, moments, days), habit)
        false_alarms += sum(now and not before for before, now in pairwise(healthy))
        silent += sum(healthy)
        delays.append(_delay(chance, moments, habit, days))
    return Measured(false_alarms, silent / (sites * days), sites * days / 365, delays)


def _alarms(visits: list[Visit], habit: Habit) -> list[bool]:
    """Whether the site is called silent after each visit from the second on."""
    return [_health(visits[:end], habit).state is State.SILENT for end in range(2, len(visits))]


def _health(visits: list[Visit], habit: Habit) -> Health:
    return of(visits, type="government" if habit == "office" else "press")


def _delay(chance: random.Random, moments: list[float], habit: Habit, days: int) -> float:
    stop = days - 7 * chance.random()
    visits = visited(chance, moments, days + 90, silent_from=stop)
    for end in range(days - 8, len(visits)):
        health = _health(visits[:end], habit)
        if health.state is State.SILENT and visits[end - 1].at > START + stop * DAY:
            assert health.last_article is not None
            return (visits[end - 1].at - health.last_article) / DAY
    raise AssertionError("never found")


def main() -> None:
    """Print a row for each newsroom."""
    for habit, per_week, _ in NEWSROOMS:
        measured = measure(habit, per_week, sites=_SITES, days=_DAYS)
        found = sorted(measured.delays)
        print(
            f"| {habit} | {per_week:g} | {measured.median_delay:.1f} "
            f"| {found[len(found) * 9 // 10]:.1f} | {measured.median_delay * per_week / 7:.1f} "
            f"| {measured.false_alarms / measured.site_years:.2f} | {measured.silent:.2%} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
