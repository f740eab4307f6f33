"""The index follows the store, and what is too old leaves it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from model.exceptions import InputError, SearchError
from model.records import JAKARTA, Instrument, Label
from search import (
    Retention,
    index_status,
    matching_agreements,
    matching_ids,
    rebuild,
    search_stories,
    sync,
    verify,
)
from search.engine import FacetCount, SearchEngine
from store import Store
from tests.search.followed import FEBRUARY, held, save, versions
from tests.store.erasing import GONE
from tests.store.readings import MORNING, agreement, reading, state


class SyncingContract:
    """Holds for every engine."""

    def test_what_was_saved_is_found(self, store: Store, engine: SearchEngine) -> None:
        kept = save(store, 1)
        assert sync(store, engine) == 1
        result = search_stories(store, engine, "lembaga pemasyarakatan cempaka1")
        assert result.total == 1
        assert result.after is None
        (hit,) = result.hits
        assert hit.id == kept
        assert hit.title == "Lapas Cempaka1 teken PKS dengan Pemkot Seruni1"
        assert hit.articles[0].site == "harian.example"
        assert "«Lapas Cempaka1»" in hit.highlights[0] or "«Lapas» «Cempaka1»" in hit.highlights[0]
        assert held(engine) == versions(store)
        assert sync(store, engine) == 0

    def test_an_index_that_is_missing_is_made_by_the_first_search(
        self, store: Store, engine: SearchEngine
    ) -> None:
        save(store, 1)
        assert search_stories(store, engine, "cempaka1").total == 1

    def test_an_empty_store_has_an_empty_index(self, store: Store, engine: SearchEngine) -> None:
        assert search_stories(store, engine, "lapas").total == 0
        assert engine.current is not None
        save(store, 1)
        assert sync(store, engine) == 1

    def test_a_changed_story_is_found_as_it_is_now(
        self, store: Store, engine: SearchEngine
    ) -> None:
        save(store, 1)
        sync(store, engine)
        read = reading(url="https://harian.example/berita/1", title="Rutan Melati", agreements=())
        store.save(read, state(read))
        assert sync(store, engine) > 0
        assert matching_ids(engine, "cempaka1") == set()
        assert len(matching_ids(engine, "melati")) == 1
        # Its agreement is gone, too.
        assert held(engine) == versions(store)
        assert engine.size() == (1, 0)

    def test_a_story_that_is_gone_is_found_no_more(
        self, store: Store, engine: SearchEngine
    ) -> None:
        save(store, 1)
        deleted = save(store, 2)
        save(store, 3)
        sync(store, engine)
        read = reading(url="https://harian.example/berita/1", label=Label.OTHER)
        store.save(read, state(read, outcome="not_relevant"))
        assert store.erasing.story(deleted, GONE)
        assert sync(store, engine) == 2
        assert matching_ids(engine, "lapas") == {story.id for story in store.stories()}
        assert engine.size() == (1, 1)
        assert held(engine) == versions(store)

    def test_days_bound_a_search(self, store: Store, engine: SearchEngine) -> None:
        for number in (0, 1, 2):
            save(store, number)
        sync(store, engine)

        def titles(**bounds: date) -> list[str]:
            found = search_stories(store, engine, "lapas", sort="date", **bounds)  # type: ignore[arg-type]
            return [hit.title.split()[1] for hit in found.hits]

        assert titles() == ["Cempaka2", "Cempaka1", "Cempaka0"]
        assert titles(since=date(2026, 1, 30)) == ["Cempaka2", "Cempaka1"]
        assert titles(until=date(2026, 1, 29)) == ["Cempaka0"]
        assert titles(since=date(2026, 1, 30), until=date(2026, 1, 30)) == ["Cempaka1"]

    def test_pages_and_counts_come_with_a_search(self, store: Store, engine: SearchEngine) -> None:
        kept = {save(store, number) for number in range(5)}
        seen: list[str] = []
        after = None
        while True:
            result = search_stories(
                store, engine, "lapas", limit=2, after=after, facets=["year", "kind"]
            )
            seen += [hit.id for hit in result.hits]
            assert result.total == 5
            assert result.facets["year"] == (FacetCount("2026", 5),)
            after = result.after
            if after is None:
                break
        assert set(seen) == kept
        assert len(seen) == 5
        shown = result.model_dump(mode="json")
        assert shown["facets"]["kind"] == [{"value": "perjanjian_kerja_sama", "count": 5}]
        with pytest.raises(InputError, match=r"'colour'.*province"):
            search_stories(store, engine, "lapas", facets=["colour"])
        with pytest.raises(SearchError, match="--after"):
            search_stories(store, engine, "lapas", after="nonsense")

    def test_agreements_that_fit_are_told_from_others_of_their_story(
        self, store: Store, engine: SearchEngine
    ) -> None:
        told = (
            agreement(partner="Universitas Samudra", province="Banten"),
            agreement(partner="Yayasan Pelita", province="Jambi", kind=Instrument.NOTA_KESEPAHAMAN),
        )
        read = reading(agreements=told)
        store.save(read, state(read))
        sync(store, engine)
        (found,) = matching_agreements(store, engine, "kind:PKS province:Banten")
        assert found.province == "Banten"
        assert matching_agreements(store, engine, "kind:PKS province:Jambi") == []
        assert len(matching_agreements(store, engine, "cempaka")) == 2

    def test_old_stories_leave_the_index_and_stay_in_the_store(
        self, store: Store, engine: SearchEngine
    ) -> None:
        kept = [save(store, number) for number in range(4)]
        assert sync(store, engine) == 4
        since = datetime.combine((MORNING + timedelta(days=2)).date(), datetime.min.time(), JAKARTA)
        retention = Retention({Label.PARTNERSHIP: since})
        assert sync(store, engine, retention) == 2
        assert matching_ids(engine, "lapas") == set(kept[2:])
        assert engine.size() == (2, 2)
        assert len(store.stories()) == 4
        assert sync(store, engine, retention) == 0
        checked = verify(store, engine, retention)
        assert (checked.missing, checked.extra, checked.mended) == ((), (), True)
        rebuild(store, engine, retention)
        assert matching_ids(engine, "lapas") == set(kept[2:])
        # Kept longer again, they come back.
        assert verify(store, engine).missing_count == 4
        assert matching_ids(engine, "lapas") == set(kept)

    def test_each_label_has_its_own_age(self, store: Store, engine: SearchEngine) -> None:
        candidate = save(store, 1, label=Label.CANDIDATE, agreements=())
        partnership = save(store, 2)
        sync(store, engine)
        assert matching_ids(engine, "lapas") == {candidate, partnership}
        sync(store, engine, Retention({Label.CANDIDATE: FEBRUARY}))
        assert matching_ids(engine, "lapas") == {partnership}
        sync(store, engine, Retention({Label.PARTNERSHIP: FEBRUARY}))
        assert matching_ids(engine, "lapas") == set()

    def test_a_story_without_a_date_ages_from_when_it_was_seen(
        self, store: Store, engine: SearchEngine
    ) -> None:
        undated = save(store, 1, published=None)
        sync(store, engine)
        seen = MORNING + timedelta(hours=1)
        sync(store, engine, Retention({Label.PARTNERSHIP: seen}))
        assert matching_ids(engine, "lapas") == {undated}
        sync(store, engine, Retention({Label.PARTNERSHIP: seen + timedelta(minutes=1)}))
        assert matching_ids(engine, "lapas") == set()
        assert len(store.stories()) == 1

    def test_an_old_story_that_changes_stays_out(self, store: Store, engine: SearchEngine) -> None:
        save(store, 1)
        retention = Retention({Label.PARTNERSHIP: FEBRUARY})
        sync(store, engine, retention)
        assert matching_ids(engine, "lapas") == set()
        save(store, 1, title="Lapas Cempaka1 berubah")
        sync(store, engine, retention)
        assert matching_ids(engine, "lapas") == set()

    def test_the_status_tells_how_the_index_stands(
        self, store: Store, engine: SearchEngine
    ) -> None:
        save(store, 1)
        status = index_status(store, engine)
        assert (status.engine, status.build, status.builds) == (engine.name, None, ())
        assert status.waiting == 1
        assert status.problem is not None
        assert "pantau index sync" in status.problem
        sync(store, engine)
        save(store, 2)
        status = index_status(store, engine)
        assert status.build == engine.current
        assert status.builds == (engine.current,)
        assert (status.stories, status.agreements, status.waiting) == (1, 1, 1)
        assert status.problem is None
