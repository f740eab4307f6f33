"""Every build of the index has a queue of its own, in which no change is missed."""

from __future__ import annotations

from datetime import timedelta

from model.records import Label
from store import SetAside, Store
from tests.store.readings import MORNING, agreement, reading, state, text_about


def save(store: Store, number: int, title: str = "Judul", **other: object) -> str:
    """Save a page of its own story; return the story."""
    partner = f"Universitas Melati {number}"
    values: dict[str, object] = {
        "text": text_about("Lapas Cempaka", partner, seed=number),
        "agreements": (agreement(partner=partner),),
        **other,
    }
    read = reading(f"https://a.example/{number}", title=title, **values)  # type: ignore[arg-type]
    return store.save(read, state(read)).story or ""


def items(store: Store, build: str) -> list[str]:
    return [row.item for row in store.indexing.pending(build, 100)]


def test_without_a_build_nothing_is_queued(store: Store) -> None:
    save(store, 1)
    assert store.indexing.builds("embedded") == []
    assert store.indexing.pending("1", 10) == []
    assert store.indexing.waiting("1") == 0
    assert store.indexing.begin("1", "embedded") == 1
    assert store.indexing.waiting("1") == 1


def test_the_queue_forgets_only_what_was_indexed(store: Store) -> None:
    store.indexing.begin("1", "embedded")
    one, two = save(store, 1), save(store, 2)
    rows = store.indexing.pending("1", 10)
    assert [row.item for row in rows] == [one, two]
    assert store.indexing.pending("1", 1) == rows[:1]
    assert save(store, 1, title="Judul lain") == one
    store.indexing.done("1", rows)
    (left,) = store.indexing.pending("1", 10)
    assert left.item == one
    assert left.version > rows[1].version > rows[0].version
    store.indexing.done("1", [])
    store.indexing.done("elsewhere", [left])
    assert store.indexing.pending("1", 10) == [left]
    store.indexing.done("1", [left])
    assert store.indexing.pending("1", 10) == []


def test_a_new_build_is_filled_beside_the_one_in_use(store: Store) -> None:
    store.indexing.begin("1", "embedded")
    one = save(store, 1)
    store.indexing.done("1", store.indexing.pending("1", 10))
    assert store.indexing.begin("2", "embedded", keep="1") == 1
    assert store.indexing.builds("embedded") == ["1", "2"]
    two = save(store, 2)
    assert items(store, "1") == [two]
    assert items(store, "2") == [one, two]
    store.indexing.use("2")
    assert store.indexing.builds("embedded") == ["2"]
    assert items(store, "1") == []
    assert items(store, "2") == [one, two]


def test_a_build_that_was_given_up_is_forgotten_by_the_next_one(store: Store) -> None:
    save(store, 1)
    for build in ("1", "2", "3"):
        store.indexing.begin(build, "embedded", keep="1")
    assert store.indexing.builds("embedded") == ["1", "3"]
    assert items(store, "2") == []
    store.indexing.forget("3")
    store.indexing.forget("nothing")
    assert store.indexing.builds("embedded") == ["1"]
    assert store.indexing.begin("1", "embedded", keep="1") == 1
    assert store.indexing.builds("embedded") == ["1"]
    assert len(items(store, "1")) == 1


def test_what_the_engine_refuses_is_set_aside_until_it_is_retried_or_changes(store: Store) -> None:
    store.indexing.begin("1", "embedded")
    one, two = save(store, 1), save(store, 2)
    first, second = store.indexing.pending("1", 10)
    store.indexing.set_aside("1", {first: "field [title] is \x00 too long", second: "no"})
    assert items(store, "1") == []
    assert store.indexing.set_aside_rows("1", 10) == [
        SetAside(item=one, version=first.version, reason="field [title] is  too long"),
        SetAside(item=two, version=second.version, reason="no"),
    ]
    assert store.indexing.waiting("1") == 0
    save(store, 1, title="Pendek")
    assert items(store, "1") == [one]
    assert [row.item for row in store.indexing.set_aside_rows("1", 10)] == [two]
    assert store.indexing.retry("1") == 1
    assert items(store, "1") == [one, two]
    assert store.indexing.retry("1") == 0
    store.indexing.set_aside("1", {})
    assert store.indexing.waiting("1") == 2


