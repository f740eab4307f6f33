"""An answer page by page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.exceptions import SearchError
from search import (
    tree,
)
from search.engine import Held, SearchEngine, Sort
from search.query import understand
from tests.search.asked import Again, in_order, numbered, pages, walked
from tests.search.library import fill, story, told

#: Signs that text in a web address may have.
URL_SAFE = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class PagingContract:
    """Holds for every engine."""

    def test_pages_give_every_story_once_and_in_order(self, filled: SearchEngine) -> None:
        sorts: tuple[Sort, ...] = ("relevance", "date")
        for sort in sorts:
            for query in ("lapas", "*", "kind:PKS", "NOT lapas", "*sa*", "lapas OR rutan^3"):
                whole = [
                    match.story for match in filled.search(understand(query), 99, sort).matches
                ]
                for limit in (1, 2, 3, 7, 20):
                    assert walked(filled, query, limit, sort) == whole

    def test_every_page_tells_the_total(self, filled: SearchEngine) -> None:
        total = filled.search(understand("lapas"), 1, "date").total
        assert {page.total for page in pages(filled, "lapas", 2, "date")} == {total}
        assert {page.total for page in pages(filled, "lapas", 2, "relevance")} == {total}

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

    def test_where_a_page_ends_can_stand_in_an_address(self, filled: SearchEngine) -> None:
        after = filled.search(understand("lapas"), 2, "relevance").after
        assert after is not None
        assert set(after) <= URL_SAFE

    @pytest.mark.parametrize(
        "after", ["", "x", "é", "a b", "AAAA", "e30", "W10", "bnVsbA", "A" * 5_000, "\0", "-1"]
    )
    def test_what_is_no_page_is_refused(self, filled: SearchEngine, after: str) -> None:
        sorts: tuple[Sort, ...] = ("relevance", "date")
        for sort in sorts:
            with pytest.raises(SearchError, match="begin again without --after"):
                filled.search(understand("lapas"), 2, sort, after)

    def test_a_page_of_another_order_is_refused(self, filled: SearchEngine) -> None:
        after = filled.search(understand("lapas"), 2, "relevance").after
        with pytest.raises(SearchError, match="begin again without --after"):
            filled.search(understand("lapas"), 2, "date", after)

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
        self, filled: SearchEngine, data: st.DataObject
    ) -> None:
        whole = filled.search(understand("lapas"), 2, "relevance").after
        assert whole is not None
        place = data.draw(st.integers(0, len(whole) - 1))
        sign = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
        after = whole[:place] + sign + whole[place + 1 :]
        refused = False
        try:
            total = filled.search(understand("lapas"), 2, "relevance", after).total
        except SearchError as error:
            refused = "--after" in str(error)
        assert refused or total == 8
