"""What is deleted is gone from every table, from every build, and does not come back."""

from __future__ import annotations

from sqlalchemy import select

from store import Saved, Store, Tombstone
from store.pages import key_of
from store.tables import metadata
from store.tombstones import hash_of
from tests.store.erasing import GONE
from tests.store.readings import agreement, reading, state, text_about

LINES = text_about("Lapas Cempaka", "Pemkot Seruni").splitlines()
OTHER = reading(
    "https://b.example/lain",
    agreements=(agreement("Rutan Kelas I Intan", "PMI Kota Intan"),),
    text=text_about("Rutan Intan", "PMI", seed=5),
    title="Lain",
)
#: Tables that name by its id what is gone.
_OF_WHAT_IS_GONE = {"index_queue", "audit", "tombstone"}


def everything(store: Store) -> str:
    """All that any table holds but what says that something is gone, as one text."""
    with store._database.read() as connection:
        tables = [table for table in metadata.sorted_tables if table.name not in _OF_WHAT_IS_GONE]
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
        store.indexing.begin(build, "embedded", keep="1")
        store.indexing.done(build, store.indexing.pending(build, 10))
    newest = max(version for _, version in store.versions())
    assert store.erasing.story(name, GONE)
    left = everything(store)
    assert not [word for word in ("rahasia", "salinan", name, agreed.id, "Seruni") if word in left]
    assert [story.id for story in store.stories()] == [kept.story]
    for build in ("1", "2"):
        rows = store.indexing.pending(build, 10)
        assert {row.item for row in rows} == {name, agreed.id}
        assert all(row.version > newest for row in rows)
    assert not store.erasing.story(name, GONE)
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
    assert store.erasing.story(two.story or "", GONE)
    assert store.story(one.story or "") is None
    assert store.story(two.story or "") is None
    assert store.counts().stories == 0


def test_what_is_no_story_is_not_deleted(store: Store) -> None:
    store.save(OTHER, state(OTHER))
    (kept,) = store.agreements()
    for identity in ("", "sunknown", kept.id, OTHER.url):
        assert not store.erasing.story(identity, GONE)
    assert store.counts().stories == 1


def test_a_store_from_before_obeys_what_was_forgotten_since(store: Store) -> None:
    tomb = _tomb_of(store, OTHER.url)
    store.save(OTHER, state(OTHER))
    assert store.counts().stories == 0
    (kept,) = store.erasing.tombstones()
    assert kept == tomb
    read = reading()
    store.save(read, state(read))
    (other,) = [one.model_copy(update={"address": _hash_of(read.url)}) for one in (tomb,)]
    assert store.erasing.obey([other]) == 1
    assert store.counts().stories == 0
    assert store.erasing.obey([other]) == 0
    assert len(store.erasing.tombstones()) == 2


def test_what_had_been_sent_is_told(store: Store) -> None:
    read = reading()
    saved = store.save(read, state(read))
    erased = store.erasing.story(saved.story or "", GONE)
    assert erased is not None
    assert (erased.pages, erased.sent) == (1, ())
    (deed,) = store.audit.deeds(5)
    assert (deed.act, deed.by, deed.subject) == ("forget", GONE.by, saved.story)
    assert read.url not in str(deed.detail)


def _tomb_of(store: Store, url: str) -> Tombstone:
    store.erasing.address(url, GONE)
    tomb = store.erasing.tombstone(url)
    assert tomb is not None
    return tomb


def _hash_of(url: str) -> str:
    return hash_of(key_of(url))
