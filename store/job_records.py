"""What the store answers of jobs, of their runs and of what is wrong."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime

from model.records import Record


class JobOutcome(StrEnum):
    """How a run of a job ended."""

    DONE = "done"
    FAILED = "failed"
    TIMED_OUT = "timed out"
    #: Its scheduler was told to end.
    STOPPED = "stopped"
    #: The process that ran it died.
    LOST = "lost"
    #: Another job was at what this one needs for itself.
    POSTPONED = "postponed"
    #: The run before was not over.
    SKIPPED = "skipped"


class Due(Record):
    """A time at which a job is due; ``scheduled`` is null where a person asks for it.

    Of the jobs that need one ``lease``, one runs at a time.
    """

    job: str
    lease: str
    scheduled: AwareDatetime | None


class JobRun(Record):
    """A run of a job; ``outcome`` and ``finished`` are null while it is under way.

    ``scheduled`` is when it was due, null where a person asked for it; ``attempt`` counts from 1
    how often it was begun for that time. ``holder`` is the process that runs it. Times are in UTC.
    """

    id: int
    job: str
    scheduled: AwareDatetime | None
    attempt: int
    started: AwareDatetime
    finished: AwareDatetime | None
    outcome: JobOutcome | None
    detail: str | None
    holder: str


class Alarm(Record):
    """Something that is wrong, in a sentence, and when operators were told of it last."""

    name: str
    text: str
    since: AwareDatetime
    told: AwareDatetime | None


class Forgotten(Record):
    """How many rows were deleted as old: crawls, visits to sites, runs of jobs, deliveries."""

    runs: int
    visits: int
    history: int
    deliveries: int
