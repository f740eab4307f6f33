"""What each sentence of an article says of units, papers and acts of signing."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from model.records import Article
from pipelines.judge.acts import Act, Paper, State, find_acts, find_sheets
from pipelines.judge.cues import cue, found
from pipelines.text.sentences import Sentence, sentences
from pipelines.text.units import UnitMention, find_units

#: Characters before a unit in which words tell the part it plays.
_PART_REACH = 40
#: Text beyond this is not looked at; no story of an agreement is as long.
MAX_CHARACTERS = 20_000
_BETWEEN = re.compile(
    r"(?i)\b(?:antara|dengan|bersama|gandeng|menggandeng|oleh|pihak)\s+(?:pihak\s+)?$"
)


class Part(StrEnum):
    """The part that a unit plays in a sentence."""

    PARTY = "party"
    GUEST = "guest"
    PLACE = "place"
    PEOPLE = "people"


class Body(NamedTuple):
    """A unit or another body of the corrections service in a sentence, and its part there."""

    start: int
    end: int
    part: Part


class Facts(NamedTuple):
    """One sentence and what it says; places count from its start."""

    text: str
    bodies: tuple[Body, ...]
    papers: frozenset[Paper]
    acts: tuple[Act, ...]

    def has_body(self, *parts: Part) -> bool:
        """Whether a corrections body plays one of ``parts`` here."""
        return any(body.part in parts for body in self.bodies)

    def acts_in(self, *states: State) -> list[Act]:
        """The acts upon an agreement that are in one of ``states``."""
        return [act for act in self.acts if act.state in states and act.paper is not Paper.INTERNAL]


class Reading(NamedTuple):
    """An article as the signals see it."""

    title: Facts
    body: tuple[Facts, ...]


def read_facts(article: Article) -> Reading:
    """What the title and each sentence of ``article`` say."""
    year = article.published.year if article.published else None
    text = article.text[:MAX_CHARACTERS]
    units = find_units(text)
    body: list[Facts] = []
    place = 0
    for sentence in sentences(text):
        while place < len(units) and units[place].start < sentence.start:
            place += 1
        here = [unit for unit in units[place:] if unit.start < sentence.end]
        body.append(_facts(sentence, here, year))
    title = Sentence(article.title, 0, len(article.title))
    return Reading(_facts(title, find_units(article.title), year), tuple(body))


def _facts(sentence: Sentence, units: list[UnitMention], year: int | None) -> Facts:
    text = sentence.text
    bodies = tuple(_bodies(sentence, units))
    sheets = find_sheets(text)
    acts = tuple(find_acts(text, sheets, year))
    return Facts(text, bodies, frozenset(sheet.paper for sheet in sheets), acts)


def _bodies(sentence: Sentence, units: list[UnitMention]) -> list[Body]:
    text = sentence.text
    places = [(u.start - sentence.start, u.end - sentence.start) for u in units]
    for name in _body_cues(text):
        for match in cue(name).finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end in places):
                places.append((match.start(), match.end()))
    return [Body(start, end, _part(text, start)) for start, end in sorted(places)]


def _body_cues(text: str) -> tuple[str, ...]:
    """The old ministry's Kanwil is ours where the sentence is about corrections."""
    return ("body", "old_kanwil") if found("corrections", text) else ("body",)


def _part(text: str, start: int) -> Part:
    before = text[max(0, start - _PART_REACH) : start]
    if _BETWEEN.search(before):
        return Part.PARTY
    words = before.rstrip()
    for name, part in (("people_before", Part.PEOPLE), ("place_before", Part.PLACE)):
        matches = list(cue(name).finditer(words[-25:]))
        if matches and not words[-25:][matches[-1].end() :].strip():
            return part
    return Part.GUEST if found("guest_before", before) else Part.PARTY
