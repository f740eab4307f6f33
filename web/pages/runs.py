"""Riwayat Pemantauan: crawls, what each found at every step, and the one that is under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse

from model.exceptions import NotFoundError
from model.report import Progress, Totals
from store import RunHead, RunRow
from web.pages.locales import Locale
from web.pages.view import Seen, View

router = APIRouter()

_SHOWN = 30
_SITES = 200
#: Reasons of drops that are shown.
_REASONS = 20
#: The steps of the funnel, as ``model.report`` counts them.
STEPS: Final = ("discovered", "requested", "articles", "candidates", "kept")
#: A crawl says every other second how far it is; one that did not for so long was killed.
_SILENT = timedelta(minutes=2)
#: One that never said so was cut off when it has no end after so long.
_LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a funnel: how many pages came so far, and that as a share of the first, 0 to 1."""

    name: str
    count: int
    share: float


class Run(NamedTuple):
    """A crawl: when it started (UTC), how long it took; ``state`` is "done", "going" or "cut".

    ``totals`` and ``progress`` of one without an end are what it said last.
    """

    id: int
    started: datetime
    finished: datetime | None
    state: str
    minutes: float
    totals: Totals | None
    progress: Progress | None

    @property
    def dropped(self) -> list[tuple[str, int]]:
        """Why most pages were dropped, and how many."""
        found = self.totals.dropped.items() if self.totals else ()
        return sorted(found, key=lambda one: -one[1])[:_REASONS]


@router.get("/riwayat")
def show(view: Seen) -> HTMLResponse:
    """List the last crawls."""
    rows = view.context.store.run_heads(_SHOWN)
    runs = [run_of(row, row.totals, view.now) for row in rows]
    return view.page("runs.html", "runs", runs=runs)


@router.get("/riwayat/{number}")
def one(view: Seen, number: int) -> HTMLResponse:
    """Show one crawl: its funnel, why pages were dropped, and every site."""
    row = _row(view, number)
    report = row.report
    run = run_of(row, report.totals if report else None, view.now)
    sites = sorted(report.sites, key=lambda one: (-one.kept, -one.discovered)) if report else []
    return view.page(
        "run.html",
        "runs",
        run=run,
        sites=sites[:_SITES],
        more=max(0, len(sites) - _SITES),
        steps=funnel(run.totals) if run.totals else [],
    )


@router.get("/riwayat/{number}/kemajuan")
def progress(view: Seen, number: int) -> JSONResponse:
    """Tell how far a crawl is, for the page that shows it: figures as they are written there."""
    row = _row(view, number)
    run = run_of(row, row.report.totals if row.report else None, view.now)
    steps = funnel(run.totals) if run.totals else []
    return JSONResponse(
        {
            "state": run.state,
            "figures": dict(_figures(run, view.locale)),
            "shares": {step.name: round(100 * step.share, 1) for step in steps},
        }
    )


def funnel(totals: Totals) -> list[Step]:
    """Return the steps of a funnel, each as a share of the pages that were found."""
    most = max(totals.discovered, 1)
    counts = [(name, getattr(totals, name)) for name in STEPS]
    return [Step(name, count, count / most) for name, count in counts]


def run_of(row: RunRow | RunHead, totals: Totals | None, now: datetime) -> Run:
    """Return a crawl as it is at ``now`` (UTC), with the ``totals`` of its report."""
    said = row.progress
    state = "done" if row.finished else "going" if _goes_on(row, now) else "cut"
    end = row.finished or (said.at if said and state == "cut" else now)
    return Run(
        id=row.id,
        started=row.started,
        finished=row.finished,
        state=state,
        minutes=(end - row.started).total_seconds() / 60,
        totals=totals or (said.totals if said else None),
        progress=said,
    )


def _goes_on(row: RunRow | RunHead, now: datetime) -> bool:
    if row.progress is None:
        return now - row.started < _LONGEST
    return now - row.progress.at < _SILENT


def _row(view: View, number: int) -> RunRow:
    row = view.context.store.run(number)
    if row is None:
        raise NotFoundError(f"no crawl has the number {number}")
    return row


def _figures(run: Run, locale: Locale) -> Iterator[tuple[str, str]]:
    if run.progress is None or run.totals is None:
        return
    yield "done", locale.number(run.progress.done)
    for name in STEPS:
        yield name, locale.number(getattr(run.totals, name))
    for reason, count in run.dropped:
        yield f"dropped-{reason}", locale.number(count)
    for step, seconds in run.totals.seconds.items():
        yield f"seconds-{step}", locale.number(round(seconds, 1))
