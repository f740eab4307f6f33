"""What is deleted is gone from every table, from every build, and does not come back."""

from __future__ import annotations

from sqlalchemy import select

from store import Saved, Store
from store.tables import metadata
from tests.store.readings import agreement, reading, state, text_about

LINES = text_about("Lapas Cempaka", "Pemkot Seruni").splitlines()
OTHER = reading(
    "https://b.example/lain",
    agreements=(agreement("Rutan Kelas I Intan", "PMI Kota Intan"),),
    text=text_about("Rutan Intan", "PMI", seed=5),
    title="Lain",
)


def everything(store: Store) -> str:
    """All that any table holds, as one text."""
    with store._database.read() as connection:
        tables = [table for table in metadata.sorted_tables if table.name != "index_queue"]
        return "\n".join(str(row) for table in tables for row in connection.execute(select(table)))


def test_a_deleted_story_is_gone_and_stays_gone(store: Store) -> None:
    read = reading(title="Judul rahasia")
    copy = reading("https://kabar.example/x", title="Judul salinan")
    for page in (read, copy):
        saved = store.save(page, state(page, etag='"1"', detail="rahasia"))
    kept = store.save(OTHER, state(OTHER))
    name = saved.story or ""
    (agreed,) = store.agreements(stories=[name])
    for build in ("1", "2"):
        store.begin_build(build, "embedded", keep="1")
        store.indexed(build, store.pending(build, 10))
    newest = max(version for _, version in store.versions())
    assert store.delete_story(name)
    left = everything(store)
    assert not [word for word in ("rahasia", "salinan", name, agreed.id, "Seruni") if word in left]
    assert [story.id for story in store.stories()] == [kept.story]
    for build in ("1", "2"):
        rows = store.pending(build, 10)
        assert {row.item for row in rows} == {name, agreed.id}
        assert all(row.version > newest for row in rows)
    assert not store.delete_story(name)
    again = store.save(read, state(read, etag='"2"', detail="rahasia"))
    assert again == Saved(story=None, new_story=False, new_agreements=0, changed=False)
    store.remember([state(copy, outcome="timeout", detail="rahasia")])
    assert everything(store) == left
    explained = store.explain(read.url)
    assert explained is not None
    assert (explained.page.outcome, explained.reading) == ("deleted", None)


def test_a_story_is_deleted_by_an_id_that_leads_to_it(store: Store) -> None:
    first = reading("https://a.example/1", agreements=(), text="\n".join(LINES[:6]))
    second = reading("https://b.example/2", text="\n".join(LINES[6:]))
    one, two = (store.save(page, state(page)) for page in (first, second))
    assert one.story != two.story
    whole = reading("https://c.example/3", text="\n".join(LINES))
    store.save(whole, state(whole))
    assert store.delete_story(two.story or "")
    assert store.story(one.story or "") is None
    assert store.story(two.story or "") is None
    assert store.counts().stories == 0


def test_what_is_no_story_is_not_deleted(store: Store) -> None:
    store.save(OTHER, state(OTHER))
    (kept,) = store.agreements()
    for identity in ("", "sunknown", kept.id, OTHER.url):
        assert not store.delete_story(identity)
    assert store.counts().stories == 1
