"""Tells of agreements that come to their end, once for each agreement and number of days."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from alerts.news import active, found_by, recipients
from model.alerts import Event, EventSort, Subscription, Topic
from model.records import KeptAgreement
from model.terms import last_day
from search import matcher
from store import Mark, Post, Recipient, Store

EXPIRY_MARK = "expiry"


def take_expiring(store: Store, now: datetime, zone: str) -> int:
    """Write deliveries for agreements that end within the days that somebody asked for.

    Those that end today are among them, those that have ended are not. Days are those of ``zone``.
    Each day is looked at once, and again when another subscription asks. Returns how many
    deliveries are new.
    """
    wanting = [one for one in active(store) if Topic.EXPIRING in one.what]
    if not wanting:
        return 0
    today = now.astimezone(ZoneInfo(zone)).date()
    before = store.outbox.marks(EXPIRY_MARK).get(EXPIRY_MARK)
    mark = Mark(name=EXPIRY_MARK, before=before, after=_asked_on(today, wanting))
    if mark.before == mark.after:
        return 0
    ending = _ending(store, today, max(one.days for one in wanting))
    posts = _posts(ending, _found(store, ending, wanting, now, zone), now) if ending else []
    return store.outbox.post(posts, [mark], now) or 0


def _asked_on(today: date, wanting: Sequence[Subscription]) -> str:
    """Tell a day, and what was asked on it, from others."""
    asked = repr(sorted((one.id, one.days, one.query or "") for one in wanting))
    return f"{today}:{hashlib.sha256(asked.encode()).hexdigest()[:16]}"


def _found(
    store: Store,
    ending: Sequence[KeptAgreement],
    wanting: Sequence[Subscription],
    now: datetime,
    zone: str,
) -> dict[tuple[str, int], list[Recipient]]:
    """Who is to be told of which agreement, by that and by the days that they asked for."""
    today = now.astimezone(ZoneInfo(zone)).date()
    match = matcher(store.told(sorted({one.teller for one in ending})))
    found: defaultdict[tuple[str, int], list[Recipient]] = defaultdict(list)
    for one in wanting:
        ids = found_by(one, match).agreements
        for agreement in _within(ending, today, one.days):
            if agreement.id in ids:
                found[agreement.id, one.days] += recipients(one, now, zone)
    return found


def _ending(store: Store, today: date, days: int) -> list[KeptAgreement]:
    return _within(store.agreements(), today, days)


def _within(agreements: Sequence[KeptAgreement], today: date, days: int) -> list[KeptAgreement]:
    last = today + timedelta(days=days)
    return [one for one in agreements if (end := _open_end(one, today)) and today <= end <= last]


def _open_end(agreement: KeptAgreement, today: date) -> date | None:
    """Return when an agreement ends; null where it was ended, or renewed, before that."""
    is_ended = agreement.ended_on is not None and agreement.ended_on <= today
    return None if is_ended or agreement.renewed_by else last_day(agreement)


def _posts(
    ending: Sequence[KeptAgreement],
    found: dict[tuple[str, int], list[Recipient]],
    now: datetime,
) -> list[Post]:
    stories = {one.id: one.teller for one in ending}
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
