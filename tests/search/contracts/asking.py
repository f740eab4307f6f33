"""What is asked of an index: order, totals, counts by value, and odd words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from search import (
    tree,
)
from search.engine import FacetCount, Match, SearchEngine
from search.query import understand
from search.schema import FACET_FIELDS
from tests.search.asked import ids, in_order, numbered, walked
from tests.search.library import fill, library, story, told

NEWEST = ["s20", "s19", "s18", "s17", "s16", "s14", "s13", "s11", "s10", "s08"]


class AskingContract:
    """Holds for every engine."""

    def test_the_newest_come_first_when_sorted_by_date(self, filled: SearchEngine) -> None:
        found = filled.search(tree.Everything(), 10, "date")
        assert found.total == len(library())
        assert [match.story for match in found.matches] == NEWEST
        assert {match.score for match in found.matches} == {0.0}

    def test_a_story_without_a_date_comes_last(self, filled: SearchEngine) -> None:
        assert filled.search(tree.Everything(), 100, "date").matches[-1].story == "s12"

    def test_what_is_only_filtered_is_sorted_by_date(self, filled: SearchEngine) -> None:
        assert ids(filled, "site:kabarnegeri") == ["s08", "s04", "s03"]

    def test_a_hit_in_the_title_comes_before_one_in_the_text(self, filled: SearchEngine) -> None:
        assert ids(filled, "narkotika")[0] == "s18"

    def test_boosts_change_the_order(self, filled: SearchEngine) -> None:
        assert ids(filled, "kediri^20 OR kupang")[0] == "s03"
        assert ids(filled, "kediri OR kupang^20")[0] == "s04"

    def test_words_score_and_filters_do_not(self, filled: SearchEngine) -> None:
        (match,) = filled.search(understand("gunungsitoli"), 10, "relevance").matches
        assert isinstance(match, Match)
        assert match.score > 0
        filtered = filled.search(understand("kind:PKS"), 10, "relevance").matches
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

    def test_stories_are_counted_by_their_values(self, filled: SearchEngine) -> None:
        counts = filled.facets(tree.Everything(), ["province", "partner_kind", "year", "label"])
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

    def test_only_what_was_found_is_counted(self, filled: SearchEngine) -> None:
        counts = filled.facets(understand("province:banten kind:PKS"), FACET_FIELDS)
        assert counts["unit"] == [
            FacetCount("Lapas Kelas IIA Cilegon", 1),
            FacetCount("Rutan Kelas IIA Ambon", 1),
        ]
        assert counts["site"] == [FacetCount("kabarserang.example", 1)]
        assert list(counts) == list(FACET_FIELDS)
        nothing = filled.facets(understand("tidakada"), ["unit"])
        assert nothing == {"unit": []}

    def test_the_kinds_of_partners_are_asked_by_their_names(self, filled: SearchEngine) -> None:
        assert set(ids(filled, "partner_kind:swasta")) == {"s09", "s18"}
        assert ids(filled, "partner_kind:BNN") == ["s02"]
        assert set(ids(filled, 'partner_kind:"Perguruan Tinggi"')) == {"s05", "s15"}

    def test_agreements_are_asked_one_by_one(self, filled: SearchEngine) -> None:
        assert filled.stories(understand("kind:PKS province:Maluku")) == {"s05"}
        assert filled.agreements(understand("kind:PKS province:Maluku")) == set()
        assert filled.agreements(understand("kind:PKS province:Banten")) == {"a05"}
        assert filled.agreements(understand("title:naskah")) == {"a05", "a06"}
        period = tree.Period("signed_on", date(2026, 2, 2), date(2026, 2, 28))
        assert filled.agreements(period) == {"a06"}

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
