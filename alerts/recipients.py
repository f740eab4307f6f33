"""Who is sent a paper that goes out by itself: a message of its own to each channel."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime

from alerts.news import active
from model.alerts import Topic
from store import Recipient, Store

_KEY_BYTES = 16


def recipients_of(store: Store, topic: Topic, now: datetime) -> Iterator[Recipient]:
    """Yield the channels of active subscriptions that want a sort of papers; due at once."""
    for one in active(store):
        if topic in one.what:
            for channel in one.to:
                key = secrets.token_hex(_KEY_BYTES)
                yield Recipient(subscription=one.id, channel=channel, due=now, key=key)
