"""The one analysis of ``search.analysis``, as Elasticsearch is told to do it.

What is a letter, and what it is folded to, is asked of Python, sign by sign, and given to a
``mapping`` character filter, which costs a fraction of what regular expressions do. The standard
tokenizer then meets only folded letters, digits and what it splits at. Not equal are scripts that
Indonesian news does not have: those written without spaces (Chinese, Japanese, Thai …) are split
further, letters beyond the blocks below are not folded, and numbers in black circles are no words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from search.analysis import fold, given_stems, word_lists

#: Analyzers: folded words, their stems, and the stems with other names of what they name.
WORDS, STEMS, ASKED = "pantau_words", "pantau_stems", "pantau_asked"

_FOLDING, _GIVEN, _STEMMING, _NAMES = (
    "pantau_folding",
    "pantau_given_stems",
    "pantau_stemming",
    "pantau_names",
)
#: Left out inside a word; two of them end it.
_APOSTROPHES = "'’‘"
#: Combining marks that belong to the letter before them.
_MARKS = range(0x300, 0x370)
#: The blocks of signs that Indonesian news has; each rule makes new indices slower.
_SIGNS = (
    *range(0x80, 0x530),  # Latin, Greek, Cyrillic
    *range(0x600, 0x700),  # Arabic
    *range(0x1D00, 0x2200),  # more Latin and Greek, punctuation, numbers, arrows
    *range(0x2300, 0x2400),  # technical signs
    *range(0x2460, 0x2800),  # numbers in circles, boxes, symbols
    *range(0x2B00, 0x2C00),  # more arrows and stars
    *range(0x3000, 0x3040),  # East Asian punctuation
    *range(0xFB00, 0xFB07),  # ligatures
    *range(0xFE00, 0xFE70),  # variants of pictures, forms of punctuation
    *range(0xFF00, 0xFF60),  # wide Latin
    0xFEFF,
)
#: Flags and pictures, some younger than Python's tables; the tokenizer takes them for words.
_PICTURES = (*range(0x1F1E6, 0x1F200), *range(0x1F300, 0x1F700), *range(0x1F900, 0x1FB00))
#: Marks, symbols, punctuation and signs without width: the tokenizer joins words over some, and
#: takes others for words. So it does with a few signs of other categories.
_SPLITTING = ("M", "So", "Sk", "Po", "Pc", "Cf")
_OTHERS = ".,:;_\N{NARROW NO-BREAK SPACE}⁄↔◻◼◽◾♯"
#: A sign that the tokenizer splits at. Blanks are trimmed from the rules of a filter.
_SPLIT = "-"
#: Stands for the text of a field that has none, and the word that it becomes, which no query can
#: ask for. The server tells how rare a word is, and how long a text, among the documents that have
#: the field, tantivy among all; where all have it, both score alike.
NO_TEXT, NO_TEXT_WORD = "∅∅", "0_0"
#: UTF-16 units; longer words than any that is left (``search.analysis`` cuts at 64).
_LONGEST_TOKEN = 255


def analysis() -> dict[str, Any]:
    """Return the ``analysis`` settings of an index."""
    steps = {"type": "custom", "char_filter": [_FOLDING], "tokenizer": "pantau_split"}
    stems = ["lowercase", _GIVEN, _STEMMING]
    return {
        "char_filter": {_FOLDING: {"type": "mapping", "mappings": _rules()}},
        "tokenizer": {"pantau_split": {"type": "standard", "max_token_length": _LONGEST_TOKEN}},
        "filter": {
            _GIVEN: {"type": "stemmer_override", "rules": _given_stems()},
            _STEMMING: {"type": "snowball", "language": "Indonesian"},
            _NAMES: {"type": "synonym_graph", "synonyms": names()},
        },
        "analyzer": {
            WORDS: {**steps, "filter": ["lowercase"]},
            STEMS: {**steps, "filter": stems},
            # Last, for names are stemmed by what stands before.
            ASKED: {**steps, "filter": [*stems, _NAMES]},
        },
    }


def names() -> list[str]:
    """Return the names for the same thing, and what else some may mean, as Solr writes them."""
    lists = word_lists()
    groups = [", ".join(group) for group in lists["synonyms"]]
    also = (f"{name} => {', '.join([name, *others])}" for name, others in lists["also"].items())
    return [*groups, *also]


def _given_stems() -> list[str]:
    return [f"{word} => {stem}" for word, stem in sorted(given_stems().items())]


@cache
def _rules() -> list[str]:
    return [f"{sign}=>{becomes}" for sign, becomes in _folding()]


def _folding() -> Iterator[tuple[str, str]]:
    yield NO_TEXT, NO_TEXT_WORD
    for apostrophe in _APOSTROPHES:
        yield apostrophe, ""
        for other in _APOSTROPHES:
            yield apostrophe + other, _SPLIT
    for point in _SIGNS:
        sign = chr(point)
        if sign in _APOSTROPHES:
            continue
        if sign.isalnum():
            folded = fold(sign)
            # Simple capitals are left to the filter "lowercase".
            if folded != sign.lower():
                yield sign, folded
        elif point in _MARKS:
            yield sign, ""
        elif unicodedata.category(sign).startswith(_SPLITTING):
            yield sign, _SPLIT
    for sign in (*map(chr, _PICTURES), *_OTHERS):
        yield sign, _SPLIT
