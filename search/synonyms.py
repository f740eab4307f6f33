"""Other names of the same thing, as ``words.yaml`` lists them: for asking, not for indexing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from search.analysis import stem, word_lists, words

Words = tuple[str, ...]


class Segment(NamedTuple):
    """Words of a query from ``start`` to ``end``, and the other names of what they name."""

    start: int
    end: int
    others: tuple[Words, ...]


def segments(asked: Sequence[str], *, exact: bool) -> Iterator[Segment]:
    """Cut folded words into the longest names that have others, and single words.

    Args:
        asked: The folded words of a query, in order.
        exact: Whether a name must be written as listed; else words with the same stems do.
    """
    names = _names(exact=exact)
    keys = tuple(asked) if exact else tuple(map(stem, asked))
    longest = max(map(len, names))
    start = 0
    while start < len(keys):
        for end in range(min(start + longest, len(keys)), start, -1):
            others = names.get(keys[start:end])
            if others is not None:
                break
        yield Segment(start, end, others or ())
        start = end


@cache
def _names(*, exact: bool) -> dict[Words, tuple[Words, ...]]:
    """The other names of each name, by its words or by their stems."""
    found: dict[Words, tuple[Words, ...]] = {}
    for group in word_lists()["synonyms"]:
        forms = [words(name) for name in group]
        for form in forms:
            key = form if exact else tuple(map(stem, form))
            found[key] = tuple(other for other in forms if other != form)
    return found
