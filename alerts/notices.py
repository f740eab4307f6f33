"""What operators are told: how sites do, and what else goes wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alerts.news import active, recipients
from model.alerts import Event, EventSort, Topic
from store import Mark, Post, Recipient, Store


def notify(
    store: Store, key: str, title: str, text: str, now: datetime, zone: str = "Asia/Jakarta"
) -> int:
    """Tell every subscription to "health" of something, once for each ``key``.

    Returns how many deliveries are new. Among these subscriptions is that of ``alerts.operator``.
    """
    return post_health(store, [notice(key, title, text, now)], [], now, zone) or 0


def notice(key: str, title: str, text: str, now: datetime) -> Event:
    """Return the event of something that operators must know."""
    return Event(
        key=f"{EventSort.NOTICE}:{key}",
        sort=EventSort.NOTICE,
        item=key,
        at=now,
        body={"title": title, "text": text},
    )


def post_health(
    store: Store,
    events: Sequence[Event],
    marks: Sequence[Mark],
    now: datetime,
    zone: str,
    *,
    also: Sequence[Recipient] = (),
) -> int | None:
    """Write deliveries of ``events`` to all who subscribed to "health", and move ``marks``.

    ``also`` are told beside them.
    """
    to = [
        *also,
        *(
            recipient
            for one in active(store)
            if Topic.HEALTH in one.what
            for recipient in recipients(one, now, zone)
        ),
    ]
    posts = [Post(event=event, recipients=tuple(to)) for event in events]
    return store.outbox.post(posts, marks, now)
