"""Names of people in a text, and which of them must not leave: those without an office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from pipelines.masking.bearing import bears_office
from pipelines.masking.cues import (
    is_called,
    is_client,
    is_done_to,
    is_in_place,
    is_kin_after,
    is_kin_called,
    is_named_after,
    is_of_role,
    is_only_called,
)
from pipelines.masking.kept import Spans
from pipelines.masking.lexicon import Sort, sort_of, stem
from pipelines.masking.offices import is_accused, is_convicted, office_before
from pipelines.masking.persons import is_person
from pipelines.masking.seen import MOST_WORDS, NAMES, PARTICLES, Call, Seen

#: What stands between two names of a list.
_LISTED = re.compile(
    r"[\"”’']?(?:\s?\([^()\n]{1,20}\)|,\s\d\d)?\s?(?:[,;]|,?\s?(?:dan|serta|&))\s+"
    r"(?:\d{1,2}[.)]\s?)?[\"“‘']?"
)


class Known(NamedTuple):
    """Words by which those are called who must not be named, and the names of those who may be.

    The words of ``accused`` are of the former, though an office stands with them.
    """

    hidden: frozenset[str] = frozenset()
    named: tuple[frozenset[str], ...] = ()
    accused: frozenset[str] = frozenset()

    def lets(self, words: Sequence[str]) -> bool:
        """Whether a name is that of someone with an office, or a part of it that only they have."""
        whole = frozenset(words)
        shared = len(whole) == 1 and whole <= self.hidden
        return not shared and any(whole <= name for name in self.named)

    def lets_longer(self, words: Sequence[str]) -> bool:
        """Whether a name is a longer form of one of someone with an office."""
        return any(len(name) > 1 and name < frozenset(words) for name in self.named)


class Standing(Enum):
    """Whether a name may leave: by an office, not at all, or not for want of an office.

    Who is called so has a word before the name by which prisoners are called too: that name may
    leave where nothing else says that it is one's who must not be named. Who is accused is said
    to be, or is spoken for by a lawyer; who is known is told of elsewhere in the story.
    """

    OFFICE = "office"
    CALLED = "called"
    ACCUSED = "accused"
    KNOWN = "known"
    MARKED = "marked"
    NONE = "none"

    @property
    def may_leave(self) -> bool:
        """Whether a name may leave."""
        return self in {Standing.OFFICE, Standing.CALLED}


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

    def moved(self, by: int) -> Named:
        """Return it with its place moved by so many characters."""
        return self._replace(start=self.start + by, end=self.end + by)


class Reader:
    """Looks for names in one text, with what is known of the people of its story."""

    def __init__(self, seen: Seen, known: Known) -> None:
        self._seen, self._known = seen, known
        self._text, self._words = seen.text, seen.words

    def named(self) -> list[Named]:
        """Return the names of people, in order; no words of an official's office are one."""
        found = list(self._named_in_order())
        offices = Spans((office, one.start) for one in found for office in self._offices(one))
        return [one for one in found if not self._is_of_office(one, offices)]

    def _is_of_office(self, one: Named, offices: Spans) -> bool:
        """Whether what was taken for a name is a part of somebody's office."""
        if one.standing not in {Standing.NONE, Standing.KNOWN}:
            return False
        own = self._seen.own
        is_name = own.people.at(one.start) is not None
        return not is_name and (offices.at(one.start) or own.offices.at(one.start)) is not None

    def _offices(self, one: Named) -> Iterator[int]:
        """Where the office begins that lets one be named, if that is before the name."""
        office = office_before(self._text, one.start) if one.standing.may_leave else None
        if office is not None:
            yield office

    def _named_in_order(self) -> Iterator[Named]:
        index, listed = 0, -1
        while index < len(self._words):
            run = self._run(index, listed)
            if run is None:
                index += 1
                continue
            standing = self._standing(run)
            if standing is not None:
                yield self._named(run, standing)
            if standing is not None and not standing.may_leave:
                listed = self._words[run.last - 1].end
            index = run.last

    def _run(self, first: int, listed: int) -> _Run | None:
        """The longest run of words from ``first`` on that may be a name.

        ``listed`` is where the last name ended that must not leave.
        """
        word = self._words[first]
        if not self._may_begin(first):
            return None
        call = self._call(first, listed)
        if call is not Call.NAME and not self._fits(first, first, call):
            return None
        official = self._seen.own.people.at(word.start)
        last = first + 1
        while last < len(self._words) and last - first < MOST_WORDS:
            if self._seen.own.people.at(self._words[last].start) != official:
                break
            if not self._goes_on(first, last, call):
                break
            last += 1
        while last > first + 1 and self._words[last - 1].lower in PARTICLES:
            last -= 1
        return _Run(first, last, call)

    def _may_begin(self, index: int) -> bool:
        """Whether a name may begin with a word, however surely one is called for."""
        return self._seen.begins[index] or (
            self._is_hidden(index) and self._seen.may_be_first(index)
        )

    def _is_hidden(self, index: int) -> bool:
        """Whether somebody who must not be named is called by a word."""
        word = self._words[index]
        lower = stem(word.lower)
        return (
            lower in self._known.hidden
            and (word.text[0].isupper() or sort_of(lower) in {Sort.NAME, Sort.UNKNOWN})
            and not self._seen.is_none(index)
        )

    def _fits(self, first: int, index: int, call: Call) -> bool:
        """Whether the word at ``index`` may be one of a name that begins at ``first``."""
        return self._is_hidden(index) or self._seen.fits(first, index, call)

    def _call(self, first: int, listed: int) -> Call:
        """How sure it is that a name that must not leave begins at a word."""
        start = self._words[first].start
        if is_called(self._text, start):
            return Call.NAME
        capitals = self._seen.capitals_end(first)
        if capitals > first and self._is_marked_after(self._words[capitals - 1].end):
            return Call.NAME
        if is_of_role(self._text, start):
            return Call.ROLE
        is_next = 0 <= listed < start and _LISTED.fullmatch(self._text, listed, start)
        return Call.LIST if is_next else Call.NONE

    def _is_marked_after(self, end: int) -> bool:
        return is_named_after(self._text, end) or is_convicted(self._text, end)

    def _goes_on(self, first: int, index: int, call: Call) -> bool:
        word = self._words[index]
        if not self._seen.joins(index):
            return False
        begins = "\n" in self._text[self._words[index - 1].end : word.start]
        if begins and sort_of(word.lower) not in NAMES:
            return False
        if word.lower in PARTICLES or (len(word.text) == 1 and word.text.isupper()):
            return True
        return self._fits(first, index, call)

    def _standing(self, run: _Run) -> Standing | None:
        """Whether a run may leave; null where it is no person's name."""
        start, end = self._words[run.first].start, self._words[run.last - 1].end
        thing = self._seen.own.things.at(start)
        if is_done_to(self._text, start) or self._is_next_to_role(run):
            return Standing.MARKED
        if thing is not None and thing[0] < start and not self._seen.is_in_lower(start):
            return None
        if is_client(self._text, start, end) or is_accused(self._text, start, end):
            return Standing.ACCUSED
        return self._standing_otherwise(run, thing)

    def _standing_otherwise(self, run: _Run, thing: tuple[int, int] | None) -> Standing | None:
        """The standing of a run that is not said to be accused, nor caught.

        ``thing`` is the body or the place that is read where the run begins.
        """
        start, end = self._words[run.first].start, self._words[run.last - 1].end
        lower = [stem(word.lower) for word in self._words[run.first : run.last]]
        is_marked = run.call is not Call.NONE or self._is_marked_after(end)
        is_hidden = any(word in self._known.hidden for word in lower) and not (
            run.last == run.first + 1 and is_in_place(self._text, start)
        )
        if self._lets(lower, start) or (
            thing is None and not is_hidden and self._has_office(start, end)
        ):
            return self._by_office(run, is_hidden=is_hidden, is_marked=is_marked)
        if thing is not None:
            return Standing.MARKED if self._is_no_thing(run, thing, is_marked) else None
        if is_marked:
            return Standing.MARKED
        return Standing.KNOWN if is_hidden else self._unmarked(run, lower)

    def _unmarked(self, run: _Run, words: Sequence[str]) -> Standing | None:
        """The standing of a run of which nothing tells that it must not leave."""
        if self._known.lets_longer(words):
            return Standing.OFFICE
        first, last = run.first, run.last
        is_thing = self._seen.is_of_form(first) and not (
            is_kin_after(self._text, self._words[last - 1].end)
            or self._seen.is_past_office(first, last)
        )
        return None if is_thing or not is_person(self._seen, first, last) else Standing.NONE

    def _is_next_to_role(self, run: _Run) -> bool:
        """Whether a headline tells a name right behind a role, whoever is named before it."""
        start = self._words[run.first].start
        is_next = run.first > 0 and self._words[run.first - 1].end == start - 1
        return is_next and run.call is Call.ROLE and self._seen.is_shouted(start)

    def _lets(self, words: Sequence[str], start: int) -> bool:
        """Whether a name is that of one who is named with an office, here or elsewhere."""
        if any(word in self._known.accused for word in words):
            return False
        return self._seen.own.people.at(start) is not None or self._known.lets(words)

    def _by_office(self, run: _Run, *, is_hidden: bool, is_marked: bool) -> Standing:
        start, end = self._words[run.first].start, self._words[run.last - 1].end
        if not is_only_called(self._text, start):
            return Standing.OFFICE
        is_kin = is_kin_called(self._text, start) or is_kin_after(self._text, end)
        return Standing.MARKED if is_marked or is_hidden or is_kin else Standing.CALLED

    def _is_no_thing(self, run: _Run, thing: tuple[int, int], is_marked: bool) -> bool:
        """Whether a name that is read as a body's or a place's is a person's."""
        start = self._words[run.first].start
        if thing[0] != start:
            return is_marked
        return run.call is Call.NAME or (is_marked and is_person(self._seen, run.first, run.last))

    def _has_office(self, start: int, end: int) -> bool:
        return bears_office(self._text, start, end, is_shouted=self._seen.is_shouted(start))

    def _named(self, run: _Run, standing: Standing) -> Named:
        words = self._words[run.first : run.last]
        told = [word for word in words if len(word.text) > 1 and word.lower not in PARTICLES]
        ending = len(words[-1].text) - len(stem(words[-1].lower))
        return Named(
            words[0].start,
            words[-1].end - ending,
            tuple(stem(word.lower) for word in told),
            standing,
        )
