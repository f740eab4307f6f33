"""What a text says of its words before it is known who is spoken of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum
from functools import cached_property, lru_cache
from operator import attrgetter

from pipelines.masking.blame import tells_of_crime
from pipelines.masking.cues import is_of_thing, is_person_before, is_surely_called, words_in
from pipelines.masking.headlines import is_headline
from pipelines.masking.kept import Kept, kept_in
from pipelines.masking.lexicon import (
    Sort,
    called_too,
    forms,
    is_acronym,
    is_act,
    is_derived,
    is_none_behind,
    may_be_called,
    may_name_in_lower,
    sort_of,
    stem,
)
from pipelines.masking.lines import is_in_lower
from pipelines.record.tokens import Token, tokens

#: What stands between two words of a name.
_JOINT = re.compile(r"[ \t\u00a0]{1,3}|\.[ ]?|[ \t]?\n[ \t]?|[’'`]")
PARTICLES = frozenset("bin binti al el van von de da dos der ibn".split())
#: Short forms behind a name, with which a sentence may end: orders and degrees.
_ENDINGS = frozenset("pr sj svd ofm msc sh mh ssi msi spd mpd".split())
#: Short forms of names, which stand before the rest of them.
_SHORTENED = frozenset(
    "abd abdr ach ahm ali and ant bud fx fxs moc moch moh muh mhd mch nur sit sri".split()
)
NAMES = {Sort.NAME, Sort.BOTH}
_MAYBE_NAMES = {*NAMES, Sort.UNKNOWN}
MOST_WORDS = 7
#: Letters of a title before a stop, at most: "dr.".
_TITLE = 3
#: Letters of a word in capitals, at most, that may be a short form.
_SHORT = 5
#: Ends of nouns and verbs, which names of some length do not have: "Meninggalnya", "Bersihkan".
_MADE = ("nya", "kan")
#: Words of a line, at least, that tells something by having no capitals.
_FEW = 4
#: Words for people, by which nobody is called.
_PEOPLE = words_in("person", "kin", "child", "student")
#: Ranks with which streets and airports are named: "Jalan Jenderal Sudirman".
_HONOURS = frozenset(
    "jenderal jend letjen mayjen brigjen kolonel kapten marsekal laksamana dr kh prof i".split()
)
#: Before a word for places they make an office: "Wali Kota".
_HEADS = frozenset({"wali", "kepala"})
#: Words of address, by which somebody may be named behind another word: "Theresia Nona Dhiu".
_CALLED = words_in("called") - _PEOPLE


class Call(Enum):
    """What says before a name that it must not leave: a word for names, one for roles, a list."""

    NAME = "name"
    ROLE = "role"
    LIST = "list"
    NONE = "none"


@lru_cache(maxsize=8)
def seen_in(text: str) -> Seen:
    """Return what is seen in a text; the last few are remembered."""
    return Seen(text)


class Seen:
    """A text and its words, each with what it may be by itself and by its neighbours."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: Sequence[Token] = tokens(text)
        self._headlines: dict[int, bool] = {}
        self._in_lower: dict[int, bool] = {}

    @cached_property
    def own(self) -> Kept:
        """People with an office, bodies and places."""
        return kept_in(self.text)

    @cached_property
    def begins(self) -> Sequence[bool]:
        """Of each word, whether a name may begin with it where one is called for."""
        return [
            self.may_be_first(index)
            and (self.fits(index, index, Call.NAME) or self._is_surely_called(index))
            for index in range(len(self.words))
        ]

    def may_be_first(self, index: int) -> bool:
        """Whether a word has the shape of a name's first."""
        word = self.words[index]
        if len(word.text) < 2 or word.lower in PARTICLES:
            return False
        if word.text[0].islower() and not may_name_in_lower(word.lower):
            return False
        return word.start == 0 or self.text[word.start - 1] not in "#@"

    def fits(self, first: int, index: int, call: Call) -> bool:
        """Whether the word at ``index`` may be one of a name that begins at ``first``."""
        word = self.words[index]
        if self.is_none(index):
            return False
        sort = sort_of(stem(word.lower))
        if sort is Sort.NEVER:
            return self._is_called_too(first, index, call)
        if not self.is_capital(index):
            return call is not Call.NONE and self._is_name_in_lower(index, call)
        if sort in NAMES:
            return True
        if sort is Sort.UNKNOWN:
            is_made = len(word.text) > _SHORT and word.lower.endswith(_MADE)
            is_made |= call is Call.NONE and self.is_shouted(word.start) and is_act(word.lower)
            return not is_made and (not is_acronym(word) or self._is_in_capitals(index))
        return self._fits_though_word(first, index, call, sort)

    def is_none(self, index: int) -> bool:
        """Whether the word before makes the one at ``index`` none of a name: "Idul Fitri"."""
        if not index:
            return False
        return is_none_behind(self.words[index].lower, self.words[index - 1].lower)

    def _is_called_too(self, first: int, index: int, call: Call) -> bool:
        """Whether a word that is none of a name is one here: "Dek Wit", "Tarjo Dharma"."""
        word = self.words[index]
        if not word.text.istitle():
            return False
        is_behind = (
            first < index
            and sort_of(self.words[index - 1].lower) in _MAYBE_NAMES
            and not self.is_shouted(word.start)
        )
        if word.lower in called_too():
            return is_behind or call is Call.NAME
        if call is Call.NAME and first < index and self._is_surely_called(first):
            return word.lower not in forms() and self.own.things.at(word.start) is None
        return is_behind and word.lower in _CALLED

    def _is_surely_called(self, index: int) -> bool:
        word = self.words[index]
        return (
            word.text.istitle()
            and not is_acronym(word)
            and is_surely_called(self.text, word.start)
            and self.own.things.at(word.start) is None
        )

    def is_capital(self, index: int) -> bool:
        """Whether a word is written like a name; in a line without capitals, whether it is one."""
        word = self.words[index]
        if word.text[0].isupper():
            return True
        sort = sort_of(word.lower)
        if sort not in _MAYBE_NAMES or not self.is_in_lower(word.start):
            return False
        if sort is Sort.BOTH:
            return self._is_behind_name(index)
        if sort is Sort.NAME or self._is_after_kin(word) or self._is_of_crime(word):
            return True
        beside = self.words[max(0, index - 1) : index + 2]
        return any(sort_of(one.lower) is Sort.NAME for one in beside)

    def _is_behind_name(self, index: int) -> bool:
        """Whether a word that means something too is behind one that is a name's."""
        sort = sort_of(self.words[index - 1].lower) if index else Sort.WORD
        return sort in _MAYBE_NAMES and self.joins(index) and self.is_capital(index - 1)

    def _is_of_crime(self, word: Token) -> bool:
        """Whether a word that is none of the language stands in a line that tells of a crime."""
        start, end = self.text.rfind("\n", 0, word.start) + 1, self.text.find("\n", word.start)
        is_strange = len(word.text) > _TITLE and not is_derived(word.lower)
        return is_strange and tells_of_crime(self.text[start : end if end >= 0 else None])

    def _is_after_kin(self, word: Token) -> bool:
        return self.text.endswith(", ", 0, word.start) and is_person_before(self.text, word.start)

    def is_in_lower(self, place: int) -> bool:
        """Whether a place is in a line of some words without a capital."""
        start = self.text.rfind("\n", 0, place) + 1
        if start not in self._in_lower:
            line = self._line(place)
            told = self.text[line[0].start : line[-1].end]
            self._in_lower[start] = len(line) >= _FEW and is_in_lower(told)
        return self._in_lower[start]

    def joins(self, index: int) -> bool:
        """Whether a word may go on with the name that the one before it is of."""
        left = self.words[index - 1]
        gap = self.text[left.end : self.words[index].start]
        ends = gap.startswith(".") and (
            len(left.text) > _TITLE or left.lower in _ENDINGS or self._is_whole(left)
        )
        return not ends and _JOINT.fullmatch(gap) is not None

    def _is_whole(self, word: Token) -> bool:
        """Whether a short word is a name rather than the short form of one: "Nai", not "Moh"."""
        is_name = len(word.text) > 2 and sort_of(word.lower) in NAMES
        return is_name and word.lower not in _SHORTENED

    def capitals_end(self, first: int) -> int:
        """The word after the run of capitals from ``first`` on, in a line where they tell names."""
        last = first
        while last < len(self.words) and last - first < MOST_WORDS:
            word = self.words[last]
            if last > first and not self.joins(last):
                break
            if not self.is_capital(last) or self._is_plain(word):
                break
            last += 1
        return last

    def _is_plain(self, word: Token) -> bool:
        """Whether a word is none of a name even where a name is called for."""
        return (
            sort_of(word.lower) is Sort.NEVER
            or (sort_of(word.lower) is Sort.WORD and word.lower in _PEOPLE)
            or word.lower in forms()
            or is_acronym(word)
            or self.is_shouted(word.start)
            or self.own.things.at(word.start) is not None
        )

    def _fits_though_word(self, first: int, index: int, call: Call, sort: Sort) -> bool:
        """Whether a common word or a place, written with a capital, may be one of a name."""
        word = self.words[index]
        if is_acronym(word) or word.lower in forms():
            return not is_acronym(word) and self._ends_name(first, index)
        if self.is_shouted(word.start):
            return call is Call.NAME and sort is Sort.PLACE
        if call is Call.NAME:
            return True
        if call is not Call.NONE and sort is Sort.WORD:
            return not is_derived(word.lower)
        return self._fits_by_itself(first, index)

    def _fits_by_itself(self, first: int, index: int) -> bool:
        """Whether a common word or a place may be one of a name where none is called for."""
        if index > first:
            return any(self._may_be_name(number) for number in range(first, index))
        word, after = self.words[index], index + 1
        return self.is_set_apart(index) or (
            not self.opens(index)
            and self.own.things.at(word.start) is None
            and not is_of_thing(self.text, word.start)
            and after < len(self.words)
            and self.joins(after)
            and self.words[after].text[0].isupper()
            and self._is_name(after)
        )

    def is_set_apart(self, index: int) -> bool:
        """Whether a common word has a capital amid words without one, as names have."""
        word = self.words[index]
        if not (word.text.istitle() and may_be_called(word.lower)) or word.lower in _PEOPLE:
            return False
        before = self.words[index - 1] if index else None
        if before is None or self.text[before.end : word.start] not in {" ", ", "}:
            return False
        after = self.words[index + 1] if index + 1 < len(self.words) else None
        is_alone = after is None or not (after.capital and self.joins(index + 1))
        return (
            is_alone
            and before.text.islower()
            and not self.is_shouted(word.start)
            and self.own.things.at(word.start) is None
        )

    def is_amid(self, first: int, last: int) -> bool:
        """Whether words stand behind "dari" and before a word in small letters."""
        before = self.words[first - 1] if first else None
        return (
            before is not None
            and before.lower == "dari"
            and last == first + 1
            and last < len(self.words)
            and self.joins(last)
            and self.words[last].text.islower()
            and not self.is_shouted(self.words[first].start)
        )

    def _ends_name(self, first: int, index: int) -> bool:
        """Whether a word for places or bodies is the last of a name: "Ucok Sanggar kabur"."""
        after = index + 1
        goes_on = after < len(self.words) and self.joins(after)
        return (
            first < index
            and not self.is_shouted(self.words[index].start)
            and self._is_name(index - 1)
            and not (goes_on and self.words[after].capital)
        )

    def _is_name_in_lower(self, index: int, call: Call) -> bool:
        """Whether a word in lower case where a name is called for is one, or is beside one."""
        word = self.words[index]
        sort = sort_of(word.lower)
        if sort is Sort.UNKNOWN and call is Call.NAME:
            return len(word.text) > 2 and not is_derived(word.lower)
        if sort is not Sort.BOTH:
            return sort is Sort.NAME
        beside = self.words[max(0, index - 1) : index + 2]
        return any(sort_of(word.lower) is Sort.NAME for word in beside)

    def _is_name(self, index: int) -> bool:
        word = self.words[index]
        return sort_of(word.lower) is Sort.NAME or (
            sort_of(word.lower) is Sort.UNKNOWN and not is_acronym(word)
        )

    def _may_be_name(self, index: int) -> bool:
        is_both = sort_of(self.words[index].lower) is Sort.BOTH and not self.opens(index)
        return is_both or self._is_name(index)

    def opens(self, index: int) -> bool:
        """Whether a word begins a sentence or a quotation, where all words have a capital."""
        start = self.words[index].start
        before = self.text[max(0, start - 20) : start].rstrip(" \t\"“”'‘’(«")
        if before.endswith(".") and 1 < len(self.words[index - 1].text) <= _TITLE:
            return False
        return not before or before[-1] in ".!?\n…"

    def is_shouted(self, place: int) -> bool:
        """Whether a place is in a line in which capitals say little."""
        start = self.text.rfind("\n", 0, place) + 1
        if start not in self._headlines:
            self._headlines[start] = is_headline(self._line(place))
        return self._headlines[start]

    def _line(self, place: int) -> Sequence[Token]:
        """The words of the line that holds a place."""
        start, end = self.text.rfind("\n", 0, place) + 1, self.text.find("\n", place)
        first = bisect_left(self.words, start, key=attrgetter("start"))
        if end < 0:
            return self.words[first:]
        return self.words[first : bisect_left(self.words, end, key=attrgetter("start"))]

    def _is_in_capitals(self, index: int) -> bool:
        """Whether a short word in capitals stands in a line of capitals, or beside a longer one."""
        place = self.words[index].start
        start, end = self.text.rfind("\n", 0, place) + 1, self.text.find("\n", place)
        beside = self.words[max(0, index - 1) : index + 2]
        return self.text[start : end if end >= 0 else None].isupper() or any(
            word.text.isupper() and len(word.text) > _SHORT for word in beside
        )

    def is_of_form(self, first: int) -> bool:
        """Whether the word before makes the name that of a place or a thing."""
        before = self.words[first - 1] if first else None
        if before is not None and before.lower in _HONOURS and first > 1:
            before, first = self.words[first - 2], first - 1
        if before is None or before.lower not in forms():
            return False
        return self.text[before.end : self.words[first].start] in {" ", ". "}

    def is_past_office(self, first: int, last: int) -> bool:
        """Whether a name follows a place that an office is of: "eks Wali Kota X Budi"."""
        is_headed = first > 1 and self.words[first - 2].lower in _HEADS
        behind = self.words[first + 1 : last]
        return is_headed and any(sort_of(word.lower) is Sort.NAME for word in behind)

    def is_unknown(self, words: Sequence[Token], *, though_derived: bool = False) -> bool:
        """Whether a word is among them that is no word of the language, as far as is known.

        ``though_derived`` lets it look like a verb or a noun, where it has a capital.
        """
        return any(
            sort_of(word.lower) is Sort.UNKNOWN
            and len(word.text) > 2
            and ((though_derived and word.text[0].isupper()) or not is_derived(word.lower))
            for word in words
        )
