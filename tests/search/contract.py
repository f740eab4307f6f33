"""What every search engine does.

An engine's own tests subclass :class:`EngineContract` and give the fixtures ``engine``, empty and
the test's own, and ``again``, which opens what ``engine`` works on once more, as another process
does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.exceptions import SearchError
from search import tree
from search.engine import FacetCount, Found, Held, Match, SearchEngine, Size, Sort
from search.query import understand
from search.schema import FACET_FIELDS, Document
from tests.search.library import all_documents, fill, library, story, told, write

Again = Callable[[], SearchEngine]

NEWEST = ["s20", "s19", "s18", "s17", "s16", "s14", "s13", "s11", "s10", "s08"]
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
#: Signs that text in a web address may have.
URL_SAFE = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def ids(engine: SearchEngine, query: str, limit: int = 100) -> list[str]:
    return [match.story for match in engine.search(understand(query), limit, "relevance").matches]


def numbered(count: int, title: str = "Lapas sama") -> list[Document]:
    made: list[Document] = []
    for number in range(count):
        day = datetime(2026, 1, 1 + number % 3, tzinfo=UTC) if number % 10 else None
        made += told(story(f"n{number:04}", title, published=day))
    return made


def in_order(documents: list[Document]) -> list[str]:
    """The ids of stories that fit equally well, newest first."""

    def rank(document: Document) -> tuple[bool, float, str]:
        moment = document.moment
        return moment is None, -(moment or NEVER).timestamp(), document.id

    return [document.id for document in sorted(documents, key=rank)]


def pages(engine: SearchEngine, query: str, limit: int, sort: Sort) -> Iterator[Found]:
    after = None
    while True:
        found = engine.search(understand(query), limit, sort, after)
        yield found
        after = found.after
        if after is None:
            return


def walked(engine: SearchEngine, query: str, limit: int, sort: Sort) -> list[str]:
    return [match.story for page in pages(engine, query, limit, sort) for match in page.matches]


class EngineContract:
    """Holds for every engine."""

    @pytest.fixture
    def full(self, engine: SearchEngine) -> SearchEngine:
        """The library, in the engine of the test."""
        fill(engine, all_documents())
        return engine

    # Order and totals

    def test_the_newest_come_first_when_sorted_by_date(self, full: SearchEngine) -> None:
        found = full.search(tree.Everything(), 10, "date")
        assert found.total == len(library())
        assert [match.story for match in found.matches] == NEWEST
        assert {match.score for match in found.matches} == {0.0}

    def test_a_story_without_a_date_comes_last(self, full: SearchEngine) -> None:
        assert full.search(tree.Everything(), 100, "date").matches[-1].story == "s12"

    def test_what_is_only_filtered_is_sorted_by_date(self, full: SearchEngine) -> None:
        assert ids(full, "site:kabarnegeri") == ["s08", "s04", "s03"]

    def test_a_hit_in_the_title_comes_before_one_in_the_text(self, full: SearchEngine) -> None:
        assert ids(full, "narkotika")[0] == "s18"

    def test_boosts_change_the_order(self, full: SearchEngine) -> None:
        assert ids(full, "kediri^20 OR kupang")[0] == "s03"
        assert ids(full, "kediri OR kupang^20")[0] == "s04"

    def test_words_score_and_filters_do_not(self, full: SearchEngine) -> None:
        (match,) = full.search(understand("gunungsitoli"), 10, "relevance").matches
        assert isinstance(match, Match)
        assert match.score > 0
        filtered = full.search(understand("kind:PKS"), 10, "relevance").matches
        assert {str(match.score) for match in filtered} == {"0.0"}

    def test_ties_are_broken_by_date_and_id_wherever_the_list_is_cut(
        self, engine: SearchEngine
    ) -> None:
        written = numbered(100)
        fill(engine, written[::-1])
        expected = in_order(written)
        for limit in (1, 7, 40, 99, 100, 500):
            for query, sort in (("lapas", "relevance"), ("lapas", "date"), ("*", "relevance")):
                found = engine.search(understand(query), limit, sort)  # type: ignore[arg-type]
                assert found.total == 100
                assert [match.story for match in found.matches] == expected[:limit]
                assert (found.after is None) == (limit >= 100)

    def test_a_text_that_is_missing_is_no_word(self, engine: SearchEngine) -> None:
        fill(engine, told(story("z1", "Lapas Kediri")))
        for query in ("?", "???", "0_?", "0_0", "00~2", "record"):
            assert not ids(engine, query), query
        assert ids(engine, "?????") == ["z1"]

    # Pages

    def test_pages_give_every_story_once_and_in_order(self, full: SearchEngine) -> None:
        sorts: tuple[Sort, ...] = ("relevance", "date")
        for sort in sorts:
            for query in ("lapas", "*", "kind:PKS", "NOT lapas", "*sa*", "lapas OR rutan^3"):
                whole = [match.story for match in full.search(understand(query), 99, sort).matches]
                for limit in (1, 2, 3, 7, 20):
                    assert walked(full, query, limit, sort) == whole

    def test_every_page_tells_the_total(self, full: SearchEngine) -> None:
        total = full.search(understand("lapas"), 1, "date").total
        assert {page.total for page in pages(full, "lapas", 2, "date")} == {total}
        assert {page.total for page in pages(full, "lapas", 2, "relevance")} == {total}

    def test_pages_go_through_ties(self, engine: SearchEngine) -> None:
        written = numbered(90)
        fill(engine, written)
        for query, sort in (("lapas", "relevance"), ("lapas", "date"), ("*", "relevance")):
            assert walked(engine, query, 7, sort) == in_order(written)  # type: ignore[arg-type]

    def test_pages_by_date_outlive_changes(self, engine: SearchEngine, again: Again) -> None:
        written = numbered(40)
        build = fill(engine, written)
        first = engine.search(tree.Everything(), 15, "date")
        stayed = in_order(written)
        gone = {stayed[3], stayed[20]}
        with engine.writer(build) as writer:
            writer.drop(Held(name, 1) for name in gone)
            # One that is newer than all, and one that was there and is written anew.
            writer.put(told(story("z1", "Lapas", published=datetime(2027, 1, 1, tzinfo=UTC))))
            again_there = datetime(2026, 1, 1, tzinfo=UTC)
            writer.put(told(story("n0021", "Rutan", published=again_there), version=2))
            writer.commit()
        seen = [match.story for match in first.matches]
        after = first.after
        while after is not None:
            page = again().search(tree.Everything(), 15, "date", after)
            seen += [match.story for match in page.matches]
            after = page.after
        assert len(seen) == len(set(seen))
        assert [name for name in seen if name not in gone] == [
            name for name in stayed if name not in gone
        ]

    def test_where_a_page_ends_can_stand_in_an_address(self, full: SearchEngine) -> None:
        after = full.search(understand("lapas"), 2, "relevance").after
        assert after is not None
        assert set(after) <= URL_SAFE

    @pytest.mark.parametrize(
        "after", ["", "x", "é", "a b", "AAAA", "e30", "W10", "bnVsbA", "A" * 5_000, "\0", "-1"]
    )
    def test_what_is_no_page_is_refused(self, full: SearchEngine, after: str) -> None:
        sorts: tuple[Sort, ...] = ("relevance", "date")
        for sort in sorts:
            with pytest.raises(SearchError, match="begin again without --after"):
                full.search(understand("lapas"), 2, sort, after)

    def test_a_page_of_another_order_is_refused(self, full: SearchEngine) -> None:
        after = full.search(understand("lapas"), 2, "relevance").after
        with pytest.raises(SearchError, match="begin again without --after"):
            full.search(understand("lapas"), 2, "date", after)

    @settings(
        max_examples=50,
        deadline=None,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.differing_executors,
        ],
    )
    @given(data=st.data())
    def test_a_damaged_page_is_refused_or_read(
        self, full: SearchEngine, data: st.DataObject
    ) -> None:
        whole = full.search(understand("lapas"), 2, "relevance").after
        assert whole is not None
        place = data.draw(st.integers(0, len(whole) - 1))
        sign = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
        after = whole[:place] + sign + whole[place + 1 :]
        refused = False
        try:
            total = full.search(understand("lapas"), 2, "relevance", after).total
        except SearchError as error:
            refused = "--after" in str(error)
        assert refused or total == 8

    # Facets

    def test_stories_are_counted_by_their_values(self, full: SearchEngine) -> None:
        counts = full.facets(tree.Everything(), ["province", "partner_kind", "year", "label"])
        assert counts["province"][:3] == [
            FacetCount("Banten", 2),
            FacetCount("Bali", 1),
            FacetCount("DKI Jakarta", 1),
        ]
        assert counts["partner_kind"][:3] == [
            FacetCount("pemerintah_daerah", 2),
            FacetCount("perguruan_tinggi", 2),
            FacetCount("swasta", 2),
        ]
        assert counts["year"] == [
            FacetCount("2026", 16),
            FacetCount("2025", 2),
            FacetCount("2023", 1),
        ]
        assert sum(found.count for found in counts["label"]) == len(library())

    def test_only_what_was_found_is_counted(self, full: SearchEngine) -> None:
        counts = full.facets(understand("province:banten kind:PKS"), FACET_FIELDS)
        assert counts["unit"] == [
            FacetCount("Lapas Kelas IIA Cilegon", 1),
            FacetCount("Rutan Kelas IIA Ambon", 1),
        ]
        assert counts["site"] == [FacetCount("kabarserang.example", 1)]
        assert list(counts) == list(FACET_FIELDS)
        nothing = full.facets(understand("tidakada"), ["unit"])
        assert nothing == {"unit": []}

    def test_the_kinds_of_partners_are_asked_by_their_names(self, full: SearchEngine) -> None:
        assert set(ids(full, "partner_kind:swasta")) == {"s09", "s18"}
        assert ids(full, "partner_kind:BNN") == ["s02"]
        assert set(ids(full, 'partner_kind:"Perguruan Tinggi"')) == {"s05", "s15"}

    # Agreements

    def test_agreements_are_asked_one_by_one(self, full: SearchEngine) -> None:
        assert full.stories(understand("kind:PKS province:Maluku")) == {"s05"}
        assert full.agreements(understand("kind:PKS province:Maluku")) == set()
        assert full.agreements(understand("kind:PKS province:Banten")) == {"a05"}
        assert full.agreements(understand("title:naskah")) == {"a05", "a06"}
        period = tree.Period("signed_on", date(2026, 2, 2), date(2026, 2, 28))
        assert full.agreements(period) == {"a06"}

    # Writing

    def test_documents_are_replaced_and_dropped(self, full: SearchEngine, again: Again) -> None:
        build = full.current
        assert build is not None
        with full.writer(build) as writer:
            writer.put(told(story("s03", "Bapas Malang"), version=2))
            writer.drop([Held("a03", 2), Held("s08", 1), Held("a09", 1), Held("never", 7)])
            assert writer.commit() == []
        for engine in (full, again()):
            assert ids(engine, "kediri") == []
            assert ids(engine, "malang") == ["s03"]
            assert ids(engine, "batam") == []
            assert engine.agreements(understand("province:jatim")) == set()
            assert engine.size() == Size(len(library()) - 1, 10)

    def test_an_older_version_never_wins(self, engine: SearchEngine) -> None:
        build = fill(engine, told(story("s1", "Lapas baru"), version=5))
        for version in (4, 5, 6):
            write(engine, build, told(story("s1", f"Lapas versi{version}"), version=version))
        assert list(engine.held(build)) == [Held("s1", 6)]
        write(engine, build, told(story("s1", "Lapas lama"), version=3))
        assert ids(engine, "versi6") == ["s1"]
        with engine.writer(build) as writer:
            writer.drop([Held("s1", 5)])
            writer.commit()
        assert ids(engine, "versi6") == ["s1"]
        with engine.writer(build) as writer:
            writer.drop([Held("s1", 6)])
            writer.commit()
        assert engine.size() == Size(0, 0)

    def test_what_is_written_twice_is_there_once(self, engine: SearchEngine) -> None:
        document = told(story("s1", "Lapas"), version=2)
        build = engine.begin()
        with engine.writer(build) as writer:
            writer.put(document)
            writer.put(document)
            writer.commit()
            writer.put(document)
            writer.commit()
        engine.use(build)
        assert engine.search(tree.Everything(), 10, "date").total == 1
        assert list(engine.held(build)) == [Held("s1", 2)]

    def test_open_engines_see_what_another_one_wrote(
        self, full: SearchEngine, again: Again
    ) -> None:
        other = again()
        assert ids(other, "kediri") == ["s03"]
        assert full.current is not None
        with full.writer(full.current) as writer:
            writer.drop([Held("s03", 1)])
            writer.commit()
        assert ids(other, "kediri") == []
        fill(full, told(story("z1", "Kediri")))
        assert ids(other, "kediri") == ["z1"]
        assert other.size() == Size(1, 0)

    def test_one_writer_at_a_time_changes_a_build(self, engine: SearchEngine, again: Again) -> None:
        build = fill(engine, [])
        order = []
        began = threading.Event()

        def wait() -> None:
            began.set()
            with again().writer(build) as writer:
                order.append("second")
                writer.put(told(story("z2", "Lapas")))
                writer.commit()

        thread = threading.Thread(target=wait)
        with engine.writer(build) as writer:
            thread.start()
            began.wait()
            thread.join(0.3)
            writer.put(told(story("z1", "Lapas")))
            writer.commit()
            order.append("first")
        thread.join()
        assert order == ["first", "second"]
        assert set(ids(engine, "lapas")) == {"z1", "z2"}

    def test_what_is_committed_is_found_while_the_writer_goes_on(
        self, engine: SearchEngine, again: Again
    ) -> None:
        build = engine.begin()
        engine.use(build)
        with engine.writer(build) as writer:
            writer.put(told(story("s1", "Lapas")))
            assert writer.commit() == []
            assert again().stories(tree.Everything()) == {"s1"}

    # Builds

    def test_a_build_answers_only_when_it_is_put_to_use(
        self, full: SearchEngine, again: Again
    ) -> None:
        old = full.current
        new = full.begin()
        write(full, new, told(story("z1", "Kediri")))
        assert ids(full, "kediri") == ["s03"]
        assert (full.current, full.builds()) == (old, [old, new])
        full.use(new)
        for engine in (full, again()):
            assert ids(engine, "kediri") == ["z1"]
            assert engine.current == new
        assert old is not None
        assert len(list(full.held(old))) == 32
        full.forget(old)
        full.forget(old)
        assert full.builds() == [new]

    def test_the_build_in_use_is_not_forgotten(self, full: SearchEngine) -> None:
        assert full.current is not None
        with pytest.raises(SearchError, match="in use"):
            full.forget(full.current)
        assert ids(full, "kediri") == ["s03"]

    def test_names_of_builds_do_not_come_again(self, engine: SearchEngine) -> None:
        names = []
        for _ in range(5):
            names.append(engine.begin())
            engine.forget(names[-1])
        assert len(set(names)) == 5
        assert engine.builds() == []

    def test_a_build_that_is_not_there_cannot_be_written_or_used(
        self, engine: SearchEngine
    ) -> None:
        with pytest.raises(SearchError), engine.writer("20000101000000000000absent"):
            pass
        with pytest.raises(SearchError):
            engine.use("20000101000000000000absent")
        with pytest.raises(SearchError):
            list(engine.held("20000101000000000000absent"))

    def test_before_the_first_build_nothing_is_found(self, engine: SearchEngine) -> None:
        assert engine.current is None
        assert engine.builds() == []
        assert engine.search(tree.Everything(), 10, "date") == Found(0, [], None)
        assert engine.stories(tree.Everything()) == set()
        assert engine.agreements(tree.Everything()) == set()
        assert engine.facets(tree.Everything(), ["unit"]) == {"unit": []}
        assert engine.size() == Size(0, 0)

    def test_all_that_is_held_comes_in_the_order_of_ids(self, engine: SearchEngine) -> None:
        written = numbered(30)
        build = engine.begin()
        with engine.writer(build) as writer:
            writer.put(written[::-1])
            writer.put(all_documents())
            writer.commit()
            # Also while the writer is open.
            held = list(engine.held(build))
        everything = sorted([*written, *all_documents()], key=lambda document: document.id)
        assert held == [Held(document.id, document.version) for document in everything]
        assert list(engine.held(build)) == held

    def test_ids_that_begin_alike_are_told_apart(self, engine: SearchEngine) -> None:
        names = [f"sabcdefgh{number:03}" for number in range(60)]
        day = datetime(2026, 1, 1, tzinfo=UTC)
        build = fill(
            engine,
            [one for name in names[::-1] for one in told(story(name, "Lapas", published=day))],
        )
        assert [held.id for held in engine.held(build)] == names
        assert walked(engine, "lapas", 7, "date") == names
        assert walked(engine, "lapas", 7, "relevance") == names

    def test_rebuilders_wait_for_one_another(self, engine: SearchEngine, again: Again) -> None:
        order = []

        def wait() -> None:
            with again().rebuilding():
                order.append("second")

        thread = threading.Thread(target=wait)
        with engine.rebuilding():
            thread.start()
            thread.join(0.3)
            order.append("first")
        thread.join()
        assert order == ["first", "second"]

    # Odd content

    def test_words_too_long_and_patterns_too_large_harm_nothing(self, engine: SearchEngine) -> None:
        fill(engine, told(story("z1", "x" * 100_000, "é" * 70_000)))
        assert ids(engine, "x" * 3_000) == ["z1"]
        assert ids(engine, "x" * 3_000 + "*") == ["z1"]
        assert ids(engine, "*".join(["é" * 300] * 8)) == []
        assert ids(engine, "site:" + "a?" * 9 + "é" * 2_000 + "*") == []
        assert ids(engine, "?*" * 5) == ["z1"]

    def test_times_before_1970_and_far_ahead_are_sorted(self, engine: SearchEngine) -> None:
        middle = datetime(1970, 1, 1, tzinfo=UTC)
        moments = [middle + timedelta(days=days) for days in (40_000, 1, 0, -1, -20_000)]
        written = [
            document
            for number, moment in enumerate(moments)
            for document in told(story(f"s{number}", "Lapas", published=moment))
        ]
        fill(engine, written[::-1])
        assert walked(engine, "lapas", 2, "date") == ["s0", "s1", "s2", "s3", "s4"]
