"""How an index follows the store, whichever engine it is.

An engine's own tests subclass :class:`FollowingContract` and give the fixtures ``engine``, empty
and the test's own, ``again``, which opens it once more as another process does, and ``store``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from model.exceptions import InputError, SearchError
from model.records import JAKARTA, Instrument, Label
from search import (
    Retention,
    index_status,
    matching_agreements,
    matching_ids,
    rebuild,
    retry,
    search_stories,
    sync,
    verify,
)
from search.engine import FacetCount, Held, Refused, SearchEngine, Writer
from search.rebuilding import prepare
from search.schema import Document, documents
from store import Store
from tests.search.contract import Again
from tests.search.library import write
from tests.store.readings import MORNING, agreement, reading, state, text_about

FEBRUARY = datetime(2026, 2, 1, tzinfo=UTC)


def save(store: Store, number: int, **values: object) -> str:
    """Keep the story of one page of its own."""
    unit, partner = f"Lapas Kelas IIB Cempaka{number}", f"Pemerintah Kota Seruni{number}"
    read = reading(
        **{  # type: ignore[arg-type]
            "url": f"https://harian.example/berita/{number}",
            "title": f"Lapas Cempaka{number} teken PKS dengan Pemkot Seruni{number}",
            "text": text_about(unit, partner, seed=number),
            "published": MORNING + timedelta(days=number),
            "agreements": (agreement(unit, partner, signed_on=date(2026, 1, 1 + number % 28)),),
            **values,
        }
    )
    saved = store.save(read, state(read)).story
    assert saved is not None
    return saved


def versions(store: Store) -> list[Held]:
    return [Held(*one) for one in sorted(store.versions())]


def held(engine: SearchEngine) -> list[Held]:
    assert engine.current is not None
    return list(engine.held(engine.current))


def drop(engine: SearchEngine, gone: Iterable[Held]) -> None:
    """Take documents out of the index in use, behind the store's back."""
    assert engine.current is not None
    with engine.writer(engine.current) as writer:
        writer.drop(gone)
        assert writer.commit() == []


class Picky:
    """An engine that refuses documents in which a word stands, as one with strict fields does.

    Where not told otherwise, it is so with stories and agreements.
    """

    def __init__(self, engine: SearchEngine, word: str, *, agreements: bool = True) -> None:
        self._engine = engine
        self._word = word
        self._agreements = agreements

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    @contextmanager
    def writer(self, build: str) -> Iterator[Writer]:
        with self._engine.writer(build) as writer:
            yield _PickyWriter(writer, self._word, agreements=self._agreements)


class _PickyWriter:
    def __init__(self, writer: Writer, word: str, *, agreements: bool) -> None:
        self._writer = writer
        self._word = word
        self._agreements = agreements
        self._refused: list[Refused] = []

    def put(self, documents: Iterable[Document]) -> None:
        fine = []
        for document in documents:
            taken = document.is_agreement and not self._agreements
            if self._word in document.text["title"][0] and not taken:
                self._refused.append(Refused(document.id, f"field [x] of {self._word} is no date"))
            else:
                fine.append(document)
        self._writer.put(fine)

    def drop(self, gone: Iterable[Held]) -> None:
        self._writer.drop(gone)

    def commit(self) -> list[Refused]:
        refused, self._refused = self._refused, []
        return [*self._writer.commit(), *refused]


def picky(engine: SearchEngine, word: str, *, agreements: bool = True) -> SearchEngine:
    made: object = Picky(engine, word, agreements=agreements)
    return made  # type: ignore[return-value]  # the rest is the engine's own


