"""Names of several words, looked up in text word by word, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
#: What may stand between two words of one name.
_GAP = re.compile(r"[ \t\u00a0]{1,3}|\s?[-–]\s?|\.\s?")

_T = TypeVar("_T")


class Word(NamedTuple):
    """A word of a text: its lower-case form, its place, and whether it begins as a name does."""

    key: str
    start: int
    end: int
    capital: bool


def words_of(text: str) -> list[Word]:
    """Split ``text`` into words; stops and apostrophes inside a word belong to it."""
    return [
        Word(word.lower(), match.start(), match.end(), not word[0].islower())
        for match in _WORD.finditer(text)
        if (word := match.group())
    ]


class NameTable(Generic[_T]):
    """Values by name; a name may have several."""

    def __init__(self, rows: Iterable[tuple[str, _T]]) -> None:
        self._values: dict[tuple[str, ...], tuple[_T, ...]] = {}
        lengths: dict[str, set[int]] = {}
        for name, value in rows:
            key = tuple(word.key for word in words_of(name))
            if key:
                self._values[key] = (*self._values.get(key, ()), value)
                lengths.setdefault(key[0], set()).add(len(key))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def get(self, keys: Iterable[str]) -> tuple[_T, ...]:
        """The values of the name with exactly the lower-case words ``keys``."""
        return self._values.get(tuple(keys), ())

    def longest(self, text: str, words: list[Word], at: int) -> tuple[int, tuple[_T, ...]] | None:
        """The longest name written with capitals from word ``at`` on: its length and values."""
        first = words[at]
        if not first.capital:
            return None
        for length in self._lengths.get(first.key, ()):
            run = words[at : at + length]
            if len(run) < length or not run[-1].capital:
                continue
            values = self._values.get(tuple(word.key for word in run))
            if values and _unbroken(text, run):
                return length, values
        return None


def _unbroken(text: str, run: list[Word]) -> bool:
    return all(_GAP.fullmatch(text, left.end, right.start) for left, right in pairwise(run))
