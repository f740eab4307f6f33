"""Crawl a replica of Indonesia's news sites, and compare with a plain crawl of the same sites.

``python -m benchmarks.crawling`` runs three worlds on loopback, each the same every time:

- 40 sites over 10 simulated days, some of which are redesigned, move, fall silent, block or break;
- 300 sites for one day, for memory and time;
- 300 sites of which 30 hang, 30 cannot be reached and 10 send garbage.

The plain crawl follows feeds and sitemaps, fetches every page that is new to it, and reads none.
Pantau runs with its own settings but for the pause between requests, which is none, and the time
limit of a request, which is 5 s. Exit code 1: something falls short, or all took too long.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from benchmarks.crawling import health, ours, plain, race, report, trouble
from benchmarks.crawling.contestant import Crawling
from benchmarks.crawling.replica import running
from benchmarks.crawling.score import Score, score
from benchmarks.crawling.world import World, make

#: Seconds that all may take on two cores.
MOST_SECONDS = 900
#: Days of posts that sites hold when they are met first.
_ARCHIVE, _SMALL_ARCHIVE = 30, 2
#: What was said of sites, judged.
Said = dict[str, health.Verdict] | None
Opened = Callable[[], AbstractContextManager[Crawling]]
_PLAIN, _OURS = "plain", "Pantau"


def main() -> int:
    """Run the worlds, print their figures, and return 1 where something falls short."""
    options = _options()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="pantau-bench-") as name:
        directory = Path(name)
        world = make(options.sites, options.days, archive_days=_ARCHIVE)
        scores, said = _compare(world, directory / "days", options)
        many = make(options.many, 1, archive_days=_SMALL_ARCHIVE)
        _compare(many, directory / "many", options)
        print(f"\n{options.many} sites of which 70 in 300 are ill, crawled once", flush=True)
        ill = trouble.run(options.many, directory / "ill", options.policy)
        print(report.spoilt(ill))
    seconds = time.perf_counter() - start
    short = report.failures(scores[_OURS], scores[_PLAIN], said[_OURS], ill)
    if seconds > MOST_SECONDS:
        short.append(f"{seconds:.0f} s are over {MOST_SECONDS} s")
    print(f"\nall in {seconds:.0f} s")
    for words in short:
        print(f"short of what is asked: {words}")
    return int(bool(short))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--sites", type=int, default=40, help="sites of the first world")
    parser.add_argument("--days", type=int, default=10, help="its simulated days")
    parser.add_argument("--per-day", type=int, default=1, help="crawls a day")
    parser.add_argument("--many", type=int, default=300, help="sites of the other worlds")
    parser.add_argument("--policy", default="focused", help="crawl.policy: focused, everything")
    return parser.parse_args()


def _compare(
    world: World, directory: Path, options: argparse.Namespace
) -> tuple[dict[str, Score], dict[str, Said]]:
    """Let both crawl a world, and print what came of it."""
    at = race.times(world, options.per_day)
    posts = sum(len(site.posts) for site in world.sites)
    print(
        f"\n{len(world.sites)} sites with {posts:,} posts, {len(at)} crawls over"
        f" {(world.end - world.start).days} days",
        flush=True,
    )
    scores: dict[str, Score] = {}
    said: dict[str, Said] = {}
    with running(world.sites) as replica:
        contestants: dict[str, Opened] = {
            _PLAIN: partial(plain.opened, replica.addresses, replica.port),
            _OURS: partial(ours.opened, replica.addresses, directory, options.policy),
        }
        for name, opened in contestants.items():
            rounds = list(race.run(replica, name, opened, at))
            scores[name] = score(world.sites, world.start, rounds)
            said[name] = health.verdicts(world.sites, rounds)
    print(report.table(scores, said))
    for name, one in scores.items():
        if lost := report.missed(world.sites, one):
            print(f"missed by {name}:\n{lost}")
    return scores, said


if __name__ == "__main__":
    raise SystemExit(main())
