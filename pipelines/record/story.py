"""A story laid out for recording: title and text as one, with all that is named in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from model.records import Article, UnitKind
from pipelines.record.bodies import Bodies, resolve_bodies
from pipelines.record.names import headline_stopwords
from pipelines.record.organisations import find_organisations
from pipelines.record.people import Person, find_people
from pipelines.record.tokens import tokens
from pipelines.text.dates import DateMention, find_dates
from pipelines.text.instruments import InstrumentMention, find_instruments
from pipelines.text.references import without_references
from pipelines.text.regions import RegionMention, find_regions
from pipelines.text.sentences import Sentence, sentences

#: Longer texts are no news stories; what follows is not read for agreements.
MOST_CHARACTERS = 20_000

_QUOTE = re.compile(r"“[^“”\n]{1,2000}[”\"]|\"[^\"\n]{1,2000}[\"”]|‘[^‘’\n]{20,2000}’")


#: The outlet that a dateline names is no body of the story's: "GARUT (NU Garut) –".
_DATELINE = re.compile(r"(?:[A-Z][\w .'-]{1,30}\s?\([^()\n]{2,30}\)|\w+\.\w+)\s?[–—-]\s")


class Elsewhere(NamedTuple):
    """Where a story tells of other papers alone, and the partners of those alone."""

    spans: tuple[tuple[int, int], ...] = ()
    partners: frozenset[str] = frozenset()
    #: The bodies of this paper alone, and those of all papers.
    own: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()

    def holds(self, place: int) -> bool:
        """Whether the character at ``place`` is told of another paper."""
        return bool(self.spans) and any(start <= place < end for start, end in self.spans)


#: For a story of one paper.
NOWHERE = Elsewhere()


@dataclass(frozen=True)
class Story:
    """Title and text of an article as one text, the title on its first line."""

    article: Article

    @cached_property
    def text(self) -> str:
        """Title, a line end, text."""
        return f"{self.article.title}\n{self.body}"

    @cached_property
    def body(self) -> str:
        """The article's text, as far as it is read, without headlines of other stories."""
        return without_references(self.article.text)[:MOST_CHARACTERS]

    @cached_property
    def body_start(self) -> int:
        """Where the text starts after the title."""
        return len(self.article.title) + 1

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The title's sentences, then those of the text."""
        offset = self.body_start
        told = [
            Sentence(text, start + offset, end + offset)
            for text, start, end in sentences(self.body)
        ]
        return [*sentences(self.article.title), *told]

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """Where someone is quoted."""
        return [match.span() for match in _QUOTE.finditer(self.text, self.body_start)]

    @cached_property
    def bodies(self) -> Bodies:
        """The bodies that the story names, each mention with the full name of its body."""
        title = find_organisations(self.article.title, self._title_ends)
        dateline = _DATELINE.match(self.text, self.body_start)
        start = dateline.end() if dateline else self.body_start
        body = find_organisations(self.text, start=start)
        return resolve_bodies(self.text, title, body)

    @cached_property
    def _title_ends(self) -> frozenset[str]:
        """Words of the title that the text writes in lower case only: no names there."""
        lower = {word.lower: 0 for word in tokens(self.article.title) if word.lower.isalpha()}
        for word in tokens(self.text):
            if word.lower in lower and word.start >= self.body_start:
                lower[word.lower] += -1000 if word.text[0].isupper() else 1
        return headline_stopwords().union(word for word, count in lower.items() if count > 0)

    @cached_property
    def people(self) -> list[Person]:
        """Everyone named with an office."""
        return find_people(self.text, self.bodies.mentions, self.body_start, self.regions)

    @cached_property
    def instruments(self) -> list[InstrumentMention]:
        """Every instrument named."""
        return find_instruments(self.text)

    @cached_property
    def dates(self) -> list[DateMention]:
        """Every date named."""
        return find_dates(self.text)

    @cached_property
    def regions(self) -> Sequence[RegionMention]:
        """Every region named."""
        return find_regions(self.text)

    def regions_within(self, start: int, end: int) -> Sequence[RegionMention]:
        """The regions that are named from one place up to another."""
        first = bisect_left(self.regions, start, key=attrgetter("start"))
        return self.regions[first : bisect_left(self.regions, end, first, key=attrgetter("start"))]

    @cached_property
    def provinces(self) -> frozenset[str]:
        """The provinces told of, but for what the names of prisons say of theirs."""
        prisons = [
            (body.start, body.end)
            for body in self.bodies.mentions
            if body.unit is not None and body.unit.kind is not UnitKind.KANWIL
        ]
        return frozenset(
            mention.region.province
            for mention in self.regions
            if not any(start <= mention.start < end for start, end in prisons)
        )

    def quoted(self, place: int) -> bool:
        """Whether the character at ``place`` is someone's words."""
        return any(start <= place < end for start, end in self.quotes)

    def in_title(self, place: int) -> bool:
        """Whether the character at ``place`` is in the title."""
        return place < self.body_start

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that holds ``place``, or the nearest before it."""
        after = bisect_right(self._starts, place)
        return self.sentences[max(0, after - 1)]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]
