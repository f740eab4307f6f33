"""A kliping as it goes out: in the form of each channel, and as files."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final, Literal, get_args

from alerts.sending import Attachment, Document
from model.config import Settings
from model.kliping import Kliping
from papers.kliping import wording
from papers.kliping.counts import totals
from papers.kliping.paper import html_paper, pdf_paper
from papers.kliping.sheet import xlsx_file
from papers.kliping.whatsapp import messages, pieces
from papers.letterhead import letterhead_of

Format = Literal["wa", "html", "pdf", "xlsx", "json"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
MEDIA_TYPES: Final[dict[Format, str]] = {
    "wa": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
#: Between messages of a text that is written as one.
_BETWEEN = "\n\n--------\n\n"


def file_name(day: date, form: Format) -> str:
    """Return what a kliping's file is called."""
    return f"kliping-{day.isoformat()}.{'txt' if form == 'wa' else form}"


def content_of(kliping: Kliping, form: Format, settings: Settings) -> bytes:
    """Write a kliping in one of its forms.

    Raises:
        PaperError: the machine cannot make PDF.
        ConfigError: the logo of the letterhead cannot be read.
    """
    if form == "wa":
        return (_BETWEEN.join(messages(kliping, settings.kliping.others)) + "\n").encode()
    if form == "xlsx":
        return xlsx_file(kliping)
    if form == "json":
        return json.dumps(data_of(kliping), ensure_ascii=False, indent=2).encode() + b"\n"
    head = letterhead_of(settings.office)
    return html_paper(kliping, head).encode() if form == "html" else pdf_paper(kliping, head)


def data_of(kliping: Kliping) -> dict[str, Any]:
    """Return a kliping as JSON holds it, with what it counts."""
    return {**kliping.model_dump(mode="json"), "totals": totals(kliping.content)._asdict()}


def document_of(kliping: Kliping, settings: Settings) -> Document:
    """Return a kliping as channels send it: mail has the PDF with it."""
    return Document(
        subject=f"Kliping {wording.day(kliping.day)}: {wording.summary(totals(kliping.content))}",
        text=pieces(kliping, settings.kliping.others),
        html=content_of(kliping, "html", settings).decode(),
        attachments=(
            Attachment(
                name=file_name(kliping.day, "pdf"),
                media_type=MEDIA_TYPES["pdf"],
                content=content_of(kliping, "pdf", settings),
            ),
        ),
        data={"kliping": data_of(kliping)},
    )
