"""Kliping: today's draft, put in order, checked and sent; and those of earlier days."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from model.accounts import Role
from model.exceptions import ConflictError, InputError
from model.kliping import Kliping, KlipingState, Section
from model.records import Tone
from model.targets import masked
from papers.kliping import outgoing, wording
from papers.kliping.counts import outlets_of, totals
from papers.kliping.office import KlipingOffice, event_key
from papers.kliping.whatsapp import messages
from web.access.users import demand
from web.api.kliping import as_file
from web.kliping_changes import Change
from web.pages import links
from web.pages.view import Seen, View

router = APIRouter()

#: Earlier klipings that are listed.
_EARLIER = 14
_STEPS = ("build", "check", "reopen", "send")


class Asked(BaseModel):
    """What a form asks to be done; ``keys`` are one a line."""

    action: Literal[
        "build", "check", "reopen", "send",
        "up", "down", "order", "remove", "restore", "note", "advice",
    ]  # fmt: skip
    revision: int | None = None
    key: str | None = None
    section: Section | None = None
    keys: str = ""
    text: str = ""
    tone: Tone | Literal[""] = ""


@router.get("/kliping")
def today(view: Seen) -> HTMLResponse:
    """Show today's kliping."""
    return _page(view, _office(view).today(view.now))


@router.get("/kliping/{day}.{form}")
def file(view: Seen, day: date, form: outgoing.Format) -> Response:
    """Give a kliping as a file."""
    return as_file(view.context, _office(view).find(day), form, view.user.name)


@router.get("/kliping/{day}")
def one(view: Seen, day: date) -> HTMLResponse:
    """Show the kliping of a day."""
    return _page(view, day)


@router.post("/kliping/{day}", dependencies=[Depends(demand(Role.REVIEWER))])
def change(view: Seen, day: date, asked: Annotated[Asked, Form()]) -> Response:
    """Do something with a kliping; what somebody else did meanwhile is lost by nothing.

    Then the page shows theirs, and keeps what was written.
    """
    try:
        _do(view, day, asked)
    except ConflictError:
        return _page(view, day, asked)
    anchor = f"#{asked.section}" if asked.section else ""
    return RedirectResponse(links.inside("kliping", day.isoformat()) + anchor, 303)


def _do(view: View, day: date, asked: Asked) -> None:
    office, by, revision = _office(view), view.user.name, asked.revision
    if asked.action in _STEPS:
        step = getattr(office, asked.action)
        step(day, view.now, by, revision)
        return
    if revision is None:
        raise InputError("say which revision is changed")
    edit = Change(
        revision=revision,
        action=asked.action,  # type: ignore[arg-type]
        key=asked.key,
        section=asked.section,
        keys=tuple(asked.keys.splitlines()),
        text=asked.text,
        tone=asked.tone or None,
    )
    office.edit(day, edit, view.now, by, revision)


def _office(view: View) -> KlipingOffice:
    return KlipingOffice(view.context.store, view.context.settings)


def _page(view: View, day: date, late: Asked | None = None) -> HTMLResponse:
    """Show a kliping; ``late`` is what somebody wanted when another one had been faster."""
    store, settings = view.context.store, view.context.settings
    own = store.klipings.find(day)
    return view.page(
        "kliping.html",
        "kliping",
        409 if late else 200,
        day_=day,
        own=own,
        late=late,
        is_today=day == _office(view).today(view.now),
        totals=totals(own.content) if own else None,
        sections=_sections(own) if own else [],
        texts=messages(own, settings.kliping.others) if own else [],
        deliveries=store.outbox.deliveries(event=event_key(day)),
        earlier=store.klipings.latest(_EARLIER, before=day),
        targets=len(settings.kliping.to),
        is_open=own is not None and own.state is not KlipingState.SENT and view.can_review,
        forms=outgoing.FORMATS,
        tones=list(Tone),
        wording=wording,
        outlets_of=outlets_of,
        masked=masked,
    )


def _sections(own: Kliping) -> list[tuple[Section, list[object], list[object]]]:
    """Return each section, with what it shows and what was left out of it."""
    return [
        (
            section,
            list(own.content.shown(section)),
            [one for one in own.content.entries if one.section is section and one.removed],
        )
        for section in Section
    ]
