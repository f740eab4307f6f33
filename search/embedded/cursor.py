"""Where a page of hits ends, as text that leads to the next one."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

from search.cursor import LARGEST, from_text, no_page, to_text
from search.embedded.layout import Key, key_of


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
    return to_text(
        [cursor.scored, cursor.seen, -place.minus_score, -place.minus_moment, place.key.id]
    )


def read(text: str, *, scored: bool) -> Cursor:
    """Return the cursor that ``text`` says, of hits that are ``scored`` or sorted by date alone.

    Raises:
        SearchError: where it is none.
    """
    try:
        by_score, seen, score, moment, identity = from_text(text)
        cursor = Cursor(by_score, seen, Place(-float(score), -moment, *key_of(identity)))
        fits = _fits(cursor) and by_score is scored
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        fits = False
    if not fits:
        raise no_page(text)
    return cursor


def _fits(cursor: Cursor) -> bool:
    numbers = cursor.seen, cursor.place.minus_moment
    return isfinite(cursor.place.minus_score) and all(
        type(number) is int and abs(number) <= LARGEST for number in numbers
    )
