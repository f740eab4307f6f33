"""Whatever happens to stories, an index that follows its queue ends up with what the store has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.records import Agreement, Decision, Label
from store import Queued, Store, Told
from tests.store.erasing import GONE
from tests.store.readings import MORNING, agreement, reading, state, text_about

#: Pages of earlier examples stay known as deleted, so each example has pages of its own.
_examples = count()
EVENTS, SITES = 2, 2


class Index:
    """An index that takes documents in any order: the greatest version of each id counts."""

    def __init__(self) -> None:
        self.versions: dict[str, tuple[int, bool]] = {}

    def write(self, identity: str, version: int, *, exists: bool) -> None:
        held, existed = self.versions.get(identity, (0, False))
        if version == held:
            assert exists == existed, f"{identity} is there and gone in version {version}"
        if version > held:
            self.versions[identity] = version, exists

    def documents(self) -> dict[str, int]:
        return {name: version for name, (version, exists) in self.versions.items() if exists}


class Written(NamedTuple):
    """What one drain wrote, to be written once more later."""

    rows: list[Queued]
    told: list[Told]


class Follower:
    """A store, and an index for each of its builds."""

    def __init__(self, store: Store, example: int) -> None:
        self.store, self.example = store, example
        self.indexes: dict[str, Index] = {}
        self.written: list[tuple[str, Written]] = []

    def save(self, event: int, site: int, part: int, papers: int) -> None:
        """Save half of an event's text, or all of it, which makes one story of two."""
        partner = f"Universitas Melati {event}"
        lines = text_about("Lapas Cempaka", partner, seed=event).splitlines()
        told: tuple[Agreement, ...] = (
            agreement(partner=partner, signed_on=None),
            agreement("Rutan Kelas I Intan", f"PMI Kota {event}", signed_on=None),
        )
        read = reading(
            f"https://media{site}.example/{self.example}/{event}",
            label=(Label.PARTNERSHIP, Label.CANDIDATE, Label.PARTNERSHIP, Label.OTHER)[part],
            text="\n".join((lines[:6], lines[6:], lines, lines)[part]),
            agreements=told[:papers],
        )
        self.store.save(read, state(read))

    def delete(self, place: int) -> None:
        found = sorted(story.id for story in self.store.stories())
        if found:
            assert self.store.erasing.story(found[place % len(found)], GONE)

    def decide(self, place: int) -> None:
        """Keep, drop, or take back what was decided last of a story."""
        found = sorted(story.id for label in Label for story in self.store.stories(label=label))
        if not found:
            return
        name = found[place % len(found)]
        if place % 3 == 2:
            self.store.undo(name, "rina", MORNING)
        else:
            self.store.decide(name, list(Decision)[place % 3], "rina", MORNING)

    def begin(self) -> None:
        name = str(len(self.indexes) + 1)
        self.store.indexing.begin(
            name, "embedded", keep=next(iter(self.store.indexing.builds("embedded")), None)
        )
        self.indexes[name] = Index()

    def drain(self, limit: int) -> None:
        for build in self.store.indexing.builds("embedded"):
            rows = self.store.indexing.pending(build, limit)
            written = Written(rows, self.store.told([row.item for row in rows]))
            self.written.append((build, written))
            write(self.indexes[build], written)
            self.store.indexing.done(build, rows)

    def requeue(self, place: int) -> None:
        known = [name for name, _ in self.store.versions()]
        for build in self.store.indexing.builds("embedded"):
            self.store.indexing.requeue(build, [*known[place::3], "aunknown"])

    def refuse(self, limit: int) -> None:
        for build in self.store.indexing.builds("embedded"):
            rows = self.store.indexing.pending(build, limit)
            self.store.indexing.set_aside(build, dict.fromkeys(rows, "refused"))


def write(index: Index, written: Written) -> None:
    there = {found.story.id for found in written.told}
    for row in written.rows:
        if row.item not in there:
            index.write(row.item, row.version, exists=False)
    for found in written.told:
        for name in (found.story.id, *(kept.id for kept in found.agreements)):
            index.write(name, found.version, exists=True)


def steps() -> st.SearchStrategy[list[Callable[[Follower], Any]]]:
    saving = st.builds(
        lambda *values: lambda follower: follower.save(*values),
        st.integers(0, EVENTS - 1),
        st.integers(0, SITES - 1),
        st.integers(0, 3),
        st.integers(0, 2),
    )

    def call(name: str, values: Iterable[int]) -> st.SearchStrategy[Callable[[Follower], Any]]:
        return st.sampled_from(list(values)).map(
            lambda value: lambda follower: getattr(follower, name)(value)
        )

    drain = call("drain", (1, 50, 50))
    return st.lists(
        st.one_of(
            *[saving] * 4,
            *[drain] * 4,
            call("delete", range(3)),
            *[call("decide", range(9))] * 3,
            call("requeue", range(3)),
            call("refuse", (1, 50)),
            st.just(Follower.begin),
        ),
        min_size=6,
        max_size=16,
    )


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(actions=steps())
def test_an_index_that_follows_ends_up_with_what_the_store_has(
    store: Store, actions: list[Callable[[Follower], Any]]
) -> None:
    for story in [*store.stories(), *store.stories(label=Label.OTHER)]:
        store.erasing.story(story.id, GONE)
    for build in store.indexing.builds("embedded"):
        store.indexing.forget(build)
    follower = Follower(store, next(_examples))
    follower.begin()
    for action in actions:
        action(follower)
    for build in store.indexing.builds("embedded"):
        store.indexing.retry(build)
        while store.indexing.waiting(build):
            follower.drain(3)
    # Written once more, late: no older version wins.
    for build, written in reversed(follower.written):
        write(follower.indexes[build], written)
    versions = list(store.versions())
    assert versions == sorted(versions)
    for build in store.indexing.builds("embedded"):
        assert follower.indexes[build].documents() == dict(versions)


def test_all_versions_are_read_in_the_order_of_ids_over_many_pages(
    store: Store, monkeypatch: Any
) -> None:
    monkeypatch.setattr("store.telling.PAGE", 3)
    follower = Follower(store, next(_examples))
    for event in range(7):
        follower.save(event, 0, 2, 2)
    versions = list(store.versions())
    assert versions == sorted(versions)
    expected = {kept.id: kept.stories[0] for kept in store.agreements()}
    expected |= {story.id: story.id for story in store.stories()}
    told = {found.story.id: found.version for found in store.told(list(expected.values()))}
    assert dict(versions) == {name: told[story] for name, story in expected.items()}
