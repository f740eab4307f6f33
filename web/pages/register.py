"""Register Kerja Sama: the table of all agreements, and those of one unit or one partner."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from pydantic import BaseModel, Field

from desk import register as desk_register
from desk.leaving import register_to_leave
from desk.register_parts import BYTE_ORDER_MARK, csv_parts, json_parts, workbook_parts
from model.audit import Act, Deed
from model.exceptions import InputError, NotFoundError, QueryError
from model.records import JAKARTA, KeptAgreement
from model.words import words_of
from pipelines.text.unit_register import register as units
from search import agreement_ids
from search.syntax import LONGEST_QUERY
from store import RegisterFilter, RegisterOrder, RegisterPage
from web.pages import links
from web.pages.pictures import tiles
from web.pages.problems import in_words
from web.pages.view import Seen, View

router = APIRouter()

#: Rows of a page.
_AT_ONCE = 25
#: Rows that a sheet of Excel takes beside its heading.
_MOST_IN_WORKBOOK = 1_048_575
_STATUSES: Final = ("active", "expiring", "expired", "renewed", "amended", "ended", "unknown")
_MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
_YEAR = r"^\d{4}$"
_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


class Asked(BaseModel):
    """What an address asks of the register; ``year`` and ``month`` are of signing."""

    q: str = ""
    kind: str | None = None
    status: (
        Literal["active", "expiring", "expired", "renewed", "amended", "ended", "unknown", ""]
        | None
    ) = None
    province: str | None = None
    partner_kind: str | None = None
    unit: str | None = None
    partner: str | None = None
    year: Annotated[str | None, Field(pattern=f"{_YEAR}|^$")] = None
    month: Annotated[str | None, Field(pattern=f"{_MONTH}|^$")] = None
    sort: RegisterOrder = RegisterOrder.SIGNED_ON
    dir: Literal["asc", "desc", ""] = ""
    page: Annotated[int, Field(ge=1, le=100_000)] = 1

    @property
    def descending(self) -> bool:
        """Whether the greatest comes first: days do, unless it is asked otherwise."""
        return self.dir == "desc" or (not self.dir and self.sort is RegisterOrder.SIGNED_ON)

    @property
    def signed(self) -> tuple[date | None, date | None]:
        """The first and the last day of signing."""
        if self.month:
            year, month = map(int, self.month.split("-"))
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if self.year and int(self.year):
            return date(int(self.year), 1, 1), date(int(self.year), 12, 31)
        return None, None

    def narrowed(self) -> dict[str, str]:
        """What of the register is left out, by the names of the filters."""
        names = ("q", "kind", "status", "province", "partner_kind", "year", "month")
        return {name: value for name in names if (value := getattr(self, name))}


@router.get("/register")
def show(view: Seen, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show the register, filtered and sorted."""
    return _page(view, asked, "register.html")


@router.get("/register.{form}")
def export(
    view: Seen, form: Literal["csv", "xlsx", "json"], asked: Annotated[Asked, Query()]
) -> Response:
    """Give the register as a file: in the offices' columns, or as JSON.

    A file of any length comes in parts, as it is read; a workbook is made as a whole first.
    """
    today = _today(view)
    name = f"register-kerja-sama-{today.isoformat()}.{form}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    # Asked at once: what is wrong with a query is told before the file begins.
    filtered = _filter(view, asked, today)
    overview = view.context.store.overview
    found = overview.parts(filtered, asked.sort, descending=asked.descending)
    parts = _leaving(view, form, found)
    if form == "xlsx":
        total = overview.find(filtered).total
        if total > _MOST_IN_WORKBOOK:
            raise InputError(view.locale.say("register.too_many", most=_MOST_IN_WORKBOOK))
    content = _content(parts, form, today, view.context.other_outlets())
    return StreamingResponse(content, media_type=_TYPES[form], headers=headers)


