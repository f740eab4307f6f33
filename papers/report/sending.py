"""The report of a month on its way: in the outbox once, and as it goes out."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from alerts.configured import sync
from alerts.recipients import recipients_of
from alerts.sending import Attachment, Document
from model.alerts import Event, EventSort, Topic
from model.audit import Act, Deed
from model.config import Settings
from model.zones import zone_of
from papers.letterhead import letterhead_of
from papers.page_file import page_file
from papers.report import words
from papers.report.files import FORMATS, TYPES, file_name, report_file
from papers.report.gathering import make_report
from papers.report.paper import paper_of
from store import Post, Store

#: Who sends reports that the schedule made.
PANTAU: Final = "Pantau"


def event_key(month: str) -> str:
    """Return the key of the event that the report of a month was sent."""
    return f"{EventSort.REPORT}:{month}"


def send(store: Store, settings: Settings, month: str, now: datetime) -> int:
    """Put the report of a month into the outbox; return how many deliveries are new.

    A channel that is to be sent it already, or was, is not sent it twice.

    Raises:
        ConfigError: a target of ``report.to`` is wrong.
    """
    sync(store, settings, now)
    recipients = tuple(recipients_of(store, Topic.REPORT, now))
    event = Event(key=event_key(month), sort=EventSort.REPORT, item=month, at=now)
    posts = [Post(event=event, recipients=recipients)] if recipients else []
    new = store.outbox.post(posts, [], now) or 0
    if new:
        detail = {"channels": new}
        deed = Deed(act=Act.SEND, by=PANTAU, at=now, subject=f"report {month}", detail=detail)
        store.audit.write(deed)
    return new


def document_of(store: Store, settings: Settings, event: Event) -> Document:
    """Return the report of a month as channels send it: mail has all its files with it.

    Raises:
        PaperError: the machine cannot make PDF.
        ConfigError: the logo of the letterhead cannot be read.
    """
    report = make_report(store, settings, event.item, event.at)
    office = settings.office
    paper = paper_of(report, event.at.astimezone(zone_of(office.zone)).date(), office.city)
    return Document(
        subject=f"{paper.title}: {office.name}",
        text=("\n".join([paper.title, *paper.lines]), *words.summary(report)),
        html=page_file(paper, letterhead_of(office)),
        attachments=tuple(
            Attachment(
                name=file_name(report, form),
                media_type=TYPES[form],
                content=report_file(report, form, office, event.at),
            )
            for form in FORMATS
        ),
        data={"report": report.model_dump(mode="json")},
    )
