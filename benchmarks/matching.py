"""Time the matching of new stories with subscriptions, at several sizes in one run.

Run as ``python -m benchmarks.matching``; it needs no network and leaves nothing behind. It ends
with code 1 where the cost grows as fast as subscriptions x stories.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.search import stories
from search import matcher
from search.matching import understood
from store import Told

#: Subscriptions and stories of each size; the product grows a hundredfold from first to last.
SIZES = ((1_000, 100), (3_000, 300), (10_000, 1_000))
#: Of how many subscriptions one has a query that no other has.
_OWN = 5
_UNITS = ("Lapas Kelas IIB Garut", "Kanwil Ditjenpas Banten", "Rutan Kelas I Medan", "Bapas Jambi")


class Times(NamedTuple):
    """Seconds of one core that a size took, and how many matches it found."""

    indexing: float
    reading: float
    asking: float
    found: int


def queries(count: int, share: float) -> list[str]:
    """Make ``count`` queries; ``share`` of them nobody else has, the others are often asked."""
    chance = random.Random(count)
    return [_own(chance) if chance.random() < share else _common(chance) for _ in range(count)]


def _own(chance: random.Random) -> str:
    """A query with a rare word, as people have their own towns and partners."""
    word = f"kata{chance.randrange(30_000)}"
    return chance.choice((f"{word} lapas", f'party:"{word} melati"', f"(rutan OR bapas) {word}"))


def _common(chance: random.Random) -> str:
    return chance.choice(
        (
            f'unit:"{chance.choice(_UNITS)}"',
            f"party:melati{chance.randrange(90)} kind:PKS",
            "kerja sama universitas",
            "narkotika -pelatihan",
            "kind:MoU pelatihan keterampilan",
        )
    )


def measure(told: Sequence[Told], asked: Sequence[str]) -> Times:
    """Index ``told``, and ask all of it what ``asked`` find."""
    understood.cache_clear()
    start = time.process_time()
    match = matcher(told)
    indexed = time.process_time()
    for query in asked:
        understood(query)
    read = time.process_time()
    found = sum(len(match.find(query).stories) for query in asked)
    done = time.process_time()
    return Times(indexed - start, read - indexed, done - read, found)


def main() -> int:
    """Print what each size took; return 1 where the last grew out of proportion."""
    everything = list(stories(SIZES[-1][1]))
    print("Seconds of one core:")
    print(f"{'subscriptions':>13} {'own':>5} {'stories':>7}   index   read    ask  total  matches")
    totals: dict[float, list[float]] = {}
    for share in (1 / _OWN, 1.0):
        for subscriptions, count in SIZES:
            taken = measure(everything[:count], queries(subscriptions, share))
            total = taken.indexing + taken.reading + taken.asking
            totals.setdefault(share, []).append(total)
            print(
                f"{subscriptions:>13} {share:>5.0%} {count:>7} {taken.indexing:>7.2f}"
                f"{taken.reading:>7.2f}{taken.asking:>7.2f}{total:>7.2f} {taken.found:>8}"
            )
    (first, many), (few, most) = SIZES[0], SIZES[-1]
    growth = few * most / (first * many)
    print(f"\nsubscriptions x stories grew {growth:.0f} times, the time")
    for share, times in totals.items():
        print(f"  {times[-1] / times[0]:.0f} times where {share:.0%} have a query of their own")
    return int(any(times[-1] / times[0] > growth / 2 for times in totals.values()))


if __name__ == "__main__":
    sys.exit(main())
