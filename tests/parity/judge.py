"""What a query finds by the definition of the language: every document is looked at, word by word.

Slow and plain, so that where two engines differ it can say which one is right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fnmatch import translate
from functools import cache, singledispatch

from rapidfuzz.distance import OSA

from search import tree
from search.analysis import stem, words
from search.schema import TEXT_FIELDS, Document

#: Bytes; a longer pattern finds nothing.
_LONGEST_PATTERN = 256


def found_stories(node: tree.Node, documents: Sequence[Document]) -> set[str]:
    """The ids of the stories that ``node`` finds."""
    return {each.id for each in documents if not each.is_agreement and fits(node, each)}


def found_agreements(node: tree.Node, documents: Sequence[Document]) -> set[str]:
    """The ids of the agreements that ``node`` finds as such."""
    return {each.id for each in documents if each.is_agreement and fits(node, each)}


def counted(node: tree.Node, field: str, documents: Sequence[Document]) -> list[tuple[str, int]]:
    """How many of the stories found have each value of ``field``: most first, then by letters."""
    found = (each for each in documents if not each.is_agreement and fits(node, each))
    counts = Counter(value for each in found for value in set(each.facets[field]))
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


@singledispatch
def fits(node: object, _document: Document) -> bool:
    """Whether ``node`` finds the document."""
    raise TypeError(f"{type(node).__name__} is no part of a query")


@fits.register
def _(node: tree.Term, document: Document) -> bool:
    return any(node.word in text for text in _texts(document, node.field, exact=node.exact))


@fits.register
def _(node: tree.Phrase, document: Document) -> bool:
    texts = _texts(document, node.field, exact=node.exact)
    return any(
        _follows(text, place, node.words[1:], node.slop)
        for text in texts
        for place, word in enumerate(text)
        if word == node.words[0]
    )


@fits.register
def _(node: tree.Pattern, document: Document) -> bool:
    if len(node.pattern.encode()) > _LONGEST_PATTERN:
        return False
    pattern = _pattern(node.pattern)
    if node.field in TEXT_FIELDS:
        return any(
            pattern.match(word)
            for text in _texts(document, node.field, exact=True)
            for word in set(text)
        )
    return any(map(pattern.match, document.values[node.field]))


@fits.register
def _(node: tree.Similar, document: Document) -> bool:
    far = node.distance
    return any(
        OSA.distance(word, node.word, score_cutoff=far) <= far
        for text in _texts(document, node.field, exact=True)
        for word in set(text)
    )


@fits.register
def _(node: tree.OneOf, document: Document) -> bool:
    return not node.values.isdisjoint(document.values[node.field])


@fits.register
def _(node: tree.Period, document: Document) -> bool:
    return any(
        (node.first is None or node.first <= day) and (node.last is None or day <= node.last)
        for day in document.dates[node.field]
    )


@fits.register
def _(node: tree.Exists, document: Document) -> bool:
    return any(group.get(node.field) for group in (document.text, document.values, document.dates))


@fits.register
def _(node: tree.Counted, document: Document) -> bool:
    return node.value in document.facets[node.field]


@fits.register
def _(_node: tree.Everything, _document: Document) -> bool:
    return True


@fits.register
def _(node: tree.Not, document: Document) -> bool:
    return not fits(node.part, document)


@fits.register
def _(node: tree.And, document: Document) -> bool:
    return all(fits(part, document) for part in node.parts)


@fits.register(tree.Or)
@fits.register(tree.Best)
def _(node: tree.Or | tree.Best, document: Document) -> bool:
    return any(fits(part, document) for part in node.parts)


@fits.register
def _(node: tree.Boosted, document: Document) -> bool:
    return fits(node.part, document)


def _texts(document: Document, field: str, *, exact: bool) -> list[tuple[str, ...]]:
    return [_analysed(text, exact) for text in document.text[field]]


@cache
def _analysed(text: str, exact: bool) -> tuple[str, ...]:
    return words(text) if exact else tuple(map(stem, words(text)))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    # Brackets are signs to fnmatch, and letters here.
    return re.compile(translate(pattern.replace("[", "[[]")))


def _follows(text: Sequence[str], place: int, rest: Sequence[str], slop: int) -> bool:
    """Whether ``rest`` comes after ``place`` in this order, ``slop`` others in between in all."""
    if not rest:
        return True
    return any(
        text[step] == rest[0] and _follows(text, step, rest[1:], slop - (step - place - 1))
        for step in range(place + 1, min(place + 2 + slop, len(text)))
    )
