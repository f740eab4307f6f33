"""The outbox's rows: what waits, what is taken to be sent, and what became of it.

Deliveries are written in the transaction that moves the bookmark of what they come from, so that
none is lost and none is written twice. Writers come one by one: who takes a row to send it is the
only one.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    delete,
    func,
    insert,
    select,
    update,
)

from model.alerts import (
    Delivery,
    DeliveryState,
    Event,
    EventSort,
    Facts,
    SubscriptionState,
)
from model.records import Label
from store.database import batches
from store.records import Batch, Mark, OutboxStatus, Post, Telling
from store.tables import bookmark, delivery, event, moved, story, subscription
from store.texts import as_json, clean

_KEY_BYTES = 16
#: Characters of an error that are kept.
_MOST_ERROR = 500
_OPEN = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.FAILED)
_WAITING = (DeliveryState.PENDING, DeliveryState.FAILED)
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
_SUBSCRIBED = delivery.join(subscription, subscription.c.id == delivery.c.subscription)
_IS_ACTIVE = subscription.c.state == SubscriptionState.ACTIVE


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
    if not all(_move(connection, mark) for mark in moving):
        return None
    active = set(connection.execute(select(subscription.c.id).where(_IS_ACTIVE)).scalars())
    _put_events(connection, [one.event for one in posts])
    known = _known(connection, [one.event.key for one in posts])
    rows = [
        {
            "subscription": to.subscription,
            "event": one.event.key,
            "channel": to.channel,
            "state": DeliveryState.PENDING,
            "due": to.due,
            "created": now,
        }
        for one in posts
        for to in one.recipients
        if to.subscription in active and (to.subscription, to.channel) not in known[one.event.key]
    ]
    if rows:
        connection.execute(insert(delivery), rows)
    return len(rows)


def due(connection: Connection, now: datetime, *, everything: bool) -> list[Batch]:
    """Return what is to be sent in one message each, what has waited longest first."""
    is_due = delivery.c.due <= now
    waits = delivery.c.state.in_(_WAITING)
    cut_off = (delivery.c.state == DeliveryState.SENDING) & is_due
    wanted = cut_off | (waits if everything else waits & is_due)
    query = (
        select(
            delivery.c.subscription,
            delivery.c.channel,
            delivery.c.key,
            func.min(delivery.c.id).label("first"),
        )
        .select_from(_SUBSCRIBED)
        .where(delivery.c.state.in_(_OPEN), _IS_ACTIVE, wanted)
        .group_by(delivery.c.subscription, delivery.c.channel, delivery.c.key)
        .order_by("first")
    )
    return [
        Batch(subscription=row.subscription, channel=row.channel, key=row.key)
        for row in connection.execute(query)
    ]


def claim(connection: Connection, batch: Batch, now: datetime, until: datetime) -> list[Delivery]:
    """Take the deliveries of a message to send it; none where somebody else did meanwhile.

    What is new goes together, whenever it is due; a message that was tried before stays as it was.
    """
    own = (delivery.c.subscription == batch.subscription) & (delivery.c.channel == batch.channel)
    waits = delivery.c.state.in_(_WAITING)
    if batch.key is None:
        own &= delivery.c.key.is_(None) & waits
    else:
        cut_off = (delivery.c.state == DeliveryState.SENDING) & (delivery.c.due <= now)
        own &= (delivery.c.key == batch.key) & (waits | cut_off)
    taken = (
        update(delivery)
        .where(own)
        .values(
            state=DeliveryState.SENDING,
            key=batch.key or secrets.token_hex(_KEY_BYTES),
            attempts=delivery.c.attempts + 1,
            tried=func.coalesce(delivery.c.tried, now),
            due=until,
        )
        .returning(delivery.c.id)
    )
    ids = list(connection.execute(taken).scalars())
    return deliveries(connection, delivery.c.id.in_(ids)) if ids else []


def settle(connection: Connection, taken: Sequence[Delivery], values: Mapping[str, Any]) -> bool:
    """Say what became of a message; False where somebody else took it meanwhile."""
    changed = update(delivery).where(_still_own(taken)).values(**values)
    return connection.execute(changed).rowcount > 0


def put_told(connection: Connection, told: Mapping[int, Facts]) -> None:
    """Keep what deliveries said."""
    for number, facts in told.items():
        own = delivery.c.id == number
        connection.execute(update(delivery).where(own).values(told=as_json(facts)))


def drop(connection: Connection, taken: Sequence[Delivery]) -> None:
    """Forget deliveries of which there is nothing left to tell."""
    for batch in batches(one.id for one in taken):
        connection.execute(delete(delivery).where(delivery.c.id.in_(batch)))


def error_of(text: str) -> str:
    """Return the text of an error as it is kept."""
    return str(clean(text))[:_MOST_ERROR]


def retry(connection: Connection, number: int | None, now: datetime) -> int:
    """Let what failed or is dead be tried again: one message, or all; return how many rows."""
    tried: ColumnElement[bool] = delivery.c.state.in_([DeliveryState.FAILED, DeliveryState.DEAD])
    if number is not None:
        key = select(delivery.c.key).where(delivery.c.id == number).scalar_subquery()
        tried &= (delivery.c.id == number) | (delivery.c.key == key)
    values = {"state": DeliveryState.PENDING, "due": now, "attempts": 0, "tried": None}
    return connection.execute(update(delivery).where(tried).values(**values)).rowcount


def events(connection: Connection, keys: Iterable[str]) -> dict[str, Event]:
    """Return events by their keys."""
    found = {}
    for batch in batches(keys):
        for row in connection.execute(select(event).where(event.c.key.in_(batch))):
            found[row.key] = _as_event(row)
    return found


def deliveries(
    connection: Connection, condition: ColumnElement[bool], limit: int | None = None
) -> list[Delivery]:
    """Return deliveries, the oldest first; with ``limit`` the newest, newest first."""
    query = select(delivery).where(condition)
    order = delivery.c.id if limit is None else delivery.c.id.desc()
    rows = connection.execute(query.order_by(order).limit(limit))
    return [_as_delivery(row) for row in rows]


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


def status(connection: Connection) -> OutboxStatus:
    """Count deliveries by state."""
    counts = select(delivery.c.state, func.count()).group_by(delivery.c.state)
    found = {row[0]: row[1] for row in connection.execute(counts)}
    waiting = select(func.min(delivery.c.created), func.min(delivery.c.due))
    oldest, next_due = connection.execute(waiting.where(delivery.c.state.in_(_OPEN))).one()
    return OutboxStatus(
        counts={state: found.get(state, 0) for state in DeliveryState},
        oldest=oldest,
        next_due=next_due,
    )


def last_sent(connection: Connection, identity: str, channel: str | None) -> datetime | None:
    """Return when a subscription, or one of its channels, was last sent anything."""
    query = select(func.max(delivery.c.sent)).where(delivery.c.subscription == identity)
    if channel is not None:
        query = query.where(delivery.c.channel == channel)
    moment: datetime | None = connection.execute(query).scalar_one()
    return moment


def forget(connection: Connection, items: Iterable[str]) -> None:
    """Forget what was told of stories and agreements that are deleted for good."""
    for batch in batches(items):
        keys = select(event.c.key).where(event.c.item.in_(batch))
        connection.execute(delete(delivery).where(delivery.c.event.in_(keys)))
        connection.execute(delete(event).where(event.c.item.in_(batch)))


def _move(connection: Connection, mark: Mark) -> bool:
    """Move a bookmark; return whether it was where it was said to be."""
    own = bookmark.c.name == mark.name
    now = connection.execute(select(bookmark.c.value).where(own)).scalar_one_or_none()
    if now != mark.before:
        return False
    if now is None:
        connection.execute(insert(bookmark).values(name=mark.name, value=mark.after))
    elif now != mark.after:
        connection.execute(update(bookmark).where(own).values(value=mark.after))
    return True


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


def _still_own(taken: Sequence[Delivery]) -> ColumnElement[bool]:
    """The rows of a message that nobody else took since."""
    first = taken[0]
    return (
        (delivery.c.key == first.key)
        & (delivery.c.state == DeliveryState.SENDING)
        & (delivery.c.due == first.due)
    )


def _as_event(row: Row[Any]) -> Event:
    return Event(
        key=row.key,
        sort=EventSort(row.sort),
        item=row.item,
        at=row.at,
        body=json.loads(row.body),
    )


def _as_delivery(row: Row[Any]) -> Delivery:
    values = {name: getattr(row, name) for name in Delivery.model_fields if name != "told"}
    told = Facts.model_validate_json(row.told) if row.told else None
    return Delivery(**values, told=told)
