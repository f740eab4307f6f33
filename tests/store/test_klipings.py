"""Klipings as rows, on both databases: never changed blindly, gone with what is deleted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from model.alerts import Event, EventSort, Wanted
from model.audit import Act, Deed
from model.exceptions import ConflictError
from model.kliping import Clip, Content, Coverage, Entry, Kliping, KlipingState, Section, Step
from model.records import Label
from store import Post, Recipient, Store
from tests.store.erasing import GONE
from tests.store.readings import MORNING, reading, state

DAY = date(2026, 1, 29)
END = datetime(2026, 1, 29, 0, 30, tzinfo=UTC)


def kliping(day: date = DAY, revision: int = 1, *entries: Entry, sent: bool = False) -> Kliping:
    end = END + (day - DAY)
    content = Content(
        office="Kanwil Ditjenpas Banten",
        zone="Asia/Jakarta",
        start=end - timedelta(days=1),
        end=end,
        entries=entries,
        coverage=Coverage(checked=1, watched=2, known_ends=0, agreements=0),
    )
    step = Step(state=KlipingState.SENT if sent else KlipingState.DRAFT, by="Rina", at=end)
    return Kliping(
        day=day, state=step.state, revision=revision, built=end, steps=(step,), content=content
    )


def deed(act: Act = Act.EDIT) -> Deed:
    return Deed(act=act, by="Rina", at=END, subject=f"kliping {DAY}")


def send(store: Store, made: Kliping, *items: str) -> None:
    store.klipings.send(made, items, [], deed(Act.SEND))


def test_a_kliping_comes_back_as_it_was_kept(store: Store) -> None:
    made = kliping()
    store.klipings.put(made, deed())

    assert store.klipings.find(DAY) == made
    assert store.klipings.find(DAY - timedelta(days=1)) is None
    assert store.klipings.latest(5) == [made]
    assert store.klipings.latest(5, before=DAY) == []
    assert store.klipings.last_sent() is None


@pytest.mark.parametrize("revision", [1, 3])
def test_only_the_next_revision_is_kept(store: Store, revision: int) -> None:
    store.klipings.put(kliping(), deed())

    with pytest.raises(ConflictError, match="somebody else changed"):
        store.klipings.put(kliping(DAY, revision), deed())

    assert len(store.audit.deeds(5)) == 1


def test_what_was_sent_is_never_put_again(store: Store) -> None:
    send(store, kliping(sent=True), "https://a.example/1")

    with pytest.raises(ConflictError, match="stays as it is"):
        store.klipings.put(kliping(DAY, 2), deed())

    assert store.klipings.last_sent() == (DAY, END)
    tomorrow = DAY + timedelta(days=1)
    items = ["https://a.example/1", "https://a.example/2"]
    assert store.klipings.told(items, tomorrow) == {"https://a.example/1"}
    assert store.klipings.told(items, DAY) == set()


def test_periods_follow_each_other(store: Store) -> None:
    send(store, kliping(sent=True))

    with pytest.raises(ConflictError, match="was sent already, after that of 2026-01-28"):
        send(store, kliping(DAY - timedelta(days=1), sent=True))
    with pytest.raises(ConflictError, match="put it together anew"):
        send(store, kliping(DAY + timedelta(days=3), sent=True))
    send(store, kliping(DAY + timedelta(days=1), sent=True))


def test_what_cannot_be_sent_leaves_nothing_behind(store: Store) -> None:
    send(store, kliping(sent=True))
    one = store.subscriptions.add(Wanted(name="x", to=("mailto:a@x.example",)), END)
    event = Event(key="kliping:x", sort=EventSort.KLIPING, item="2026-01-29", at=END)
    to = Recipient(subscription=one.id, channel=one.to[0], due=END, key="k1")

    with pytest.raises(ConflictError):
        store.klipings.send(
            kliping(DAY, 2, sent=True), ["b"], [Post(event=event, recipients=(to,))], deed(Act.SEND)
        )

    assert store.outbox.deliveries() == []
    assert store.klipings.told(["b"], DAY + timedelta(days=9)) == set()


def test_a_message_with_a_key_of_its_own_goes_alone(store: Store) -> None:
    one = store.subscriptions.add(Wanted(name="x", to=("mailto:a@x.example",)), END)
    posts = [
        Post(
            event=Event(key=name, sort=EventSort.KLIPING, item=name, at=END),
            recipients=(Recipient(subscription=one.id, channel=one.to[0], due=END, key=key),),
        )
        for name, key in (("a", "k1"), ("b", "k2"), ("c", None))
    ]
    store.outbox.post(posts, [], END)

    batches = store.outbox.due(END)

    assert {batch.key for batch in batches} == {"k1", "k2", None}
    taken = [store.outbox.claim(batch, END, END + timedelta(minutes=1)) for batch in batches]
    assert sorted(len(rows) for rows in taken) == [1, 1, 1]


def test_pages_that_are_no_story_are_told_by_title(store: Store) -> None:
    read = reading("https://a.example/x", Label.OTHER, (), title="Lapas Cempaka panen raya")
    seen = MORNING + timedelta(hours=1)
    store.save(read, state(read, "not_relevant", fetched_at=seen))

    [page] = store.klipings.others(MORNING, seen)

    assert (page.url, page.title, page.published) == (read.url, "Lapas Cempaka panen raya", MORNING)
    assert store.klipings.others(seen, seen + timedelta(hours=1)) == []


def test_what_is_deleted_leaves_klipings_that_were_sent_too(store: Store) -> None:
    read = reading()
    name = store.save(read, state(read)).story
    assert name is not None
    clip = Clip(url=read.url, outlet="Harian", title="Lapas Cempaka teken PKS")
    other = Clip(url="https://b.example/2", outlet="Kabar", title="Rutan Melati teken PKS")
    entries = (
        Entry(key="a1", section=Section.NEW, title="", story=name, clips=(clip,)),
        Entry(key="a2", section=Section.NEW, title="", clips=(clip, other)),
    )
    send(store, kliping(DAY, 1, *entries, sent=True), read.url, other.url)

    store.erasing.story(name, GONE)

    kept = store.klipings.find(DAY)
    assert kept is not None
    [entry] = kept.content.entries
    assert (entry.key, entry.clips) == ("a2", (other,))
    later = DAY + timedelta(days=1)
    assert store.klipings.told([read.url, other.url], later) == {other.url}
