"""``/agreements``: the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from pydantic import Field

from desk.leaving import register_to_leave
from desk.register_parts import BYTE_ORDER_MARK, csv_parts, json_parts, parts_of, workbook_parts
from model.accounts import User
from model.audit import Act, Deed
from model.exceptions import NotFoundError
from model.records import JAKARTA, KeptAgreement, Record
from model.values import FIELDS, Values
from search import agreement_ids
from store import AgreementOrder, Named, NameSort, ValueRow
from web.access.users import CurrentUser, Leaves, Reviewer
from web.api.asking import LARGEST, After, Id, Limit, MaybeQuery, cursor_of, place_of
from web.context import Context, Web

router = APIRouter(tags=["agreements"])

_MOVED: dict[int | str, dict[str, Any]] = {
    308: {"description": "The agreement proved to be another one, at Location"}
}
Fields = Annotated[tuple[str, ...], Field(max_length=len(FIELDS))]
Note = Annotated[str | None, Field(max_length=2_000)]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Agreements(Record):
    """A page of the register; ``total`` counts all pages, ``after`` leads to the next one."""

    total: int
    agreements: tuple[KeptAgreement, ...]
    after: str | None


class Words(Record):
    """What people said of an agreement, the newest first; ``revision`` goes with a correction."""

    id: str
    revision: int
    words: tuple[ValueRow, ...]


class Correction(Record):
    """What somebody says of an agreement, who knew of ``revision``.

    ``values`` are given; those of ``unset`` are withdrawn, those of ``keep`` stand against what the
    news says now.
    """

    revision: Annotated[int, Field(ge=0, le=LARGEST)]
    values: Values = Values()
    unset: Fields = ()
    keep: Fields = ()
    note: Note = None


class NewAgreement(Record):
    """An agreement that is entered by hand; it names at least one of its parties."""

    values: Values
    note: Note = None


@router.get("/agreements")
def agreements(  # noqa: PLR0913 - what a person may ask for
    context: Web,
    outward: Leaves,
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
    told = register_to_leave(context.store, page.agreements) if outward else page.agreements
    return Agreements(total=total, agreements=tuple(told), after=cursor_of(page.after))


@router.get("/agreements.csv", response_class=Response)
def agreements_csv(context: Web, user: CurrentUser, query: MaybeQuery = None) -> Response:
    """Return the register as CSV, in the columns that the offices keep theirs in."""
    parts, today = _leaving(context, user, "csv", query), _today(context)
    content = csv_parts(parts, today, context.other_outlets())
    return _file(chain([BYTE_ORDER_MARK], content), "text/csv", "csv")


@router.get("/agreements.xlsx", response_class=Response)
def agreements_xlsx(context: Web, user: CurrentUser, query: MaybeQuery = None) -> Response:
    """Return the register as an Excel workbook."""
    parts, today = _leaving(context, user, "xlsx", query), _today(context)
    return _file(workbook_parts(parts, today, context.other_outlets()), _XLSX, "xlsx")


@router.get("/agreements.json", response_model=list[KeptAgreement])
def agreements_json(context: Web, user: CurrentUser, query: MaybeQuery = None) -> Response:
    """Return the whole register, however long, as it is read."""
    content = json_parts(_leaving(context, user, "json", query))
    return StreamingResponse(content, media_type="application/json")


@router.get("/agreements/{identity}", responses=_MOVED, response_model=KeptAgreement)
def agreement(
    request: Request, context: Web, outward: Leaves, identity: Id
) -> KeptAgreement | RedirectResponse:
    """Return an agreement with everything that tells of it."""
    found = context.store.agreement(identity)
    if found is None:
        raise NotFoundError(f"no agreement has the id {identity}")
    if found.id != identity:
        return RedirectResponse(request.url_for("agreement", identity=found.id).path, 308)
    told = register_to_leave(context.store, [found]) if outward else [found]
    if not told:
        raise NotFoundError(f"no agreement has the id {identity}")
    return told[0]


@router.get("/agreements/{identity}/history")
def history(context: Web, identity: Id) -> Words:
    """Return what people said of an agreement, the newest first, and the revision it is at."""
    found = _found(context, identity)
    desk = context.store.desk
    return Words(id=found.id, revision=desk.revision(found.id), words=desk.history(found.id))


@router.patch("/agreements/{identity}")
def correct(context: Web, identity: Id, change: Correction, reviewer: Reviewer) -> KeptAgreement:
    """Give fields values, which go before the news; withdraw them, or keep them against it.

    409 where somebody else changed it since ``revision``: nothing was done; look at it again.
    """
    name = context.store.desk.edit(
        identity,
        change.values.model_dump(exclude_unset=True),
        reviewer.name,
        context.clock(),
        change.note,
        unset=change.unset,
        kept=change.keep,
        revision=change.revision,
    )
    return _found(context, name)


@router.post("/agreements", status_code=201)
def enter(context: Web, new: NewAgreement, reviewer: Reviewer) -> KeptAgreement:
    """Enter an agreement by hand; a story that tells of it later joins it."""
    values = new.values.model_dump(exclude_unset=True)
    name = context.store.desk.enter(values, reviewer.name, context.clock(), new.note)
    return _found(context, name)


def _found(context: Context, identity: str) -> KeptAgreement:
    found = context.store.agreement(identity)
    if found is None:
        raise NotFoundError(f"no agreement has the id {identity}")
    return found


def _named(unit: str | None, partner: str | None) -> Named | None:
    if unit is not None:
        return Named(sort=NameSort.UNIT, key=unit)
    return None if partner is None else Named(sort=NameSort.PARTNER, key=partner)


def _ids(context: Context, query: str) -> frozenset[str]:
    return agreement_ids(context.store, context.engine, query, context.retention)


def _parts(context: Context, query: str | None) -> Iterator[list[KeptAgreement]]:
    # Asked at once: what is wrong with a query is told before the file begins.
    return parts_of(context.store, None if query is None else _ids(context, query))


def _leaving(
    context: Context, user: User, form: str, query: str | None
) -> Iterator[list[KeptAgreement]]:
    """Log that the register leaves; return its parts as they may."""
    parts, at = _parts(context, query), context.clock()
    detail = {"format": form, "query": query}
    deed = Deed(act=Act.EXPORT, by=user.name, at=at, subject="register", detail=detail)
    context.store.audit.write(deed)
    return (register_to_leave(context.store, part) for part in parts)


def _today(context: Context) -> date:
    return context.clock().astimezone(JAKARTA).date()


def _file(content: Iterable[bytes], media_type: str, ending: str) -> Response:
    name = f"register-kerja-sama.{ending}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(content, media_type=media_type, headers=headers)
