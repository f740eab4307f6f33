"""The outbox: all or nothing, each row once, and one taker at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from model.alerts import DeliveryState, Event, EventSort, Subscription, SubscriptionState, Wanted
from store import Batch, Mark, Post, Recipient, Store
from tests.store.test_builds import save

NOW = datetime(2026, 1, 30, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)
CHANNEL = "mailto:a@b.example"


@pytest.fixture
def one(store: Store) -> Subscription:
    return store.subscriptions.add(Wanted(name="x", to=(CHANNEL,)), NOW)


def posted(one: Subscription, *names: str, due: datetime = NOW) -> list[Post]:
    to = Recipient(subscription=one.id, channel=CHANNEL, due=due)
    return [
        Post(
            event=Event(key=name, sort=EventSort.NOTICE, item=name, at=NOW, body={"title": name}),
            recipients=(to,),
        )
        for name in names
    ]


def mark(name: str, before: str | None, after: str) -> Mark:
    return Mark(name=name, before=before, after=after)


def test_a_row_is_there_once(store: Store, one: Subscription) -> None:
    assert store.outbox.post([*posted(one, "a", "b"), *posted(one, "a")], [], NOW) == 2
    assert store.outbox.post(posted(one, "b", "c", due=LATER), [], NOW) == 1
    assert [row.event for row in store.outbox.deliveries()] == ["c", "b", "a"]


def test_rows_and_bookmarks_are_written_together_or_not_at_all(
    store: Store, one: Subscription
) -> None:
    both = [mark("p:a", None, "1"), mark("p:b", None, "1")]
    assert store.outbox.post(posted(one, "a"), both, NOW) == 1
    wrong = [mark("p:a", "1", "2"), mark("p:b", "0", "2")]
    assert store.outbox.post(posted(one, "b"), wrong, NOW) is None
    assert store.outbox.marks("p:") == {"p:a": "1", "p:b": "1"}
    assert len(store.outbox.deliveries()) == 1
    assert store.outbox.post([], [mark("p:a", "1", "2")], NOW) == 0
    assert store.outbox.marks("p:") == {"p:a": "2", "p:b": "1"}


def test_news_from_before_the_table_was_made_has_a_bookmark(store: Store) -> None:
    assert store.outbox.marks("news") == {"news": "0"}
    assert set(store.outbox.marks("")) == {"news", "changes"}


def test_only_active_subscriptions_get_rows(store: Store, one: Subscription) -> None:
    store.subscriptions.put_state(one.id, SubscriptionState.PAUSED, NOW)
    assert store.outbox.post(posted(one, "a"), [], NOW) == 0


def test_a_message_has_one_taker_until_its_time_is_over(store: Store, one: Subscription) -> None:
    store.outbox.post(posted(one, "a", "b"), [], NOW)
    (batch,) = store.outbox.due(NOW)
    assert batch == Batch(subscription=one.id, channel=CHANNEL, key=None)
    taken = store.outbox.claim(batch, NOW, LATER)
    assert [row.event for row in taken] == ["a", "b"]
    assert len({row.key for row in taken}) == 1
    assert store.outbox.claim(batch, NOW, LATER) == []
    assert store.outbox.due(NOW, everything=True) == []
    (again,) = store.outbox.due(LATER)
    assert again.key == taken[0].key
    second = store.outbox.claim(again, LATER, LATER + timedelta(minutes=10))
    assert [row.attempts for row in second] == [2, 2]
    assert {row.tried for row in second} == {NOW}
    assert not store.outbox.sent(taken, LATER, {})
    assert store.outbox.sent(second, LATER, {})
    assert {row.state for row in store.outbox.deliveries()} == {DeliveryState.SENT}


def test_what_comes_meanwhile_is_another_message(store: Store, one: Subscription) -> None:
    store.outbox.post(posted(one, "a"), [], NOW)
    (batch,) = store.outbox.due(NOW)
    taken = store.outbox.claim(batch, NOW, LATER)
    assert store.outbox.failed(taken, "shut", LATER)
    store.outbox.post(posted(one, "b"), [], NOW)
    first, second = store.outbox.due(LATER)
    assert (first.key, second.key) == (taken[0].key, None)
    assert [row.event for row in store.outbox.claim(first, LATER, LATER)] == ["a"]


def test_one_message_is_tried_again_or_all(store: Store, one: Subscription) -> None:
    for name in ("a", "b"):
        store.outbox.post(posted(one, name), [], NOW)
        taken = store.outbox.claim(store.outbox.due(NOW)[0], NOW, LATER)
        store.outbox.died(taken, "refused")
    assert store.outbox.due(LATER, everything=True) == []
    number = store.outbox.deliveries()[0].id
    assert store.outbox.retry(NOW, number) == 1
    assert len(store.outbox.due(NOW)) == 1
    assert store.outbox.retry(NOW) == 1
    assert len(store.outbox.due(NOW)) == 2
    assert store.outbox.retry(NOW) == 0


def test_a_status_counts_every_state(store: Store, one: Subscription) -> None:
    empty = store.outbox.status()
    assert set(empty.counts) == set(DeliveryState)
    assert empty.oldest is None
    store.outbox.post(posted(one, "a", due=LATER), [], NOW)
    status = store.outbox.status()
    assert status.counts[DeliveryState.PENDING] == 1
    assert (status.oldest, status.next_due) == (NOW, LATER)


def of_story(one: Subscription, story: str) -> Post:
    event = Event(key=f"story:{story}", sort=EventSort.STORY, item=story, at=NOW)
    to = Recipient(subscription=one.id, channel=CHANNEL, due=NOW)
    return Post(event=event, recipients=(to,))


def sent(store: Store, posts: list[Post]) -> None:
    store.outbox.post(posts, [], NOW)
    for batch in store.outbox.due(NOW):
        taken = store.outbox.claim(batch, NOW, LATER)
        assert store.outbox.sent(taken, NOW, {})


def tidied(store: Store, before: datetime) -> int:
    never = NOW - timedelta(days=9)
    return store.forget(runs=never, visits=never, history=never, deliveries=before).deliveries


def test_old_notices_go_and_what_guards_against_telling_twice_stays(
    store: Store, one: Subscription
) -> None:
    kept = save(store, 1)
    sent(store, [*posted(one, "a", "b"), of_story(one, "sgone0000000"), of_story(one, kept)])
    sent(store, posted(one, "last"))
    store.outbox.post(posted(one, "waits"), [], NOW)
    assert tidied(store, NOW) == 0
    assert tidied(store, LATER) == 3
    left = [row.event for row in store.outbox.deliveries()]
    assert left == ["waits", "last", f"story:{kept}"]
    assert set(store.outbox.events(["a", "b", "story:sgone0000000", "last"])) == {"last"}
    assert store.outbox.post([of_story(one, kept)], [], LATER) == 0
