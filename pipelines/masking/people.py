"""Names of people in a text, and which of them must not leave: those without an office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from pipelines.masking.cues import (
    is_called,
    is_client,
    is_in_place,
    is_named_after,
    is_of_role,
    is_of_thing,
    is_person_after,
    is_person_before,
    speaks_for,
    words_in,
)
from pipelines.masking.kept import kept_in
from pipelines.masking.lexicon import Sort, forms, is_acronym, is_derived, sort_of, stem
from pipelines.masking.offices import is_convicted, is_ranked
from pipelines.record.tokens import Token, tokens

_JOINT = re.compile(r"[ \t\u00a0]{1,3}|\.[ ]?|[ \t]?\n[ \t]?|[’'`]")
_PARTICLES = frozenset("bin binti al el van von de da dos der ibn".split())
_MOST_WORDS = 7
#: Letters of a title before a stop, at most: "dr.".
_TITLE = 3
#: Letters of a word in capitals, at most, that may be a short form.
_SHORT = 5
_LINE = re.compile(r"[^\n]*")
_NAMES = {Sort.NAME, Sort.BOTH}
#: Words for people, by which nobody is called.
_PEOPLE = words_in("person", "kin", "child", "student")
_COMMON = {Sort.WORD, Sort.NEVER}
#: What stands between two names of a list.
_LISTED = re.compile(
    r"[\"”’']?(?:\s?\([^()\n]{1,20}\)|,\s\d\d)?\s?(?:[,;]|,?\s?(?:dan|serta|&))\s+"
    r"(?:\d{1,2}[.)]\s?)?[\"“‘']?"
)


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


class Call(Enum):
    """What says before a name that it must not leave: a word for names, one for roles, a list."""

    NAME = "name"
    ROLE = "role"
    LIST = "list"
    NONE = "none"


class _Run(NamedTuple):
    """Words that may be a name: the first, and the one after the last."""

    first: int
    last: int
    call: Call


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
        index, listed = 0, -1
        while index < len(self._words):
            run = self._run(index, listed)
            if run is None:
                index += 1
                continue
            standing = self._standing(run)
            if standing is not None:
                yield self._named(run, standing)
            if standing in {Standing.MARKED, Standing.NONE}:
                listed = self._words[run.last - 1].end
            index = run.last

    def _run(self, first: int, listed: int) -> _Run | None:
        """The longest run of words from ``first`` on that may be a name.

        ``listed`` is where the last name ended that must not leave.
        """
        word = self._words[first]
        if len(word.text) < 2 or word.lower in _PARTICLES or self._is_handle(word):
            return None
        call = self._call(first, listed)
        if not self._fits(first, first, call):
            return None
        official = self._own.people.at(word.start)
        last = first + 1
        while last < len(self._words) and last - first < _MOST_WORDS:
            if self._own.people.at(self._words[last].start) != official:
                break
            if not self._goes_on(first, last, call):
                break
            last += 1
        while last > first + 1 and self._words[last - 1].lower in _PARTICLES:
            last -= 1
        return _Run(first, last, call)

    def _is_handle(self, word: Token) -> bool:
        return word.start > 0 and self._text[word.start - 1] in "#@"

    def _call(self, first: int, listed: int) -> Call:
        """How sure it is that a name that must not leave begins at a word."""
        start = self._words[first].start
        if is_called(self._text, start):
            return Call.NAME
        capitals = self._capitals_end(first)
        if capitals > first and self._is_marked_after(self._words[capitals - 1].end):
            return Call.NAME
        if is_of_role(self._text, start):
            return Call.ROLE
        is_next = 0 <= listed < start and _LISTED.fullmatch(self._text, listed, start)
        return Call.LIST if is_next else Call.NONE

    def _is_marked_after(self, end: int) -> bool:
        return is_named_after(self._text, end) or is_convicted(self._text, end)

    def _capitals_end(self, first: int) -> int:
        """The word after the run of capitals from ``first`` on, in a line where they tell names."""
        last = first
        while last < len(self._words) and last - first < _MOST_WORDS:
            word = self._words[last]
            if last > first and not _JOINT.fullmatch(
                self._text, self._words[last - 1].end, word.start
            ):
                break
            if not word.text[0].isupper() or self._is_plain(word):
                break
            last += 1
        return last

    def _is_plain(self, word: Token) -> bool:
        """Whether a word is none of a name even where a name is called for."""
        return (
            sort_of(word.lower) is Sort.NEVER
            or (sort_of(word.lower) is Sort.WORD and word.lower in _PEOPLE)
            or word.lower in forms()
            or self._own.things.at(word.start) is not None
            or is_acronym(word)
            or self._is_shouted(word.start)
        )

    def _goes_on(self, first: int, index: int, call: Call) -> bool:
        left, word = self._words[index - 1], self._words[index]
        gap = self._text[left.end : word.start]
        if not _JOINT.fullmatch(gap) or (gap.startswith(".") and len(left.text) > 3):
            return False
        if "\n" in gap and sort_of(word.lower) not in _NAMES:
            return False
        if word.lower in _PARTICLES or (len(word.text) == 1 and word.text.isupper()):
            return True
        return self._fits(first, index, call)

    def _fits(self, first: int, index: int, call: Call) -> bool:
        """Whether the word at ``index`` may be one of a name that begins at ``first``."""
        word = self._words[index]
        lower = stem(word.lower)
        sort = sort_of(lower)
        capital = word.text[0].isupper()
        if lower in self._known.hidden and (capital or sort in {Sort.NAME, Sort.UNKNOWN}):
            return True
        if sort is Sort.NEVER:
            return False
        if not capital:
            return call is not Call.NONE and self._is_name_in_lower(index, call)
        if sort in _NAMES:
            return True
        if sort is Sort.UNKNOWN:
            return not is_acronym(word) or self._is_in_capitals(index)
        return self._fits_though_word(first, index, call, sort)

    def _fits_though_word(self, first: int, index: int, call: Call, sort: Sort) -> bool:
        """Whether a common word or a place, written with a capital, may be one of a name."""
        word = self._words[index]
        if word.lower in forms() or is_acronym(word) or self._is_shouted(word.start):
            return False
        if call is Call.NAME:
            return True
        if call is not Call.NONE and sort is Sort.WORD:
            return not is_derived(word.lower)
        if index > first:
            return any(self._is_name(number) for number in range(first, index))
        after = index + 1
        return (
            not self._opens(index)
            and self._own.things.at(word.start) is None
            and not is_of_thing(self._text, word.start)
            and after < len(self._words)
            and _JOINT.fullmatch(self._text, word.end, self._words[after].start) is not None
            and self._words[after].text[0].isupper()
            and self._is_name(after)
        )

    def _is_name_in_lower(self, index: int, call: Call) -> bool:
        """Whether a word in lower case where a name is called for is one, or is beside one."""
        word = self._words[index]
        sort = sort_of(word.lower)
        if sort is Sort.UNKNOWN and call is Call.NAME:
            return len(word.text) > 2 and not is_derived(word.lower)
        if sort is not Sort.BOTH:
            return sort is Sort.NAME
        beside = self._words[max(0, index - 1) : index + 2]
        return any(sort_of(word.lower) is Sort.NAME for word in beside)

    def _is_name(self, index: int) -> bool:
        word = self._words[index]
        return sort_of(word.lower) is Sort.NAME or (
            sort_of(word.lower) is Sort.UNKNOWN and not is_acronym(word)
        )

    def _opens(self, index: int) -> bool:
        """Whether a word begins a sentence or a quotation, where all words have a capital."""
        start = self._words[index].start
        before = self._text[max(0, start - 20) : start].rstrip(" \t\"“”'‘’(«")
        if before.endswith(".") and 1 < len(self._words[index - 1].text) <= _TITLE:
            return False
        return not before or before[-1] in ".!?\n…"

    def _is_shouted(self, place: int) -> bool:
        return self._shouted.get(self._text.rfind("\n", 0, place) + 1, False)

    def _is_in_capitals(self, index: int) -> bool:
        """Whether a short word in capitals stands in a line of capitals, or beside a longer one."""
        place = self._words[index].start
        start, end = self._text.rfind("\n", 0, place) + 1, self._text.find("\n", place)
        beside = self._words[max(0, index - 1) : index + 2]
        return self._text[start : end if end >= 0 else None].isupper() or any(
            word.text.isupper() and len(word.text) > _SHORT for word in beside
        )

    def _standing(self, run: _Run) -> Standing | None:
        """Whether a run may leave; null where it is no person's name."""
        words = self._words[run.first : run.last]
        lower = [stem(word.lower) for word in words]
        start, end = words[0].start, words[-1].end
        if is_client(self._text, start, end):
            return Standing.MARKED
        if self._own.people.at(start) is not None or self._known.lets(lower):
            return Standing.OFFICE
        marked = run.call is not Call.NONE or self._is_marked_after(end)
        thing = self._own.things.at(start)
        if thing is not None:
            begins = thing[0] == start and (
                run.call is Call.NAME or (marked and self._is_person(run))
            )
            return Standing.MARKED if begins else None
        hidden = any(word in self._known.hidden for word in lower) and not (
            len(words) == 1 and is_in_place(self._text, start)
        )
        if not hidden and self._has_office(start, end):
            return Standing.OFFICE
        if hidden or marked:
            return Standing.MARKED
        return Standing.NONE if not self._is_of_form(run.first) and self._is_person(run) else None

    def _has_office(self, start: int, end: int) -> bool:
        ranked = is_ranked(self._text, start) or speaks_for(self._text, start)
        return ranked and not is_convicted(self._text, end)

    def _is_of_form(self, first: int) -> bool:
        """Whether the word before makes the name that of a place or a thing."""
        before = self._words[first - 1] if first else None
        if before is None or before.lower not in forms():
            return False
        return self._text[before.end : self._words[first].start] in {" ", ". "}

    def _is_person(self, run: _Run) -> bool:
        """Whether words that nobody was called by before are a person's name."""
        words = self._words[run.first : run.last]
        start, end = words[0].start, words[-1].end
        sorts = [sort_of(stem(word.lower)) for word in words]
        if Sort.NAME in sorts:
            return True
        if is_person_before(self._text, start) or is_person_after(self._text, end):
            return Sort.BOTH in sorts or self._is_unknown(words)
        if Sort.BOTH in sorts and len(words) > 1:
            return not self._is_shouted(start)
        if not self._is_unknown(words) or is_of_thing(self._text, start):
            return False
        alone = len(words) == 1 and self._opens(run.first) and not self._is_shouted(start)
        return not alone or self._text.startswith(",", end)

    def _is_unknown(self, words: Sequence[Token]) -> bool:
        """Whether a word is among them that is no word of the language, as far as is known."""
        return any(
            sort_of(word.lower) is Sort.UNKNOWN
            and len(word.text) > 2
            and not is_derived(word.lower)
            for word in words
        )

    def _named(self, run: _Run, standing: Standing) -> Named:
        words = self._words[run.first : run.last]
        told = [word for word in words if len(word.text) > 1 and word.lower not in _PARTICLES]
        ending = len(words[-1].text) - len(stem(words[-1].lower))
        return Named(
            words[0].start,
            words[-1].end - ending,
            tuple(stem(word.lower) for word in told),
            standing,
        )


def _is_headline(line: str) -> bool:
    """Whether capitals say little in a line: most of its common words have one."""
    common = [
        word.text for word in tokens(line) if len(word.text) > 3 and sort_of(word.lower) in _COMMON
    ]
    return sum(word[0].isupper() for word in common) > 0.6 * len(common) and len(common) > 1
