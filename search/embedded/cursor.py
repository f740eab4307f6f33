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
    """A hit's place in the settled order: score, then date, newest first, then id.

    The score is 0 where hits are sorted by date alone; ``moment`` is in milliseconds since 1970.
    """

    score: float
    moment: int
    key: Key

    @property
    def rank(self) -> tuple[float, int, Key]:
        """What sorts places: the first has the least."""
        return -self.score, -self.moment, self.key


class Cursor(NamedTuple):
    """The last hit of a page, and how many came with and before it."""

    scored: bool
    seen: int
    place: Place


def written(cursor: Cursor) -> str:
    """Return ``cursor`` as text that may stand in a web address."""
    score, moment, key = cursor.place
    content = json.dumps([cursor.scored, cursor.seen, score, moment, key.id])
    return urlsafe_b64encode(content.encode()).decode().rstrip("=")


def read(text: str, *, scored: bool) -> Cursor:
    """Return the cursor that ``text`` says, of hits that are ``scored`` or sorted by date alone.

    Raises:
        SearchError: where it is none.
    """
    try:
        content = json.loads(urlsafe_b64decode(text.encode("ascii") + b"=="))
        by_score, seen, score, moment, identity = content
        cursor = Cursor(by_score, seen, Place(float(score), moment, key_of(identity)))
        fits = _fits(cursor) and by_score is scored
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        fits = False
    if not fits:
        shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        raise SearchError(f"{shown!r} is no page of this search: begin again without --after")
    return cursor


def _fits(cursor: Cursor) -> bool:
    numbers = cursor.seen, cursor.place.moment
    return isfinite(cursor.place.score) and all(
        type(number) is int and abs(number) <= _LARGEST for number in numbers
    )
