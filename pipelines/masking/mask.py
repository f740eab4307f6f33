"""A mask for the words of one story: learnt from all of it, put on any piece of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter

from pipelines.masking.children import Children, children_in, masked_places, tells_of_held
from pipelines.masking.lesson import Lesson
from pipelines.masking.lexicon import Sort, called_too, sort_of
from pipelines.masking.people import Known, Named, Reader, Standing
from pipelines.masking.seen import seen_in
from pipelines.record.tokens import tokens

#: Longer texts are no news stories; what follows is not learnt from.
MOST_CHARACTERS = 20_000
#: Characters of a piece from which on it is one of its story alone, where it is found in that.
LONG = 40
#: An address of a page after its host, one of mail before its own, and tags and accounts.
_HANDLE = re.compile(
    r"(?<=[a-z0-9]/)(?<!:/)[^\s<>\"”]{4,}|(?<![\w.+-])[\w.+-]+(?=@\w)|[#@]\w+(?:\.\w+)*"
)
_PARTICLES = {"bin", "binti"}
_MARKED = {Standing.MARKED, Standing.ACCUSED}


class Mask:
    """Makes initials of the names of those who are named in a story without an office.

    Who is named in one piece of the story is masked in all of them. Schools and addresses of
    children in conflict with the law are left out.
    """

    def __init__(self, *texts: str, lesson: Lesson | None = None) -> None:
        """Learn the mask of a story's texts, or take it from what was learnt of them before."""
        self._whole = "\n".join(texts)[:MOST_CHARACTERS]
        if lesson is None:
            self._learn()
        else:
            self._known, self._children, self._named = lesson

    @property
    def lesson(self) -> Lesson:
        """What was learnt of the texts."""
        return Lesson(self._known, self._children, self._named)

    def _learn(self) -> None:
        self._children = children_in(self._whole)
        seen = seen_in(self._whole)
        found = Reader(seen, Known(named=seen.own.names)).named()
        self._known = _known_of(self._whole, found)
        if self._children is Children.SOME and tells_of_held(self._whole):
            is_told = any(one.standing is Standing.MARKED for one in found)
            self._children = Children.HELD if is_told else self._children

    def __call__(self, piece: str) -> str:
        """Return ``piece`` of the story as it may leave."""
        parts, place = [], 0
        for one in self._named_in(piece):
            if not one.standing.may_leave:
                parts += [piece[place : one.start], _initials(piece, one)]
                place = one.end
        told = "".join([*parts, piece[place:]])
        return masked_places(self._without_handles(told), self._children)

    def accuses(self, name: str) -> bool:
        """Whether the story says of one with an office that they are accused or convicted."""
        words = {word.lower for word in tokens(name) if len(word.text) > 1}
        return bool(words) and words <= self._known.accused

    @cached_property
    def _named(self) -> Sequence[Named]:
        """Who is named in the story, now that it is known who must not be."""
        return Reader(seen_in(self._whole), self._known).named()

    def _named_in(self, piece: str) -> Iterable[Named]:
        """Who is named in a piece: as the story tells it, where the piece is a long one of it."""
        start = self._whole.find(piece) if len(piece) >= LONG else -1
        end = start + len(piece)
        if start < 0 or self._is_cut(start) or self._is_cut(end):
            return Reader(seen_in(piece), self._known).named()
        first = bisect_left(self._named, start, key=attrgetter("start"))
        last = bisect_left(self._named, end, key=attrgetter("start"))
        return (one.moved(-start) for one in self._named[first:last])

    def _is_cut(self, place: int) -> bool:
        """Whether a place is within a word or a name of the story."""
        around = self._whole[max(0, place - 1) : place + 1]
        if len(around) > 1 and around.isalnum():
            return True
        before = bisect_left(self._named, place, key=attrgetter("start")) - 1
        return before >= 0 and self._named[before].end > place

    def _without_handles(self, text: str) -> str:
        """Leave out tags, accounts and addresses that hold a name."""

        def cut(handle: re.Match[str]) -> str:
            told = handle.group().lower()
            hides = any(len(word) > 3 and word in told for word in self._known.hidden)
            sign = told[0] if told[0] in "#@" else ""
            return f"{sign}…" if hides else handle.group()

        return _HANDLE.sub(cut, text)


