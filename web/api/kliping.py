"""``/kliping``: the morning kliping of each day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import AwareDatetime, Field

from model.alerts import DeliveryState
from model.audit import Act, Deed
from model.kliping import Content, Kliping, KlipingState, Step
from model.records import Record
from model.targets import masked
from papers.kliping import outgoing
from papers.kliping.counts import totals
from papers.kliping.office import KlipingOffice, event_key
from papers.kliping.whatsapp import messages
from web.access.users import Reader, Reviewer
from web.api.asking import LARGEST
from web.context import Context, Web
from web.kliping_changes import Change

router = APIRouter(prefix="/kliping", tags=["kliping"])

Day = Annotated[date, Path(description="the day of the kliping, such as 2026-01-29")]
_MOST = 100


class Counted(Record):
    """What a kliping counts: new signings, papers (null: not told), partners, articles, press."""

    events: int
    papers: int | None
    all_papers: bool
    partners: int
    articles: int
    outlets: int


class KlipingHead(Record):
    """A kliping in short; times are in UTC."""

    day: date
    state: KlipingState
    revision: int
    built: AwareDatetime
    steps: tuple[Step, ...]
    totals: Counted


class Klipings(Record):
    """Klipings, the newest first."""

    klipings: tuple[KlipingHead, ...]


class Sending(Record):
    """Whether a kliping reached a channel, whose address is masked."""

    channel: str
    state: DeliveryState
    sent: AwareDatetime | None
    error: str | None


class KlipingRecord(KlipingHead):
    """A kliping whole: its content, the messages to paste, and where it went."""

    content: Content
    messages: tuple[str, ...]
    deliveries: tuple[Sending, ...]


class Renewal(Record):
    """That a kliping is put together; ``revision`` is that of the one they saw, if any."""

    revision: Annotated[int | None, Field(ge=1, le=LARGEST)] = None


class Turn(Record):
    """To which state somebody brings a kliping; ``revision`` is that of the one they saw."""

    revision: Annotated[int, Field(ge=1, le=LARGEST)]
    state: Literal["draf", "diperiksa", "terkirim"]


@router.get("")
def klipings(
    context: Web,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 14,
    before: Annotated[date | None, Query(description="only those of earlier days")] = None,
) -> Klipings:
    """List the last klipings."""
    found = context.store.klipings.latest(limit, before)
    return Klipings(klipings=tuple(map(_head, found)))


@router.get("/{day}")
def kliping(context: Web, day: Day) -> KlipingRecord:
    """Return the kliping of a day."""
    return _record(context, _office(context).find(day))


@router.post("/{day}")
def build(context: Web, day: Day, asked: Renewal, reviewer: Reviewer) -> KlipingRecord:
    """Put a kliping together, or anew: order, omissions and notes stay.

    409 where it was sent, or changed since ``revision``.
    """
    made = _office(context).build(day, context.clock(), reviewer.name, asked.revision)
    return _record(context, made)


@router.post("/{day}/changes")
def change(context: Web, day: Day, asked: Change, reviewer: Reviewer) -> KlipingRecord:
    """Change a kliping; one that was checked must be checked again.

    409 where it was sent, or somebody else changed it since ``revision``: nothing was done.
    """
    made = _office(context).edit(day, asked, context.clock(), reviewer.name, asked.revision)
    return _record(context, made)


@router.post("/{day}/state")
def turn(context: Web, day: Day, asked: Turn, reviewer: Reviewer) -> KlipingRecord:
    """Check a kliping, make it a draft again, or send it: then it stays as it is.

    409 where it was sent, was not checked, or somebody else changed it since ``revision``.
    """
    office, now, by = _office(context), context.clock(), reviewer.name
    steps = {"draf": office.reopen, "diperiksa": office.check, "terkirim": office.send}
    return _record(context, steps[asked.state](day, now, by, asked.revision))


@router.get("/{day}/file", response_class=Response)
def file(
    context: Web,
    day: Day,
    reader: Reader,
    form: Annotated[
        Literal["wa", "html", "pdf", "xlsx", "json"], Query(alias="format", description="its form")
    ] = "wa",
) -> Response:
    """Return a kliping as a file."""
    return as_file(context, _office(context).find(day), form, reader.name)


def as_file(context: Context, own: Kliping, form: outgoing.Format, by: str) -> Response:
    """Answer with a kliping as a file, and log who took it."""
    content = outgoing.content_of(own, form, context.settings)
    detail = {"format": form, "revision": own.revision}
    subject, now = f"kliping {own.day}", context.clock()
    context.store.audit.write(Deed(act=Act.EXPORT, by=by, at=now, subject=subject, detail=detail))
    name = outgoing.file_name(own.day, form)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=outgoing.MEDIA_TYPES[form], headers=headers)


def _office(context: Context) -> KlipingOffice:
    return KlipingOffice(context.store, context.settings)


def _head(own: Kliping) -> KlipingHead:
    return KlipingHead(
        day=own.day,
        state=own.state,
        revision=own.revision,
        built=own.built,
        steps=own.steps,
        totals=Counted(**totals(own.content)._asdict()),
    )


def _record(context: Context, own: Kliping) -> KlipingRecord:
    rows = context.store.outbox.deliveries(event=event_key(own.day))
    return KlipingRecord(
        **dict(_head(own)),
        content=own.content,
        messages=tuple(messages(own, context.settings.kliping.others)),
        deliveries=tuple(
            Sending(channel=masked(row.channel), state=row.state, sent=row.sent, error=row.error)
            for row in rows
        ),
    )
