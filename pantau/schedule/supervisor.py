"""Several processes that are to run side by side: started, started again, and ended together."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from model.exceptions import ConfigError
from pantau.schedule.process import Process
from pantau.schedule.signals import Stop

#: Seconds until one that died is started again: doubled each time it does not last.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
#: One that ran for so many seconds was well; its next death is its first.
_LASTED = 60.0
#: Seconds that all have to end by themselves, once they are asked to.
GRACE = 8.5

_log = logging.getLogger(__name__)


class Part(NamedTuple):
    """One of the processes: what it is called, and what is run."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]


class _Kept:
    """A part that is kept running."""

    def __init__(self, part: Part, wake: Callable[[], None]) -> None:
        self.part, self._wake = part, wake
        self.process: Process | None = None
        self._begun = self._again = time.monotonic()
        self._pause = FIRST_PAUSE

    def see_to(self) -> float:
        """Start it where it does not run; return the seconds until it is to be seen to again.

        Raises:
            ConfigError: it says that its settings are wrong, which no other try will mend.
        """
        now = time.monotonic()
        if self.process is None:
            if now >= self._again:
                self._begun, self.process = now, self._started()
                return LONGEST_PAUSE
            return self._again - now
        code = self.process.exit_code
        if code is None:
            return LONGEST_PAUSE
        self.process = None
        if code == ConfigError.exit_code:
            raise ConfigError(f"the {self.part.name} cannot be started: it says why above")
        if now - self._begun >= _LASTED:
            self._pause = FIRST_PAUSE
        _log.warning(
            "the %s ended with code %s; it starts again in %g s", self.part.name, code, self._pause
        )
        self._again, pause = now + self._pause, self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE)
        return pause

    def _started(self) -> Process:
        return Process(self.part.command, self.part.environment, own_group=False, ended=self._wake)


def supervise(parts: Sequence[Part], stop: Stop) -> None:
    """Keep all parts running until ``stop``, then end them together.

    Raises:
        ConfigError: a part says that its settings are wrong; the others were ended.
    """
    kept = [_Kept(part, stop.wake.set) for part in parts]
    try:
        while not stop.is_set():
            stop.wake.clear()
            seconds = min(one.see_to() for one in kept)
            if not stop.is_set():
                stop.wake.wait(seconds)
    finally:
        _end([one.process for one in kept if one.process is not None])


def _end(processes: Sequence[Process]) -> None:
    for process in processes:
        process.ask_to_end()
    end = time.monotonic() + GRACE
    for process in processes:
        if not process.wait(max(0.0, end - time.monotonic())):
            process.kill()
            process.wait()
