"""Real schedulers, each in a process of its own, to be stopped or killed at any moment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger

from pantau.schedule.clockwork import Clockwork, run
from pantau.schedule.plans import Plan
from pantau.schedule.runner import Runner
from pantau.schedule.running import Terms
from pantau.schedule.signals import Stop
from store import open_store
from tests.forking import context
from tests.schedule.conftest import WIB

#: Seconds that a lease holds: short, so that a test need not wait long for its end.
HOLD = 3.0


def now() -> datetime:
    return datetime.now(UTC)


def terms(data: Path, grace: float = 2.0) -> Terms:
    return Terms(
        environment=os.environ.copy(),
        logs=data / "jobs",
        hold=timedelta(seconds=HOLD),
        renew=HOLD / 4,
        grace=grace,
    )


def plan(command: Sequence[str], *, name: str = "tick", seconds: float = 60) -> Plan:
    """A job that is due each second."""
    every_second = CronTrigger(second="*", timezone=WIB)
    return Plan(name, name, command, every_second, "every second", seconds)


@contextmanager
def scheduling(
    address: str, data: Path, jobs: Mapping[str, Sequence[str]], once: datetime | None = None
) -> Iterator[BaseProcess]:
    """Run a scheduler with jobs, by name, each second, or ``once``.

    At the end of the block it is killed, where it still runs.
    """
    process = context.Process(target=_schedule, args=(address, data, dict(jobs), once))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()
        process.close()


def _schedule(address: str, data: Path, jobs: dict[str, Any], once: datetime | None) -> None:
    stop = Stop()
    plans = [plan(command, name=name) for name, command in jobs.items()]
    if once is not None:
        plans = [one._replace(trigger=DateTrigger(once, WIB)) for one in plans]
    with open_store(address, data) as store:
        runner = Runner(store.schedule, plans, terms(data), now)
        clockwork = Clockwork(store.schedule.job_store(), plans, WIB, runner.due, now)
        run(clockwork, runner, stop)
        runner.stop(8)
