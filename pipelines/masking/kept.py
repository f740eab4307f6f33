"""What stays as it is written: people named with an office, bodies and places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.masking.offices import lets_name
from pipelines.record.organisations import find_organisations
from pipelines.record.people import find_people
from pipelines.record.tokens import tokens
from pipelines.text.regions import find_regions

#: The place and the outlet that a story begins with: "TERNATE, KABAR.COM – ".
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z. ]+(?:,\s?[\w.]+)?|[A-Z][\w ]{2,30},\s[\w.]+)\s?[-–—]{1,2}\s", re.MULTILINE
)


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
    people = [one for one in find_people(text, bodies, 0, regions) if lets_name(text, one)]
    things = [(body.start, body.end) for body in bodies if not body.via_head]
    things += [(region.start, region.end) for region in regions]
    things += [line.span() for line in _DATELINE.finditer(text)]
    return Kept(
        Spans((one.name_start, one.name_start + len(one.name)) for one in people),
        Spans(_apart((one.start, one.end) for one in people)),
        tuple(words_of(one.name) for one in people),
        Spans(_apart(things)),
    )


def words_of(name: str) -> frozenset[str]:
    """Return the words of a name in lower case."""
    return frozenset(word.lower for word in tokens(name))


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    end = -1
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= end:
            yield start, stop
            end = stop
