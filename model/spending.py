"""The time that the steps of a crawl take, added up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from typing import Final, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")

#: Steps in the order in which a page goes through them.
STEPS: Final = ("fetch", "read", "judge", "record", "save", "index")


class Spent:
    """Seconds by step. What is done at the same time is added up, so they may exceed the clock."""

    def __init__(self) -> None:
        self._seconds = dict.fromkeys(STEPS, 0.0)

    @property
    def seconds(self) -> dict[str, float]:
        """Seconds by step, in the order of the steps; those that took none are left out."""
        return {step: round(self._seconds[step], 6) for step in STEPS if self._seconds[step]}

    def add(self, seconds: Mapping[str, float]) -> None:
        """Add what was spent elsewhere."""
        for step, taken in seconds.items():
            self._seconds[step] += taken

    @contextmanager
    def on(self, step: str) -> Iterator[None]:
        """Add the time of the block, whatever comes of it."""
        start = perf_counter()
        try:
            yield
        finally:
            self._seconds[step] += perf_counter() - start

    def timed(self, step: str, work: Callable[_P, _T]) -> Callable[_P, _T]:
        """Return ``work`` whose time is added."""

        def measured(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            with self.on(step):
                return work(*args, **kwargs)

        return measured
