"""Tells operators which sites newly have a fault, and which have recovered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from alerts.notices import post_health
from crawler.health import FAULTS, State
from desk.sites import Watched
from model.alerts import Event, EventSort
from model.words import word
from store import Mark, Store

_MARK = "site:"
#: States that end a fault; a site that is paused or removed has not recovered.
_WELL = {State.NORMAL, State.NEW}


def take_health(store: Store, watched: Iterable[Watched], now: datetime, zone: str) -> int:
    """Write deliveries for sites whose state is another one; return how many are new.

    A site that is looked at for the first time is told of when it changes.
    """
    known = store.outbox.marks(_MARK)
    events, marks = [], []
    for one in watched:
        name, state = _MARK + one.state.site, one.health.state
        before = known.get(name)
        if before == state.value:
            continue
        marks.append(Mark(name=name, before=before, after=state.value))
        event = None if before is None else _event(one, before, now)
        events += [] if event is None else [event]
    if not marks:
        return 0
    return post_health(store, events, marks, now, zone) or 0


def _event(one: Watched, before: str, now: datetime) -> Event | None:
    state = one.health.state
    was_ill = before in {fault.value for fault in FAULTS}
    if state not in FAULTS and not (was_ill and state in _WELL):
        return None
    name = one.state.name or one.state.site
    return Event(
        key=f"{EventSort.HEALTH}:{one.state.site}:{state}:{now:%Y%m%dT%H%M%S}",
        sort=EventSort.HEALTH,
        item=one.state.site,
        at=now,
        body={
            "title": f"{name}: {word('site_state', state)}",
            "text": one.health.reason,
            "name": name,
            "because": [told.model_dump(mode="json") for told in one.health.because],
            "site": one.state.site,
            "state": state.value,
            "before": before,
            "url": one.state.url,
        },
    )
