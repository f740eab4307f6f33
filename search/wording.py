"""What words ask for: their stems and other names, phrases, patterns and near spellings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice, product
from math import comb

from search import tree
from search.analysis import fold, stem, words
from search.schema import DEFAULT_FIELDS, NAME_FIELDS, RECORD, UNIT
from search.synonyms import Words, segments

#: Words that a phrase of two may let in between; longer ones let in fewer.
WIDEST = 50
#: Ways in which the words of a phrase may stand among others; engines try each.
_MOST_PLACEMENTS = 200
#: Words of a unit's class, which stands inside its full name.
_CLASS_WORDS = 2
#: Ways to write a phrase with other names put in; more are not tried.
_MOST_VARIANTS = 24
_PIECE = re.compile(r"(?:[^\W_]|[\u0300-\u036f*?'’‘])+")
_SIGN = re.compile(r"([*?])")


def any_form(asked: Words, field: str | None) -> tree.Node | None:
    """Return what finds all of the folded words ``asked``, in any form and under other names."""
    return combined(
        tree.all_of,
        (
            _meant(asked[segment.start : segment.end], segment.also, field)
            for segment in segments(asked, exact=False)
        ),
    )


def phrase(text: str, field: str | None, slop: int) -> tree.Node | None:
    """Return what finds the words of ``text`` in this order, ``slop`` others in between."""
    asked = words(text)

    def ask(name: str) -> tree.Node:
        return _phrases(name, asked, slop)

    return _everywhere(field, ask) if asked else None


def pattern(text: str, field: str | None) -> tree.Node | None:
    """Return what finds words that fit ``text``, in which ``*`` and ``?`` stand for letters."""
    pieces = ("".join(map(_folded, _SIGN.split(piece))) for piece in _PIECE.findall(text))
    return combined(tree.all_of, (_pattern(piece, field) for piece in pieces))


def similar(text: str, field: str | None, distance: int | None) -> tree.Node | None:
    """Return what finds words spelt nearly like those of ``text``.

    ``distance`` letters may differ. Null takes Elasticsearch's rule: none in words of up to two
    letters, one up to five, then two.
    """
    return combined(tree.all_of, (_similar(word, field, distance) for word in words(text)))


def combined(
    join: Callable[[Iterable[tree.Node]], tree.Node], parts: Iterable[tree.Node | None]
) -> tree.Node | None:
    """Return ``parts`` joined, those without any word left out; null where nothing is left."""
    found = [part for part in parts if part is not None]
    return join(found) if found else None


def _meant(own: Words, also: Iterable[Words], field: str | None) -> tree.Node:
    """What is called ``own``, and what bears one of the names that this may mean as well."""
    parts = (
        _named(own[segment.start : segment.end], segment.others, field)
        for segment in segments(own, exact=False, apart=True)
    )
    return tree.best_of([tree.all_of(parts), *(_anywhere_stemmed(name, field) for name in also)])


def _named(own: Words, others: Iterable[Words], field: str | None) -> tree.Node:
    """A word, or a name of several words in their order, or one of its other names."""
    return tree.best_of(_anywhere_stemmed(form, field) for form in (own, *others))


def _anywhere_stemmed(name: Words, field: str | None) -> tree.Node:
    stems = tuple(map(stem, name))
    return _everywhere(field, lambda sought: _in_order(sought, stems, exact=False))


def _phrases(field: str, asked: Words, slop: int) -> tree.Node:
    """The phrase as written; in fields of names, also with other names put in.

    A unit's class ("Kelas IIA") may be left out.
    """
    if field not in NAME_FIELDS and field != RECORD:
        return _in_order(field, asked, exact=True, slop=slop)
    if field == UNIT:
        slop += _CLASS_WORDS
    choices = [
        (asked[segment.start : segment.end], *segment.others, *segment.also)
        for segment in segments(asked, exact=True)
    ]
    variants = islice(product(*choices), _MOST_VARIANTS)
    return tree.best_of(
        _in_order(field, sum(variant, ()), exact=True, slop=slop) for variant in variants
    )


def _in_order(field: str, asked: Words, *, exact: bool, slop: int = 0) -> tree.Node:
    if len(asked) == 1:
        return tree.Term(field, asked[0], exact)
    return tree.Phrase(field, asked, exact, min(slop, _room(len(asked))))


def _room(length: int) -> int:
    """How many other words a phrase of ``length`` words may let in."""
    gaps = length - 1
    return next(
        slop for slop in range(WIDEST, -1, -1) if comb(gaps + slop, gaps) <= _MOST_PLACEMENTS
    )


def _pattern(piece: str, field: str | None) -> tree.Node:
    return _everywhere(field, lambda name: tree.Pattern(name, piece))


def _similar(word: str, field: str | None, distance: int | None) -> tree.Node:
    if distance is None:
        distance = (len(word) > 2) + (len(word) > 5)
    return _everywhere(field, lambda name: tree.Similar(name, word, distance))


def _folded(piece: str) -> str:
    return piece if piece in {"*", "?"} else fold(piece)


def _everywhere(field: str | None, ask: Callable[[str], tree.Node]) -> tree.Node:
    """What ``ask`` asks of ``field``; without a field, of each default field by its weight."""
    if field is not None:
        return ask(field)
    return tree.best_of(
        tree.Boosted(ask(name), weight) if weight != 1 else ask(name)
        for name, weight in DEFAULT_FIELDS.items()
    )
