"""Pages of hits: where one ends, as text that leads to the next."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from math import isfinite
from typing import Any, NamedTuple

from model.exceptions import SearchError
from search.engine import Sort

#: Characters of a wrong cursor that an error shows.
_SHOWN = 40
_LARGEST = 2**63 - 1


class Cursor(NamedTuple):
    """The last hit of a page, by what hits are sorted by, and the view of the index it is of.

    ``view`` is a point in time of Elasticsearch's; null where none is open yet.
    """

    sort: Sort
    last: list[Any]
    view: str | None


def written(cursor: Cursor) -> str:
    """Return ``cursor`` as text that may stand in a web address."""
    content = json.dumps(cursor, separators=(",", ":"))
    return urlsafe_b64encode(content.encode()).decode().rstrip("=")


def read(text: str, sort: Sort) -> Cursor:
    """Return the cursor that ``text`` says, of hits in the order ``sort``.

    Raises:
        SearchError: where it is none.
    """
    try:
        cursor = Cursor(*json.loads(urlsafe_b64decode(text.encode("ascii") + b"==")))
        fits = cursor.sort == sort and _fits(cursor)
    except (ValueError, TypeError, RecursionError):
        fits = False
    if not fits:
        shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        raise SearchError(f"{shown!r} is no page of this search: begin again without --after")
    return cursor


def _fits(cursor: Cursor) -> bool:
    *scores, moment, identity = cursor.last
    return (
        len(scores) == (cursor.sort == "relevance")
        and all(type(score) in {int, float} and isfinite(score) for score in scores)
        and type(moment) is int
        and abs(moment) <= _LARGEST
        and isinstance(identity, str)
        and (cursor.view is None or isinstance(cursor.view, str))
    )
