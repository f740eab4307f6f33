"""The first hits of a query, in an order that is settled to the last tie."""

from __future__ import annotations

from tantivy import DocAddress, Query, Searcher

from search.embedded.layout import MOMENT, STORY
from search.engine import Found, Match, Sort

#: Hits looked at beyond those wanted, so that ties at the end are broken rightly.
_MARGIN = 20


def first(searcher: Searcher, query: Query, limit: int, sort: Sort) -> Found:
    """Return how many documents ``query`` finds, and the first ``limit``.

    They come by score, or by date, newest first; ties by date, then by id, so that the order does
    not hang on how the index came to be.
    """
    wanted = min(limit + _MARGIN, max(searcher.num_docs, 1))
    by_date = sort == "date"
    while True:
        result = searcher.search(query, wanted, order_by_field=MOMENT if by_date else None)
        hits = result.hits
        total: int = result.count  # type: ignore[attr-defined]  # the stub leaves it out
        # Hits as good as the last one wanted must all be here, for the order to be settled.
        if len(hits) >= total or hits[limit - 1][0] != hits[-1][0]:
            break
        wanted = min(total, wanted * 8)
    scored = [(0.0 if by_date else float(value), address) for value, address in hits]
    return Found(total, _settled(searcher, scored, limit), None)


def _settled(searcher: Searcher, hits: list[tuple[float, DocAddress]], limit: int) -> list[Match]:
    """The first ``limit`` hits by score, date, and id."""
    moments = searcher.fast_field_values(MOMENT, [address for _, address in hits])
    keys = [
        (-score, -int(moment or 0), address)
        for (score, address), moment in zip(hits, moments, strict=True)
    ]
    keys.sort(key=lambda key: key[:2])
    # Ids lie in the store of documents, so only those that can be among the first are read.
    ranked = [
        (score, moment, str(searcher.doc(address).get_first(STORY)))
        for score, moment, address in keys
        if (score, moment) <= keys[min(limit, len(keys)) - 1][:2]
    ]
    return [Match(story, -score) for score, _, story in sorted(ranked)[:limit]]
