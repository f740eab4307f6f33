"""Names of several words, looked up in text, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Generic, NamedTuple, TypeVar

_T = TypeVar("_T")

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
#: A word that can begin a name in running text; numbers do so too ("50 Kota").
_OPENING = re.compile(r"(?<![^\W_])[A-Z0-9][^\W_]*(?:[.'’][^\W_]+)*")
#: What may stand between two words of one name.
_GAP = re.compile(r"[ \t\u00a0]{1,3}|\s?[-–]\s?|\.\s?")
#: No listed name is longer, in characters.
_ROOM = 60


class Word(NamedTuple):
    """A word: its lower-case form, its place, and whether it begins as a name does."""

    key: str
    start: int
    end: int
    capital: bool


class Found(NamedTuple, Generic[_T]):
    """A listed name in a text, and all that bears it."""

    start: int
    end: int
    values: tuple[_T, ...]


def words_of(text: str, most: int | None = None) -> list[Word]:
    """Split ``text`` into words; stops and apostrophes inside a word belong to it.

    ``most`` words are taken, all where none is given.
    """
    return [
        Word(word.lower(), match.start(), match.end(), not word[0].islower())
        for match in islice(_WORD.finditer(text), most)
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

    def find(self, text: str) -> Iterator[Found[_T]]:
        """Every listed name written with capitals, none overlapping another."""
        end = 0
        for match in _OPENING.finditer(text):
            if match.start() < end or match.group().lower() not in self._lengths:
                continue
            found = self.at(text, match.start())
            if found is not None:
                end = found.end
                yield found

    def at(self, text: str, start: int) -> Found[_T] | None:
        """The longest listed name written with capitals at ``start``."""
        piece = text[start : start + _ROOM]
        first = _WORD.match(piece)
        if first is None or piece[0].islower():
            return None
        lengths = self._lengths.get(first.group().lower())
        if lengths is None:
            return None
        words = words_of(piece, lengths[0])
        for length in lengths:
            run = words[:length]
            values = self._values.get(tuple(word.key for word in run))
            if values and run[-1].capital and _unbroken(piece, run):
                return Found(start, start + run[-1].end, values)
        return None


def _unbroken(text: str, run: list[Word]) -> bool:
    return all(_GAP.fullmatch(text, left.end, right.start) for left, right in pairwise(run))
