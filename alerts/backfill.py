"""Tells a new subscription what was news before it was made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from alerts.news import BATCH, posts_of
from model.alerts import Subscription
from store import News, NewsSort, Store


def backfill(store: Store, one: Subscription, since: datetime, now: datetime, zone: str) -> int:
    """Write deliveries for stories published from ``since`` on; return how many are new."""
    recent = list(store.outbox.published_since(since))
    count = 0
    for start in range(0, len(recent), BATCH):
        rows = list(_as_news(store, recent[start : start + BATCH], one.after + 1))
        count += store.outbox.post(posts_of(store, rows, [one], now, zone), [], now) or 0
    return count


def _as_news(store: Store, stories: list[str], number: int) -> Iterator[News]:
    for name in stories:
        yield News(id=number, item=name, sort=NewsSort.PARTNERSHIP)
    for kept in store.agreements(stories=stories):
        yield News(id=number, item=kept.id, sort=NewsSort.AGREEMENT)
