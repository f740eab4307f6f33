"""``/reconcile``: offices' documents and the news side by side, list by list."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query

from desk.reconciling import Reconciled, Side, Wanted, reconcile
from desk.reconciling_leaving import as_it_leaves
from model.records import Record
from search.cursor import no_page
from store import Place
from web.access.users import Leaves
from web.api.asking import After, Limit, cursor_of, place_of
from web.context import Web

router = APIRouter(tags=["agreements"])


class Reconciliations(Record):
    """A page of one list; ``counts`` are agreements by list, ``after`` leads to the next page.

    ``waiting`` counts rows of spreadsheets of which nobody said which agreement they are,
    ``undated`` agreements that no year holds.
    """

    counts: dict[str, int]
    waiting: int
    undated: int
    items: tuple[Reconciled, ...]
    after: str | None


@router.get("/reconcile")
def reconciliation(  # noqa: PLR0913 - what a person may ask for
    context: Web,
    outward: Leaves,
    *,
    side: Annotated[
        Side, Query(alias="list", description="what there is of the agreements, or differs")
    ] = Side.DIFFERENT,
    year: Annotated[int | None, Query(ge=1000, le=2999, description="of signing")] = None,
    unit: Annotated[str | None, Query(max_length=100, description="id of a unit")] = None,
    province: Annotated[str | None, Query(max_length=100)] = None,
    limit: Limit = 20,
    after: After = None,
) -> Reconciliations:
    """List agreements of which there is a document, or news, or both, or both that differ."""
    signed = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
    found = reconcile(context.store, Wanted(signed=signed, unit=unit, province=province))
    place = _place(after)
    left = [one for one in found.of(side) if place is None or _follows(one, place)]
    page = tuple(left[:limit])
    last = page[-1].agreement if len(left) > limit else None
    own = found.model_copy(update={"items": page, "waiting": ()})
    return Reconciliations(
        counts=found.counts,
        waiting=len(found.waiting),
        undated=found.undated,
        items=as_it_leaves(context.store, own).items if outward else page,
        after=cursor_of(Place(last.signed_on, last.id)) if last else None,
    )


def _place(after: str | None) -> Place | None:
    place = place_of(after)
    if place is not None and isinstance(place.key, datetime):
        raise no_page(after or "")
    return place


def _follows(one: Reconciled, place: Place) -> bool:
    """Whether an agreement is listed after a place: the latest signed first, undated ones last."""
    day = one.agreement.signed_on
    if day == place.key:
        return one.agreement.id < place.id
    if day is None or place.key is None:
        return day is None
    return day < place.key
