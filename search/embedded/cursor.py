"""Where a page of hits ends, as text that leads to the next one."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from math import isfinite
from typing import NamedTuple

from model.exceptions import SearchError
from search.embedded.layout import Key, key_of

#: Characters of a wrong cursor that an error shows.
_SHOWN = 40
#: The largest number that tantivy's integers hold.
_LARGEST = 2**63 - 1


class Place(NamedTuple):
    """A hit's place in the settled order, as a tuple that sorts so: what comes first is least.

    That is by score, 0 where hits are sorted by date alone, then by date in milliseconds since
    1970, newest first, then by the id as two numbers.
    """

    minus_score: float
    minus_moment: int
    head: int
    tail: int

    @property
    def key(self) -> Key:
        """The id as numbers."""
        return Key(self.head, self.tail)


class Cursor(NamedTuple):
    """The last hit of a page, and how many came with and before it."""

    scored: bool
    seen: int
    place: Place


def written(cursor: Cursor) -> str:
    """Return ``cursor`` as text that may stand in a web address."""
    place = cursor.place
    content = json.dumps(
        [cursor.scored, cursor.seen, -place.minus_score, -place.minus_moment, place.key.id]
    )
    return urlsafe_b64encode(content.encode()).decode().rstrip("=")


def read(text: str, *, scored: bool) -> Cursor:
    """Return the cursor that ``text`` says, of hits that are ``scored`` or sorted by date alone.

    Raises:
        SearchError: where it is none.
    """
    try:
        content = json.loads(urlsafe_b64decode(text.encode("ascii") + b"=="))
        by_score, seen, score, moment, identity = content
        cursor = Cursor(by_score, seen, Place(-float(score), -moment, *key_of(identity)))
        fits = _fits(cursor) and by_score is scored
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        fits = False
    if not fits:
        shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        raise SearchError(f"{shown!r} is no page of this search: begin again without --after")
    return cursor


def _fits(cursor: Cursor) -> bool:
    numbers = cursor.seen, cursor.place.minus_moment
    return isfinite(cursor.place.minus_score) and all(
        type(number) is int and abs(number) <= _LARGEST for number in numbers
    )
