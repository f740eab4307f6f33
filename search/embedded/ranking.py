"""Pages of hits, in an order that is settled to the last tie."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from tantivy import DocAddress, FieldType, Occur, Order, Query, Schema, Searcher

from search.embedded.cursor import Cursor, Place, read, written
from search.embedded.layout import CHANGE, HEAD, MOMENT, TAIL, Key
from search.engine import Found, Held, Match

#: Hits looked at beyond those wanted, so that ties at the end are broken rightly.
_MARGIN = 20
#: Hits put in order beyond a page that is not the first.
_AHEAD = 2_000
#: How many times more hits are looked at where those were all as good.
_GROWTH = 8


class _Ahead(NamedTuple):
    """Some of a query's hits by score, without a gap, how many it has, and if the last is here."""

    places: Sequence[Place] = ()
    total: int = 0
    to_the_end: bool = False


class Ranking:
    """The documents that a query finds, in order, as they are at one time.

    It remembers what lies ahead of the last page asked for, so that walking through all pages does
    not begin each from the first hit.
    """

    def __init__(self, searcher: Searcher, schema: Schema, query: Query) -> None:
        self._searcher = searcher
        self._schema = schema
        self._query = query
        self._most = max(searcher.num_docs, 1)
        self._ahead = _Ahead()

    def page(self, limit: int, after: str | None, *, scored: bool) -> Found:
        """Return how many documents there are, and ``limit`` of them: the first, or the next.

        They come by score if they are ``scored``, then by date, newest first, then by id, so that
        the order does not hang on how the index came to be.
        """
        last = None if after is None else read(after, scored=scored)
        # One more than wanted tells whether another page follows.
        total, places = (self._by_score if scored else self._by_date)(limit + 1, last)
        shown = places[:limit]
        follows = None
        if len(places) > limit:
            seen = len(shown) + (last.seen if last else 0)
            follows = written(Cursor(scored, seen, shown[-1]))
        matches = [Match(place.key.id, -place.minus_score or 0.0) for place in shown]
        return Found(total, matches, follows)

    def _by_score(self, limit: int, last: Cursor | None) -> tuple[int, Sequence[Place]]:
        ahead, start = self._ahead, 0
        if last:
            start = bisect_right(ahead.places, last.place)
        # What lies between the page before and the first place that is known is not known.
        if not start or (start + limit > len(ahead.places) and not ahead.to_the_end):
            ahead, start = self._look_ahead(limit, last), 0
            self._ahead = ahead
        return ahead.total, ahead.places[start : start + limit]

    def _look_ahead(self, limit: int, last: Cursor | None) -> _Ahead:
        wanted = limit + _MARGIN
        if last:
            wanted = max(wanted, _AHEAD) + max(last.seen, 0)
        while True:
            wanted = min(wanted, self._most)
            result = self._searcher.search(self._query, wanted)
            total: int = result.count  # type: ignore[attr-defined]  # the stub leaves it out
            hits = result.hits
            places = self._settled(hits, last)
            if len(hits) == total:
                return _Ahead(places, total, to_the_end=True)
            # Others may be as good as the last one, and come before it.
            worst = -hits[-1][0]
            places = places[: bisect_left(places, worst, key=lambda place: place.minus_score)]
            if len(places) >= limit:
                return _Ahead(places, total)
            wanted *= _GROWTH

    def _settled(
        self, hits: Sequence[tuple[float, DocAddress]], last: Cursor | None
    ) -> list[Place]:
        """Those of ``hits``, which come by score, that follow ``last``, in order."""
        if last:
            # Nearly all of a deep page's hits are better than its last one: they need no reading.
            start = bisect_left(hits, last.place.minus_score, key=lambda hit: -hit[0])
            hits = hits[start:]
        places = sorted(self._places([address for _, address in hits], [-hit[0] for hit in hits]))
        return places[bisect_right(places, last.place) :] if last else places

    def _places(
        self, addresses: list[DocAddress], minus_scores: Iterable[float]
    ) -> Iterator[Place]:
        read_field = self._searcher.fast_field_values
        moments, heads, tails = (read_field(field, addresses) for field in (MOMENT, HEAD, TAIL))
        minus_moments = [-int(moment or 0) for moment in moments]
        # Every document has all of these numbers.
        rows: Any = zip(minus_scores, minus_moments, heads, tails, strict=False)
        return map(Place._make, rows)

    def _by_date(self, limit: int, last: Cursor | None) -> tuple[int, Sequence[Place]]:
        result = self._searcher.search(self._query, 1)
        total: int = result.count  # type: ignore[attr-defined]  # the stub leaves it out
        if last is None:
            return total, self._newest(self._query, limit)
        moment = -last.place.minus_moment
        found = self._at(moment, last.place.key, limit)
        if len(found) < limit:
            older = self._within(MOMENT, None, moment - 1)
            found += self._newest(_both(self._query, older), limit - len(found))
        return total, found

    def _newest(self, query: Query, limit: int) -> list[Place]:
        """The first ``limit`` documents by date; those of one moment by id."""
        hits = self._searcher.search(query, min(limit, self._most), order_by_field=MOMENT).hits
        if not hits:
            return []
        # More of the last moment may be there than came, and others of them first by id.
        oldest = hits[-1][0]
        newer = [address for moment, address in hits if moment > oldest]
        places = sorted(self._places(newer, repeat(0.0)))
        return places + self._at(oldest, None, limit - len(places))

    def _at(self, moment: int, after: Key | None, limit: int) -> list[Place]:
        """The first ``limit`` documents of one moment by id, after the one of a key."""
        same = _both(self._query, self._within(MOMENT, moment, moment))
        addresses = by_id(self._searcher, self._schema, same, limit, after)
        return list(self._places(addresses, repeat(0.0)))

    def _within(self, field: str, first: int | None, last: int | None) -> Query:
        return within(self._schema, field, FieldType.Integer, first, last)


