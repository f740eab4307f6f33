"""What a word may be: a name, a common word, a place, or none that is known."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipelines.masking.cues import words_in
from pipelines.record.names import headline_stopwords, stopwords
from pipelines.record.person_names import OFFICE_WORDS, OFFICES, TITLES
from pipelines.record.tokens import Token, tokens
from pipelines.text.regions import place_names
from pipelines.text.unit_register import places

_HERE = Path(__file__).parent
#: Endings that are no part of a word: "Slametlah".
_ENDINGS = ("nya", "lah", "pun", "kah")
#: Longest short form in capitals of a body or a thing.
_LONGEST_ACRONYM = 5
_UNNAMELY = re.compile(r"[\d_]|^[^\W\d_]?$")
_DERIVED = re.compile(
    r"(?:me|ber|ter|pe)[a-z]{4,}(?:kan|an|i|nya)?|(?:di|ke|se)[a-z]{3,}(?:kan|an|nya)|[a-z]{4,}(?:nya|kan)"
)
_ACT = re.compile(r"(?:me|di|ter|ber)[a-z]{4,}|(?!ke|pe)[a-z]{4,}kan")


class Sort(Enum):
    """What a word may be part of."""

    NAME = "name"
    BOTH = "both"
    WORD = "word"
    PLACE = "place"
    UNKNOWN = "unknown"
    NEVER = "never"

    #: That of an enumeration is slow, and asked for at each word.
    __hash__ = object.__hash__


@cache
def sort_of(word: str) -> Sort:
    """Return what a word in lower case may be; ``BOTH`` is a name that means something else too."""
    if _UNNAMELY.search(word) or word in never():
        return Sort.NEVER
    if word in _names():
        return Sort.BOTH if word in _words() or word in _places() else Sort.NAME
    if word in _words() or _is_pair(word):
        return Sort.WORD
    if word in _places():
        return Sort.PLACE
    return Sort.WORD if _bare(word) in _words() else Sort.UNKNOWN


def is_acronym(word: Token) -> bool:
    """Whether a word in capitals is a short form rather than a name that is shouted."""
    return sum(map(str.isupper, word.text)) > 1 and len(word.text) <= _LONGEST_ACRONYM


@cache
def stem(word: str) -> str:
    """Return a word in lower case without an ending that is no part of a name: "Slametlah"."""
    if sort_of(word) is Sort.UNKNOWN:
        for ending in _ENDINGS:
            bare = word.removesuffix(ending)
            if bare != word and sort_of(bare) in {Sort.NAME, Sort.BOTH}:
                return bare
    return word


def _bare(word: str) -> str:
    """Return a word without one of the endings: "begitulah"."""
    ending = next((one for one in _ENDINGS if word.endswith(one)), "")
    return word.removesuffix(ending)


@cache
def may_name_in_lower(word: str) -> bool:
    """Whether a word may be one of a name though it is written in lower case."""
    return sort_of(stem(word)) in {Sort.NAME, Sort.BOTH, Sort.UNKNOWN}


def is_derived(word: str) -> bool:
    """Whether a word in lower case that is not known has the shape of a verb or a noun."""
    return _DERIVED.fullmatch(word) is not None


@cache
def is_act(word: str) -> bool:
    """Whether a word in lower case tells in a headline what is done: no office goes on with it."""
    if word in words_in("headline_act"):
        return True
    is_shaped = _ACT.fullmatch(word) is not None and word not in words_in("no_act")
    return is_shaped and sort_of(word) in {Sort.WORD, Sort.UNKNOWN}


def _is_pair(word: str) -> bool:
    """Whether a word is two words of the language with a hyphen: "anak-anak", "TNI-Polri"."""
    parts = word.split("-")
    return len(parts) > 1 and not any(
        sort_of(part) in {Sort.NAME, Sort.BOTH, Sort.UNKNOWN} for part in parts
    )


@cache
def never() -> frozenset[str]:
    """Words that no name has."""
    offices = {word for word in OFFICES.first_words if word not in _names()}
    callings = words_in("rank", "short_rank", "spokesman") - _names()
    return frozenset(_table()["never"]) | offices | callings | (TITLES - _names())


@cache
def called_too() -> frozenset[str]:
    """Those of them by which somebody may be called after all: "Mbak Fitri"."""
    return frozenset(_table()["called_too"])


@cache
def may_be_called(word: str) -> bool:
    """Whether somebody may be called by a common word in lower case: "giliran Harapan"."""
    table = _table()
    is_thing = word in forms() or word in table["with_capital"] or word in table["foreign"]
    is_plain = len(word) > 2 and not is_derived(word) and _bare(word) == word
    return sort_of(word) is Sort.WORD and is_plain and not (is_thing or word in OFFICE_WORDS)


def is_none_behind(word: str, before: str) -> bool:
    """Whether a word is no name behind another: "Idul Fitri"; both in lower case."""
    return before in _table()["not_after"].get(word, ())


@cache
def forms() -> frozenset[str]:
    """Words by which places, bodies and things are named."""
    return frozenset(_table()["forms"])


@cache
def _table() -> Any:
    return yaml.safe_load((_HERE / "words.yaml").read_text(encoding="utf-8"))


@cache
def _names() -> frozenset[str]:
    return _listed("names.txt")


@cache
def _words() -> frozenset[str]:
    known = _listed("words.txt") | frozenset(_table()["foreign"]) | forms() | TITLES
    known |= words_in("kin", "person", "spoke", "does", "of_thing", "child", "student", "done_to")
    known |= words_in("office", "safe") - _names()
    return known | OFFICE_WORDS | stopwords() | headline_stopwords()


@cache
def _places() -> frozenset[str]:
    named = (*place_names(), *places())
    return frozenset(word.lower for name in named for word in tokens(name) if len(word.text) > 2)


def _listed(file: str) -> frozenset[str]:
    lines = (_HERE / file).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())
