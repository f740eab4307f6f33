"""Runs what is due, each run in a thread that attends to its process."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime

from model.exceptions import StoreError
from pantau.schedule.holders import new_holder
from pantau.schedule.plans import Plan
from pantau.schedule.running import Running, Terms
from store import Due, JobOutcome, JobRun
from store.schedule import Schedule

_log = logging.getLogger(__name__)


class Runner:
    """Begins runs in the store and sees them to their ends.

    ``clock`` gives the time in UTC; ``done`` is told of each run that ended, from its thread.
    """

    def __init__(
        self,
        schedule: Schedule,
        plans: Iterable[Plan],
        terms: Terms,
        clock: Callable[[], datetime],
        done: Callable[[Plan, JobOutcome], None] = lambda _plan, _outcome: None,
    ) -> None:
        self.holder = new_holder()
        self._schedule, self._plans = schedule, {plan.name: plan for plan in plans}
        self._terms, self._clock, self._done = terms, clock, done
        self._lock = threading.Lock()
        self._live: dict[threading.Thread, Running] = {}
        self._unclaimed: dict[str, datetime] = {}
        self._is_stopping = False

    def due(self, job: str, scheduled: datetime) -> None:
        """Run a job for the time at which it was due, unless that was or is done by anybody."""
        try:
            self._begin(job, scheduled)
        except StoreError as error:
            _log.warning("%s waits for the store: %s", job, error)
            self._unclaimed[job] = scheduled

    def again(self) -> None:
        """Run what waits: for the store, for another job, or since its process died.

        Raises:
            StoreError: the store cannot be read or written.
        """
        for job, scheduled in list(self._unclaimed.items()):
            self._begin(job, scheduled)
            self._unclaimed.pop(job, None)
        for run in self._schedule.undone(self.holder, self._clock()):
            if run.scheduled is not None and run.job in self._plans:
                self._begin(run.job, run.scheduled)

    def by_hand(self, job: str) -> JobRun:
        """Run a job now, to its end; the run that is returned is over.

        It is over at once where another one holds what the job needs.
        """
        plan, now = self._plans[job], self._clock()
        due = Due(job=job, lease=plan.lease, scheduled=None)
        run = self._schedule.begin(due, self.holder, now, now + self._terms.hold)
        assert run is not None
        if run.outcome is None:
            thread = self._attend(plan, run)
            thread.join()
        return self._schedule.history(1, job)[0]

    def stop(self, seconds: float) -> None:
        """End all that runs, and wait so long for it; nothing is begun any more."""
        with self._lock:
            self._is_stopping = True
            live = dict(self._live)
        for running in live.values():
            running.stop()
        end = time.monotonic() + seconds
        for thread in live:
            thread.join(max(0.0, end - time.monotonic()))

    def _begin(self, job: str, scheduled: datetime) -> None:
        if self._is_stopping:
            return
        plan, now = self._plans[job], self._clock()
        due = Due(job=job, lease=plan.lease, scheduled=scheduled)
        run = self._schedule.begin(due, self.holder, now, now + self._terms.hold)
        if run is not None and run.outcome is None:
            self._attend(plan, run)

    def _attend(self, plan: Plan, run: JobRun) -> threading.Thread:
        running = Running(self._schedule, plan, run, self._terms, self._clock)
        # A daemon: the end of the process waits for it no longer than ``stop`` says.
        thread = threading.Thread(
            target=self._work, args=[plan, running], name=f"run-{plan.name}", daemon=True
        )
        with self._lock:
            self._live[thread] = running
            if self._is_stopping:
                running.stop()
            thread.start()
        return thread

    def _work(self, plan: Plan, running: Running) -> None:
        try:
            outcome = running.work()
            self._done(plan, outcome)
        except Exception:  # noqa: BLE001 - one run must not end the others
            _log.exception("%s cannot be run", plan.name)
        finally:
            with self._lock:
                self._live.pop(threading.current_thread(), None)
