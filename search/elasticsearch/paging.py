"""Pages of hits: where one ends, as text that leads to the next."""

from __future__ import annotations

from math import isfinite
from typing import Any, NamedTuple

from search.cursor import LARGEST, from_text, no_page, to_text
from search.engine import Sort


class Cursor(NamedTuple):
    """The last hit of a page, by what hits are sorted by, and the view of the index it is of.

    ``view`` is a point in time of Elasticsearch's; null where none is open yet.
    """

    sort: Sort
    last: list[Any]
    view: str | None


def written(cursor: Cursor) -> str:
    """Return ``cursor`` as text that may stand in a web address."""
    return to_text(cursor)


def read(text: str, sort: Sort) -> Cursor:
    """Return the cursor that ``text`` says, of hits in the order ``sort``.

    Raises:
        SearchError: where it is none.
    """
    try:
        cursor = Cursor(*from_text(text))
        fits = cursor.sort == sort and _fits(cursor)
    except (ValueError, TypeError, RecursionError):
        fits = False
    if not fits:
        raise no_page(text)
    return cursor


def _fits(cursor: Cursor) -> bool:
    *scores, moment, identity = cursor.last
    return (
        len(scores) == (cursor.sort == "relevance")
        and all(type(score) in {int, float} and isfinite(score) for score in scores)
        and type(moment) is int
        and abs(moment) <= LARGEST
        and isinstance(identity, str)
        and (cursor.view is None or isinstance(cursor.view, str))
    )
