"""Names of people in a text, and which of them must not leave: those without an office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from pipelines.masking.cues import (
    is_named_after,
    is_named_before,
    is_person_after,
    is_person_before,
)
from pipelines.masking.kept import kept_in
from pipelines.masking.lexicon import Sort, forms, is_acronym, sort_of, stem
from pipelines.masking.offices import is_convicted, is_ranked
from pipelines.record.tokens import Token, tokens

_JOINT = re.compile(r"[ \t\u00a0]{1,3}|\.[ ]?|[ \t]?\n[ \t]?|[’'`]")
_PARTICLES = frozenset("bin binti al el van von de da dos der ibn".split())
_MOST_WORDS = 7
_LINE = re.compile(r"[^\n]*")
_NAMES = {Sort.NAME, Sort.BOTH}


class Known(NamedTuple):
    """Words by which those are called who must not be named, and the names of those who may be."""

    hidden: frozenset[str] = frozenset()
    named: tuple[frozenset[str], ...] = ()

    def lets(self, words: Sequence[str]) -> bool:
        """Whether a name is that of someone with an office, or a part of it that only they have."""
        whole = frozenset(words)
        shared = len(whole) == 1 and whole <= self.hidden
        return not shared and any(whole <= name for name in self.named)


class Standing(Enum):
    """Whether a name may leave: by an office, not at all, or not for want of an office."""

    OFFICE = "office"
    MARKED = "marked"
    NONE = "none"


class Named(NamedTuple):
    """A person's name in a text, and whether it may leave."""

    start: int
    end: int
    words: tuple[str, ...]
    standing: Standing


class Reader:
    """Looks for names in one text, with what is known of the people of its story."""

    def __init__(self, text: str, known: Known) -> None:
        self._text, self._known = text, known
        self._own = kept_in(text)
        self._words: Sequence[Token] = tokens(text)
        self._shouted = {line.start(): _is_headline(line.group()) for line in _LINE.finditer(text)}

    def named(self) -> Iterator[Named]:
        """Yield names of people, in order."""
        index = 0
        while index < len(self._words):
            end = self._run_end(index)
            if end is None:
                index += 1
                continue
            standing = self._standing(index, end)
            if standing is not None:
                yield self._named(index, end, standing)
            index = end

    def _run_end(self, first: int) -> int | None:
        """The word after the longest run from ``first`` on that may be a name."""
        word = self._words[first]
        if len(word.text) < 2 or word.lower in _PARTICLES:
            return None
        called = is_named_before(self._text, word.start)
        if not self._fits(first, first, called=called):
            return None
        official = self._own.people.at(word.start)
        end = first + 1
        while end < len(self._words) and end - first < _MOST_WORDS:
            if self._own.people.at(self._words[end].start) != official:
                break
            if not self._goes_on(first, end, called=called):
                break
            end += 1
        while end > first + 1 and self._words[end - 1].lower in _PARTICLES:
            end -= 1
        return end

    def _goes_on(self, first: int, index: int, *, called: bool) -> bool:
        left, word = self._words[index - 1], self._words[index]
        gap = self._text[left.end : word.start]
        if not _JOINT.fullmatch(gap) or (gap.startswith(".") and len(left.text) > 3):
            return False
        if "\n" in gap and sort_of(word.lower) not in _NAMES:
            return False
        if word.lower in _PARTICLES or (len(word.text) == 1 and word.text.isupper()):
            return True
        return self._fits(first, index, called=called)

    def _fits(self, first: int, index: int, *, called: bool) -> bool:
        """Whether the word at ``index`` may be one of a name that begins at ``first``."""
        word = self._words[index]
        lower = stem(word.lower)
        sort = sort_of(lower)
        capital = word.text[0].isupper()
        if lower in self._known.hidden and (capital or sort in {Sort.NAME, Sort.UNKNOWN}):
            return True
        if sort is Sort.NEVER or not capital:
            return called and sort is Sort.NAME
        if sort in _NAMES:
            return True
        loud = self._is_shouted(word.start)
        if sort is Sort.UNKNOWN:
            return loud or not is_acronym(word)
        plain = lower in forms() or is_acronym(word) or loud
        return not plain and (called or (index > first and self._is_name(index - 1)))

    def _is_name(self, index: int) -> bool:
        return sort_of(self._words[index].lower) is Sort.NAME

    def _is_shouted(self, place: int) -> bool:
        return self._shouted.get(self._text.rfind("\n", 0, place) + 1, False)

    def _standing(self, first: int, last: int) -> Standing | None:
        """Whether a run may leave; null where it is no person's name."""
        words = self._words[first:last]
        lower = [stem(word.lower) for word in words]
        start, end = words[0].start, words[-1].end
        if self._own.people.at(start) is not None or self._known.lets(lower):
            return Standing.OFFICE
        marked = is_named_before(self._text, start) or is_named_after(self._text, end)
        thing = self._own.things.at(start)
        if thing is not None:
            begins = thing[0] == start and marked and self._is_person(words)
            return Standing.MARKED if begins else None
        hidden = any(word in self._known.hidden for word in lower)
        if not hidden and is_ranked(self._text, start) and not is_convicted(self._text, end):
            return Standing.OFFICE
        if hidden or marked:
            return Standing.MARKED
        return Standing.NONE if not self._is_of_thing(first) and self._is_person(words) else None

    def _is_of_thing(self, first: int) -> bool:
        """Whether the word before makes the name that of a place or a thing."""
        before = self._words[first - 1] if first else None
        if before is None or before.lower not in forms():
            return False
        return self._text[before.end : self._words[first].start] in {" ", ". "}

    def _is_person(self, words: Sequence[Token]) -> bool:
        """Whether words that nobody was called by before are a person's name."""
        start, end = words[0].start, words[-1].end
        sorts = [sort_of(stem(word.lower)) for word in words]
        if Sort.NAME in sorts:
            return True
        if is_person_before(self._text, start) or is_person_after(self._text, end):
            return Sort.BOTH in sorts or Sort.UNKNOWN in sorts
        if self._is_shouted(start):
            return False
        return sorts.count(Sort.UNKNOWN) > 1 or (Sort.BOTH in sorts and len(words) > 1)

    def _named(self, first: int, last: int, standing: Standing) -> Named:
        words = self._words[first:last]
        told = [word for word in words if len(word.text) > 1 and word.lower not in _PARTICLES]
        ending = len(words[-1].text) - len(stem(words[-1].lower))
        return Named(
            words[0].start,
            words[-1].end - ending,
            tuple(stem(word.lower) for word in told),
            standing,
        )


def _is_headline(line: str) -> bool:
    """Whether capitals say little in a line: most of its words have one."""
    long = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in long)
    return len(long) > 2 and capital > 0.7 * len(long)
