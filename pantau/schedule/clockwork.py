"""APScheduler, in our loop: when each job is due, kept in the store.

APScheduler decides when; whether a due time is worked off, and by whom, is decided in the store.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from apscheduler.executors.base import BaseExecutor
from apscheduler.schedulers.base import STATE_STOPPED, BaseScheduler

from pantau.schedule.plans import Plan
from pantau.schedule.runner import Runner

if TYPE_CHECKING:
    from apscheduler.job import Job
    from apscheduler.jobstores.base import BaseJobStore

#: Seconds after which the clock is read again at the latest: a machine that slept does not know how
#: long, and a clock may be set.
BEAT = 15.0

_log = logging.getLogger(__name__)


def handed_over() -> None:
    """Stand in for the function of every job: the executor runs none, it hands over.

    Its name stands in the store.
    """


class _HandOver(BaseExecutor):  # type: ignore[misc]
    """Tells of a due time at once, before APScheduler moves on to the next one.

    APScheduler would not tell a job's function for which time it runs, and counts its running
    instances in one process alone: the lease does both.
    """

    def __init__(self, due: Callable[[str, datetime], None]) -> None:
        super().__init__()
        self._due = due

    def submit_job(self, job: Job, run_times: list[datetime]) -> None:
        self._do_submit_job(job, run_times)

    def _do_submit_job(self, job: Job, run_times: list[datetime]) -> None:
        self._due(job.id, run_times[-1])


class Clockwork(BaseScheduler):  # type: ignore[misc]
    """Tells ``due`` of each time at which a job is due; of several that were missed, of the last.

    A job that is known to the store keeps its next time, however long ago that is, unless its
    trigger is another one now. One that is not known, and is in ``at_once``, is due now.
    ``clock`` gives the time in UTC.
    """

    def __init__(
        self,
        job_store: BaseJobStore,
        plans: Iterable[Plan],
        zone: ZoneInfo,
        due: Callable[[str, datetime], None],
        clock: Callable[[], datetime],
        at_once: Collection[str] = (),
    ) -> None:
        self._clock, self._at_once = clock, at_once
        self._plans = {plan.name: plan for plan in plans if plan.enabled}
        super().__init__(
            timezone=zone,
            jobstores={"default": job_store},
            executors={"default": _HandOver(due)},
            # No time is too late, and many that were missed are one.
            job_defaults={"misfire_grace_time": None, "coalesce": True},
        )

    def wakeup(self) -> None:
        """Do nothing: the loop looks often enough."""

    def shutdown(self, wait: bool = True) -> None:
        """Stop telling of due times."""
        super().shutdown(wait)

    def begin(self) -> None:
        """Start, with the jobs that are enabled and no others."""
        if self.state == STATE_STOPPED:
            self.start(paused=True)
        known = {job.id: job for job in self.get_jobs()}
        for name, plan in self._plans.items():
            if name not in known:
                self.add_job(
                    handed_over, plan.trigger, id=name, replace_existing=True, **self._first(name)
                )
            elif repr(known[name].trigger) != repr(plan.trigger):
                self.reschedule_job(name, trigger=plan.trigger)
        for name in known.keys() - self._plans.keys():
            self.remove_job(name)
        self.resume()
        _log.info("the schedule runs: %s", ", ".join(self._plans) or "no job is enabled")

    def _first(self, name: str) -> dict[str, datetime]:
        """Return when a new job is due first, where its trigger does not say that."""
        return {"next_run_time": self._clock()} if name in self._at_once else {}

    def look(self) -> float:
        """Tell of what is due now; return the seconds until the next look."""
        self._set_back()
        seconds = self._process_jobs()
        return BEAT if seconds is None else min(float(seconds), BEAT)

    def _set_back(self) -> None:
        """Correct times that a clock set ahead, and then right again, has left far in the future.

        What was worked off already is not done again by that: the store knows.
        """
        now = self._clock().astimezone(self.timezone)
        for job in self.get_jobs():
            first: Any = job.trigger.get_next_fire_time(None, now)
            if first is not None and job.next_run_time is not None and job.next_run_time > first:
                self.modify_job(job.id, next_run_time=first)


def run(clockwork: Clockwork, runner: Runner, stop: threading.Event) -> None:
    """Run jobs until ``stop``; a store that is away is waited for."""
    is_begun, seconds = False, 0.0
    while not stop.wait(seconds):
        try:
            if not is_begun:
                clockwork.begin()
                is_begun = True
            seconds = clockwork.look()
            runner.again()
        except Exception as error:  # noqa: BLE001 - whatever it is, the next look may go well
            _log.warning("the schedule cannot be looked at: %s", error)
            seconds = BEAT
