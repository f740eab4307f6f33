"""A report as the files that an office hands in."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, get_args

from model.config_office import OfficeSettings
from model.zones import zone_of
from papers.letterhead import letterhead_of
from papers.page_file import page_file
from papers.pdf import pdf_file
from papers.report.paper import paper_of
from papers.report.records import Report
from papers.word_file import word_file
from papers.workbook_file import workbook_file

Format = Literal["pdf", "docx", "xlsx"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
#: What browsers are told that a file is.
TYPES: Final[dict[Format, str]] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def report_file(report: Report, form: Format, office: OfficeSettings, now: datetime) -> bytes:
    """Write a report as a file; ``now`` (UTC) is when it is made.

    Raises:
        ConfigError: the office's logo cannot be read.
        PaperError: the machine cannot make a PDF.
    """
    head = letterhead_of(office)
    paper = paper_of(report, now.astimezone(zone_of(office.zone)).date(), office.city)
    if form == "docx":
        return word_file(paper, head, now)
    if form == "xlsx":
        return workbook_file(paper, head, now)
    return pdf_file(page_file(paper, head))


def file_name(report: Report, form: Format) -> str:
    """Return how the file is called: "laporan-kerja-sama-2026-01.pdf"."""
    return f"laporan-kerja-sama-{report.month}.{form}"
