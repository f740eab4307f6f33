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

from benchmarks.crawling.memory import peak_mb, tree_mb

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
    """An outcome, the seconds that it took, and the process's peak of memory by now."""

    outcome: Outcome
    seconds: float
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
        peak, done = [0.0], Event()
        sampler = Thread(target=self._sample, args=(peak, done), daemon=True)
        sampler.start()
        start = time.perf_counter()
        self._orders.send(now)
        outcome, own = cast("tuple[Outcome | str, float]", self._orders.recv())
        seconds = time.perf_counter() - start
        done.set()
        sampler.join()
        if isinstance(outcome, str):
            raise RuntimeError(outcome)  # noqa: TRY004 - a traceback, not a wrong type
        return Measured(outcome, seconds, own, max(own, peak[0]))

    def _sample(self, peak: list[float], done: Event) -> None:
        while not done.wait(_SAMPLE_SECONDS):
            peak[0] = max(peak[0], tree_mb(self._pid))


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