def by_id(
    searcher: Searcher, schema: Schema, query: Query, limit: int, after: Key | None
) -> list[DocAddress]:
    """Return the first ``limit`` documents of ``query`` in the order of ids, after one of them."""
    if after is not None:
        query = _both(query, _beyond(schema, after))
    wanted = limit
    while True:
        wanted = min(wanted, max(searcher.num_docs, 1))
        hits = searcher.search(
            query, wanted, count=False, order_by_field=HEAD, order=Order.Asc
        ).hits
        # Ids that begin alike must all be here, to be told apart by how they end.
        if len(hits) < wanted or wanted == searcher.num_docs or hits[limit - 1][0] < hits[-1][0]:
            break
        wanted *= _GROWTH
    tails = searcher.fast_field_values(TAIL, [address for _, address in hits])
    keyed = [((head, tail), address) for (head, address), tail in zip(hits, tails, strict=True)]
    keyed.sort(key=lambda one: one[0])
    return [address for _, address in keyed[:limit]]


def held(searcher: Searcher, addresses: list[DocAddress]) -> Iterator[Held]:
    """Yield the ids and versions of documents."""
    columns = (searcher.fast_field_values(field, addresses) for field in (HEAD, TAIL, CHANGE))
    for head, tail, version in zip(*columns, strict=True):
        yield Held(Key(int(head or 0), int(tail or 0)).id, int(version or 0))


def ids_of(searcher: Searcher, addresses: list[DocAddress]) -> Iterator[str]:
    """Yield the ids of documents, of which there may be very many."""
    heads, tails = (searcher.fast_field_values(field, addresses) for field in (HEAD, TAIL))
    for head, tail in zip(heads, tails, strict=True):
        content = int(head or 0).to_bytes(8, "big") + int(tail or 0).to_bytes(8, "big")
        yield content.rstrip(b"\0").decode("utf-8", "replace")


def _beyond(schema: Schema, key: Key) -> Query:
    same = within(schema, HEAD, FieldType.Unsigned, key.head, key.head)
    later = within(schema, TAIL, FieldType.Unsigned, key.tail + 1, None)
    others = within(schema, HEAD, FieldType.Unsigned, key.head + 1, None)
    return Query.boolean_query([(Occur.Should, _both(same, later)), (Occur.Should, others)])


def within(
    schema: Schema, field: str, kind: FieldType, first: int | None, last: int | None
) -> Query:
    """Return what finds numbers from ``first`` to ``last``, without any score."""
    return Query.const_score_query(Query.range_query(schema, field, kind, first, last), 0.0)


def _both(query: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, other)])
