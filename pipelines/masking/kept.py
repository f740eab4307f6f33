"""What stays as it is written: people named with an office, bodies and places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from model.records import PartyKind
from pipelines.masking.blame import is_blamed
from pipelines.masking.cues import is_of_role
from pipelines.masking.headlines import first_act, is_in_headline
from pipelines.masking.lexicon import Sort, sort_of
from pipelines.masking.offices import lets_name
from pipelines.record.forms import Organisation
from pipelines.record.organisations import find_organisations
from pipelines.record.people import Person, find_people
from pipelines.record.tokens import tokens
from pipelines.text.regions import find_regions

#: The place and the outlet that a story begins with: "TERNATE, KABAR.COM – ".
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z. ]+(?:,\s?[\w.]+)?|[A-Z][\w ]{2,30},\s[\w.]+)\s?[-–—]{1,2}\s", re.MULTILINE
)
_NAMELY = {Sort.NAME, Sort.BOTH, Sort.UNKNOWN}
#: A sentence that ends with a school: "… pernah satu SD. Slamet ingat".
_CUT = re.compile(r"S(?:D|MP|MA|MK)\.\s")
#: A name that goes on behind the end of a sentence, but for short forms: "Moh. Rizal".
_ENDED = re.compile(r"\b(?!(?:Moc?h|Muh|Mhd|Abd)\.)[A-Z][a-z]{2,}\.\s")
#: Bodies that are called by their place.
_BY_PLACE = {PartyKind.KEJAKSAAN, PartyKind.KEPOLISIAN, PartyKind.PEMERINTAH_DAERAH}


class Spans:
    """Places in a text, none overlapping another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def at(self, place: int) -> tuple[int, int] | None:
        """Return the span that holds the character at ``place``."""
        number = bisect_right(self._starts, place) - 1
        if number < 0 or self._spans[number][1] <= place:
            return None
        return self._spans[number]


class Kept(NamedTuple):
    """Where people with an office are named, who they are, and where bodies and places stand.

    ``offices`` are where people and their offices stand.
    """

    people: Spans
    offices: Spans
    names: tuple[frozenset[str], ...]
    things: Spans


@lru_cache(maxsize=64)
def kept_in(text: str) -> Kept:
    """Return what stays of ``text``; the last few texts are remembered."""
    bodies, regions = find_organisations(text), find_regions(text)
    found = find_people(text, bodies, 0, regions)
    told = (_as_told(text, one) for one in found)
    people = [one for one in told if one and lets_name(text, one) and not _is_not_to_be(text, one)]
    things = [
        (body.start, _end(text, body))
        for body in bodies
        if not (body.via_head or _is_person_like(text, body))
    ]
    things += [(region.start, region.end) for region in regions]
    things += [line.span() for line in _DATELINE.finditer(text)]
    return Kept(
        Spans((one.name_start, one.name_start + len(one.name)) for one in people),
        Spans(_apart((one.start, one.end) for one in people)),
        tuple(words_of(one.name) for one in people),
        Spans(_apart(things)),
    )


def _is_not_to_be(text: str, one: Person) -> bool:
    """Whether a role stands before a name with an office behind it, or its sentence blames it."""
    is_first = one.name_start < one.office_start
    if is_first and (is_of_role(text, one.name_start) or _ENDED.search(one.name)):
        return True
    return is_blamed(text, one.start, one.name_start, one.name_start + len(one.name))


def _as_told(text: str, one: Person) -> Person | None:
    """Return a person without what a headline tells of them; null where it stands before them."""
    end = one.name_start + len(one.name)
    if not is_in_headline(text, one.name_start):
        return one
    act = first_act(text, one.start, end)
    if act is None:
        return one
    name = text[one.name_start : act].rstrip()
    is_behind = one.office_start < one.name_start
    return one._replace(name=name, end=act) if name and is_behind else None


def _is_person_like(text: str, body: Organisation) -> bool:
    """Whether nothing but people's names make a body's, or a sentence ends within it."""
    told = text[body.start : body.end]
    if body.unit is not None or _CUT.match(told):
        return body.unit is None
    sorts = [sort_of(word.lower) for word in tokens(told)]
    return len(sorts) > 1 and sorts[0] is Sort.NAME and set(sorts) <= _NAMELY


def _end(text: str, body: Organisation) -> int:
    """Where the name of a body ends: one that is called by its place has no person's name."""
    if is_in_headline(text, body.start):
        act = first_act(text, body.start, body.end)
        if act is not None and act > body.start:
            return act
    if body.kind not in _BY_PLACE or body.unit is not None:
        return body.end
    words = tokens(text[body.start : body.end])
    names = [word.start for word in words[1:] if sort_of(word.lower) is Sort.NAME]
    return body.start + names[0] if names else body.end


def words_of(name: str) -> frozenset[str]:
    """Return the words of a name in lower case."""
    return frozenset(word.lower for word in tokens(name))


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    end = -1
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= end:
            yield start, stop
            end = stop
