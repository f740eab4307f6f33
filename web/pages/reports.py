"""Laporan: the report of a month, to read and to take along."""

from __future__ import annotations

from datetime import date, timedelta

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from model.audit import Act, Deed
from model.exceptions import InputError
from model.zones import zone_of
from papers.report.files import FORMATS, TYPES, Format, file_name, report_file
from papers.report.paper import paper_of
from papers.report.period import month_before
from papers.report.records import Report
from papers.tables import address, shown
from web.pages.view import Seen, View

router = APIRouter()

#: Months to choose from, and rows of each table: what is longer is whole in the files.
_CHOICES, _ROWS = 24, 25


@router.get("/laporan")
def show(view: Seen, month: str = "") -> HTMLResponse:
    """Show the report of a month, of the last that has ended where none is chosen."""
    zone = zone_of(view.context.settings.office.zone)
    chosen = month or month_before(view.now, zone)
    try:
        report = _report(view, chosen)
    except InputError:
        chosen = month_before(view.now, zone)
        report = _report(view, chosen)
    return view.page(
        "reports.html",
        "reports",
        404 if month and month != chosen else 200,
        report=report,
        wrong=month if month != chosen else "",
        paper=paper_of(report, view.now.astimezone(zone).date()),
        choices=_choices(view.now.astimezone(zone).date(), report.first),
        formats=FORMATS,
        most=_ROWS,
        shown=shown,
        address=address,
    )


@router.get("/laporan/{month}.{form}")
def download(view: Seen, month: str, form: Format) -> Response:
    """Give the report of a month as a file; that it was taken is logged."""
    report = _report(view, month)
    content = report_file(report, form, view.context.settings.office, view.now)
    name = file_name(report, form)
    view.context.store.audit.write(
        Deed(
            act=Act.EXPORT,
            by=view.user.name,
            at=view.now,
            subject=f"report {report.month}",
            detail={"format": form, "file": name},
        )
    )
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, media_type=TYPES[form], headers=headers)


def _report(view: View, month: str) -> Report:
    return view.context.reports.of(month, view.now)


def _choices(today: date, chosen: date) -> list[date]:
    """Return the last months by their first days, the newest first, and the one that is shown."""
    months = [today.replace(day=1)]
    while len(months) < _CHOICES:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return sorted({*months, chosen}, reverse=True)
