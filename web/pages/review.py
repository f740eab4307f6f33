"""Perlu Ditinjau: candidates one after another; what a person decides counts at once."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from desk.reviewing import item_of
from model.accounts import Role
from model.exceptions import ConflictError, NotFoundError
from model.records import Decision
from store import Case, Near
from web.access.users import demand
from web.following import follow
from web.pages import links
from web.pages.story import why as reasons
from web.pages.view import Seen, View

router = APIRouter()

#: Decisions that are listed, to be taken back.
_DECIDED = 10
_UNDO = "undo"


@router.get("/tinjau")
def show(
    view: Seen,
    after: str | None = None,
    done: str | None = None,
    late: Literal["keep", "drop", "undo"] | None = None,
) -> HTMLResponse:
    """Show the candidate nearest to the line, or the one that follows ``after``.

    ``done`` is the story that was decided on last; ``late`` is what somebody wanted to do with it
    when another one had decided just before.
    """
    store = view.context.store
    case = _next(view, after)
    return view.page(
        "review.html",
        "review",
        case=case,
        item=item_of(case) if case else None,
        why=reasons(case.judgement) if case else None,
        done=store.case(done) if done else None,
        late=late,
        decided=store.decided(_DECIDED),
    )


@router.post("/tinjau/{story}", dependencies=[Depends(demand(Role.REVIEWER))])
def decide(
    view: Seen,
    story: str,
    decision: Annotated[Literal["keep", "drop", "undo"], Form()],
    note: Annotated[str, Form(max_length=500)] = "",
    revision: Annotated[int, Form(ge=0)] = 0,
    next_: Annotated[str, Form(alias="next")] = "/tinjau",
) -> RedirectResponse:
    """Keep or drop a story, or take the last decision back, and go on."""
    store, by = view.context.store, view.user.name
    try:
        if decision == _UNDO:
            name = store.undo(story, by, view.now, revision=revision)
        else:
            why = note.strip() or None
            name = store.decide(story, Decision(decision), by, view.now, why, revision=revision)
    except ConflictError:
        return RedirectResponse(links.inside("tinjau", done=story, late=decision), 303)
    if name is None and store.story(story) is None:
        raise NotFoundError(f"no story has the id {story}")
    follow(view.context)
    target = links.own_path(next_, "/tinjau")
    if target.startswith("/tinjau"):
        target = links.inside("tinjau", done=name or story)
    return RedirectResponse(target, 303)


def _next(view: View, after: str | None) -> Case | None:
    """Return the first candidate, or the one behind ``after``; the first once more at the end.

    Whoever leaves a story for later sees the others before it.
    """
    store, line = view.context.store, view.context.model.line
    left = store.case(after) if after is not None else None
    place = Near(left.story.probability, left.story.id) if left else None
    found = store.candidates(line, 1, place) or store.candidates(line, 1)
    return found[0] if found else None
