"""What waits in the outbox: taken to be sent, and what became of it.

Writers come one by one: who takes a message is the only one, until the time that it took it for is
over.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, update

from model.alerts import Delivery, DeliveryState, Facts
from store.alert_tables import delivery, subscription
from store.database import batches
from store.posting import IS_ACTIVE, OPEN
from store.records import Batch, OutboxStatus
from store.texts import as_json, clean

_KEY_BYTES = 16
#: Characters of an error that are kept.
_MOST_ERROR = 500
_WAITING = (DeliveryState.PENDING, DeliveryState.FAILED)
_SUBSCRIBED = delivery.join(subscription, subscription.c.id == delivery.c.subscription)


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
        .where(delivery.c.state.in_(OPEN), IS_ACTIVE, wanted)
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


def deliveries(
    connection: Connection, condition: ColumnElement[bool], limit: int | None = None
) -> list[Delivery]:
    """Return deliveries, the oldest first; with ``limit`` the newest, newest first."""
    query = select(delivery).where(condition)
    order = delivery.c.id if limit is None else delivery.c.id.desc()
    rows = connection.execute(query.order_by(order).limit(limit))
    return [_as_delivery(row) for row in rows]


def status(connection: Connection) -> OutboxStatus:
    """Count deliveries by state."""
    counts = select(delivery.c.state, func.count()).group_by(delivery.c.state)
    found = {row[0]: row[1] for row in connection.execute(counts)}
    waiting = select(func.min(delivery.c.created), func.min(delivery.c.due))
    oldest, next_due = connection.execute(waiting.where(delivery.c.state.in_(OPEN))).one()
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


def _still_own(taken: Sequence[Delivery]) -> ColumnElement[bool]:
    """The rows of a message that nobody else took since."""
    first = taken[0]
    return (
        (delivery.c.key == first.key)
        & (delivery.c.state == DeliveryState.SENDING)
        & (delivery.c.due == first.due)
    )


def _as_delivery(row: Row[Any]) -> Delivery:
    values = {name: getattr(row, name) for name in Delivery.model_fields if name != "told"}
    told = Facts.model_validate_json(row.told) if row.told else None
    return Delivery(**values, told=told)
