"""Notices what proves wrong of what was sent: a changed date, party or kind, a story withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from alerts.facts import DROPPED, changes, facts_of, joined
from alerts.news import active, recipients
from model.alerts import DeliveryState, Event, EventSort, Facts, Subscription, Topic
from store import Mark, Post, Recipient, Store, Telling

CHANGES_MARK = "changes"
_BATCH = 1_000
#: How far back stories are looked at that are no story any more.
_MEMORY = timedelta(days=90)


class Known(NamedTuple):
    """What a channel knows of a story, and whether a correction of that waits already."""

    told: Facts
    waits: bool


def take_changes(store: Store, now: datetime, zone: str) -> int:
    """Write deliveries for corrections of what was sent; return how many are new."""
    count = 0
    while True:
        mark = store.outbox.marks(CHANGES_MARK).get(CHANGES_MARK)
        changed = store.outbox.changed_stories(int(mark or 0), _BATCH)
        if not changed:
            return count + _take_vanished(store, now, zone)
        posts = _posts(store, dict(changed), now, zone)
        moved = Mark(name=CHANGES_MARK, before=mark, after=str(changed[-1][1]))
        count += store.outbox.post(posts, [moved], now) or 0


def known_facts(tellings: Iterable[Telling]) -> dict[tuple[str, str, str], Known]:
    """Return what channels know, by subscription, channel and story, where they know anything."""
    facts: dict[tuple[str, str, str], Facts] = {}
    waits: set[tuple[str, str, str]] = set()
    for one in tellings:
        key = (one.subscription, one.channel, one.story)
        if one.state is DeliveryState.SENT and one.told is not None:
            facts[key] = joined(facts.get(key), one.told)
        elif one.sort is EventSort.CORRECTION and one.state is not DeliveryState.DEAD:
            waits.add(key)
    return {key: Known(told, key in waits) for key, told in facts.items()}


def present_facts(store: Store, stories: Sequence[str]) -> dict[str, Facts]:
    """Return what is told of stories today; those that were dropped or are none are so."""
    found = {one.story.id: facts_of(one) for one in store.told(stories)}
    return {name: found.get(name, DROPPED) for name in stories}


def _take_vanished(store: Store, now: datetime, zone: str) -> int:
    gone = dict.fromkeys(store.outbox.vanished(now - _MEMORY), 0)
    posts = _posts(store, gone, now, zone) if gone else []
    return (store.outbox.post(posts, [], now) or 0) if posts else 0


def _posts(store: Store, changed: Mapping[str, int], now: datetime, zone: str) -> list[Post]:
    wanting = {one.id: one for one in active(store) if Topic.CORRECTIONS in one.what}
    tellings = store.outbox.tellings(changed) if wanting else []
    known = known_facts(one for one in tellings if one.subscription in wanting)
    present = present_facts(store, sorted({story for _, _, story in known}))
    found: defaultdict[str, list[Recipient]] = defaultdict(list)
    for (identity, channel, story), one in known.items():
        if not one.waits and changes(one.told, present[story], store.agreement):
            found[story] += _only(wanting[identity], channel, now, zone)
    return [
        Post(event=_event(story, changed[story], now), recipients=tuple(told))
        for story, told in found.items()
    ]


def _event(story: str, version: int, now: datetime) -> Event:
    key = f"{EventSort.CORRECTION}:{story}:{version}"
    return Event(key=key, sort=EventSort.CORRECTION, item=story, at=now)


def _only(one: Subscription, channel: str, now: datetime, zone: str) -> list[Recipient]:
    return [to for to in recipients(one, now, zone) if to.channel == channel]
