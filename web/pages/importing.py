"""Impor Register: an office's own spreadsheet, looked at first, then brought in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Depends, File, Form, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from desk.importing import ColumnMap, FileRead, read_file
from desk.importing.applying import link
from desk.importing.columns import SKIP, fields
from desk.importing.mapping import checked
from desk.importing.planning import Action, Plan, plan
from desk.importing.waiting import may_be
from desk.said import in_words
from desk.sheets import MOST_BYTES, SpreadsheetError, read_book
from model.accounts import Role
from model.exceptions import InputError, NotFoundError
from store import Store
from web.access.users import demand
from web.following import follow
from web.importing import bring_in_soon, errand_of
from web.pages import links
from web.pages.correcting import Posted
from web.pages.view import Seen, View
from web.uploads import Upload, Uploads

REVIEWER: Final = [Depends(demand(Role.REVIEWER))]
router = APIRouter(prefix="/register/impor", dependencies=REVIEWER)

#: Bytes of a request: of a file that is too large for us its own page says so.
_MOST_SENT = 4 * MOST_BYTES
#: Rows that are shown before they are brought in, and rows that wait for a person.
_SHOWN, _MOST_WAITING = 100, 200
#: How the inputs that say what a column is are named.
_COLUMN = "column:"
_NEW = "new"


@router.get("")
def show(view: Seen, matched: str | None = None) -> HTMLResponse:
    """Show the form for a file, and the rows that wait for somebody to say what they are."""
    return _start(view, matched=matched)


@router.post("", max_body_size=_MOST_SENT)
def send(
    view: Seen, file: Annotated[UploadFile, File()], unit: Annotated[str, Form()] = ""
) -> Response:
    """Read a file; nothing is written of it."""
    try:
        name = _name(file.filename)
        book = read_book(name, file.file.read(MOST_BYTES + 1))
        said = ColumnMap(unit=unit.strip()[:200] or None)
        read_file(book, said)
    except SpreadsheetError as error:
        return _start(view, error)
    upload = Upload(name, book, said, view.user.name, view.now)
    return RedirectResponse(links.inside("register", "impor", _kept(view).add(upload)), 303)


@router.get("/{name}")
def look(view: Seen, name: str) -> HTMLResponse:
    """Show what a file would bring, or what it brought."""
    upload = _kept(view).get(name, view.user.name, view.now)
    if upload.book is None:
        errand = errand_of(view.context, name)
        return view.page("imported.html", "register", upload=upload, errand=errand)
    return _preview(view, name, upload)


@router.post("/{name}/kolom")
def say(view: Seen, name: str, form: Posted) -> Response:
    """Say what the columns are, and look again."""
    upload = _kept(view).get(name, view.user.name, view.now)
    texts = {key: str(value) for key, value in form.items()}
    try:
        said = checked(_said(upload.said, texts))
        if upload.book is not None:
            read_file(upload.book, said)
    except InputError as error:
        return _preview(view, name, upload, error)
    _kept(view).say(name, view.user.name, said)
    return RedirectResponse(links.inside("register", "impor", name), 303)


@router.post("/{name}")
def bring_in(view: Seen, name: str) -> RedirectResponse:
    """Write what was shown to the register, soon; its page tells how far that is."""
    bring_in_soon(view.context, name, view.user.name)
    return RedirectResponse(links.inside("register", "impor", name), 303)


@router.post("/{name}/batal")
def cancel(view: Seen, name: str) -> RedirectResponse:
    """Forget a file."""
    _kept(view).drop(name, view.user.name)
    return RedirectResponse("/register/impor", 303)


@router.post("/baris/{number}")
def match(
    view: Seen, number: int, agreement: Annotated[str, Form(max_length=40)]
) -> RedirectResponse:
    """Say which agreement a row is that waits, or that it is a new one."""
    store, by = view.context.store, view.user.name
    target = None if agreement.strip() == _NEW else agreement.strip()
    name = link(store, number, target, by, view.now)
    follow(view.context)
    return RedirectResponse(links.inside("register", "impor", matched=name), 303)


def _start(
    view: View, error: SpreadsheetError | None = None, matched: str | None = None
) -> HTMLResponse:
    store = view.context.store
    waiting = store.imports.waiting()[:_MOST_WAITING]
    asks = may_be(store, waiting)
    return view.page(
        "importing.html",
        "register",
        400 if error else 200,
        problem=error.problem.said(view.locale.language) if error else None,
        megabytes=MOST_BYTES // 1_000_000,
        waiting=waiting,
        asks={number: [one.agreement for one in own] for number, own in asks.items()},
        agreements=_named(store, [one.agreement for own in asks.values() for one in own]),
        matched=store.agreement(matched) if matched else None,
    )


def _preview(
    view: View, name: str, upload: Upload, error: InputError | None = None
) -> HTMLResponse:
    if upload.book is None:
        raise NotFoundError("the file was brought in already")
    read = read_file(upload.book, upload.said)
    planned = plan(read, view.context.store)
    changing = [one for one in planned.rows if one.action is not Action.SAME]
    return view.page(
        "import_preview.html",
        "register",
        400 if error else 200,
        name=name,
        upload=upload,
        read=read,
        plan=planned,
        counts=_counts(planned),
        rows=changing[:_SHOWN],
        more=max(0, len(changing) - _SHOWN),
        problems=_problems(view, read),
        fields=(*fields(), SKIP),
        prefix=_COLUMN,
        in_words=in_words,
        agreements=_named(view.context.store, [one.agreement or "" for one in changing]),
        error=str(error) if error else None,
    )


def _counts(planned: Plan) -> dict[str, int]:
    return {action.value: planned.count(action) for action in Action}


def _problems(view: View, read: FileRead) -> dict[str, list[tuple[str, str]]]:
    """Say what is wrong, by how grave it is: where, and what to do."""
    language = view.locale.language
    sorts = {"refused": read.refused, "cells": read.cells, "notices": read.notices}
    return {
        sort: [(one.where(language), one.said(language)) for one in own[:_SHOWN]]
        for sort, own in sorts.items()
        if own
    }


def _said(before: ColumnMap, texts: Mapping[str, str]) -> ColumnMap:
    columns = {
        key.removeprefix(_COLUMN): field
        for key, field in texts.items()
        if key.startswith(_COLUMN) and field
    }
    return before.model_copy(
        update={
            "columns": columns,
            "unit": texts.get("unit", "").strip()[:200] or None,
            "keep_unknown": "keep_unknown" in texts,
        }
    )


def _named(store: Store, ids: list[str]) -> dict[str, object]:
    return {one.id: one for one in store.agreements(ids=sorted({name for name in ids if name}))}


def _name(told: str | None) -> str:
    """Return a file's own name: some browsers send where it stood, too."""
    name = (told or "").replace("\\", "/").rpartition("/")[2].strip()
    return name[:200] or "register"


def _kept(view: View) -> Uploads:
    return view.context.uploads
