"""Beranda: what is new, what the register looks like, and what needs somebody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from crawler.health import FAULTS
from keeping import manifest
from keeping.manifest import LastBackup
from keeping.room import Room, room_of
from model.config import Settings
from model.records import JAKARTA, Label
from web.pages import pictures
from web.pages.counts import MONTHS, counts_of
from web.pages.runs import run_of
from web.pages.view import Seen

router = APIRouter()

_LATEST = 6
_SHOWN = 5
_KINDS = 8
#: Jobs of the schedule that ask sites.
_ASKING = ("crawl", "poll")


@router.get("/")
def home(view: Seen) -> HTMLResponse:
    """Show what is new since yesterday and this week, and the register in pictures."""
    store, overview, now = view.context.store, view.context.store.overview, view.now
    today = now.astimezone(JAKARTA).date()
    counted = counts_of(store, today)
    tiled = pictures.tiles(counted.provinces)
    faults = [one for one in view.context.watched() if one.health.state in FAULTS]
    return view.page(
        "home.html",
        "home",
        today=today,
        fresh=[
            ("yesterday", overview.fresh(now - timedelta(days=1))),
            ("week", overview.fresh(now - timedelta(days=7))),
        ],
        latest=store.stories(Label.PARTNERSHIP, _LATEST),
        months=pictures.bars(pictures.months_before(today, MONTHS), counted.months),
        tiles=tiled,
        tiles_size=pictures.size(tiled),
        kinds=counted.kinds,
        partners=dict(list(counted.partners.items())[:_KINDS]),
        ending=counted.ending,
        with_end=counted.with_end,
        registered=counted.registered,
        faults=faults[:_SHOWN],
        fault_count=len(faults),
        run=next((run_of(one, one.totals, now) for one in store.run_heads(1)), None),
        upkeep=upkeep_of(view.context.settings) if view.can_manage else None,
        next_run=next_run(store.schedule.next_times(), now),
        pictures=pictures,
    )


class Upkeep(NamedTuple):
    """What those who keep Pantau running must see to: the room left, and the last backup."""

    room: Room
    backup: LastBackup | None


def upkeep_of(settings: Settings) -> Upkeep:
    """Return what must be seen to now."""
    return Upkeep(room_of(settings), manifest.last(settings.backup_dir))


def next_run(times: Mapping[str, datetime], now: datetime) -> datetime | None:
    """Return when sites are asked next, by the whole crawl or by a poll; null where nobody will."""
    return min((times[job] for job in _ASKING if times.get(job, now) > now), default=None)
