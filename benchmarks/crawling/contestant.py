"""A crawl that is measured: in a process of its own, told the simulated time of each round."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Event, Thread
from typing import Protocol, cast

from benchmarks.crawling.memory import peak_mb, tree_mb, tree_seconds

_SAMPLE_SECONDS = 0.5
#: Seconds until a process that does not end is ended.
_PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a crawl says after a round.

    ``kept`` are the addresses of all articles that it keeps as partnerships by now, None where it
    reads none; ``health`` and ``errors`` are what it says of sites, by their first host.
    """

    kept: frozenset[str] | None = None
    health: Mapping[str, str] | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """An outcome, what it took in seconds, and the peak of memory by now.

    ``busy_seconds`` are of processors, ``whole_mb`` with all processes below.
    """

    outcome: Outcome
    seconds: float
    busy_seconds: float
    own_mb: float
    whole_mb: float


class Crawling(Protocol):
    """Crawls its sites once a round."""

    def crawl(self, now: datetime) -> Outcome:
        """Crawl every site at a moment of simulated time."""


class Contestant:
    """A crawl in its own process."""

    def __init__(self, pid: int, orders: Connection) -> None:
        self._pid, self._orders = pid, orders

    def crawl(self, now: datetime) -> Measured:
        """Let it crawl, and measure it.

        Raises:
            RuntimeError: it failed; the message is its traceback.
        """
        done = Event()
        usage = Usage(self._pid)
        sampler = Thread(target=usage.sample, args=(done,), daemon=True)
        sampler.start()
        start = time.perf_counter()
        self._orders.send(now)
        outcome, own = cast("tuple[Outcome | str, float]", self._orders.recv())
        seconds = time.perf_counter() - start
        done.set()
        sampler.join()
        if isinstance(outcome, str):
            raise RuntimeError(outcome)  # noqa: TRY004 - a traceback, not a wrong type
        return Measured(outcome, seconds, usage.busy_seconds, own, max(own, usage.peak_mb))


class Usage:
    """What a process and all below it take, sampled until it is done."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._before = tree_seconds(pid)
        self._seconds = dict(self._before)
        self.peak_mb = 0.0

    @property
    def busy_seconds(self) -> float:
        """Processor time since the beginning; of a process that ended, up to its last sample."""
        return sum(self._seconds.values()) - sum(self._before.values())

    def sample(self, done: Event) -> None:
        """Look now and then, and once more at the end."""
        is_over = False
        while not is_over:
            is_over = done.wait(_SAMPLE_SECONDS)
            self.peak_mb = max(self.peak_mb, tree_mb(self._pid))
            for pid, seconds in tree_seconds(self._pid).items():
                self._seconds[pid] = max(seconds, self._seconds.get(pid, 0.0))


@contextmanager
def started(make: Callable[[], AbstractContextManager[Crawling]]) -> Iterator[Contestant]:
    """Start the process of a crawl that ``make`` opens there, and end it with the block."""
    context = get_context("spawn")
    orders, theirs = context.Pipe()
    process = context.Process(target=_work, args=(make, theirs))
    process.start()
    theirs.close()
    try:
        yield Contestant(process.pid or 0, orders)
    finally:
        orders.close()
        process.join(_PATIENCE)
        process.terminate()


def _work(make: Callable[[], AbstractContextManager[Crawling]], orders: Connection) -> None:
    with make() as crawling:
        while True:
            try:
                now = orders.recv()
            except EOFError:
                return
            try:
                outcome: Outcome | str = crawling.crawl(now)
            except Exception:  # noqa: BLE001 - told to the process that waits for it
                outcome = traceback.format_exc()
            orders.send((outcome, peak_mb()))
