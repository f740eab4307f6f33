"""Beranda: what is new, what the register looks like, and what needs somebody."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from crawler.health import FAULTS
from desk.register import EXPIRING
from model.records import JAKARTA, Label
from store import RegisterFilter, RegisterOrder
from web.pages import pictures
from web.pages.board import board_of
from web.pages.view import Seen

router = APIRouter()

_MONTHS = 12
_LATEST = 6
_SHOWN = 5
_KINDS = 8


@router.get("/")
def home(view: Seen) -> HTMLResponse:
    """Show what is new since yesterday and this week, and the register in pictures."""
    store, overview, now = view.context.store, view.context.store.overview, view.now
    today = now.astimezone(JAKARTA).date()
    months = pictures.months_before(today, _MONTHS)
    tiled = pictures.tiles(overview.tally("province"))
    faults = [one for one in board_of(view.context, now) if one.health.state in FAULTS]
    return view.page(
        "home.html",
        "home",
        today=today,
        fresh=[
            ("yesterday", overview.fresh(now - timedelta(days=1))),
            ("week", overview.fresh(now - timedelta(days=7))),
        ],
        latest=store.stories(Label.PARTNERSHIP, _LATEST),
        months=pictures.bars(months, overview.by_month(months[0], today)),
        tiles=tiled,
        tiles_size=pictures.size(tiled),
        kinds=overview.tally("kind"),
        partners=dict(list(overview.tally("partner_kind").items())[:_KINDS]),
        ending=overview.find(
            RegisterFilter(ends=(today, today + EXPIRING)),
            RegisterOrder.VALID_UNTIL,
            descending=False,
            limit=_SHOWN,
        ),
        with_end=overview.find(RegisterFilter(has_end=True)).total,
        registered=overview.find(RegisterFilter()).total,
        faults=faults[:_SHOWN],
        fault_count=len(faults),
        run=next(iter(store.run_heads(1)), None),
        pictures=pictures,
    )
