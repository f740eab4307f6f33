"""Riwayat Pemantauan: crawls, what each found at every step, and the one that is under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from model.exceptions import NotFoundError
from model.report import Totals
from store import RunHead, RunRow, Visit
from web.pages.view import Seen, View

router = APIRouter()

_SHOWN = 30
_SITES = 200
#: The steps of the funnel, as ``model.report`` counts them.
STEPS: Final = ("discovered", "requested", "articles", "candidates", "kept")
#: A crawl without an end after so long was cut off.
_LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a funnel: how many pages came so far, and that as a share of the first, 0 to 1."""

    name: str
    count: int
    share: float


class Run(NamedTuple):
    """A crawl: when it started (UTC), how long it took; ``state`` is "done", "going" or "cut"."""

    id: int
    started: datetime
    state: str
    minutes: float
    totals: Totals | None


@router.get("/riwayat")
def show(view: Seen) -> HTMLResponse:
    """List the last crawls."""
    rows = view.context.store.run_heads(_SHOWN)
    runs = [_run(row, row.totals, view.now) for row in rows]
    return view.page("runs.html", "runs", runs=runs)


@router.get("/riwayat/{number}")
def one(view: Seen, number: int) -> HTMLResponse:
    """Show one crawl: its funnel, why pages were dropped, and every site."""
    row = view.context.store.run(number)
    if row is None:
        raise NotFoundError(f"no crawl has the number {number}")
    report = row.report
    run = _run(row, report.totals if report else None, view.now)
    dropped = sorted(report.totals.dropped.items(), key=lambda one: -one[1]) if report else []
    sites = sorted(report.sites, key=lambda one: (-one.kept, -one.discovered)) if report else []
    return view.page(
        "run.html",
        "runs",
        run=run,
        dropped=dropped,
        sites=sites[:_SITES],
        more=max(0, len(sites) - _SITES),
        visits=_visits(view, row) if run.state == "going" else [],
        steps=funnel(run.totals) if run.totals else [],
    )


def funnel(totals: Totals) -> list[Step]:
    """Return the steps of a funnel, each as a share of the pages that were found."""
    most = max(totals.discovered, 1)
    counts = [(name, getattr(totals, name)) for name in STEPS]
    return [Step(name, count, count / most) for name, count in counts]


def _run(row: RunRow | RunHead, totals: Totals | None, now: datetime) -> Run:
    if row.finished is not None:
        state = "done"
    else:
        state = "going" if now - row.started < _LONGEST else "cut"
    took = (row.finished or now) - row.started
    return Run(row.id, row.started, state, took.total_seconds() / 60, totals)


def _visits(view: View, row: RunRow) -> Sequence[Visit]:
    """Return the visits of a crawl that is under way: what it did so far."""
    visits = view.context.store.visits(since=row.started)
    return [visit for visit in visits if visit.run == row.id]
