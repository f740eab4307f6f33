"""The tables of what runs by the clock."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Unicode,
    UniqueConstraint,
)

from store.tables import UtcDateTime, metadata

#: When each job is due next: the table of ``store.schedule.job_store``, which writes it.
apscheduler_jobs = Table(
    "apscheduler_jobs",
    metadata,
    Column("id", Unicode(191), primary_key=True),
    Column("next_run_time", Float(25), index=True),
    Column("job_state", LargeBinary, nullable=False),
)

#: A run of a job. ``scheduled`` is when it was due, null where a person ran it; what was not
#: finished is begun again for the same time, as another ``attempt``. ``holder`` is the process
#: that runs it; ``outcome`` is null while it does.
job_run = Table(
    "job_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job", Text, nullable=False),
    Column("scheduled", UtcDateTime),
    Column("attempt", Integer, nullable=False),
    Column("started", UtcDateTime, nullable=False),
    Column("finished", UtcDateTime),
    Column("outcome", String(16)),
    Column("detail", Text),
    Column("holder", Text, nullable=False),
    UniqueConstraint("job", "scheduled", "attempt"),
    Index("ix_job_run_job_id", "job", "id"),
    sqlite_autoincrement=True,
)

#: What only one run may do at a time, and until when the one that does is believed to live.
lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("run", ForeignKey("job_run.id"), nullable=False),
    Column("holder", Text, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

#: What is wrong now, since when, and when operators were told of it last.
alarm = Table(
    "alarm",
    metadata,
    Column("name", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("told", UtcDateTime),
)
