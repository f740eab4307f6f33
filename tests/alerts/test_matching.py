"""What a search finds is what the alert finds, whatever is asked, and of whichever stories."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from model.exceptions import QueryError
from search import asks_for, matcher, tree, understood
from search.embedded import EmbeddedEngine
from search.engine import SearchEngine
from search.syntax import LONGEST_QUERY
from store import Told
from tests.parity.judge import found_agreements, found_stories
from tests.parity.shelf import queries, shelf, shelf_documents
from tests.parity.trees import trees, typed
from tests.search.library import fill

_BOUNDED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_WHOLE = matcher(shelf())
#: News that come together: some of the stories.
_batches = st.lists(st.sampled_from(shelf()), min_size=1, max_size=12, unique_by=id)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    made = EmbeddedEngine(tmp_path_factory.mktemp("shelf") / "index")
    fill(made, list(shelf_documents()))
    return made


@pytest.mark.parametrize("query", [query for query, _ in queries()])
def test_the_queries_of_the_two_engines(engine: SearchEngine, query: str) -> None:
    try:
        asked = understood(query)
    except QueryError:
        pytest.fail("the two engines are asked nothing that is wrong")
    found = _WHOLE.find(query)
    assert found.stories == engine.stories(asked)
    assert found.agreements == engine.agreements(asked)


@_BOUNDED
@given(asked=trees, batch=_batches)
def test_any_tree_finds_in_a_batch_what_it_finds_among_all(
    asked: tree.Node, batch: list[Told]
) -> None:
    stories = {told.story.id for told in batch}
    own = {one.id for told in batch for one in told.agreements if one.stories[0] in stories}
    found = matcher(batch).find_node(asked)
    assert found.stories == found_stories(asked, shelf_documents()) & stories
    assert found.agreements == found_agreements(asked, shelf_documents()) & own


@_BOUNDED
@given(query=typed)
@example(query="NOT (lapas OR rutan)")
def test_what_a_search_finds_is_what_an_alert_finds(query: str) -> None:
    assume(len(query) <= LONGEST_QUERY)
    found = _WHOLE.find(query)
    assert found.stories == found_stories(understood(query), shelf_documents())
    assert found.agreements == found_agreements(understood(query), shelf_documents())


@_BOUNDED
@given(asked=trees)
def test_the_engine_of_searches_agrees(engine: SearchEngine, asked: tree.Node) -> None:
    found = _WHOLE.find_node(asked)
    assert found.stories == engine.stories(asked)
    assert found.agreements == engine.agreements(asked)


def test_nothing_is_found_among_nothing() -> None:
    for query in ("*", "lapas", "NOT lapas"):
        assert matcher([]).find(query) == (frozenset(), frozenset())


def test_a_wrong_query_names_its_column() -> None:
    with pytest.raises(QueryError) as error:
        _WHOLE.find("lapas AND (")
    assert error.value.column == 11


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("label:candidate", True),
        ("lapas -label:candidate", True),
        ("(rutan OR label:*) jambi", True),
        ("candidate", False),
        ("title:label", False),
    ],
)
def test_whether_a_query_asks_for_a_label(query: str, asks: bool) -> None:
    assert asks_for(query, "label") is asks
