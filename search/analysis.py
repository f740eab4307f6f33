"""How text becomes words that can be found: the one analysis of every engine.

A word is a run of letters and digits, an apostrophe inside it left out ("Jum'at" is "jumat"). It
is folded (lower case, no accents) and, for the stemmed form, cut to its stem by Snowball's
Indonesian algorithm unless ``words.yaml`` gives another stem. No word is left out as too common.
"""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import Stemmer
import yaml

WORDS_FILE = Path(__file__).with_name("words.yaml")
#: Counts changes of the rules in this module; a change makes every index anew.
ANALYSIS_VERSION = 2

#: Longer runs (checksums, lost spaces) are cut here, in the index and in queries alike.
_LONGEST = 64
_MARKS = "\u0300-\u036f"
#: Signs that Unicode takes for letters and writers for apostrophes: Jumʼat, Qurʾan.
_LETTERS_LEFT_OUT = "ʹʻʼʽʾʿ"
_WORD = re.compile(rf"[^\W_]+(?:(?:[{_MARKS}]|['’‘](?=[^\W_]))[^\W_]*)*")
#: Words that differ are few, even in a large archive; beyond this many the rarest are forgotten.
_REMEMBERED = 200_000

_local = threading.local()


class Token(NamedTuple):
    """A folded word and where it stood in the text, in characters."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of ``text`` in order."""
    for match in _WORD.finditer(text):
        word = fold(match.group())
        if word:
            yield Token(word, match.start(), match.end())


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of ``text``."""
    return tuple(filter(None, map(fold, _WORD.findall(text))))


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of ``text``."""
    return tuple(map(stem, words(text)))


@lru_cache(_REMEMBERED)
def fold(word: str) -> str:
    """Return ``word`` in lower case, without accents, apostrophes and signs."""
    if not (word.isascii() and word.isalnum()):
        parts = unicodedata.normalize("NFKD", word.casefold())
        kept = (part for part in parts if part.isalnum() and part not in _LETTERS_LEFT_OUT)
        word = "".join(kept)
    return word.lower()[:_LONGEST]


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """Return the stem of a folded word."""
    given = given_stems().get(word)
    if given is not None:
        return given
    if not hasattr(_local, "stemmer"):
        # A stemmer holds state while it works, so each thread has its own.
        _local.stemmer = Stemmer.Stemmer("indonesian")
    stemmed: str = _local.stemmer.stemWord(word)
    return stemmed or word


@cache
def word_lists() -> dict[str, Any]:
    """Return the content of ``words.yaml``."""
    content: dict[str, Any] = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return content


@cache
def fingerprint() -> str:
    """Return a short name of what decides how text is indexed: these rules and the given stems."""
    content = repr((ANALYSIS_VERSION, sorted(given_stems().items())))
    return hashlib.sha256(content.encode()).hexdigest()[:12]


@cache
def given_stems() -> dict[str, str]:
    """Return the folded words that Snowball does not stem, with the stems they get."""
    lists = word_lists()
    names = chain(*lists["synonyms"], lists["also"])
    short = (name for name in names if len(words(name)) == 1)
    given = {fold(name): fold(name) for name in (*lists["whole"].split(), *short)}
    for root, forms in lists["stems"].items():
        given.update((fold(form), root) for form in forms.split())
    return given
