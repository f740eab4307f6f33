"""What Pantau needs: memory, disk a month, and how long a crawl takes, for 50 and for 400 sites.

``python -m benchmarks.resources`` crawls replicas of Indonesia's news sites on loopback: once as a
new installation does, without a pause between requests so that it ends soon, and then as every day,
with the pause of one second that is the default. The index is brought up to date after each crawl,
as by ``pantau crawl``. Memory is the peak of all processes together. Disk is measured after each
crawl; a month is thirty times what an everyday crawl added.

Of the replica's posts 5 of 100 tell of a partnership, more than of real ones; its pages are small.
So the figures say how many pages were kept too, and what one of them takes in the archive.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.crawling import race
from benchmarks.crawling.contestant import Measured, Outcome, started
from benchmarks.crawling.ours import settings_of
from benchmarks.crawling.replica import running
from benchmarks.crawling.world import World, make
from crawler.run import crawl
from model.config import Settings
from search import open_engine, sync
from store import open_store

#: Days of posts that sites hold when they are met first.
_ARCHIVE_DAYS = 3
#: Seconds between two requests to one site, as ``crawl.delay`` has it.
_DELAY = 1.0
_MONTH = 30


class Disk(NamedTuple):
    """Bytes that store, index and archive take, and the pages that are archived."""

    store: int
    index: int
    archive: int
    pages: int


class Day(NamedTuple):
    """One crawl, and the disk after it."""

    measured: Measured
    requests: int
    disk: Disk


class Installation:
    """A Pantau that is new, and then crawls every day."""

    def __init__(self, settings: Settings, addresses: Sequence[str]) -> None:
        self._settings, self._addresses = settings, addresses

    def crawl(self, now: datetime) -> Outcome:
        """Crawl all sites at a moment of simulated time, and index what was found."""
        start = time.monotonic()

        def clock() -> datetime:
            return now + timedelta(seconds=time.monotonic() - start)

        settings = self._settings
        with open_store(settings.store_url, settings.data) as store:
            crawl(settings, store, sites=self._addresses, clock=clock)
            with open_engine(settings) as engine:
                sync(store, engine)
        every_day = settings.crawl.model_copy(update={"delay": _DELAY})
        self._settings = settings.model_copy(update={"crawl": every_day})
        return Outcome()


@contextmanager
def opened(addresses: Sequence[str], directory: Path) -> Iterator[Installation]:
    """Give an installation whose data will be in ``directory``."""
    yield Installation(settings_of(directory, "focused"), addresses)


def disk_of(directory: Path) -> Disk:
    """Measure what a data directory takes."""
    settings = Settings(data=directory)
    with open_store(settings.store_url, directory) as store:
        pages = store.archive.size().captures
    stored = sum(_size(path) for path in directory.glob("pantau.db*"))
    return Disk(stored, _size(directory / "index"), _size(directory / "archive"), pages)


def measure(world: World, directory: Path) -> list[Day]:
    """Crawl a world once as new, and then each day."""
    days = []
    with running(world.sites) as replica:
        make_it = partial(opened, replica.addresses, directory)
        with started(make_it) as installation:
            for now in race.times(world, 1):
                replica.set_time(now)
                replica.journal()
                measured = installation.crawl(now)
                days.append(Day(measured, replica.journal().requests, disk_of(directory)))
    return days


def told(sites: int, days: Sequence[Day]) -> str:
    """Say what was measured, in lines."""
    first, last = days[0], days[-1]
    each = last.disk.archive / max(last.disk.pages, 1)
    lines = [
        f"\n{sites} sites",
        _crawl("first crawl, no pause", [first]),
        _crawl(f"every day, {_DELAY:g} s of pause", days[1:]),
        f"  disk after the first crawl: {_disk(first.disk)}",
        f"  disk a month at that rate:  {_disk(_a_month(first.disk, last.disk, len(days) - 1))}",
        f"  a page in the archive: {each / 1e3:.1f} kB",
    ]
    return "\n".join(lines)


def _a_month(before: Disk, after: Disk, days: int) -> Disk:
    each = zip(before, after, strict=True)
    return Disk(*(round(_MONTH * (now - then) / days) for then, now in each))


def _crawl(name: str, days: Sequence[Day]) -> str:
    seconds = max(day.measured.seconds for day in days)
    busy = max(day.measured.busy_seconds for day in days)
    peak = max(day.measured.whole_mb for day in days)
    requests = max(day.requests for day in days)
    return (
        f"  {name}: {seconds:.0f} s, {busy:.0f} s of processors, {requests:,} requests,"
        f" {peak:.0f} MB at most"
    )


def _disk(disk: Disk) -> str:
    whole = disk.store + disk.index + disk.archive
    return (
        f"{whole / 1e6:.1f} MB (store {disk.store / 1e6:.1f}, index {disk.index / 1e6:.1f},"
        f" archive {disk.archive / 1e6:.1f} of {disk.pages} pages)"
    )


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())


def main() -> None:
    """Measure both sizes, and print what came out."""
    parser = argparse.ArgumentParser(description="Memory, disk and time of 50 and of 400 sites.")
    parser.add_argument("--sites", type=int, nargs="+", default=[50, 400])
    parser.add_argument("--days", type=int, nargs="+", default=[3, 1], help="everyday crawls")
    options = parser.parse_args()
    began = time.perf_counter()
    for sites, days in zip(options.sites, options.days, strict=True):
        world = make(sites, days, archive_days=_ARCHIVE_DAYS, troubled=False)
        with tempfile.TemporaryDirectory(prefix="pantau-resources-") as name:
            print(told(sites, measure(world, Path(name))), flush=True)
    print(f"\nall in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