def test_what_changed_since_it_was_refused_waits_on(store: Store) -> None:
    store.indexing.begin("1", "embedded")
    one = save(store, 1)
    (refused,) = store.indexing.pending("1", 10)
    save(store, 1, title="Pendek")
    store.indexing.set_aside("1", {refused: "no"})
    assert items(store, "1") == [one]


def test_an_engine_ends_no_build_of_another(store: Store) -> None:
    one = save(store, 1)
    store.indexing.begin("1", "embedded")
    store.indexing.begin("2", "elasticsearch")
    store.indexing.begin("3", "elasticsearch")
    store.indexing.use("3")
    assert store.indexing.builds("embedded") == ["1"]
    assert store.indexing.builds("elasticsearch") == ["3"]
    assert items(store, "1") == items(store, "3") == [one]


def test_requeued_ids_win_over_all_that_any_build_holds(store: Store) -> None:
    one, two = save(store, 1), save(store, 2)
    for build in ("1", "2"):
        store.indexing.begin(build, "embedded", keep="1")
        store.indexing.done(build, store.indexing.pending(build, 10))
    newest = max(version for _, version in store.versions())
    kept = store.agreements(stories=[two])[0].id
    store.indexing.requeue("1", [one, kept, "sunknown"])
    rows = store.indexing.pending("1", 10)
    assert {row.item for row in rows} == {one, two, "sunknown"}
    assert {row.item for row in store.indexing.pending("2", 10)} == {one, two}
    assert all(row.version > newest for row in rows)
    told = {found.story.id: found.version for found in store.told([one, two, "sunknown"])}
    assert told == {row.item: row.version for row in rows if row.item != "sunknown"}


def test_many_rows_are_more_than_one_statement_takes(store: Store) -> None:
    store.indexing.begin("1", "embedded")
    gone = [f"sgone{number}" for number in range(1_200)]
    store.indexing.requeue("1", gone)
    rows = store.indexing.pending("1", 2_000)
    assert sorted(row.item for row in rows) == sorted(gone)
    store.indexing.done("1", rows[:1_100])
    assert store.indexing.pending("1", 2_000) == rows[1_100:]


def test_told_is_the_story_with_its_agreements(store: Store) -> None:
    one, two = sorted([save(store, 1), save(store, 2)])
    other = save(store, 3, agreements=())
    told = store.told([two, "sunknown", other, one, two])
    assert [found.story.id for found in told] == sorted([one, two, other])
    for found in told:
        assert found.story == store.story(found.story.id)
        assert list(found.agreements) == store.agreements(stories=[found.story.id])
        assert found.story.agreements == tuple(kept.id for kept in found.agreements)
        assert (found.story.id, found.version) in set(store.versions())
    assert store.told([]) == []


def test_a_story_is_older_by_its_publication_or_by_when_it_was_seen(store: Store) -> None:
    old = save(store, 1, published=MORNING - timedelta(days=400))
    new = save(store, 2)
    seen = save(store, 3, published=None)
    ids = [old, new, seen]
    assert store.older(Label.PARTNERSHIP, MORNING, ids) == {old}
    assert store.older(Label.PARTNERSHIP, MORNING + timedelta(days=1), ids) == set(ids)
    assert store.older(Label.PARTNERSHIP, MORNING, [new, "sunknown"]) == set()
    assert store.older(Label.CANDIDATE, MORNING, ids) == set()


def test_what_a_build_holds_in_a_later_version_is_queued_above_it(store: Store) -> None:
    store.indexing.begin("1", "embedded")
    one, two = save(store, 1), save(store, 2)
    store.indexing.requeue("1", [one, "sgone"], above=5_000)
    versions = dict(store.versions())
    assert versions[one] == 5_001
    assert versions[two] < 5_000
    queued = {row.item: row.version for row in store.indexing.pending("1", 10)}
    assert queued == {one: 5_001, two: versions[two], "sgone": 5_001}
    # A number that the counter has passed does not take it back.
    store.indexing.requeue("1", [two], above=10)
    assert dict(store.versions())[two] == 5_002
    save(store, 3)
    assert max(dict(store.versions()).values()) > 5_002
