"""Names of several words, put together again from their pairs of words."""

from __future__ import annotations

from collections.abc import Iterable


def people(pairs: Iterable[str]) -> list[frozenset[str]]:
    """Return the names that ``pairs`` are of, each as its pairs: those that share a word."""
    found: list[tuple[set[str], set[str]]] = []
    for pair in sorted(pairs):
        words, own = set(pair.split()), {pair}
        rest = []
        for known, theirs in found:
            if known.isdisjoint(words):
                rest.append((known, theirs))
            else:
                words |= known
                own |= theirs
        found = [*rest, (words, own)]
    return [frozenset(own) for _, own in found]
