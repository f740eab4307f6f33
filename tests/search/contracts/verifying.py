"""The index is compared with the store, and mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from search import (
    matching_ids,
    rebuild,
    sync,
    verify,
)
from search.engine import SearchEngine
from search.schema import documents
from store import Store, Told
from tests.search.followed import drop, held, save, versions
from tests.search.library import write
from tests.store.erasing import GONE


class VerifyingContract:
    """Holds for every engine."""

    def test_an_index_that_is_right_is_told_so(self, store: Store, engine: SearchEngine) -> None:
        for number in range(3):
            save(store, number)
        checked = verify(store, engine)
        assert checked.build == engine.current
        assert (checked.stories, checked.agreements) == (3, 3)
        assert (checked.missing_count, checked.stale_count, checked.extra_count) == (0, 0, 0)
        assert (checked.waiting, checked.set_aside, checked.mended) == (0, 0, True)

    def test_an_index_that_was_tampered_with_is_mended(
        self, store: Store, engine: SearchEngine
    ) -> None:
        for number in range(8):
            save(store, number)
        sync(store, engine)
        agreements, stories = held(engine)[:8], held(engine)[8:]
        told = store.told([stories[0].id, stories[2].id])
        drop(engine, [stories[0], agreements[1]])
        build = engine.current
        assert build is not None
        # Of a version that the store has not reached.
        stale = [
            replace(documents(one)[0], version=one.version + 50)
            for one in told
            if one.story.id == stories[2].id
        ]
        stranger = replace(
            documents(told[0])[0], id="szzzzzzzzzzz", story="szzzzzzzzzzz", version=1
        )
        write(engine, build, [*stale, stranger])
        checked = verify(store, engine)
        assert set(checked.missing) == {stories[0].id, agreements[1].id}
        assert checked.missing_count == 2
        assert checked.stale == (stories[2].id,)
        assert checked.extra == ("szzzzzzzzzzz",)
        assert checked.mended
        assert (checked.stories, checked.agreements) == (8, 8)
        assert held(engine) == versions(store)
        assert verify(store, engine).missing_count == 0

    def test_content_that_differs_under_the_same_version_is_mended(
        self, store: Store, engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("search.contents.BATCH", 2)
        kept = [save(store, number) for number in range(5)]
        sync(store, engine)
        found = verify(store, engine, content=True)
        assert (found.altered_count, found.altered, found.mended) == (0, (), True)
        build = engine.current
        assert build is not None
        (first,), (other,) = (store.told([name]) for name in (kept[0], kept[3]))
        _, deed = documents(first)
        whole, _ = documents(other)
        wrong = [
            replace(deed, values={**deed.values, "kind": ("lainnya",)}),
            replace(whole, text={**whole.text, "title": ("Lapas Palsu",)}),
        ]
        write(engine, build, wrong)
        assert matching_ids(engine, "palsu") == {kept[3]}

        unseen = verify(store, engine)
        assert (unseen.altered_count, unseen.altered) == (None, ())
        found = verify(store, engine, content=True)
        assert set(found.altered) == {deed.id, whole.id}
        assert (found.altered_count, found.stale_count, found.mended) == (2, 0, True)
        assert matching_ids(engine, "palsu") == set()
        assert held(engine) == versions(store)
        assert verify(store, engine, content=True).altered_count == 0

    def test_what_waits_or_is_gone_has_no_content_to_differ(
        self, store: Store, engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = [save(store, number) for number in range(3)]
        sync(store, engine)
        read = store.told

        def while_others_save(ids: Sequence[str]) -> list[Told]:
            save(store, 0, title="Lapas Cempaka0 berubah")
            store.erasing.story(kept[1], GONE)
            return read(ids)

        monkeypatch.setattr(store, "told", while_others_save)
        found = verify(store, engine, content=True)
        assert (found.altered, found.mended) == ((), True)

    def test_an_index_that_was_emptied_is_filled(self, store: Store, engine: SearchEngine) -> None:
        kept = {save(store, number) for number in range(6)}
        sync(store, engine)
        drop(engine, held(engine))
        assert matching_ids(engine, "lapas") == set()
        checked = verify(store, engine)
        assert (checked.missing_count, checked.mended) == (12, True)
        assert matching_ids(engine, "lapas") == kept

    def test_what_cannot_be_mended_is_told(self, store: Store, engine: SearchEngine) -> None:
        kept = save(store, 1)
        sync(store, engine)
        drop(engine, held(engine))
        (told,) = store.told([kept])
        assert engine.current is not None
        # Of a version that this store will not reach.
        write(engine, engine.current, [replace(one, version=2**31) for one in documents(told)])
        checked = verify(store, engine)
        assert checked.stale_count == 2
        assert not checked.mended
        rebuild(store, engine)
        assert verify(store, engine).mended

    def test_what_waits_is_not_taken_for_wrong(
        self, store: Store, engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(4):
            save(store, number)
        sync(store, engine)
        first = next(iter(store.versions()))[0]
        stories = [one.id for one in store.stories()]
        read = store.versions

        def while_others_save() -> Iterator[tuple[str, int]]:
            save(store, 50)
            save(store, 0, title="Lapas Cempaka0 berubah")
            store.erasing.story(stories[0], GONE)
            yield from read()

        monkeypatch.setattr(store, "versions", while_others_save)
        checked = verify(store, engine)
        assert (checked.missing, checked.stale, checked.extra) == ((), (), ())
        assert checked.waiting > 0
        monkeypatch.undo()
        sync(store, engine)
        assert held(engine) == versions(store)
        assert first
