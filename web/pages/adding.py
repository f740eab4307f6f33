"""Tambah Tautan: a pasted message, of which every address is read and said what it is."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Annotated
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from desk.intake import Intake
from desk.pasted import addresses_in
from model.accounts import Role
from model.exceptions import InputError, NotFoundError
from store import Store
from web.access.users import demand
from web.errands import Errands
from web.following import follow
from web.pages import links
from web.pages.view import Seen, View

router = APIRouter(dependencies=[Depends(demand(Role.REVIEWER))])

#: Addresses of one message that are read; each takes a second or more.
MOST = 50
_LONGEST = 100_000
_INTAKES: WeakKeyDictionary[Store, Errands[Intake]] = WeakKeyDictionary()


@router.get("/tautan")
def show(view: Seen) -> HTMLResponse:
    """Ask for a message."""
    return _form(view)


@router.post("/tautan")
def add(view: Seen, text: Annotated[str, Form(max_length=_LONGEST)] = "") -> Response:
    """Read the pages that a message names, soon."""
    urls = addresses_in(text)
    if not urls:
        return _form(view, text, "none")
    if len(urls) > MOST:
        return _form(view, text, "many", found=len(urls))
    name = secrets.token_urlsafe(8)
    try:
        _intakes(view).start(name, lambda: _take(view, urls))
    except InputError:
        return _form(view, text, "busy")
    return RedirectResponse(links.inside("tautan", name, n=len(urls)), 303)


@router.get("/tautan/{name}")
def result(view: Seen, name: str, n: int = 0) -> HTMLResponse:
    """Show what the pages are, or that they are still being read.

    Raises:
        NotFoundError: nothing of this name was asked since the start.
    """
    errand = _intakes(view).of(name)
    if errand is None:
        raise NotFoundError(f"no addresses were given under the name {name[:40]}")
    return view.page("adding.html", "stories", errand=errand, count=n)


def _form(view: View, text: str = "", problem: str | None = None, found: int = 0) -> HTMLResponse:
    return view.page(
        "adding.html",
        "stories",
        400 if problem else 200,
        errand=None,
        text=text,
        problem=problem,
        found=found,
        most=MOST,
        longest=_LONGEST,
    )


def _take(view: View, urls: Sequence[str]) -> Intake:
    # Scrapy takes a second to load, and most who open a page add nothing.
    from desk.adding import add as take  # noqa: PLC0415

    context = view.context
    intake = take(context.settings, context.store, context.model, urls, context.clock)
    follow(context)
    return intake


def _intakes(view: View) -> Errands[Intake]:
    context = view.context
    return _INTAKES.setdefault(context.store, Errands(context.clock))
