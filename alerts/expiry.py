"""Tells of agreements that come to their end, once for each agreement and number of days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from alerts.news import active, found_by, recipients
from model.alerts import Event, EventSort, Topic
from model.records import KeptAgreement
from search import matcher
from store import Post, Recipient, Store


def take_expiring(store: Store, now: datetime, zone: str) -> int:
    """Write deliveries for agreements that end within the days that somebody asked for.

    Those that end today are among them, those that have ended are not. Days are those of ``zone``.
    Returns how many deliveries are new.
    """
    wanting = [one for one in active(store) if Topic.EXPIRING in one.what]
    if not wanting:
        return 0
    today = now.astimezone(ZoneInfo(zone)).date()
    ending = _ending(store, today, max(one.days for one in wanting))
    if not ending:
        return 0
    match = matcher(store.told(sorted({one.stories[0] for one in ending})))
    found: defaultdict[tuple[str, int], list[Recipient]] = defaultdict(list)
    for one in wanting:
        ids = found_by(one, match).agreements
        for agreement in _within(ending, today, one.days):
            if agreement.id in ids:
                found[agreement.id, one.days] += recipients(one, now, zone)
    posts = _posts(ending, found, now)
    return (store.outbox.post(posts, [], now) or 0) if posts else 0


def _ending(store: Store, today: date, days: int) -> list[KeptAgreement]:
    return _within(store.agreements(), today, days)


def _within(agreements: Sequence[KeptAgreement], today: date, days: int) -> list[KeptAgreement]:
    last = today + timedelta(days=days)
    return [one for one in agreements if one.valid_until and today <= one.valid_until <= last]


def _posts(
    ending: Sequence[KeptAgreement],
    found: dict[tuple[str, int], list[Recipient]],
    now: datetime,
) -> list[Post]:
    stories = {one.id: one.stories[0] for one in ending}
    return [
        Post(
            event=Event(
                key=f"{EventSort.EXPIRING}:{agreement}:{days}",
                sort=EventSort.EXPIRING,
                item=stories[agreement],
                at=now,
                body={"agreement": agreement, "days": days},
            ),
            recipients=tuple(to),
        )
        for (agreement, days), to in found.items()
    ]
