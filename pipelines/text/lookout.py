"""Patterns that are tried only where a word of theirs stands.

Trying a pattern of many words at every place of a text is slow, and most patterns match in few
sentences. What each of them must have in a match is read off the pattern, and of each word of the
language it is remembered which patterns it may be for: one look at the words of a sentence then
tells which patterns are worth trying in it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cached_property, lru_cache, reduce
from operator import or_
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import re2

#: Words, and sentences and pieces of them, of which is remembered what they may be for.
_MOST_WORDS = 1 << 16
_MOST_SENTENCES = 1 << 10
#: Shorter pieces than this, borders counted, stand in too many words to tell anything.
_SHORTEST = 3
#: Stands for all that is no letter or figure, and for the end of a word.
_BORDER = " "
_NO_LETTERS = re.compile(r"[\W_]+")
#: Letters that are the same as others without regard to case, in ways that ``str.lower`` is not.
_ODD = frozenset("\u0130\u0131\u017f\u212a")
#: Has a byte for each letter of Indonesian, for dashes and for quotation marks.
_ENCODING = "cp1252"
#: Borders of words at either end of a pattern, for which RE2 looks at the neighbour itself.
_NO_LETTER_BEFORE, _NO_LETTER_NEXT = r"(?<!\w)", r"(?!\w)"
_REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT)
#: The bit of patterns that may match in any words.
_ANY = 1
#: In texts of these characters both engines take the same ones for letters, figures and blanks.
_PLAIN = re.compile(
    r"[\t\n\r -~\u2010-\u2027\u2030-\u205e\u00b0\u00b7\u00d7\U0001f300-\U0001faff]*(?<!\n)"
)
#: Pieces of words letter by letter; under the last one stand the bits of the patterns.
_Node = dict[str, Any]
_END = ""
_NOWHERE: _Node = {}


class Watched:
    """A pattern, as ``re.compile`` makes it, that is tried only where it may match."""

    def __init__(self, pattern: re.Pattern[str], bit: int) -> None:
        self._pattern = pattern
        self._bit = bit

    @cached_property
    def _finder(self) -> re2._Regexp:
        """A pattern of RE2 that matches no less."""
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.never_capture = True
        return re2.compile(_wider(self._pattern).encode(_ENCODING), options)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        seen = _seen(text)
        if not seen.bits & self._bit:
            return None
        if seen.data is not None:
            # What is before the place may be a border that the match needs.
            found = self._finder.search(seen.data, max(0, start - 1))
            if found is None:
                return None
            start = max(start, found.start())
        return self._pattern.search(text, start, end)

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``, for patterns that match no empty string."""
        seen = _seen(text)
        if not seen.bits & self._bit:
            return iter(())
        if seen.data is None:
            return self._pattern.finditer(text, start, end)
        if self._pattern.pattern.endswith(_NO_LETTER_NEXT):
            # RE2 eats the border after a match, which the next one may need.
            return self._one_by_one(text, start, end)
        return self._in_one_pass(text, seen.data, start, end)

    def _one_by_one(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        while match := self.search(text, start, end):
            yield match
            start = match.end()

    def _in_one_pass(self, text: str, data: bytes, start: int, end: int) -> Iterator[re.Match[str]]:
        for likely in self._finder.finditer(data, max(0, start - 1)):
            while start < likely.end():
                match = self._pattern.search(text, max(start, likely.start()), end)
                if match is None:
                    return
                yield match
                start = match.end()

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.match``, which is quick by itself."""
        return self._pattern.match(text, start, end)


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
        folded, bits = _NO_LETTERS.sub(_BORDER, f" {word} ".lower()), 0
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
    is_plain = (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text)
    bits = reduce(or_, map(_WORDS.__getitem__, text.split()), _ANY)
    return _Seen(bits, text.encode(_ENCODING, errors="replace") if is_plain else None)


def watch(pattern: str, flags: int = 0) -> Watched:
    """Compile ``pattern`` as ``re.compile`` does, for use in sentence after sentence."""
    pieces = _needed_by(parser.parse(pattern, flags))
    _seen.cache_clear()
    return Watched(re.compile(pattern, flags), _WORDS.add(pieces) if pieces else _ANY)


def _needed_by(parts: Any, before: str = "", after: str = "") -> frozenset[str]:
    """Pieces of words of which any match of a parsed pattern has one; empty if none are known.

    ``before`` and ``after`` are borders that the pattern stands between.
    """
    letters = [*(_letter(*part) for part in parts), after]
    choices: list[frozenset[str]] = []
    run = before
    for number, (kind, value) in enumerate(parts):
        letter = letters[number]
        if letter != _BORDER or not run.endswith(_BORDER):
            run += letter
        if not letter or letter == _BORDER:
            choices += [frozenset({run}), _needed_within(kind, value, run, letters[number + 1])]
            run = letter
    best = max([*choices, frozenset({run + after})], key=_length)
    return best if _length(best) >= _SHORTEST else frozenset()


def _letter(kind: Any, value: Any) -> str:
    """What one part of a pattern asks for, if it is one letter or a border of words."""
    if kind is kinds.LITERAL:
        return chr(value).lower() if chr(value).isalnum() else _BORDER
    return _BORDER if (kind, str(value)) in _BORDERS else ""


def _needed_within(kind: Any, value: Any, run: str, following: str) -> frozenset[str]:
    """As ``_needed_by``, for one part that holds others."""
    before = _BORDER if run.endswith(_BORDER) else ""
    after = _BORDER if following == _BORDER else ""
    if kind is kinds.SUBPATTERN:
        return _needed_by(value[-1], before, after)
    if kind in _REPEATS and value[0]:
        return _needed_by(value[-1])
    if kind is kinds.BRANCH:
        branches = [_needed_by(branch, before, after) for branch in value[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()


def _length(pieces: frozenset[str]) -> int:
    return min(map(len, pieces), default=0)


#: Parts of patterns between whose neighbours a word ends.
_BORDERS = {
    (kind, str(value))
    for source in (r"\b", r"(?<!\w)", r"(?!\w)", r"\s", r"\s+")
    for kind, value in parser.parse(source)
}


_LOOK_AROUND = re.compile(r"\(\?<?[=!]")
_CODE = re.compile(r"\\u([0-9a-f]{4})")
_FLAGS = ((re.IGNORECASE, "i"), (re.MULTILINE, "m"), (re.DOTALL, "s"))


def _wider(pattern: re.Pattern[str]) -> str:
    """``pattern`` for RE2, without what it asks of its neighbours: it matches no less."""
    source = pattern.pattern
    if source.startswith(_NO_LETTER_BEFORE):
        source = rf"(?:^|\W){source.removeprefix(_NO_LETTER_BEFORE)}"
    if source.endswith(_NO_LETTER_NEXT):
        source = rf"{source.removesuffix(_NO_LETTER_NEXT)}(?:\W|$)"
    kept, place = "", 0
    while found := _LOOK_AROUND.search(source, place):
        kept += source[place : found.start()]
        place = _group_end(source, found.end())
    flags = "".join(letter for flag, letter in _FLAGS if pattern.flags & flag)
    kept += source[place:]
    return (f"(?{flags})" if flags else "") + _CODE.sub(lambda code: chr(int(code[1], 16)), kept)


def _group_end(source: str, place: int) -> int:
    """Where the group ends that is open at ``place`` of a pattern's ``source``."""
    depth, in_class = 1, False
    while depth:
        letter = source[place]
        if letter == "\\":
            place += 1
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        else:
            depth += (letter == "(") - (letter == ")")
        place += 1
    return place