@lru_cache(maxsize=256)
def masked(text: str) -> str:
    """Return ``text`` as it may leave, where nothing else of its story is at hand."""
    return Mask(text)(text)


def _common(text: str) -> frozenset[str]:
    """Common words that a text writes in lower case: no name, even where one was like them."""
    words = {word.text for word in tokens(text) if word.text.islower()}
    return frozenset(word for word in words if sort_of(word) not in {Sort.NAME, Sort.UNKNOWN})


def _known_of(text: str, found: Sequence[Named]) -> Known:
    """Return what names found in a story tell of its people."""
    marked = {word for one in found if one.standing in _MARKED for word in one.words}
    accused = frozenset(_accused(found))
    named = [
        frozenset(one.words)
        for one in found
        if (one.standing is Standing.OFFICE and not accused & {*one.words})
        or (one.standing is Standing.CALLED and not any(_is_of(one, marked) for one in one.words))
    ]
    hidden = {*_hidden(found, named), *accused} - _common(text)
    hidden |= _short_forms(text, hidden, named)
    return Known(frozenset(hidden), tuple(named), accused)


def _accused(found: Sequence[Named]) -> Iterator[str]:
    """Words of the names of those who have an office and are accused all the same."""
    masked = [frozenset(one.words) for one in found if not one.standing.may_leave]
    for one in found:
        name = frozenset(one.words)
        if one.standing is not Standing.ACCUSED or _is_shared(name, masked):
            continue
        for other in found:
            office = frozenset(other.words)
            if other.standing is Standing.OFFICE and (name <= office or office <= name):
                yield from name | office


def _is_shared(name: frozenset[str], others: Iterable[frozenset[str]]) -> bool:
    """Whether a name of one word is part of a longer one."""
    return len(name) == 1 and any(name < other for other in others)


def _is_of(word: str, names: Iterable[str]) -> bool:
    """Whether a word is one of some names, or the end of one: "Tatik" of "Hartatik"."""
    return any(name == word or _is_end(word, name) for name in names)


def _is_end(word: str, name: str) -> bool:
    return len(word) > 2 and len(name) - len(word) > 1 and name.endswith(word)


def _short_forms(text: str, names: Iterable[str], named: Iterable[frozenset[str]]) -> set[str]:
    """Words of a story that are the ends of names, by which people are called."""
    known = [name for name in names if sort_of(name) in {Sort.NAME, Sort.UNKNOWN}]
    officials = {word for name in named for word in name}
    words = {word.lower for word in tokens(text) if word.text.istitle()} - officials
    ends = {word for word in words if any(_is_end(word, name) for name in known)}
    return {word for word in ends if sort_of(word) in {Sort.NAME, Sort.UNKNOWN}}


def _hidden(found: Iterable[Named], named: Iterable[frozenset[str]]) -> Iterator[str]:
    """Words by which someone is called again who must not be named."""
    officials = {word for name in named for word in name}
    for one in found:
        if one.standing.may_leave:
            continue
        is_marked = one.standing in _MARKED
        for word in one.words:
            sort = sort_of(word)
            tells = sort in {Sort.NAME, Sort.UNKNOWN} or (
                is_marked and (sort is not Sort.NEVER or word in called_too())
            )
            if len(word) > 2 and tells and (is_marked or word not in officials):
                yield word


def _initials(text: str, one: Named) -> str:
    words = [word.text for word in tokens(text[one.start : one.end])]
    letters = [word[0].upper() for word in words if word.lower() not in _PARTICLES]
    made = "".join(f"{letter}." for letter in letters)
    return made.removesuffix(".") if text.startswith(".", one.end) else made
