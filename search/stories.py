"""What people ask for: the stories, and the agreements, that a query finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from model.exceptions import InputError
from model.records import ArticleRef, KeptAgreement, Record, Story
from search import tree
from search.engine import FacetCount, SearchEngine, Sort
from search.following import catch_up
from search.highlight import DEFAULT_MARKS, Marks, highlights
from search.query import understand
from search.retention import KEEP_ALL, Retention
from search.schema import FACET_FIELDS

if TYPE_CHECKING:
    from store import Store


class Hit(Record):
    """A story that a query found, with the places where it matched.

    ``score`` is 0 for hits sorted by date; ``published`` is in UTC.
    """

    id: str
    title: str
    score: float
    published: datetime | None
    highlights: tuple[str, ...]
    articles: tuple[ArticleRef, ...]


class SearchResult(Record):
    """How many stories a query found in all, and a page of them.

    ``after`` leads to the next page, null on the last. ``facets`` count all that was found by the
    values of the fields that were asked for, the most frequent first.
    """

    total: int
    hits: tuple[Hit, ...]
    after: str | None = None
    facets: Mapping[str, tuple[FacetCount, ...]] = {}


def as_they_are(stories: list[Story]) -> list[Story]:
    """Return what people inside are told of stories: all of them."""
    return stories


def search_stories(  # noqa: PLR0913 - what a person may ask for
    store: Store,
    engine: SearchEngine,
    query: str,
    *,
    limit: int = 10,
    sort: Sort = "relevance",
    since: date | None = None,
    until: date | None = None,
    marks: Marks = DEFAULT_MARKS,
    after: str | None = None,
    facets: Sequence[str] = (),
    chosen: Mapping[str, str] = {},
    retention: Retention = KEEP_ALL,
    shown: Callable[[list[Story]], list[Story]] = as_they_are,
) -> SearchResult:
    """Find stories.

    Args:
        store: Where the stories are read from.
        engine: The index asked; made anew from ``store`` if it is missing or of another version.
        query: In the language of :mod:`search.query`.
        limit: Hits returned at most, at least 1.
        sort: Best fitting first, or newest first; ties by date, newest first, then by id.
        since: Published on this day in Asia/Jakarta or later.
        until: Published on this day in Asia/Jakarta or earlier.
        marks: What to put around the words that matched.
        after: ``SearchResult.after`` of the page before; null for the first page.
        facets: Fields of ``schema.FACET_FIELDS`` by whose values the stories are counted.
        chosen: Values of such fields, just as they are counted; only stories with all of them.
        retention: How old stories may be in an index that is made anew.
        shown: Makes of stories what may be told of them.

    Raises:
        QueryError: where ``query`` is wrong.
        InputError: where ``facets`` or ``chosen`` name another field.
        SearchError: when the index cannot be asked, or ``after`` is no page.
    """
    asked = understand(query)
    _check([*facets, *chosen])
    parts: list[tree.Node] = [asked, *(tree.Counted(*one) for one in chosen.items())]
    if since or until:
        parts.append(tree.Period("published", since, until))
    wanted = tree.all_of(parts)
    catch_up(store, engine, retention)
    found = engine.search(wanted, limit, sort, after)
    counts = engine.facets(wanted, facets) if facets else {}
    wanted_ids = [match.story for match in found.matches]
    stories = {story.id: story for story in shown(store.stories(ids=wanted_ids))}
    hits = [
        Hit(
            id=story.id,
            title=story.title,
            score=match.score,
            published=story.published,
            highlights=tuple(highlights(asked, story.title, story.text, marks)),
            articles=story.articles,
        )
        # A story that was deleted since its index entry was written is left out.
        for match in found.matches
        if (story := stories.get(match.story))
    ]
    return SearchResult(
        total=found.total,
        hits=tuple(hits),
        after=found.after,
        facets={field: tuple(values) for field, values in counts.items()},
    )


class Newest(NamedTuple):
    """Stories that a query finds, the newest first; ``after`` leads to those that follow."""

    stories: list[Story]
    after: str | None


def newest_stories(
    store: Store,
    engine: SearchEngine,
    query: str,
    *,
    limit: int,
    after: str | None = None,
    retention: Retention = KEEP_ALL,
) -> Newest:
    """Find stories whole, the newest first, without looking where they matched.

    Raises:
        QueryError: where ``query`` is wrong.
        SearchError: when the index cannot be asked, or ``after`` is no page.
    """
    asked = understand(query)
    catch_up(store, engine, retention)
    found = engine.search(asked, limit, "date", after)
    stories = {story.id: story for story in store.stories(ids=[m.story for m in found.matches])}
    return Newest([stories[m.story] for m in found.matches if m.story in stories], found.after)


def matching_ids(engine: SearchEngine, query: str) -> set[str]:
    """Return the ids of all stories that ``query`` finds.

    Raises:
        QueryError: where ``query`` is wrong.
        SearchError: when the index cannot be asked.
    """
    return engine.stories(understand(query))


def matching_stories(
    store: Store, engine: SearchEngine, query: str, since: date, retention: Retention = KEEP_ALL
) -> list[Story]:
    """Return the stories published from a day (in Asia/Jakarta) on that ``query`` finds.

    The newest comes first.

    Raises:
        QueryError: where ``query`` is wrong.
        SearchError: when the index cannot be asked.
    """
    asked = tree.And((understand(query), tree.Period("published", since, None)))
    catch_up(store, engine, retention)
    return store.stories(ids=sorted(engine.stories(asked)))


def matching_agreements(
    store: Store, engine: SearchEngine, query: str, retention: Retention = KEEP_ALL
) -> list[KeptAgreement]:
    """Return the agreements that ``query`` finds, in the store's order.

    Each agreement is asked by its own record, with the text of the story that speaks for it, and
    titles and sites of all that tell of it: ``kind:PKS province:Banten`` finds what is both, not
    two agreements of one story.

    Raises:
        QueryError: where ``query`` is wrong.
        SearchError: when the index cannot be asked.
    """
    return store.agreements(ids=sorted(agreement_ids(store, engine, query, retention)))


def agreement_ids(
    store: Store, engine: SearchEngine, query: str, retention: Retention = KEEP_ALL
) -> frozenset[str]:
    """Return the ids of the agreements that ``query`` finds, as :func:`matching_agreements` does.

    Raises:
        QueryError: where ``query`` is wrong.
        SearchError: when the index cannot be asked.
    """
    asked = understand(query)
    catch_up(store, engine, retention)
    return engine.agreements(asked)


def _check(facets: Sequence[str]) -> None:
    for field in facets:
        if field not in FACET_FIELDS:
            known = ", ".join(FACET_FIELDS)
            raise InputError(f"stories cannot be counted by {field!r}, only by {known}")
