"""Pencocokan: offices' documents and the news side by side, and which of them is right."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from desk.reconciling import Side, Wanted, reconcile, settle
from desk.reconciling_file import exported, sides, workbook
from desk.reconciling_leaving import as_it_leaves
from model.accounts import Role
from model.exceptions import ConflictError, InputError
from model.records import JAKARTA
from pipelines.text.unit_register import register as units
from store import Choice
from web.access.users import demand
from web.following import follow
from web.pages import links
from web.pages.pictures import tiles
from web.pages.view import Seen

router = APIRouter(prefix="/register")

_REVIEWER: Final = [Depends(demand(Role.REVIEWER))]
#: Agreements of a list on one page.
_SHOWN = 50
_YEARS = 12
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Asked(BaseModel):
    """What an address asks of the lists; ``year`` is of signing, ``list`` the one that is open."""

    year: Annotated[str | None, Field(pattern=r"^(?:[12]\d{3})?$")] = None
    unit: str | None = None
    province: str | None = None
    list: Side = Side.DIFFERENT
    page: Annotated[int, Field(ge=1, le=100_000)] = 1

    @property
    def wanted(self) -> Wanted:
        """What is compared."""
        year = int(self.year) if self.year else None
        signed = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
        return Wanted(signed=signed, unit=self.unit or None, province=self.province or None)


@router.get("/pencocokan")
def show(view: Seen, asked: Annotated[Asked, Query()], late: bool = False) -> HTMLResponse:
    """Show how many agreements each list has, and those of one."""
    found = reconcile(view.context.store, asked.wanted)
    items = found.of(asked.list)
    first = (asked.page - 1) * _SHOWN
    today = view.now.astimezone(JAKARTA).date()
    known = units().get(asked.unit or "")
    return view.page(
        "reconciling.html",
        "register",
        asked=asked,
        found=found,
        lists=list(Side),
        items=items[first : first + _SHOWN],
        first=first + 1,
        pages=-(-len(items) // _SHOWN),
        total=len(items),
        sides=sides,
        late=late,
        years=[str(year) for year in range(today.year, today.year - _YEARS, -1)],
        provinces=sorted(tile.province for tile in tiles({})),
        unit_name=str(known.name) if known else asked.unit,
        export=links.inside("register", "pencocokan.xlsx", **_asked(asked)),
    )


@router.get("/pencocokan.xlsx")
def export(view: Seen, asked: Annotated[Asked, Query()]) -> Response:
    """Give all lists as a workbook."""
    today = view.now.astimezone(JAKARTA).date()
    name = f"pencocokan-{today.isoformat()}.xlsx"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    store = view.context.store
    found = as_it_leaves(store, reconcile(store, asked.wanted))
    store.audit.write(exported(found, view.user.name, view.now))
    content = workbook(found)
    return Response(content, media_type=_WORKBOOK, headers=headers)


@router.post("/pencocokan/{agreement}", dependencies=_REVIEWER)
def decide(
    view: Seen,
    agreement: str,
    field: Annotated[str, Form(max_length=40)],
    choice: Annotated[Choice, Form()],
    next_: Annotated[str, Form(alias="next")] = "/register/pencocokan",
) -> RedirectResponse:
    """Say which of document and news is right about a field."""
    target = links.own_path(next_, "/register/pencocokan")
    try:
        settle(view.context.store, agreement, field, choice, view.user.name, view.now)
    except (ConflictError, InputError):
        # Somebody settled it just before, or what it was about is not so any more.
        return RedirectResponse(links.inside("register", "pencocokan", late="true"), 303)
    follow(view.context)
    return RedirectResponse(target, 303)


def _asked(asked: Asked) -> dict[str, str]:
    told: dict[str, str] = asked.model_dump(
        mode="json", include={"year", "unit", "province"}, exclude_none=True
    )
    return told
