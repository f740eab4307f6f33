"""Subscriptions: rows of who wants to be told of what."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, delete, func, insert, select, update

from model.alerts import DeliveryState, Subscription, SubscriptionState, Wanted
from store.alert_tables import delivery, subscription
from store.tables import news
from store.texts import as_json, new_id

_TOKEN_BYTES = 24
_UNSENT = delivery.c.state != DeliveryState.SENT
_UNTRIED: dict[str, Any] = {"key": None, "attempts": 0, "tried": None, "error": None}
#: When what was tried elsewhere is due; what was not keeps its hour.
_AT_ONCE = case(
    (delivery.c.state == DeliveryState.PENDING, delivery.c.due), else_=delivery.c.created
)


def everyone(connection: Connection) -> list[Subscription]:
    """Return all subscriptions, the oldest first."""
    query = select(subscription).order_by(subscription.c.created, subscription.c.id)
    return [_as_subscription(row) for row in connection.execute(query)]


def find(connection: Connection, id_or_name: str) -> list[Subscription]:
    """Return the subscription of an id, else those of a name."""
    query = select(subscription).order_by(subscription.c.created, subscription.c.id)
    for column in (subscription.c.id, subscription.c.name):
        rows = connection.execute(query.where(column == id_or_name)).all()
        if rows:
            return [_as_subscription(row) for row in rows]
    return []


def by_token(connection: Connection, token: str) -> Subscription | None:
    """Return the subscription that a token is of."""
    row = connection.execute(select(subscription).where(subscription.c.token == token)).first()
    return None if row is None else _as_subscription(row)


def add(
    connection: Connection, wanted: Wanted, now: datetime, *, configured: bool = False
) -> Subscription:
    """Make a subscription, which is told what is news from now on."""
    made = Subscription(
        **_chosen(wanted),
        id=new_id("l"),
        since=now,
        created=now,
        configured=configured,
        after=_latest_news(connection),
        token=secrets.token_urlsafe(_TOKEN_BYTES),
    )
    connection.execute(
        insert(subscription).values(
            id=made.id,
            name=made.name,
            state=made.state,
            since=now,
            created=now,
            configured=configured,
            after=made.after,
            token=made.token,
            body=as_json(_only_wanted(wanted)),
        )
    )
    return made


def change(connection: Connection, before: Subscription, wanted: Wanted) -> None:
    """Let a subscription be as ``wanted``; what waits for a channel that is gone goes to a new one.

    Where there is no new one, it is not sent.
    """
    own = subscription.c.id == before.id
    values = {"name": wanted.name, "body": as_json(_only_wanted(wanted))}
    connection.execute(update(subscription).where(own).values(values))
    added = [channel for channel in wanted.to if channel not in before.to]
    for gone in (channel for channel in before.to if channel not in wanted.to):
        rows = (delivery.c.subscription == before.id) & (delivery.c.channel == gone) & _UNSENT
        if added:
            there = select(delivery.c.event).where(
                delivery.c.subscription == before.id, delivery.c.channel == added[0]
            )
            connection.execute(
                update(delivery)
                .where(rows & delivery.c.event.not_in(there))
                .values(channel=added[0], state=DeliveryState.PENDING, due=_AT_ONCE, **_UNTRIED)
            )
        connection.execute(delete(delivery).where(rows))


def put_state(
    connection: Connection, identity: str, state: SubscriptionState, now: datetime
) -> bool:
    """Pause, resume or end a subscription; return False where there is none.

    From when it is resumed on, it is told what is news; what an ended one waits for is forgotten.
    """
    values: dict[str, Any] = {"state": state, "since": now}
    if state is SubscriptionState.ACTIVE:
        values["after"] = _latest_news(connection)
    own = subscription.c.id == identity
    other = own & (subscription.c.state != state)
    connection.execute(update(subscription).where(other).values(values))
    if state is SubscriptionState.ENDED:
        unsent = (delivery.c.subscription == identity) & _UNSENT
        connection.execute(delete(delivery).where(unsent))
    return connection.execute(select(subscription.c.id).where(own)).first() is not None


def remove(connection: Connection, identity: str) -> bool:
    """Remove a subscription, with what it was told; return False where there is none."""
    connection.execute(delete(delivery).where(delivery.c.subscription == identity))
    gone = delete(subscription).where(subscription.c.id == identity)
    return connection.execute(gone).rowcount > 0


def is_synced(connection: Connection, wanted: Sequence[Wanted]) -> bool:
    """Say whether the configured subscriptions are exactly those ``wanted``."""
    known = {one.name: _only_wanted(one) for one in everyone(connection) if one.configured}
    return known == {one.name: one for one in wanted}


def sync(connection: Connection, wanted: Sequence[Wanted], now: datetime) -> None:
    """Let the configured subscriptions be exactly those ``wanted``, told apart by their names."""
    known = {one.name: one for one in everyone(connection) if one.configured}
    for one in wanted:
        before = known.pop(one.name, None)
        if before is None:
            add(connection, one, now, configured=True)
        elif _only_wanted(before) != one:
            change(connection, before, one)
    for gone in known.values():
        remove(connection, gone.id)


def _chosen(wanted: Wanted) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in Wanted.model_fields}


def _only_wanted(wanted: Wanted) -> Wanted:
    return Wanted(**_chosen(wanted))


def _latest_news(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(news.c.id), 0))).scalar_one())


def _as_subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        **_chosen(Wanted.model_validate_json(row.body)),
        id=row.id,
        state=SubscriptionState(row.state),
        since=row.since,
        created=row.created,
        configured=row.configured,
        after=row.after,
        token=row.token,
    )
