"""Crawls, and what each of them found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, Row, insert, select, update

from model.report import CrawlReport, Progress, Totals
from store.records import RunHead, RunRow
from store.tables import run
from store.texts import as_json


class _Head(BaseModel):
    """What a list takes from a report: that of every site is much more."""

    totals: Totals


def begin(connection: Connection, started: datetime) -> int:
    """Note that a crawl begins; return its number."""
    number: int = connection.execute(
        insert(run).values(started=started).returning(run.c.id)
    ).scalar_one()
    return number


def finish(connection: Connection, report: CrawlReport, finished: datetime) -> None:
    """Note that a crawl ended, and what it found."""
    connection.execute(
        update(run).where(run.c.id == report.run).values(finished=finished, report=as_json(report))
    )


def note(connection: Connection, number: int, progress: Progress) -> None:
    """Note how far a crawl is."""
    connection.execute(update(run).where(run.c.id == number).values(progress=as_json(progress)))


def spend(connection: Connection, number: int, seconds: Mapping[str, float]) -> None:
    """Add what a step after the crawl took to its report."""
    found = find(connection, number)
    if found is not None and found.report is not None:
        found.report.totals.seconds.update(seconds)
        own = run.c.id == number
        connection.execute(update(run).where(own).values(report=as_json(found.report)))


def latest(connection: Connection, limit: int) -> list[RunRow]:
    """Return the last crawls, newest first."""
    rows = connection.execute(select(run).order_by(run.c.id.desc()).limit(limit))
    return [_as_run(row) for row in rows]


def find(connection: Connection, number: int) -> RunRow | None:
    """Return a crawl by its number."""
    row = connection.execute(select(run).where(run.c.id == number)).first()
    return _as_run(row) if row else None


def heads(connection: Connection, limit: int, before: int | None) -> list[RunHead]:
    """Return the last crawls (older than ``before``) with their totals, newest first."""
    query = select(run).order_by(run.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(run.c.id < before)
    return [
        RunHead(
            id=row.id,
            started=row.started,
            finished=row.finished,
            totals=_Head.model_validate_json(row.report).totals if row.report else None,
            progress=_progress(row),
        )
        for row in connection.execute(query)
    ]


def _as_run(row: Row[Any]) -> RunRow:
    return RunRow(
        id=row.id,
        started=row.started,
        finished=row.finished,
        report=CrawlReport.model_validate_json(row.report) if row.report else None,
        progress=_progress(row),
    )


def _progress(row: Row[Any]) -> Progress | None:
    return Progress.model_validate_json(row.progress) if row.progress else None