class FollowingContract:
    """Holds for every engine."""

    # Syncing

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
        assert store.delete_story(deleted)
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

    # Builds

    def test_an_index_of_another_store_is_made_anew(
        self, store: Store, engine: SearchEngine, caplog: pytest.LogCaptureFixture
    ) -> None:
        save(store, 1)
        sync(store, engine)
        first = engine.current
        assert first is not None
        store.forget_build(first)
        save(store, 2)
        status = index_status(store, engine)
        assert status.problem is not None
        assert "another store" in status.problem
        assert sync(store, engine) == 2
        assert "another store" in caplog.text
        assert engine.builds() == [engine.current] != [first]
        assert held(engine) == versions(store)

    def test_a_rebuild_replaces_the_build_and_may_keep_the_old_one(
        self, store: Store, engine: SearchEngine
    ) -> None:
        for number in range(3):
            save(store, number)
        sync(store, engine)
        first = engine.current
        assert rebuild(store, engine) == 3
        second = engine.current
        assert engine.builds() == [second] == store.builds(engine.kind)
        assert rebuild(store, engine, keep_old=True) == 3
        third = engine.current
        assert engine.builds() == [second, third]
        assert store.builds(engine.kind) == [third]
        assert rebuild(store, engine, keep_old=True) == 3
        assert engine.builds() == [third, engine.current]
        assert len({first, second, third, engine.current}) == 4

    def test_what_a_killed_rebuild_left_goes_with_the_next(
        self, store: Store, engine: SearchEngine
    ) -> None:
        save(store, 1)
        sync(store, engine)
        orphan = engine.begin()
        store.begin_build(orphan, engine.kind, engine.current)
        save(store, 2)
        assert sync(store, engine) == 1
        assert index_status(store, engine).builds == (engine.current, orphan)
        rebuild(store, engine)
        assert engine.builds() == store.builds(engine.kind) == [engine.current]

    def test_a_rebuild_ends_when_another_one_takes_over(
        self, store: Store, engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        save(store, 1)
        sync(store, engine)
        first = engine.current
        begin = store.begin_build

        def taken_over(build: str, kind: str, keep: str | None = None) -> int:
            queued = begin(build, kind, keep)
            begin(f"{build}other", kind, keep)
            return queued

        monkeypatch.setattr(store, "begin_build", taken_over)
        with pytest.raises(SearchError, match="Another rebuild"):
            rebuild(store, engine)
        assert engine.current == first
        assert engine.builds() == [first]
        monkeypatch.undo()
        assert rebuild(store, engine) == 1

    def test_a_rebuild_that_fails_leaves_the_old_index(
        self, store: Store, engine: SearchEngine
    ) -> None:
        for number in range(30):
            save(store, number)
        sync(store, engine)
        first = engine.current
        with pytest.raises(SearchError, match=r"takes none of .*is no date.*index rebuild"):
            rebuild(store, picky(engine, "Lapas"))
        assert engine.current == first
        assert engine.builds() == store.builds(engine.kind) == [first]
        assert len(matching_ids(engine, "lapas")) == 30

    def test_a_rebuild_never_shows_less_and_loses_nothing(
        self, store: Store, engine: SearchEngine, again: Again
    ) -> None:
        for number in range(12):
            save(store, number)
        sync(store, engine)
        seen: list[int] = []
        wrong: list[BaseException] = []
        done = threading.Event()

        def repeat(work: object) -> None:
            try:
                while not done.is_set():
                    work()  # type: ignore[operator]
            except BaseException as error:  # noqa: BLE001 - told by the test
                wrong.append(error)

        reader, writer, numbers = again(), again(), iter(range(100, 1_000))

        def save_and_sync() -> None:
            number = next(numbers)
            kept = save(store, number)
            sync(store, writer)
            assert kept in matching_ids(writer, f"cempaka{number}")

        def search() -> None:
            found = search_stories(store, reader, "lapas", sort="date").total
            seen.append(found)

        threads = [threading.Thread(target=repeat, args=[work]) for work in (search, save_and_sync)]
        for thread in threads:
            thread.start()
        for _ in range(3):
            rebuild(store, engine)
        done.set()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert seen == sorted(seen)
        assert seen[0] >= 12
        assert held(engine) == versions(store)
        assert verify(store, engine).missing_count == 0

    # What is refused

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

    # Verifying

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
        drop(engine, [stories[0], agreements[1], stories[2]])
        build = engine.current
        assert build is not None
        stale = [
            replace(documents(one)[0], version=0) for one in told if one.story.id == stories[2].id
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
            store.delete_story(stories[0])
            yield from read()

        monkeypatch.setattr(store, "versions", while_others_save)
        checked = verify(store, engine)
        assert (checked.missing, checked.stale, checked.extra) == ((), (), ())
        assert checked.waiting > 0
        monkeypatch.undo()
        sync(store, engine)
        assert held(engine) == versions(store)
        assert first

    # Retention

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

    # Status

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
