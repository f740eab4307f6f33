"""Other names of the same thing, as ``words.yaml`` lists them: for asking, not for indexing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from search.analysis import stem, word_lists, words

Words = tuple[str, ...]


class Segment(NamedTuple):
    """Words of a query from ``start`` to ``end``, and the names that are sought in their place.

    ``others`` name the same thing; ``also`` are names of what the words may mean as well.
    """

    start: int
    end: int
    others: tuple[Words, ...]
    also: tuple[Words, ...]


def segments(asked: Sequence[str], *, exact: bool, apart: bool = False) -> Iterator[Segment]:
    """Cut folded words into the longest names that have others, and single words.

    Args:
        asked: The folded words of a query, in order.
        exact: Whether a name must be written as listed; else words with the same stems do.
        apart: Whether words that are no name of the list of synonyms are taken one by one.
    """
    names, also = _synonyms(exact=exact), {} if apart else _also(exact=exact)
    keys = tuple(asked) if exact else tuple(map(stem, asked))
    longest = max(map(len, (*names, *also)))
    start = 0
    while start < len(keys):
        for end in range(min(start + longest, len(keys)), start, -1):
            key = keys[start:end]
            if key in names or key in also:
                break
        yield Segment(start, end, names.get(key, ()), also.get(key, ()))
        start = end


@cache
def _synonyms(*, exact: bool) -> dict[Words, tuple[Words, ...]]:
    """The other names of each name, by its words or by their stems."""
    found: dict[Words, tuple[Words, ...]] = {}
    for group in word_lists()["synonyms"]:
        forms = [words(name) for name in group]
        for form in forms:
            found[_key(form, exact=exact)] = tuple(other for other in forms if other != form)
    return found


@cache
def _also(*, exact: bool) -> dict[Words, tuple[Words, ...]]:
    """The names that each name may mean as well, by its words or by their stems.

    A name of several words that is no synonym is sought word by word; a phrase has no such names.
    """
    listed = {words(name): others for name, others in word_lists()["also"].items()}
    return {
        _key(name, exact=exact): tuple(map(words, others))
        for name, others in listed.items()
        if not exact or len(name) == 1 or name in _synonyms(exact=True)
    }


def _key(name: Words, *, exact: bool) -> Words:
    return name if exact else tuple(map(stem, name))
