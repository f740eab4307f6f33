"""Turns what is news in the store into deliveries: who is to be told of it.

News is taken in the order in which it came, and written to the outbox in the transaction that moves
the bookmark beyond it: a kill at any moment loses nothing and tells nothing twice.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from alerts.forms import asked_by
from alerts.timing import next_due, zone_of
from model.alerts import (
    DeliveryState,
    Event,
    EventSort,
    Subscription,
    SubscriptionState,
    Topic,
)
from model.exceptions import QueryError
from search import Matcher, Matches, asks_for, matcher
from store import Mark, News, NewsSort, Post, Recipient, Store, Telling

logger = logging.getLogger(__name__)

#: Rows of news that are matched at once.
BATCH = 1_000
NEWS_MARK = "news"
_NOTHING = Matches(frozenset(), frozenset())


class Subject(NamedTuple):
    """Something new: its event, and by which id queries find it; ``number`` is that of the news."""

    number: int
    event: Event
    found_as: str


def take_news(store: Store, now: datetime, zone: str) -> int:
    """Write deliveries for all that is news; return how many are new.

    ``zone`` is the default one of digests.
    """
    count = 0
    while True:
        mark = store.outbox.marks(NEWS_MARK).get(NEWS_MARK)
        rows = store.news(int(mark or 0), BATCH)
        if not rows:
            return count
        # Read after the news: who subscribes meanwhile has asked for none of it.
        subscriptions = active(store)
        posts = posts_of(store, rows, subscriptions, now, zone) if subscriptions else []
        moved = Mark(name=NEWS_MARK, before=mark, after=str(rows[-1].id))
        count += store.outbox.post(posts, [moved], now) or 0


def active(store: Store) -> list[Subscription]:
    """Return the subscriptions that are told of what happens."""
    return [one for one in store.subscriptions.all() if one.state is SubscriptionState.ACTIVE]


def recipients(one: Subscription, now: datetime, zone: str) -> Iterator[Recipient]:
    """Yield every channel of a subscription, with when it is told of what happens at ``now``."""
    due = next_due(one, now, zone_of(one, zone))
    for channel in one.to:
        yield Recipient(subscription=one.id, channel=channel, due=due)


def found_by(one: Subscription, match: Matcher) -> Matches:
    """Return what a subscription's query finds; nothing, and a word in the log, where it is wrong.

    Queries are checked when they are kept: only a later Pantau can find one wrong.
    """
    try:
        return match.find(asked_by(one))
    except QueryError as error:
        logger.warning("Subscription %s is not matched: %s", one.id, error)
        return _NOTHING


def posts_of(
    store: Store,
    rows: Sequence[News],
    subscriptions: Sequence[Subscription],
    now: datetime,
    zone: str,
) -> list[Post]:
    """Return the events of news, each with those subscriptions that are to be told of it."""
    stories = [row.item for row in rows if row.sort is not NewsSort.AGREEMENT]
    ids = [row.item for row in rows if row.sort is NewsSort.AGREEMENT]
    tellers = {one.id: one.stories or (one.teller,) for one in store.agreements(ids=ids)}
    told = store.told(sorted({*stories, *(names[0] for names in tellers.values())}))
    subjects = _subjects(rows, {one.story.id for one in told}, tellers, now)
    match = matcher(told)
    known = _known(store, tellers)
    wanted: defaultdict[str, list[Recipient]] = defaultdict(list)
    for one in subscriptions:
        for subject in _wanted(one, subjects, found_by(one, match), tellers, known):
            wanted[subject.event.key] += recipients(one, now, zone)
    return [
        Post(event=subject.event, recipients=tuple(wanted[subject.event.key]))
        for subject in subjects.values()
        if wanted[subject.event.key]
    ]


def _subjects(
    rows: Sequence[News], shown: set[str], tellers: dict[str, tuple[str, ...]], now: datetime
) -> dict[tuple[EventSort, str], Subject]:
    """What is new, by sort and id, stories before agreements.

    What went into another one, or was dropped, since it was news is left out.
    """
    found: dict[tuple[EventSort, str], Subject] = {}
    for row in sorted(rows, key=lambda row: row.sort is NewsSort.AGREEMENT):
        if row.sort is NewsSort.AGREEMENT:
            story = tellers.get(row.item, ("",))[0]
            sort, body = EventSort.AGREEMENT, {"agreement": row.item}
        else:
            story, body = row.item, {}
            sort = EventSort.CANDIDATE if row.sort is NewsSort.CANDIDATE else EventSort.STORY
        if story in shown:
            key = f"{sort}:{row.item}"
            event = Event(key=key, sort=sort, item=story, at=now, body=body)
            found[sort, row.item] = Subject(row.id, event, row.item)
    return found


def _wanted(
    one: Subscription,
    subjects: dict[tuple[EventSort, str], Subject],
    found: Matches,
    tellers: dict[str, tuple[str, ...]],
    known: dict[tuple[str, str], list[Telling]],
) -> Iterator[Subject]:
    """Yield what a subscription is told; agreements not, where their story is told with them."""
    sorts = [EventSort.STORY] if Topic.STORIES in one.what else []
    # What is near the line is told to those alone who ask for it by its label.
    if sorts and found.stories and asks_for(asked_by(one), "label"):
        sorts.append(EventSort.CANDIDATE)
    telling: set[str] = set()
    for sort in sorts:
        for identity in sorted(found.stories):
            subject = subjects.get((sort, identity))
            if subject is not None and subject.number > one.after:
                telling.add(identity)
                yield subject
    if Topic.AGREEMENTS not in one.what:
        return
    for identity in sorted(found.agreements):
        subject = subjects.get((EventSort.AGREEMENT, identity))
        if subject is None or subject.number <= one.after:
            continue
        is_told = any(
            story in telling or _tells(known.get((one.id, story), []), identity)
            for story in tellers[identity]
        )
        if not is_told:
            yield subject


def _known(
    store: Store, tellers: dict[str, tuple[str, ...]]
) -> dict[tuple[str, str], list[Telling]]:
    """What was, or is to be, told of the stories of agreements, by subscription and story."""
    found: defaultdict[tuple[str, str], list[Telling]] = defaultdict(list)
    for one in store.outbox.tellings({name for names in tellers.values() for name in names}):
        found[one.subscription, one.story].append(one)
    return dict(found)


def _tells(tellings: Sequence[Telling], agreement: str) -> bool:
    """Whether a message told of an agreement with its story; one that waits will."""
    return any(
        one.sort is EventSort.STORY
        and (
            one.state is not DeliveryState.SENT
            or (one.told is not None and agreement in one.told.agreements)
        )
        for one in tellings
    )
