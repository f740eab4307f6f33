"""Deliveries that were sent or given up long ago, deleted where nothing can ask for them again.

A delivery says that its event was told to a channel, so that it is not told again. Those of
stories that are there stay, therefore, as do those of agreements, klipings and reports. What goes
is of health and other notices, whose keys hold their moment, and of stories that are gone.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Select, delete, func, select

from model.alerts import DeliveryState, EventSort
from store.alert_tables import delivery, event
from store.tables import moved, story

_CLOSED = (DeliveryState.SENT, DeliveryState.DEAD)
_PASSING = (EventSort.HEALTH, EventSort.NOTICE)
_OF_STORIES = (EventSort.STORY, EventSort.CANDIDATE, EventSort.CORRECTION)


def tidy(connection: Connection, before: datetime) -> int:
    """Delete deliveries that were closed before a moment, with their events; return how many.

    The last that was sent to each channel of a subscription stays: it tells since when a channel
    is silent.
    """
    newest = (
        select(func.max(delivery.c.id))
        .where(delivery.c.sent.is_not(None))
        .group_by(delivery.c.subscription, delivery.c.channel)
    )
    closed = func.coalesce(delivery.c.sent, delivery.c.tried, delivery.c.created)
    old = delete(delivery).where(
        delivery.c.state.in_(_CLOSED),
        closed < before,
        delivery.c.event.in_(_passed()),
        delivery.c.id.not_in(newest),
    )
    count = connection.execute(old).rowcount
    told = select(delivery.c.event)
    alone = event.c.key.in_(_passed()) & event.c.key.not_in(told)
    connection.execute(delete(event).where(event.c.at < before, alone))
    return count


def _passed() -> Select[tuple[str]]:
    """The keys of events that nothing can bring up again."""
    is_gone = event.c.item.not_in(select(story.c.id)) & event.c.item.not_in(select(moved.c.id))
    passing = event.c.sort.in_(_PASSING) | (event.c.sort.in_(_OF_STORIES) & is_gone)
    return select(event.c.key).where(passing)
