"""Newsrooms that never were: when they publish, and what visits see of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from crawler import health
from crawler.health import Health
from store import Endpoint, SiteState, Visit

#: A Monday far from Ramadan and the year's end, 07.00 in Jakarta.
START = datetime(2026, 6, 1, tzinfo=UTC)
DAY = timedelta(days=1)

Habit = Literal["clock", "random", "office", "bursts"]


def site(**told: Any) -> SiteState:
    return SiteState(site="harian.example", url="https://harian.example/", **told)


def visit(day: float, **told: Any) -> Visit:
    """A visit so many days after START."""
    return Visit(run=1, site="harian.example", at=START + day * DAY, **told)


def fine(day: float, **told: Any) -> Visit:
    """A visit of a site that publishes ten articles a day, all of which are had and read."""
    usual: dict[str, Any] = {
        "discovered": 40,
        "new": 10,
        "fetched": 5,
        "articles": 5,
        "dated": 5,
        "text_length": 2400,
        "newest": START + (day - 0.05) * DAY,
    }
    return visit(day, **(usual | told))


def of(
    visits: list[Visit], *endpoints: Endpoint, now: datetime | None = None, **told: Any
) -> Health:
    """The health of a site, as soon as the last visit is over where ``now`` is not given."""
    moment = now or (visits[-1].at if visits else START)
    return health.health_of(site(**told), visits, endpoints, moment)


def published(chance: random.Random, habit: Habit, per_week: float, days: int) -> list[float]:
    """Moments of publication, in days after START."""
    if habit == "clock":
        gap = 7 / per_week
        start = chance.random() * gap
        count = int((days - start) / gap)
        return sorted(start + gap * (place + chance.gauss(0, 0.08)) for place in range(count))
    if habit == "bursts":
        starts = published(chance, "random", per_week / 4, days)
        return sorted(
            start + 0.01 * place for start in starts for place in range(chance.choice([1, 2, 4, 9]))
        )
    weekend = 0.0 if habit == "office" else 0.4
    return sorted(_by_day(chance, per_week / (5 + 2 * weekend), weekend, days))


def _by_day(chance: random.Random, weekday: float, weekend: float, days: int) -> Iterator[float]:
    """Moments by day, between 8 and 21 o'clock in Jakarta."""
    for day in range(days):
        wanted = weekday * (weekend if (START + day * DAY).weekday() >= 5 else 1)
        passed = chance.expovariate(1)
        while passed < wanted:
            yield day + 0.05 + 0.55 * chance.random()
            passed += chance.expovariate(1)


def visited(
    chance: random.Random,
    moments: list[float],
    days: int,
    *,
    every: float = 1.0,
    silent_from: float = float("inf"),
) -> list[Visit]:
    """Visits that see what was published until ``silent_from``, and then nothing new."""
    visits = []
    seen, at = 0, 0.05
    while at < days:
        shown = [moment for moment in moments if moment <= min(at, silent_from)]
        newest = START + shown[-1] * DAY if shown else None
        new = len(shown) - seen
        visits.append(visit(at, discovered=len(shown), new=new, newest=newest))
        seen = len(shown)
        at += every * chance.uniform(0.98, 1.02)
    return visits
