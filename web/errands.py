"""Work that takes longer than a page: one thing after the other, told of as it goes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from model.exceptions import InputError, PantauError

logger = logging.getLogger(__name__)

#: Errands that may wait; each takes seconds, and the network of others.
_MOST_WAITING = 20
#: Errands that are remembered.
_REMEMBERED = 200

Result = TypeVar("Result")


class ErrandState(StrEnum):
    """How far an errand is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Errand(NamedTuple, Generic[Result]):
    """An errand, since when it is in its state (UTC), what went wrong, and what came of it."""

    state: ErrandState
    at: datetime
    problem: str | None = None
    result: Result | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is more to come."""
        return self.state in {ErrandState.WAITING, ErrandState.RUNNING}


class Errands(Generic[Result]):
    """The errands of one sort in one process, each with a name; threads share it.

    ``clock`` tells the time in UTC.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._errands: dict[str, Errand[Result]] = {}
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="errand")

    def of(self, name: str) -> Errand[Result] | None:
        """Return the last errand of a name; null where there was none since the start."""
        with self._lock:
            return self._errands.get(name)

    def start(self, name: str, work: Callable[[], Result]) -> None:
        """Do something soon, unless what has its name is to be done already.

        Raises:
            InputError: too much waits.
        """
        with self._lock:
            known = self._errands.get(name)
            if known is not None and known.is_open:
                return
            if sum(errand.is_open for errand in self._errands.values()) >= _MOST_WAITING:
                raise InputError("too much is being looked at: try again in a minute")
            while len(self._errands) >= _REMEMBERED:
                oldest = next(key for key, one in self._errands.items() if not one.is_open)
                del self._errands[oldest]
            self._errands[name] = Errand(ErrandState.WAITING, self._clock())
        self._worker.submit(self._run, name, work)

    def _run(self, name: str, work: Callable[[], Result]) -> None:
        self._put(name, Errand(ErrandState.RUNNING, self._clock()))
        try:
            result = work()
        except PantauError as error:
            self._put(name, Errand(ErrandState.FAILED, self._clock(), str(error)))
        except Exception:
            logger.exception("the errand %s failed", name)
            problem = "a defect; the log says more"
            self._put(name, Errand(ErrandState.FAILED, self._clock(), problem))
            raise
        else:
            self._put(name, Errand(ErrandState.DONE, self._clock(), result=result))

    def _put(self, name: str, errand: Errand[Result]) -> None:
        with self._lock:
            self._errands[name] = errand
