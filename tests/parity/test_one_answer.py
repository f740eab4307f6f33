"""Each engine finds, counts and orders what the language says; so both give one answer.

The measure is :mod:`tests.parity.judge`, which looks at every document by the definition of the
query language. The order by relevance is held to in :mod:`tests.parity.test_ranking`.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from model.exceptions import QueryError
from search import tree
from search.engine import FacetCount, Match, SearchEngine, Sort
from search.query import understand
from search.schema import FACET_FIELDS
from tests.parity.judge import counted, found_agreements, found_stories
from tests.parity.shelf import queries, readers, shelf_documents
from tests.search.test_language import table

ALL = frozenset(each.id for each in shelf_documents() if not each.is_agreement)
QUERIES = [query for query, _ in queries()]
#: For what hangs on the number of hits more than on the words asked.
THIRD = QUERIES[::3]
#: Those of the search tests, asked of the larger shelf.
MORE = [query for query, expected in table() if expected != "!" and query not in QUERIES]
#: Stories on a page; small, so that most answers have several.
PAGE = 9
_NEVER = datetime.min.replace(tzinfo=UTC)


def walked(engine: SearchEngine, query: str, sort: Sort, page: int) -> list[Match]:
    """All pages of an answer."""
    asked = understand(query)
    found = engine.search(asked, page, sort)
    matches = list(found.matches)
    total = found.total
    while found.after is not None:
        found = engine.search(asked, page, sort, found.after)
        assert found.total == total
        assert found.matches
        matches += found.matches
    return matches


def ranked(matches: list[Match]) -> list[Match]:
    """The hits by score; equal ones by date, then by id."""
    newest = by_date({match.story for match in matches})
    return sorted(matches, key=lambda match: (-match.score, newest.index(match.story)))


def by_date(ids: set[str]) -> list[str]:
    """The stories as they are sorted: newest first, undated ones last, then by id."""
    moments = {each.id: each.moment or _NEVER for each in shelf_documents()}
    return sorted(sorted(ids), key=lambda each: moments[each], reverse=True)


def test_there_are_many_queries() -> None:
    assert len(set(QUERIES)) == len(QUERIES) > 400


@pytest.mark.parametrize(("query", "mark"), queries())
def test_every_query_tells_some_stories_from_others(query: str, mark: str) -> None:
    found = found_stories(understand(query), shelf_documents())
    assert mark == ("none" if not found else "all" if found == ALL else "some")


@pytest.mark.parametrize("query", [*QUERIES, *MORE])
def test_the_engine_finds_what_the_language_says(engine: SearchEngine, query: str) -> None:
    asked = understand(query)
    expected = found_stories(asked, shelf_documents())
    assert engine.stories(asked) == expected
    assert engine.agreements(asked) == found_agreements(asked, shelf_documents())
    found = engine.search(asked, len(ALL), "relevance")
    assert found.total == len(found.matches) == len(expected)
    assert {match.story for match in found.matches} == expected


@pytest.mark.parametrize("query", THIRD)
def test_pages_by_date_are_the_whole_in_order(engine: SearchEngine, query: str) -> None:
    matches = walked(engine, query, "date", PAGE)
    expected = found_stories(understand(query), shelf_documents())
    assert [match.story for match in matches] == by_date(expected)
    assert {match.score for match in matches} <= {0.0}


@pytest.mark.parametrize("query", THIRD)
def test_pages_by_relevance_are_the_whole_in_order(engine: SearchEngine, query: str) -> None:
    whole = engine.search(understand(query), len(ALL), "relevance")
    assert walked(engine, query, "relevance", PAGE) == whole.matches
    assert whole.matches == ranked(whole.matches)


@pytest.mark.parametrize("query", THIRD)
def test_stories_are_counted_by_their_values(engine: SearchEngine, query: str) -> None:
    asked = understand(query)
    assert engine.facets(asked, FACET_FIELDS) == {
        field: [FacetCount(*count) for count in counted(asked, field, shelf_documents())]
        for field in FACET_FIELDS
    }


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: str(reader["searches"][0]))
def test_readers_find_what_they_expect(engine: SearchEngine, reader: dict[str, object]) -> None:
    for search in reader["searches"]:  # type: ignore[attr-defined]
        asked = understand(search)
        finds = set(str(reader["finds"]).split())
        assert engine.stories(asked) == finds, search
        assert finds.isdisjoint(str(reader.get("misses", "")).split())
        if "agreements" in reader:
            assert engine.agreements(asked) == set(str(reader["agreements"]).split()), search


def test_as_many_words_as_a_query_may_hold_are_asked_at_once(engine: SearchEngine) -> None:
    words = " OR ".join(["zulu", *(f"q{number}" for number in range(480))])
    assert engine.stories(understand(words)) == {"p39"}
    both = f"({words}) -label:partnership"
    assert engine.stories(understand(both)) == {"p39"}


def test_days_bound_a_search(engine: SearchEngine) -> None:
    asked = understand("lonceng")
    (day,) = (told for told in shelf_documents() if told.id == "p30")
    bounds = tree.Period("published", *day.dates["published"], *day.dates["published"])
    assert engine.stories(tree.And((asked, bounds))) == {"p30"}


@pytest.mark.parametrize("query", ["lapas (rutan", "kind:memo", "published:kemarin"])
def test_a_wrong_query_never_reaches_an_engine(query: str) -> None:
    with pytest.raises(QueryError):
        understand(query)
