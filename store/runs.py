"""Crawls, and what each of them found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from model.report import CrawlReport
from store.records import RunRow
from store.tables import run
from store.texts import as_json


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


def latest(connection: Connection, limit: int) -> list[RunRow]:
    """Return the last crawls, newest first."""
    rows = connection.execute(select(run).order_by(run.c.id.desc()).limit(limit))
    return [
        RunRow(
            id=row.id,
            started=row.started,
            finished=row.finished,
            report=CrawlReport.model_validate_json(row.report) if row.report else None,
        )
        for row in rows
    ]
