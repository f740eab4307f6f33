"""What requests may hold: sizes, ids, places in a list."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, TypeVar

from fastapi import Path, Query

from search.cursor import from_text, no_page, to_text
from store import Place

#: The largest number of a row.
LARGEST = 2**31 - 1
#: Rows of a page at most.
MOST = 100
#: Characters of an id, or of the host of a site, at most.
MOST_ID = 300
#: Characters of a query at most.
LONGEST_QUERY = 2_000

Key = TypeVar("Key", int, float)

Limit = Annotated[int, Query(ge=1, le=MOST, description="rows of a page")]
After = Annotated[
    str | None,
    Query(max_length=400, description="the page that follows: what the one before gave"),
]
QueryText = Annotated[
    str, Query(alias="q", max_length=LONGEST_QUERY, description="a query in Lucene's syntax")
]
MaybeQuery = Annotated[
    str | None, Query(alias="q", max_length=LONGEST_QUERY, description="only what it finds")
]
#: Ids of stories and agreements.
Id = Annotated[str, Path(pattern="^[a-z0-9]{1,16}$")]


def place_of(text: str | None) -> Place | None:
    """Return the place in a list that a cursor of ours says.

    Raises:
        CursorError: it is none.
    """
    if text is None:
        return None
    try:
        sort, key, identity = from_text(text)
        kinds = {"moment": datetime, "day": date}
        own = None if sort == "none" else kinds[sort].fromisoformat(key)
        if not isinstance(identity, str) or not identity.isalnum():
            raise no_page(text)
        return Place(own, identity)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise no_page(text) from error


def keys_of(text: str, sort: str, kind: type[Key]) -> tuple[Key, str]:
    """Return the key and the id that a cursor of ``cursor_at`` says.

    Raises:
        CursorError: it is none, or of another list.
    """
    try:
        own, key, identity = from_text(text)
        is_ours = own == sort and type(key) is kind and isinstance(identity, str)
    except (ValueError, TypeError, RecursionError) as error:
        raise no_page(text) from error
    if not is_ours or key > LARGEST or len(identity) > MOST_ID or not identity.isprintable():
        raise no_page(text)
    return key, identity


def cursor_at(sort: str, key: float, identity: str) -> str:
    """Write the place of a row, by its key and id, in a list of some sort."""
    return to_text([sort, key, identity])


def cursor_of(place: Place | None) -> str | None:
    """Write a place in a list as text that may stand in an address."""
    if place is None:
        return None
    if place.key is None:
        return to_text(["none", None, place.id])
    sort = "moment" if isinstance(place.key, datetime) else "day"
    return to_text([sort, place.key.isoformat(), place.id])
