"""Patterns that are tried only where a word of theirs stands.

Trying a pattern of many words at every place of a text is slow, and most patterns match in few
sentences. What each of them must have in a match is read off the pattern, and of each word of the
language it is remembered which patterns it may be for: one look at the words of a sentence then
tells which patterns are worth trying in it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import Any, NamedTuple

import re2

from pipelines.text.patterns import BORDER, needed_by, takes_neighbours, wider

#: Words, and sentences and pieces of them, of which is remembered what they may be for.
_MOST_WORDS = 1 << 16
_MOST_SENTENCES = 1 << 10
_NO_LETTERS = re.compile(r"[\W_]+")
#: Letters that are the same as others without regard to case, in ways that ``str.lower`` is not.
_ODD = frozenset("\u0130\u0131\u017f\u212a")
#: Has a byte for each of the characters of a plain text.
_ENCODING = "cp1252"
#: The bit of patterns that may match in any words.
_ANY = 1
#: In texts of these characters both engines take the same ones for letters, figures and blanks.
_PLAIN = bytes((*b"\t\n\r", *range(ord(" "), ord("~") + 1), *"°·×–—‘’“”•…".encode(_ENCODING)))
#: Pieces of words letter by letter; under the last one stand the bits of the patterns.
_Node = dict[str, Any]
_END = ""
_NOWHERE: _Node = {}
#: Where the first match at or after a place begins and ends.
_Find = Callable[[bytes, int], tuple[int, int] | None]


class Watched:
    """A pattern, as ``re.compile`` makes it, that is tried only where it may match."""

    def __init__(self, pattern: re.Pattern[str], bit: int) -> None:
        self.pattern = pattern
        self._bit = bit
        # RE2 takes in the neighbour of a match, which the next one may need.
        self._alone = takes_neighbours(pattern)

    @cached_property
    def _find(self) -> _Find:
        """Finds no less than the pattern does, by RE2."""
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.never_capture = True
        return _quick(re2.compile(wider(self.pattern).encode(_ENCODING), options))

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        if end < len(text):
            # A text that is cut short may have a border where the whole one has none.
            return self.pattern.search(text, start, end)
        seen = _seen(text)
        if not seen.bits & self._bit:
            return None
        if seen.data is not None:
            # What is before the place may be a border that the match needs.
            found = self._find(seen.data, max(0, start - 1))
            if found is None:
                return None
            start = max(start, found[0])
        return self.pattern.search(text, start, end)

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``, for patterns that match no empty string."""
        if end < len(text):
            return self.pattern.finditer(text, start, end)
        seen = _seen(text)
        if not seen.bits & self._bit:
            return iter(())
        if seen.data is None:
            return self.pattern.finditer(text, start, end)
        if self._alone:
            return self._one_by_one(text, start)
        return self._in_one_pass(text, seen.data, start)

    def _one_by_one(self, text: str, start: int) -> Iterator[re.Match[str]]:
        while match := self.search(text, start):
            yield match
            start = match.end()

    def _in_one_pass(self, text: str, data: bytes, start: int) -> Iterator[re.Match[str]]:
        likely = self._find(data, max(0, start - 1))
        while likely:
            begin, end = likely
            while start < end:
                match = self.pattern.search(text, max(start, begin))
                if match is None:
                    return
                yield match
                start = match.end()
            likely = self._find(data, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.match``, which is quick by itself."""
        return self.pattern.match(text, start, end)


def _quick(finder: re2._Regexp) -> _Find:
    """How ``finder`` finds, without the objects it makes of a match where it lets us.

    They take as long as many a search. No public call gives a place only, and an inner one may go.
    """
    try:
        search, anywhere = finder._regexp.Match, re2._Anchor.UNANCHORED
        search(anywhere, b"", 0, 0)
    except (AttributeError, TypeError):
        return _public(finder)

    def find(data: bytes, start: int) -> tuple[int, int] | None:
        begin, end = search(anywhere, data, start, len(data))[0]
        return (begin, end) if begin >= 0 else None

    return find


def _public(finder: re2._Regexp) -> _Find:
    """As ``_quick``, by what RE2 promises."""

    def find(data: bytes, start: int) -> tuple[int, int] | None:
        found = finder.search(data, start)
        return found.span() if found else None

    return find


class _Words(dict[str, int]):
    """Of each word, the bits of the patterns that it may be for; made when first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._patterns = 0
        self._pieces: _Node = {}

    def add(self, pieces: frozenset[str]) -> int:
        """The bit of one more pattern, which needs one of ``pieces``."""
        self.clear()
        self._patterns += 1
        bit = _ANY << self._patterns
        for piece in pieces:
            node = self._pieces
            for letter in piece:
                node = node.setdefault(letter, {})
            node[_END] = node.get(_END, 0) | bit
        return bit

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        bits = self[word] = self._bits(word) if _ODD.isdisjoint(word) else -1
        return bits

    def _bits(self, word: str) -> int:
        folded, bits = _NO_LETTERS.sub(BORDER, f" {word} ".lower()), 0
        for place in range(len(folded)):
            node = self._pieces
            for letter in folded[place:]:
                if (node := node.get(letter, _NOWHERE)) is _NOWHERE:
                    break
                bits |= node.get(_END, 0)
        return bits


_WORDS = _Words()


class _Seen(NamedTuple):
    """The bits of patterns that may match in a text, and the text as RE2 reads it.

    ``data`` has a byte for each letter, and is None where RE2 would take other ones for letters.
    """

    bits: int
    data: bytes | None


@lru_cache(_MOST_SENTENCES)
def _seen(text: str) -> _Seen:
    telling = filter(None, map(_WORDS.__getitem__, text.split()))
    return _Seen(reduce(or_, telling, _ANY), _encoded(text))


def _encoded(text: str) -> bytes | None:
    """``text`` in a byte for each letter, where both engines read it alike."""
    try:
        # The same bytes of letters that both encodings have, in a fraction of the time.
        data = text.encode("ascii" if text.isascii() else _ENCODING)
    except UnicodeEncodeError:
        return None
    return None if data.translate(None, _PLAIN) or data.endswith(b"\n") else data


def watch(pattern: str, flags: int = 0) -> Watched:
    """Compile ``pattern`` as ``re.compile`` does, for use in sentence after sentence."""
    pieces = needed_by(pattern, flags)
    _seen.cache_clear()
    return Watched(re.compile(pattern, flags), _WORDS.add(pieces) if pieces else _ANY)
