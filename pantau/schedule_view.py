"""Jobs and their runs, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import click

from model.records import Record
from pantau.output import note, print_table
from pantau.schedule.plans import Plan
from store import JobRun
from store.schedule import Schedule

#: A job that is so long overdue says that no scheduler runs.
_OVERDUE = timedelta(minutes=10)


class Job(Record):
    """A job: when it runs, is due next, and how its last run went; ``running`` is one under way.

    ``next`` is null where no scheduler has seen the job yet, or it is not enabled. ``overdue``: it
    should have begun ten minutes ago, so no scheduler runs.
    """

    job: str
    enabled: bool
    when: str
    next: datetime | None
    last: JobRun | None
    running: JobRun | None
    overdue: bool


def jobs_of(plans: Iterable[Plan], schedule: Schedule, now: datetime) -> list[Job]:
    """Tell of every job, as it is at ``now`` (UTC)."""
    next_times, latest = schedule.next_times(), schedule.latest()
    running = {run.job: run for run in schedule.running()}
    return [
        Job(
            job=plan.name,
            enabled=plan.enabled,
            when=plan.words,
            next=next_times.get(plan.name),
            last=latest.get(plan.name),
            running=running.get(plan.name),
            overdue=now - next_times.get(plan.name, now) > _OVERDUE,
        )
        for plan in plans
    ]


def show_jobs(jobs: Sequence[Job], zone: ZoneInfo) -> None:
    """Print jobs as a table."""
    rows = [
        (
            job.job,
            job.when if job.enabled else f"{job.when} (not enabled)",
            moment(job.next, zone),
            moment(job.last.started, zone) if job.last else "",
            (job.last.outcome or "running") if job.last else "",
        )
        for job in jobs
    ]
    print_table(["Job", "When", "Next", "Last begun", "Outcome"], rows)
    if not any(job.next for job in jobs):
        note("No scheduler has run yet: pantau up")


def show_history(runs: Sequence[JobRun], zone: ZoneInfo) -> None:
    """Print runs as a table."""
    rows = [
        (
            run.id,
            run.job,
            moment(run.scheduled, zone) or "by hand",
            moment(run.started, zone),
            span(run),
            run.outcome or "running",
            run.detail,
        )
        for run in runs
    ]
    print_table(["Run", "Job", "Due", "Begun", "Took", "Outcome", "Detail"], rows)


def show_summary(jobs: Sequence[Job], zone: ZoneInfo) -> None:
    """Print in two or three lines which job ran last, which is next, and what is overdue."""
    begun = max((job.last for job in jobs if job.last), key=lambda run: run.id, default=None)
    due = min(((job.next, job.job) for job in jobs if job.next), default=None)
    if begun is not None:
        told = f"{begun.job} {begun.outcome or 'running'}, begun {moment(begun.started, zone)}"
        click.echo(f"Last job: {told}")
    if due is not None:
        click.echo(f"Next job: {due[1]}, {moment(due[0], zone)}")
    overdue = [job.job for job in jobs if job.overdue]
    if overdue:
        note(f"Overdue: {', '.join(overdue)}. Does a scheduler run? pantau up")


def run_line(run: JobRun) -> str:
    """Say how a run went."""
    told = f"{run.job}: {run.outcome or 'running'}"
    return f"{told} ({run.detail})" if run.detail else told


def moment(time: datetime | None, zone: ZoneInfo) -> str:
    """Write a time in a zone, with its name."""
    return f"{time.astimezone(zone):%Y-%m-%d %H.%M %Z}" if time else ""


def span(run: JobRun) -> str:
    """Say how long a run took."""
    if run.finished is None:
        return ""
    seconds = (run.finished - run.started).total_seconds()
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"
