"""``/agreements``: the register."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from desk import register
from model.exceptions import NotFoundError
from model.records import JAKARTA, KeptAgreement, Record
from search import agreement_ids, matching_agreements
from store import AgreementOrder, Named, NameSort
from web.api.asking import After, Id, Limit, MaybeQuery, cursor_of, place_of
from web.context import Context, Web

router = APIRouter(tags=["agreements"])

_MOVED: dict[int | str, dict[str, Any]] = {
    308: {"description": "The agreement proved to be another one, at Location"}
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Excel takes a file for UTF-8 only when it begins with a byte order mark.
_MARK = b"\xef\xbb\xbf"


class Agreements(Record):
    """A page of the register; ``total`` counts all pages, ``after`` leads to the next one."""

    total: int
    agreements: tuple[KeptAgreement, ...]
    after: str | None


@router.get("/agreements")
def agreements(  # noqa: PLR0913 - what a person may ask for
    context: Web,
    *,
    query: MaybeQuery = None,
    order: Annotated[AgreementOrder, Query(description="what they are listed by")] = (
        AgreementOrder.NEWS
    ),
    direction: Literal["asc", "desc"] = "desc",
    unit: Annotated[str | None, Query(max_length=100, description="id of a unit")] = None,
    partner: Annotated[str | None, Query(max_length=400, description="name of a partner")] = None,
    limit: Limit = 20,
    after: After = None,
) -> Agreements:
    """List agreements: of a unit, or of a partner, or those that a query finds, or all."""
    lists = context.store.lists
    named = _named(unit, partner)
    ids = None if query is None else _ids(context, query)
    page = lists.agreements(
        limit,
        place_of(after),
        order=order,
        descending=direction == "desc",
        ids=ids,
        named=named,
    )
    total = lists.count(named, ids) if ids is None or named else len(ids)
    return Agreements(total=total, agreements=tuple(page.agreements), after=cursor_of(page.after))


@router.get("/agreements.csv", response_class=Response)
def agreements_csv(context: Web, query: MaybeQuery = None) -> Response:
    """Return the register as CSV, in the columns that the offices keep theirs in."""
    return _file(_MARK + register.csv_file(_rows(context, query)), "text/csv", "csv")


@router.get("/agreements.xlsx", response_class=Response)
def agreements_xlsx(context: Web, query: MaybeQuery = None) -> Response:
    """Return the register as an Excel workbook."""
    return _file(register.xlsx_file(_rows(context, query)), _XLSX, "xlsx")


@router.get("/agreements.json")
def agreements_json(context: Web, query: MaybeQuery = None) -> list[KeptAgreement]:
    """Return the whole register at once."""
    return _all(context, query)


@router.get("/agreements/{identity}", responses=_MOVED, response_model=KeptAgreement)
def agreement(request: Request, context: Web, identity: Id) -> KeptAgreement | RedirectResponse:
    """Return an agreement with everything that tells of it."""
    found = context.store.agreement(identity)
    if found is None:
        raise NotFoundError(f"no agreement has the id {identity}")
    if found.id != identity:
        return RedirectResponse(request.url_for("agreement", identity=found.id).path, 308)
    return found


def _named(unit: str | None, partner: str | None) -> Named | None:
    if unit is not None:
        return Named(sort=NameSort.UNIT, key=unit)
    return None if partner is None else Named(sort=NameSort.PARTNER, key=partner)


def _ids(context: Context, query: str) -> set[str]:
    return agreement_ids(context.store, context.engine, query, context.retention)


def _all(context: Context, query: str | None) -> list[KeptAgreement]:
    store = context.store
    if query is None:
        return store.agreements()
    return matching_agreements(store, context.engine, query, context.retention)


def _rows(context: Context, query: str | None) -> list[register.Row]:
    today = context.clock().astimezone(JAKARTA).date()
    return register.rows(_all(context, query), today, other_outlets=context.other_outlets())


def _file(content: bytes, media_type: str, ending: str) -> Response:
    name = f"register-kerja-sama.{ending}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
