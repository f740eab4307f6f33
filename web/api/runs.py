"""``/runs``: crawls, and what each found."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from model.exceptions import NotFoundError
from model.records import Record
from store import RunHead, RunRow
from web.api.asking import LARGEST, Limit
from web.context import Web

router = APIRouter(tags=["runs"])

Number = Annotated[int, Path(ge=1, le=LARGEST)]


class Runs(Record):
    """A page of crawls, the newest first; ``after`` leads to the next one."""

    runs: tuple[RunHead, ...]
    after: int | None


@router.get("/runs")
def runs(
    context: Web,
    limit: Limit = 20,
    after: Annotated[int | None, Query(ge=1, le=LARGEST, description="only older ones")] = None,
) -> Runs:
    """List crawls with their totals."""
    found = context.store.run_heads(limit + 1, before=after)
    page = found[:limit]
    return Runs(runs=tuple(page), after=page[-1].id if len(found) > limit else None)


@router.get("/runs/{number}")
def run(context: Web, number: Number) -> RunRow:
    """Return a crawl with the report of each site."""
    found = context.store.run(number)
    if found is None:
        raise NotFoundError(f"there was no crawl {number}")
    return found
