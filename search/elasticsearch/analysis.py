"""The one analysis of ``search.analysis``, as Elasticsearch is told to do it.

What is a letter, and what it is folded to, is asked of Python, sign by sign, and given to a
``mapping`` character filter, which costs a fraction of what regular expressions do. The standard
tokenizer then meets only folded letters, digits and what it splits at. What cannot be equal:
scripts written without spaces (Chinese, Japanese, Thai …), which it splits further, Korean, and
letters younger than the server's Unicode tables.
"""

from __future__ import annotations

import sys
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
#: Folded to their parts by Python, left whole here: 11,172 rules that nothing needs.
_HANGUL = range(0xAC00, 0xD7A4)
_SURROGATES = range(0xD800, 0xE000)
#: Signs beyond this are of no living script.
_LAST_SIGN = 0x1FBFF
#: Pictures, some of them younger than Python's tables; the tokenizer takes many for words.
_PICTURES = range(0x1F000, 0x1FB00)
#: Marks, symbols, punctuation and signs without width; the tokenizer joins words over some.
_SPLITTING = ("M", "S", "P", "Cf")
#: A sign that the tokenizer splits at. Blanks are trimmed from the rules of a filter.
_SPLIT = "-"
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
    """Return the groups of names for the same thing, as Solr writes them."""
    return [", ".join(group) for group in word_lists()["synonyms"]]


def _given_stems() -> list[str]:
    return [f"{word} => {stem}" for word, stem in sorted(given_stems().items())]


@cache
def _rules() -> list[str]:
    return [f"{sign}=>{becomes}" for sign, becomes in _folding()]


def _folding() -> Iterator[tuple[str, str]]:
    for apostrophe in _APOSTROPHES:
        yield apostrophe, ""
        for other in _APOSTROPHES:
            yield apostrophe + other, _SPLIT
    for point in range(0x80, min(_LAST_SIGN, sys.maxunicode) + 1):
        sign = chr(point)
        if point in _SURROGATES or point in _HANGUL or sign in _APOSTROPHES:
            continue
        if sign.isalnum():
            folded = fold(sign)
            # Simple capitals are left to the filter "lowercase".
            if folded != sign.lower():
                yield sign, folded
        elif point in _MARKS:
            yield sign, ""
        elif point in _PICTURES or unicodedata.category(sign).startswith(_SPLITTING):
            yield sign, _SPLIT
    # Of ASCII, the tokenizer joins words over these.
    for sign in ".,:;_\N{NARROW NO-BREAK SPACE}":
        yield sign, _SPLIT
