"""What the engine refuses is set aside, and blocks nothing."""

from __future__ import annotations

import pytest

from model.exceptions import SearchError
from search import (
    index_status,
    matching_ids,
    rebuild,
    retry,
    search_stories,
    sync,
    verify,
)
from search.engine import SearchEngine
from search.rebuilding import prepare
from store import Store
from tests.search.followed import picky, save


class RefusingContract:
    """Holds for every engine."""

    def test_what_is_refused_is_set_aside_and_blocks_nothing(
        self, store: Store, engine: SearchEngine
    ) -> None:
        prepare(store, engine)
        poison = save(store, 1)
        fine = save(store, 2)
        fussy = picky(engine, "Cempaka1")
        assert sync(store, fussy) == 1
        assert matching_ids(engine, "lapas") == {fine}
        status = index_status(store, engine)
        assert status.waiting == 0
        (refusal,) = status.set_aside
        assert refusal.id == poison
        assert "is no date" in refusal.reason
        assert sync(store, fussy) == 0
        checked = verify(store, fussy)
        assert (checked.missing, checked.set_aside, checked.mended) == ((), 1, True)
        assert rebuild(store, fussy) == 1
        assert [one.id for one in index_status(store, engine).set_aside] == [poison]
        assert retry(store, fussy) == 0
        assert retry(store, engine) == 1
        assert matching_ids(engine, "lapas") == {fine, poison}
        assert index_status(store, engine).set_aside == ()

    def test_what_was_refused_is_tried_again_when_it_changes(
        self, store: Store, engine: SearchEngine
    ) -> None:
        prepare(store, engine)
        kept = save(store, 1)
        fussy = picky(engine, "Cempaka1")
        sync(store, fussy)
        save(store, 1, title="Lapas Cempaka tanpa angka")
        assert sync(store, fussy) == 1
        assert matching_ids(engine, "lapas") == {kept}

    def test_where_nothing_is_taken_the_index_is_wrong_not_the_documents(
        self, store: Store, engine: SearchEngine
    ) -> None:
        prepare(store, engine)
        kept = {save(store, number) for number in range(12)}
        with pytest.raises(SearchError, match=r"takes none of .*is no date.*index rebuild"):
            sync(store, picky(engine, "Lapas"))
        status = index_status(store, engine)
        assert (status.waiting, status.set_aside) == (12, ())
        assert sync(store, engine) == 12
        assert matching_ids(engine, "lapas") == kept

    def test_an_index_that_takes_no_story_is_told_though_it_takes_agreements(
        self, store: Store, engine: SearchEngine
    ) -> None:
        prepare(store, engine)
        for number in range(12):
            save(store, number)
        with pytest.raises(SearchError, match="takes none of 12 stories"):
            sync(store, picky(engine, "Lapas", agreements=False))
        assert index_status(store, engine).waiting == 12

    def test_an_index_that_took_no_story_is_not_put_to_use(
        self, store: Store, engine: SearchEngine
    ) -> None:
        save(store, 1)
        sync(store, engine)
        before = engine.current
        with pytest.raises(SearchError, match=r"takes no story .*is no date"):
            rebuild(store, picky(engine, "Lapas"))
        assert engine.current == before
        assert len(matching_ids(engine, "lapas")) == 1

    def test_a_search_waits_for_a_few_changes_and_tells_of_many(
        self,
        store: Store,
        engine: SearchEngine,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        assert search_stories(store, engine, "lapas").total == 0
        save(store, 1)
        assert search_stories(store, engine, "lapas").total == 1
        monkeypatch.setattr("search.following.FEW", 1)
        save(store, 2)
        save(store, 3)
        assert search_stories(store, engine, "lapas").total == 1
        assert "2 changes wait for the search index" in caplog.text
