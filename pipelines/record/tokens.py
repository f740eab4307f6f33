"""Words of a text with their places, and the lookup of known word sequences among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, KeysView, Mapping, Sequence
from functools import lru_cache, partial
from typing import Generic, NamedTuple, TypeVar, cast

T = TypeVar("T")

#: A hyphen joins words such as "gereja-gereja" and "Al-Hikmah", not "Merangin-Kanwil".
_WORD = re.compile(r"\w{1,3}-[^\W_]\w*(?:[-'’]\w+)*|\w+(?:['’]\w+|-[a-z0-9]\w*)*")


class Token(NamedTuple):
    """A word, in lower case too, and where it starts and ends in the text."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether the word starts like a name: in upper case, or with a figure."""
        return self.text[0].isupper() or self.text[0].isdigit()


#: A token of its fields, in half the time that calling the class takes.
_token = cast("Callable[[tuple[str, str, int, int]], Token]", partial(tuple.__new__, Token))


@lru_cache(maxsize=16)
def tokens(text: str) -> list[Token]:
    """The words of ``text`` in order; hyphens and apostrophes inside a word belong to it.

    The last few texts are remembered; the list is not to be changed.
    """
    return [_token((word := m.group(), word.lower(), *m.span())) for m in _WORD.finditer(text)]


class Phrases(Generic[T]):
    """Known word sequences, each with what it stands for."""

    def __init__(self, entries: Mapping[str, T]) -> None:
        self._longest: dict[str, int] = {}
        self._entries: dict[tuple[str, ...], T] = {}
        for phrase, value in entries.items():
            words = tuple(token.lower for token in tokens(phrase.lower()))
            self._entries[words] = value
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    @property
    def first_words(self) -> KeysView[str]:
        """The words, in lower case, that a phrase starts with."""
        return self._longest.keys()

    def starts(self, words: Sequence[Token]) -> list[int]:
        """The places of words that a phrase may start with."""
        first_words = self._longest
        return [index for index, word in enumerate(words) if word.lower in first_words]

    def at(self, words: Sequence[Token], index: int) -> tuple[int, T] | None:
        """The longest phrase that starts with word ``index``: its length and its value."""
        for length in range(self._longest.get(words[index].lower, 0), 0, -1):
            piece = tuple(word.lower for word in words[index : index + length])
            if len(piece) == length and piece in self._entries:
                return length, self._entries[piece]
        return None

    def find(self, words: Sequence[Token]) -> Iterator[tuple[int, int, T]]:
        """Every phrase among ``words``, longest first, as (index, length, value)."""
        index = 0
        while index < len(words):
            found = self.at(words, index)
            if found is None:
                index += 1
                continue
            yield index, *found
            index += found[0]
