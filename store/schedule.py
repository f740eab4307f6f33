"""What runs by the clock, as the rest of Pantau sees it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from store import alarms, jobs
from store.database import Database
from store.job_records import Alarm, Due, JobOutcome, JobRun
from store.job_tables import apscheduler_jobs

if TYPE_CHECKING:
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore


class Schedule:
    """Jobs, their runs, and what operators are told, in the store's database.

    Each method is one transaction and raises ``StoreError`` as those of the store do. All times
    are in UTC. A ``holder`` is the name of a process that runs jobs.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def job_store(self) -> SQLAlchemyJobStore:
        """Return where APScheduler keeps when each job is due next."""
        # Imported here: most commands run nothing by the clock.
        from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # noqa: PLC0415

        return SQLAlchemyJobStore(engine=self._database.engine, tablename=apscheduler_jobs.name)

    def begin(self, due: Due, holder: str, now: datetime, until: datetime) -> JobRun | None:
        """Begin a run under its lease, which holds ``until`` then; None where that is done already.

        Two processes that begin the same due time at the same moment are one after the other: the
        second one gets None. Where another run holds the lease, the run that is returned is over:
        postponed, or skipped where that is one of the same job.
        """
        with self._database.write() as connection:
            return jobs.begin(connection, due, holder, now, until)

    def renew(self, run: int, until: datetime) -> bool:
        """Hold the lease of a run until then; False where another process has taken it over."""
        with self._database.write() as connection:
            return jobs.renew(connection, run, until)

    def finish(self, run: int, outcome: JobOutcome, detail: str | None, now: datetime) -> None:
        """Note how a run ended, and give its lease back."""
        with self._database.write() as connection:
            jobs.finish(connection, run, outcome, detail, now)

    def undone(self, holder: str, now: datetime) -> list[JobRun]:
        """Return runs to begin again: the last of their job, and not finished.

        Runs of other processes that are gone are declared lost.
        """
        with self._database.read() as connection:
            has_dead = jobs.is_any_dead(connection, holder, now)
        if has_dead:
            with self._database.write() as connection:
                jobs.declare_lost(connection, holder, now)
        with self._database.read() as connection:
            return jobs.undone(connection)

    def latest(self) -> dict[str, JobRun]:
        """Return the run of each job that was begun last."""
        with self._database.read() as connection:
            return jobs.latest(connection)

    def running(self) -> list[JobRun]:
        """Return the runs that are under way, or whose process died a moment ago."""
        with self._database.read() as connection:
            return jobs.running(connection)

    def holding(self, lease: str) -> JobRun | None:
        """Return the run that holds a lease; its process may have died a moment ago."""
        with self._database.read() as connection:
            return jobs.holding(connection, lease)

    def history(
        self, limit: int, job: str | None = None, outcome: JobOutcome | None = None
    ) -> list[JobRun]:
        """Return runs (of one job, or all), begun last first."""
        with self._database.read() as connection:
            return jobs.history(connection, limit, job, outcome)

    def first_started(self) -> datetime | None:
        """Return when the first run that is remembered was begun."""
        with self._database.read() as connection:
            return jobs.first_started(connection)

    def next_times(self) -> dict[str, datetime]:
        """Return when each job that a scheduler knows is due next."""
        with self._database.read() as connection:
            return jobs.next_times(connection)

    def alarms(self) -> list[Alarm]:
        """Return what is known to be wrong, the longest first."""
        with self._database.read() as connection:
            return alarms.raised(connection)

    def put_alarms(self, texts: Mapping[str, str], now: datetime) -> list[Alarm]:
        """Keep exactly what is wrong now, by name; return what was and is not any more."""
        with self._database.write() as connection:
            return alarms.put(connection, texts, now)

    def alarm_told(self, name: str, now: datetime) -> None:
        """Note that operators were told of an alarm."""
        with self._database.write() as connection:
            alarms.told(connection, name, now)