@router.get("/satuan-kerja/{unit}")
def of_unit(view: Seen, unit: str, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show all agreements of one unit."""
    name = view.context.store.overview.named("unit", unit)
    known = units().get(unit)
    if name is None and known is None:
        raise NotFoundError(f"no unit has the id {unit}")
    own = asked.model_copy(update={"unit": unit})
    shown = name or (str(known.name) if known else unit)
    return _page(view, own, "register.html", heading=shown, of="unit", known=known)


@router.get("/mitra/{partner:path}")
def of_partner(view: Seen, partner: str, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show all agreements with one partner."""
    name = view.context.store.overview.named("partner", partner)
    if name is None:
        raise NotFoundError(f"no agreement names the partner {partner}")
    own = asked.model_copy(update={"partner": partner})
    return _page(view, own, "register.html", heading=name, of="partner")


def _page(
    view: View,
    asked: Asked,
    template: str,
    heading: str | None = None,
    of: str | None = None,
    known: object = None,
) -> HTMLResponse:
    today = _today(view)
    problem = None
    try:
        found = _found(view, asked, _filter(view, asked, today), (asked.page - 1) * _AT_ONCE)
    except QueryError as error:
        problem, found = error, RegisterPage(total=0, agreements=())
    return view.page(
        template,
        "register",
        400 if problem else 200,
        asked=asked,
        found=found,
        first=(asked.page - 1) * _AT_ONCE + 1,
        pages=-(-found.total // _AT_ONCE),
        statuses={one.id: desk_register.status(one, today) for one in found.agreements},
        choices=_choices(today),
        export=dict(_exports(asked)),
        heading=heading,
        of=of,
        known=known,
        today=today,
        problem=in_words(problem, view.locale.language) if problem else None,
        column=problem.column if problem else 0,
        longest=LONGEST_QUERY,
    )


def _found(view: View, asked: Asked, filtered: RegisterFilter, first: int) -> RegisterPage:
    return view.context.store.overview.find(
        filtered, asked.sort, descending=asked.descending, limit=_AT_ONCE, offset=first
    )


def _filter(view: View, asked: Asked, today: date) -> RegisterFilter:
    """Say what is asked of the store; the search index is asked for words.

    Raises:
        QueryError: ``asked.q`` is wrong.
        SearchError: the index cannot be asked.
    """
    context = view.context
    ids = None
    if asked.q.strip():
        ids = agreement_ids(context.store, context.engine, asked.q, context.retention)
    return RegisterFilter(
        kind=asked.kind or None,
        province=asked.province or None,
        unit=asked.unit or None,
        partner=asked.partner or None,
        partner_kind=asked.partner_kind or None,
        signed=asked.signed,
        ids=ids,
        **desk_register.narrowed(asked.status or "", today),
    )


def _choices(today: date) -> dict[str, list[str]]:
    """What filters can be set to."""
    return {
        "kind": list(words_of("kind")),
        "status": list(_STATUSES),
        "province": sorted(tile.province for tile in tiles({})),
        "partner_kind": [kind for kind in words_of("party") if kind != "pemasyarakatan"],
        "year": [str(year) for year in range(today.year, today.year - 12, -1)],
    }


def _exports(asked: Asked) -> Iterator[tuple[str, str]]:
    query = asked.model_dump(mode="json", exclude={"page"}, exclude_defaults=True)
    for form in _TYPES:
        yield form, links.inside(f"register.{form}", **query)


def _leaving(
    view: View, form: str, parts: Iterable[Sequence[KeptAgreement]]
) -> Iterator[Sequence[KeptAgreement]]:
    """Log that the register leaves; return its parts as they may."""
    store, by = view.context.store, view.user.name
    detail = {"format": form}
    store.audit.write(Deed(act=Act.EXPORT, by=by, at=view.now, subject="register", detail=detail))
    return (register_to_leave(store, part) for part in parts)


def _content(
    parts: Iterable[Sequence[KeptAgreement]], form: str, today: date, other_outlets: frozenset[str]
) -> Iterator[bytes]:
    if form == "json":
        return json_parts(parts)
    if form == "xlsx":
        return workbook_parts(parts, today, other_outlets)
    return chain([BYTE_ORDER_MARK], csv_parts(parts, today, other_outlets))


def _today(view: View) -> date:
    return view.now.astimezone(JAKARTA).date()
