"""What happened, and who is to be told of it: the rows of the outbox as they are written.

Deliveries are written in the transaction that moves the bookmark of what they come from, so that
none is lost and none is written twice.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    delete,
    insert,
    select,
    update,
)

from model.alerts import (
    DeliveryState,
    Event,
    EventSort,
    Facts,
    SubscriptionState,
)
from model.records import Label
from store.alert_tables import bookmark, delivery, event, subscription
from store.database import batches
from store.records import Mark, Post, Recipient, Telling
from store.tables import moved, story
from store.texts import clean

OPEN = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.FAILED)
#: What tells of a story, and may have to be corrected.
_TELLING = (
    EventSort.STORY,
    EventSort.CANDIDATE,
    EventSort.AGREEMENT,
    EventSort.CORRECTION,
)
_TELLINGS = (
    select(
        delivery.c.subscription,
        delivery.c.channel,
        delivery.c.state,
        delivery.c.told,
        delivery.c.event,
        event.c.item,
        event.c.sort,
    )
    .join(event, event.c.key == delivery.c.event)
    .where(event.c.sort.in_(_TELLING))
    .order_by(delivery.c.sent, delivery.c.id)
)
IS_ACTIVE = subscription.c.state == SubscriptionState.ACTIVE


def marks(connection: Connection, prefix: str) -> dict[str, str]:
    """Return the bookmarks whose names begin with ``prefix``."""
    query = select(bookmark).where(bookmark.c.name.startswith(prefix, autoescape=True))
    return {row.name: row.value for row in connection.execute(query)}


def post(
    connection: Connection, posts: Sequence[Post], moving: Sequence[Mark], now: datetime
) -> int | None:
    """Write events and their deliveries, and move bookmarks; return how many deliveries are new.

    None, and nothing is written, where a bookmark is not where it was: somebody else did this.
    """
    if not all(_is_there(connection, mark) for mark in moving):
        return None
    for mark in moving:
        _move(connection, mark)
    _put_events(connection, [one.event for one in posts])
    active = set(connection.execute(select(subscription.c.id).where(IS_ACTIVE)).scalars())
    known = _known(connection, [one.event.key for one in posts])
    rows = []
    for one in posts:
        own = known[one.event.key]
        for to in one.recipients:
            if to.subscription in active and (to.subscription, to.channel) not in own:
                own.add((to.subscription, to.channel))
                rows.append(_row(one.event, to, now))
    if rows:
        connection.execute(insert(delivery), rows)
    return len(rows)


def events(connection: Connection, keys: Iterable[str]) -> dict[str, Event]:
    """Return events by their keys."""
    found = {}
    for batch in batches(keys):
        for row in connection.execute(select(event).where(event.c.key.in_(batch))):
            found[row.key] = _as_event(row)
    return found


def tellings(connection: Connection, stories: Iterable[str]) -> list[Telling]:
    """Return what was, or is to be, told of stories and those that went into them, in order."""
    found: list[Telling] = []
    for batch in batches(stories):
        former = select(moved.c.id, moved.c.target).where(moved.c.target.in_(batch))
        leads = {row.id: row.target for row in connection.execute(former)}
        rows = connection.execute(_TELLINGS.where(event.c.item.in_([*batch, *leads])))
        found += [
            Telling(
                subscription=row.subscription,
                channel=row.channel,
                story=leads.get(row.item, row.item),
                event=row.event,
                sort=EventSort(row.sort),
                state=DeliveryState(row.state),
                told=Facts.model_validate_json(row.told) if row.told else None,
            )
            for row in rows
        ]
    return found


def vanished(connection: Connection, since: datetime) -> list[str]:
    """Return stories that were told since then, and are no story any more."""
    query = (
        select(event.c.item)
        .distinct()
        .outerjoin(story, story.c.id == event.c.item)
        .outerjoin(moved, moved.c.id == event.c.item)
        .where(
            event.c.sort == EventSort.STORY,
            event.c.at >= since,
            story.c.id.is_(None),
            moved.c.id.is_(None),
        )
    )
    return list(connection.execute(query).scalars())


def changed_stories(connection: Connection, after: int, limit: int) -> list[tuple[str, int]]:
    """Return the stories that changed after the change of that number, in order."""
    query = select(story.c.id, story.c.version).where(story.c.version > after)
    rows = connection.execute(query.order_by(story.c.version, story.c.id).limit(limit))
    return [(row.id, row.version) for row in rows]


def published_since(connection: Connection, since: datetime) -> dict[str, datetime]:
    """Return when the partnership stories from a moment on were published, newest first."""
    query = (
        select(story.c.id, story.c.published)
        .where(story.c.label == Label.PARTNERSHIP, story.c.published >= since)
        .order_by(story.c.published.desc(), story.c.id)
    )
    return {row.id: row.published for row in connection.execute(query)}


def forget(connection: Connection, items: Iterable[str]) -> None:
    """Forget what was told of stories and agreements that are deleted for good."""
    for batch in batches(items):
        keys = select(event.c.key).where(event.c.item.in_(batch))
        connection.execute(delete(delivery).where(delivery.c.event.in_(keys)))
        connection.execute(delete(event).where(event.c.item.in_(batch)))


def _row(about: Event, to: Recipient, now: datetime) -> dict[str, Any]:
    return {
        "subscription": to.subscription,
        "event": about.key,
        "channel": to.channel,
        "state": DeliveryState.PENDING,
        "due": to.due,
        "key": to.key,
        "created": now,
    }


def _is_there(connection: Connection, mark: Mark) -> bool:
    """Whether a bookmark is where it is said to be."""
    query = select(bookmark.c.value).where(bookmark.c.name == mark.name)
    return connection.execute(query).scalar_one_or_none() == mark.before


def _move(connection: Connection, mark: Mark) -> None:
    if mark.before is None:
        connection.execute(insert(bookmark).values(name=mark.name, value=mark.after))
    else:
        own = bookmark.c.name == mark.name
        connection.execute(update(bookmark).where(own).values(value=mark.after))


def _put_events(connection: Connection, new: Sequence[Event]) -> None:
    there = events(connection, [one.key for one in new])
    rows = {
        one.key: {
            "key": one.key,
            "sort": one.sort,
            "item": one.item,
            "at": one.at,
            "body": json.dumps(clean(one.body), ensure_ascii=False),
        }
        for one in new
        if one.key not in there
    }
    if rows:
        connection.execute(insert(event), list(rows.values()))


def _known(connection: Connection, keys: Sequence[str]) -> defaultdict[str, set[tuple[str, str]]]:
    """Return which channels of which subscriptions have deliveries of events."""
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    columns = (delivery.c.event, delivery.c.subscription, delivery.c.channel)
    for batch in batches(keys):
        for row in connection.execute(select(*columns).where(delivery.c.event.in_(batch))):
            found[row.event].add((row.subscription, row.channel))
    return found


def _as_event(row: Row[Any]) -> Event:
    return Event(
        key=row.key,
        sort=EventSort(row.sort),
        item=row.item,
        at=row.at,
        body=json.loads(row.body),
    )
