"""Runs of jobs and the leases they hold, so that one due time is worked off once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from store.database import upsert
from store.job_records import Due, JobOutcome, JobRun
from store.job_tables import apscheduler_jobs, job_run, lease
from store.texts import clean

#: What is begun again for the same time: the work was not done, and nothing says that it cannot be.
UNFINISHED = frozenset({JobOutcome.LOST, JobOutcome.STOPPED, JobOutcome.POSTPONED})
#: So often is work begun that its process does not outlive: it may be what ends the process.
MOST_ATTEMPTS = 3

_DIED = "the process that ran it is gone"


def begin(
    connection: Connection, due: Due, holder: str, now: datetime, until: datetime
) -> JobRun | None:
    """Begin a run and take its lease; None where that time is worked off already.

    The run that is returned is over where another one holds the lease: postponed, or skipped where
    that is one of the same job.
    """
    declare_lost(connection, holder, now)
    earlier = _runs_of(connection, due)
    if earlier and not may_begin_again(earlier):
        return None
    busy = holding(connection, due.lease)
    if busy is None:
        run = _insert(connection, due, len(earlier), holder, now)
        row = {"name": due.lease, "run": run, "holder": holder, "until": until}
        upsert(connection, lease, [row], "name")
        return find(connection, run)
    if earlier and earlier[-1].outcome is JobOutcome.POSTPONED:
        return None
    outcome = JobOutcome.SKIPPED if busy.job == due.job else JobOutcome.POSTPONED
    run = _insert(connection, due, len(earlier), holder, now)
    finish(connection, run, outcome, f"{busy.job} was running", now)
    return find(connection, run)


def may_begin_again(runs: list[JobRun]) -> bool:
    """Say whether the last of the runs for one due time left it undone, and not for good."""
    died = sum(run.outcome is JobOutcome.LOST for run in runs)
    return runs[-1].outcome in UNFINISHED and died < MOST_ATTEMPTS


def renew(connection: Connection, run: int, until: datetime) -> bool:
    """Hold the lease of a run until then; False where it has been taken over."""
    held = update(lease).where(lease.c.run == run).values(until=until)
    return connection.execute(held).rowcount > 0


def finish(
    connection: Connection, run: int, outcome: JobOutcome, detail: str | None, now: datetime
) -> None:
    """Note how a run ended, and give its lease back; one that was declared lost stays so."""
    ended = update(job_run).where(job_run.c.id == run, job_run.c.outcome.is_(None))
    values = clean({"outcome": outcome.value, "detail": detail, "finished": now})
    connection.execute(ended.values(values))
    connection.execute(delete(lease).where(lease.c.run == run))


def declare_lost(connection: Connection, holder: str, now: datetime) -> None:
    """Note that runs of other processes, which let their leases end, will not finish.

    Those of ``holder`` itself live: its clock may have been moved, or it was asleep.
    """
    dead = select(lease.c.run).where(lease.c.until <= now, lease.c.holder != holder)
    for run in connection.execute(dead).scalars().all():
        finish(connection, run, JobOutcome.LOST, _DIED, now)


def is_any_dead(connection: Connection, holder: str, now: datetime) -> bool:
    """Say whether ``declare_lost`` would find a run."""
    dead = select(lease.c.run).where(lease.c.until <= now, lease.c.holder != holder)
    return connection.execute(dead.limit(1)).first() is not None


def undone(connection: Connection) -> list[JobRun]:
    """Return the last run of each job whose last run left its due time undone."""
    last = (run for run in latest(connection).values() if run.scheduled is not None)
    candidates = [run for run in last if run.outcome in UNFINISHED]
    return [run for run in candidates if may_begin_again(_same_due(connection, run))]


def latest(connection: Connection) -> dict[str, JobRun]:
    """Return the run of each job that was begun last."""
    newest = select(func.max(job_run.c.id)).group_by(job_run.c.job)
    rows = connection.execute(select(job_run).where(job_run.c.id.in_(newest)))
    return {row.job: _run(row) for row in rows}


def running(connection: Connection) -> list[JobRun]:
    """Return the runs that are under way."""
    rows = connection.execute(select(job_run).where(job_run.c.outcome.is_(None)))
    return [_run(row) for row in rows]


def holding(connection: Connection, name: str) -> JobRun | None:
    """Return the run that holds a lease."""
    held = select(lease.c.run).where(lease.c.name == name)
    run = connection.execute(held).scalar_one_or_none()
    return find(connection, run) if run is not None else None


def history(
    connection: Connection, limit: int, job: str | None, outcome: JobOutcome | None
) -> list[JobRun]:
    """Return runs, begun last first."""
    query = select(job_run).order_by(job_run.c.id.desc()).limit(limit)
    if job is not None:
        query = query.where(job_run.c.job == job)
    if outcome is not None:
        query = query.where(job_run.c.outcome == outcome.value)
    return [_run(row) for row in connection.execute(query)]


def first_started(connection: Connection) -> datetime | None:
    """Return when the first run that is remembered was begun."""
    started: datetime | None = connection.execute(
        select(job_run.c.started).order_by(job_run.c.id).limit(1)
    ).scalar_one_or_none()
    return started


def next_times(connection: Connection) -> dict[str, datetime]:
    """Return when each job of the scheduler is due next, in UTC."""
    known = apscheduler_jobs.c.next_run_time.is_not(None)
    rows = connection.execute(
        select(apscheduler_jobs.c.id, apscheduler_jobs.c.next_run_time).where(known)
    )
    return {row.id: datetime.fromtimestamp(row.next_run_time, UTC) for row in rows}


def find(connection: Connection, run: int) -> JobRun:
    """Return a run by its number."""
    return _run(connection.execute(select(job_run).where(job_run.c.id == run)).one())


def _runs_of(connection: Connection, due: Due) -> list[JobRun]:
    if due.scheduled is None:
        return []
    same = (job_run.c.job == due.job, job_run.c.scheduled == due.scheduled)
    rows = connection.execute(select(job_run).where(*same).order_by(job_run.c.attempt))
    return [_run(row) for row in rows]


def _same_due(connection: Connection, run: JobRun) -> list[JobRun]:
    return _runs_of(connection, Due(job=run.job, lease="", scheduled=run.scheduled))


def _insert(connection: Connection, due: Due, earlier: int, holder: str, now: datetime) -> int:
    values = {
        "job": due.job,
        "scheduled": due.scheduled,
        "attempt": earlier + 1,
        "started": now,
        "holder": holder,
    }
    number: int = connection.execute(
        insert(job_run).values(values).returning(job_run.c.id)
    ).scalar_one()
    return number


def _run(row: Row[Any]) -> JobRun:
    return JobRun.model_validate(dict(row._mapping))
