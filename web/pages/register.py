"""Register Kerja Sama: the table of all agreements, and those of one unit or one partner."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from desk import register as desk_register
from model.exceptions import NotFoundError, QueryError
from model.records import JAKARTA, KeptAgreement
from model.words import words_of
from pipelines.text.unit_register import register as units
from search import matching_agreements
from search.syntax import LONGEST_QUERY
from store import RegisterFilter, RegisterOrder, RegisterPage
from web.pages import links
from web.pages.pictures import tiles
from web.pages.problems import in_words
from web.pages.view import Seen, View

router = APIRouter()

#: Rows of a page, and of an export at most: Excel has no more rows than a million.
_AT_ONCE = 25
_MOST_EXPORTED = 1_000_000
_STATUSES: Final = ("active", "expiring", "expired", "unknown")
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
    status: Literal["active", "expiring", "expired", "unknown", ""] | None = None
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
    """Give the register as a file: in the offices' columns, or as JSON."""
    today = _today(view)
    found = _found(view, asked, today, limit=_MOST_EXPORTED).agreements
    name = f"register-kerja-sama-{today.isoformat()}.{form}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(_file(form, found, today), media_type=_TYPES[form], headers=headers)


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
        found = _found(view, asked, today, _AT_ONCE, (asked.page - 1) * _AT_ONCE)
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


def _found(view: View, asked: Asked, today: date, limit: int, offset: int = 0) -> RegisterPage:
    """Ask the store, and the search index where words are asked for.

    Raises:
        QueryError: ``asked.q`` is wrong.
        SearchError: the index cannot be asked.
    """
    context = view.context
    ids = None
    if asked.q.strip():
        ids = frozenset(
            one.id for one in matching_agreements(context.store, context.engine, asked.q)
        )
    ends, has_end = _ends(asked.status, today)
    return context.store.overview.find(
        RegisterFilter(
            kind=asked.kind or None,
            province=asked.province or None,
            unit=asked.unit or None,
            partner=asked.partner or None,
            partner_kind=asked.partner_kind or None,
            signed=asked.signed,
            ends=ends,
            has_end=has_end,
            ids=ids,
        ),
        asked.sort,
        descending=asked.descending,
        limit=limit,
        offset=offset,
    )


def _ends(status: str | None, today: date) -> tuple[tuple[date | None, date | None], bool | None]:
    """Return by which end of its term an agreement has a status, as ``desk.register`` tells it."""
    near = today + desk_register.EXPIRING
    bounds: dict[str, tuple[tuple[date | None, date | None], bool | None]] = {
        "active": ((near + timedelta(days=1), None), True),
        "expiring": ((today, near), True),
        "expired": ((None, today - timedelta(days=1)), True),
        "unknown": ((None, None), False),
    }
    return bounds.get(status or "", ((None, None), None))


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


def _file(form: str, found: tuple[KeptAgreement, ...], today: date) -> bytes:
    if form == "json":
        content = ",\n".join(one.model_dump_json() for one in found)
        return f"[\n{content}\n]\n".encode()
    rows = desk_register.rows(found, today)
    return desk_register.xlsx_file(rows) if form == "xlsx" else desk_register.csv_file(rows)


def _today(view: View) -> date:
    return view.now.astimezone(JAKARTA).date()
