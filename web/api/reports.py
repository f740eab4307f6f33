"""``/reports``: the report of a month."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from papers.report.records import Report
from web.context import Web

router = APIRouter(tags=["reports"])

Month = Annotated[
    str, Path(pattern=r"^20\d{2}-(0[1-9]|1[0-2])$", description="the month, such as 2026-01")
]


@router.get("/reports/{month}")
def report(context: Web, month: Month) -> Report:
    """Return the figures of a month, of the office's provinces; one that goes on is told so far."""
    return context.reports.of(month, context.clock())
