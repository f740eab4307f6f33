"""One run of a job: a process under a lease, with a limit, and with a line in the history."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from model.exceptions import StoreError
from pantau.schedule.logs import Log, logged
from pantau.schedule.plans import Plan
from pantau.schedule.process import Process
from store import JobOutcome, JobRun
from store.schedule import Schedule

#: Seconds between two tries to write how a run ended.
_RETRY = 2.0
#: So often is that tried before the run is left to be declared lost.
_TRIES = 5

#: Tells a process for which run it was started.
RUN_VARIABLE: Final = "PANTAU_RUN"

_log = logging.getLogger(__name__)


class Terms(NamedTuple):
    """What holds for every run.

    Its process has the variables of ``environment`` and writes into a file of the directory
    ``logs``. A lease holds so long without being renewed, and is renewed every so many seconds.
    ``grace`` is how many seconds a process has to end by itself before it is killed.
    """

    environment: Mapping[str, str]
    logs: Path
    hold: timedelta = timedelta(seconds=60)
    renew: float = 15.0
    grace: float = 5.0


class Running:
    """A run that was begun in the store, from its process's start to its end.

    ``stop`` may be called from any thread.
    """

    def __init__(
        self,
        schedule: Schedule,
        plan: Plan,
        run: JobRun,
        terms: Terms,
        clock: Callable[[], datetime],
    ) -> None:
        self._schedule, self._plan, self._run = schedule, plan, run
        self._terms, self._clock = terms, clock
        self._wake, self._stopped = threading.Event(), threading.Event()

    def stop(self) -> None:
        """Ask the process to end, and note that it was stopped."""
        self._stopped.set()
        self._wake.set()

    def work(self) -> JobOutcome:
        """Run the process to its end, and note how that was."""
        _log.info("%s begins (run %d)", self._plan.name, self._run.id)
        try:
            with logged(self._terms.logs / f"{self._plan.name}-{self._run.id}.log") as (log, sink):
                told = {**self._terms.environment, RUN_VARIABLE: str(self._run.id)}
                process = Process(self._plan.command, told, sink, ended=self._wake.set)
                outcome = self._attend(process)
            detail = self._detail(outcome, process, log)
        except OSError as error:
            outcome, detail = JobOutcome.FAILED, f"cannot be started: {error}"
        self._note(outcome, detail)
        _log.info("%s: %s%s", self._plan.name, outcome, f", {detail}" if detail else "")
        return outcome

    def _attend(self, process: Process) -> JobOutcome:
        """Renew the lease until the process is over, or must be ended."""
        limit = time.monotonic() + self._plan.seconds
        while True:
            self._wake.wait(max(0.0, min(self._terms.renew, limit - time.monotonic())))
            if process.exit_code is not None:
                return JobOutcome.DONE if self._is_done(process) else JobOutcome.FAILED
            outcome = self._must_end(limit)
            if outcome is not None:
                process.end(self._terms.grace)
                # It may have come to its end just before it was asked to.
                return JobOutcome.DONE if self._is_done(process) else outcome

    def _is_done(self, process: Process) -> bool:
        return process.exit_code in self._plan.fine

    def _must_end(self, limit: float) -> JobOutcome | None:
        if self._stopped.is_set():
            return JobOutcome.STOPPED
        if time.monotonic() >= limit:
            return JobOutcome.TIMED_OUT
        return None if self._renews() else JobOutcome.LOST

    def _renews(self) -> bool:
        try:
            return self._schedule.renew(self._run.id, self._clock() + self._terms.hold)
        except StoreError as error:
            # Who cannot reach the store cannot take the lease over either.
            _log.warning("%s: %s", self._plan.name, error)
            return True

    def _detail(self, outcome: JobOutcome, process: Process, log: Log) -> str | None:
        if outcome is JobOutcome.TIMED_OUT:
            return f"ended after {self._plan.seconds / 60:g} minutes; last line: {log.last_line}"
        code = process.exit_code
        if outcome is JobOutcome.FAILED:
            how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
            return f"{how}: {log.last_line}" if log.last_line else how
        return log.last_line

    def _note(self, outcome: JobOutcome, detail: str | None) -> None:
        for left in reversed(range(_TRIES)):
            try:
                self._schedule.finish(self._run.id, outcome, detail, self._clock())
            except StoreError as error:
                _log.warning("%s: %s", self._plan.name, error)
                if left == 0 or self._stopped.wait(_RETRY):
                    return
            else:
                return
