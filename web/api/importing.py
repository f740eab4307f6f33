"""``/agreements/import``: an office's own spreadsheet, looked at first, then brought in."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Body, Path, Query
from pydantic import AwareDatetime

from desk.importing import ColumnMap, pairs, read_file
from desk.importing.applying import Applied
from desk.importing.planning import Action, PlannedRow, plan
from desk.importing.records import FileRead
from desk.sheets import MOST_BYTES, Problem, read_book
from model.records import Record
from web.access.users import Reviewer
from web.context import Context, Web
from web.errands import ErrandState
from web.importing import bring_in_soon, errand_of
from web.uploads import Upload

router = APIRouter(prefix="/agreements/import", tags=["agreements"])

#: The sort of body; forms are for pages, which prove that they are ours.
_BYTES = "application/octet-stream"
#: Rows, and problems, that are told at most.
_TOLD = 200
_MOST_COLUMNS = 100
Name = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,40}$", description="what the file goes by")]
Text = Annotated[str, Query(max_length=200)]


class ImportState(StrEnum):
    """How far a file is: only shown, waiting for others, under way, in, or cut off."""

    SHOWN = "shown"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class ImportPreview(Record):
    """What a file would bring; nothing of it is written.

    ``name`` is what it goes by until it is brought in, half an hour long. ``counts`` are rows by
    what becomes of them; ``rows`` are the first that change anything, ``removed`` counts rows that
    the file has no more. Of ``read``, ``rows`` are left out, and of each sort of problems the first
    are told.
    """

    name: str
    counts: dict[str, int]
    rows: tuple[PlannedRow, ...]
    removed: int
    read: FileRead


class ImportProgress(Record):
    """How far a file is; of ``total`` rows so many are ``done``.

    ``applied`` says what it did, ``problem`` what cut it off: what is in by then is not taken twice
    when the file is sent once more.
    """

    name: str
    file: str
    state: ImportState
    at: AwareDatetime
    done: int
    total: int
    problem: str | None
    applied: Applied | None


@router.post("", status_code=201, max_body_size=MOST_BYTES + 1)
def preview(  # noqa: PLR0913 - what a person may say
    context: Web,
    reviewer: Reviewer,
    *,
    content: Annotated[
        bytes, Body(media_type=_BYTES, description="a workbook (.xlsx) or separated values")
    ],
    file: Annotated[str, Query(max_length=200, description="the file's name")] = "register",
    unit: Annotated[str | None, Query(max_length=200, description="whose register it is")] = None,
    keep_unknown: Annotated[bool, Query(description="keep unknown columns in the note")] = False,
    sheet: Annotated[list[Text] | None, Query(max_length=_MOST_COLUMNS)] = None,
    column: Annotated[
        list[Text] | None,
        Query(max_length=_MOST_COLUMNS, description='what a column is: "Rekanan=partners"'),
    ] = None,
) -> ImportPreview:
    """Read a file and say what it would bring; nothing is written."""
    said = ColumnMap(
        columns=pairs(column or ()),
        sheets=tuple(sheet or ()),
        unit=unit,
        keep_unknown=keep_unknown,
    )
    book = read_book(file, content)
    read = read_file(book, said)
    planned = plan(read, context.store)
    upload = Upload(book.name, book, said, reviewer.name, context.clock())
    changing = [one for one in planned.rows if one.action is not Action.SAME]
    return ImportPreview(
        name=context.uploads.add(upload),
        counts={action.value: planned.count(action) for action in Action},
        rows=tuple(changing[:_TOLD]),
        removed=len(planned.removed),
        read=_in_short(read),
    )


@router.put("/{name}", status_code=202)
def apply(context: Web, reviewer: Reviewer, name: Name) -> ImportProgress:
    """Begin to bring in a file that was shown; begun twice, it is brought in once."""
    bring_in_soon(context, name, reviewer.name)
    return _progress(context, name, reviewer.name)


@router.get("/{name}")
def progress(context: Web, reviewer: Reviewer, name: Name) -> ImportProgress:
    """Say how far a file is."""
    return _progress(context, name, reviewer.name)


def _progress(context: Context, name: str, by: str) -> ImportProgress:
    upload = context.uploads.get(name, by, context.clock())
    errand = errand_of(context, name)
    state = ImportState(errand.state) if errand else ImportState.SHOWN
    if errand and errand.state is ErrandState.RUNNING and upload.applied:
        state = ImportState.DONE
    return ImportProgress(
        name=name,
        file=upload.name,
        state=state,
        at=errand.at if errand else upload.at,
        done=upload.done,
        total=upload.total,
        problem=errand.problem if errand else None,
        applied=upload.applied,
    )


def _in_short(read: FileRead) -> FileRead:
    def first(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        return problems[:_TOLD]

    return read.model_copy(
        update={
            "rows": (),
            "refused": first(read.refused),
            "cells": first(read.cells),
            "notices": first(read.notices),
            "skipped": read.skipped[:_TOLD],
        }
    )
