"""Forgetting what tells of work done long ago; stories and pages stay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from store import outbox_tidying
from store.job_records import Forgotten
from store.job_tables import job_run
from store.site_tables import visit
from store.tables import run


def forget(
    connection: Connection,
    *,
    runs: datetime,
    visits: datetime,
    history: datetime,
    deliveries: datetime,
) -> Forgotten:
    """Delete crawls, visits to sites, and runs of jobs that began before these moments.

    So with deliveries that were sent, or given up, before one, and that nothing asks for again.

    The last run of each job stays, and what is under way.
    """
    newest = select(func.max(job_run.c.id)).group_by(job_run.c.job)
    old_jobs = delete(job_run).where(
        job_run.c.started < history,
        job_run.c.outcome.is_not(None),
        job_run.c.id.not_in(newest),
    )
    return Forgotten(
        runs=connection.execute(delete(run).where(run.c.started < runs)).rowcount,
        visits=connection.execute(delete(visit).where(visit.c.at < visits)).rowcount,
        deliveries=outbox_tidying.tidy(connection, deliveries),
        history=connection.execute(old_jobs).rowcount,
    )
