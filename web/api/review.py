"""``/review``: what is near the line, and what people decide of it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from desk.reviewing import Item, item_of, item_to_leave
from model.exceptions import NotFoundError
from model.records import Decision, Record
from store import Case, DecidedAt, Near
from web.access.users import Leaves, Reviewer
from web.api.asking import LARGEST, After, Id, Limit, cursor_at, keys_of
from web.context import Context, Web

router = APIRouter(tags=["review"])


class Items(Record):
    """Stories to decide on, nearest the ``line`` first, or those that were decided on.

    A partnership begins at the probability ``line``. ``after`` leads to the next page.
    """

    line: float
    items: tuple[Item, ...]
    after: str | None


class Verdict(Record):
    """What somebody decides; ``revision`` is that of the item they saw."""

    decision: Literal["keep", "drop", "undo"]
    revision: Annotated[int, Field(ge=0, le=LARGEST)]
    note: Annotated[str | None, Field(max_length=2_000)] = None


class Decided(Record):
    """What became of a story; ``item`` is null where there is no such story any more."""

    id: str
    item: Item | None


@router.get("/review")
def candidates(
    context: Web,
    outward: Leaves,
    decided: Annotated[bool, Query(description="those decided on, newest first")] = False,
    limit: Limit = 20,
    after: After = None,
) -> Items:
    """List what is to be decided on, or what was."""
    store, line = context.store, context.model.line
    if decided:
        place = None if after is None else DecidedAt(*keys_of(after, "settled", int))
        found = store.decided(limit + 1, place)
    else:
        near = None if after is None else Near(*keys_of(after, "near", float))
        found = store.candidates(line, limit + 1, near)
    page = found[:limit]
    follows = _cursor(page[-1], decided=decided) if len(found) > limit else None
    told = map(item_to_leave if outward else item_of, page)
    return Items(line=line, items=tuple(told), after=follows)


@router.get("/review/{identity}")
def item(context: Web, outward: Leaves, identity: Id) -> Item:
    """Return a story to decide on."""
    case = context.store.case(identity)
    if case is None:
        raise NotFoundError(f"no story has the id {identity}")
    return item_to_leave(case) if outward else item_of(case)


@router.post("/review/{identity}")
def decide(
    context: Web, outward: Leaves, identity: Id, verdict: Verdict, reviewer: Reviewer
) -> Decided:
    """Keep or drop a story, or take the last decision back.

    409 where somebody else decided since ``revision``: nothing was done; look at it again.
    """
    name = _decide(context, identity, verdict, reviewer.name)
    if name is None:
        about = "decision stands about it" if verdict.decision == "undo" else "story has this id"
        raise NotFoundError(f"{identity}: no {about}")
    case = context.store.case(name)
    told = item_to_leave if outward else item_of
    return Decided(id=name, item=told(case) if case else None)


def _cursor(last: Case, *, decided: bool) -> str:
    if decided:
        return cursor_at("settled", last.revision, last.story.id)
    return cursor_at("near", last.story.probability, last.story.id)


def _decide(context: Context, identity: str, verdict: Verdict, by: str) -> str | None:
    store, now, revision = context.store, context.clock(), verdict.revision
    if verdict.decision == "undo":
        return store.undo(identity, by, now, revision=revision)
    decision = Decision(verdict.decision)
    return store.decide(identity, decision, by, now, verdict.note, revision=revision)
