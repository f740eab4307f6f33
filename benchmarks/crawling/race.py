"""Contestants crawl the same world, one after the other, round by round."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from benchmarks.crawling.contestant import Crawling, started
from benchmarks.crawling.replica import Replica
from benchmarks.crawling.score import Round
from benchmarks.crawling.world import World


def times(world: World, per_day: int) -> list[datetime]:
    """The moments of crawls: one at the start, the last one at the end."""
    gap = timedelta(days=1) / per_day
    return [world.start + gap * number for number in range((world.end - world.start) // gap + 1)]


def run(
    replica: Replica,
    name: str,
    make: Callable[[], AbstractContextManager[Crawling]],
    at: list[datetime],
) -> Iterator[Round]:
    """Let one contestant crawl at each moment, and say how far it is."""
    with started(make) as contestant:
        for number, now in enumerate(at, start=1):
            replica.set_time(now)
            replica.journal()
            measured = contestant.crawl(now)
            journal = replica.journal()
            print(
                f"  {name}: crawl {number} of {len(at)}, {journal.requests} requests,"
                f" {measured.seconds:.0f} s",
                file=sys.stderr,
            )
            yield Round(now, measured, journal)
