"""Any query at all: each engine finds what the definition of the language says."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings

from search import tree
from search.engine import SearchEngine
from search.query import understand
from search.syntax import LONGEST_QUERY
from tests.parity.judge import found_agreements, found_stories
from tests.parity.shelf import shelf_documents
from tests.parity.trees import trees, typed

_BOUNDED = settings(
    max_examples=100,
    deadline=None,
    # The engines are only asked, so that one of each serves all examples.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def check(engine: SearchEngine, asked: tree.Node) -> None:
    assert engine.stories(asked) == found_stories(asked, shelf_documents())
    assert engine.agreements(asked) == found_agreements(asked, shelf_documents())


@_BOUNDED
@given(asked=trees)
def test_any_tree_is_understood_alike(engine: SearchEngine, asked: tree.Node) -> None:
    check(engine, asked)


@_BOUNDED
@given(query=typed)
def test_queries_joined_are_understood_alike(engine: SearchEngine, query: str) -> None:
    assume(len(query) <= LONGEST_QUERY)
    check(engine, understand(query))
