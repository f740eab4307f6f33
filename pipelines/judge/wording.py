"""How a story is worded: what phrases of its headline, its agreements and the rest say.

Names, numbers and units are masked, so that a phrase speaks for its form ("X dan UNIT teken"), not
for a town or a person. What a phrase weighs is learnt; nothing here knows what it means.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from model.records import Record
from pipelines.judge.acts import Paper
from pipelines.judge.context import Finding
from pipelines.judge.facts import Facts, Reading

#: Words of a phrase at most.
_LONGEST, _LONGEST_ELSEWHERE = 3, 2
#: Sentences that speak of agreements; those after so many are like any others.
_MOST_SPEAKING = 12
#: Masks: of a corrections body, of names, and of numbers.
_UNIT, _NAME, _NUMBER = "UNIT", "X", "0"
#: Stands for all phrases of a place where a story has none.
_MISSING = "-"
#: Words that are no names, though they are often written like ones.
_NO_NAMES = frozenset(
    "adendum addendum bersama bnn bupati deklarasi dinas gubernur imigrasi integritas jumat kamis"
    " kejaksaan kejari kepolisian kerja kerjasama kesepahaman kesepakatan kinerja kota memorandum"
    " minggu moa mou nota pemkab pemkot perjanjian perpanjangan pidana pks polres rabu rumah sabtu"
    " sakit sama selasa senin sosial universitas wali yayasan".split()
)
_AGREEMENTS = frozenset({Paper.INSTRUMENT, Paper.LOOSE})
#: Stands for a body among words, none of which is empty.
_BODY = ""
#: Words whose masks are remembered.
_MOST_WORDS = 1 << 16
#: Known phrases of a story long enough to be judged by its wording.
_ENOUGH = 100
#: Log-odds of a wording that shows in full.
_FULL = 3.0
#: The two signals of a wording, the one of a story that gives no cause to ask for it, and which
#: way each may speak.
FOR, AGAINST, UNTOLD = "wording_for", "wording_against", "no_agreement_told"
SIGNS = {FOR: 1, AGAINST: -1, UNTOLD: -1}
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|\d[\d./:]*|[.?!,;:]")


class Place(NamedTuple):
    """Where in a story phrases stand: its name, and the words of a phrase there at most."""

    name: str
    longest: int


class Phrase(NamedTuple):
    """A phrase that has a weight: "place: phrase"."""

    name: str
    weight: float


class _Node(NamedTuple):
    """The phrase that some words are, if they are one, and the words that may go on."""

    phrase: Phrase | None
    further: dict[str, _Node]


class _Told(NamedTuple):
    """The phrases of one sentence that have a weight; what stands twice is there twice."""

    place: Place
    text: str
    phrases: list[Phrase]

    @property
    def said(self) -> float:
        """What they weigh together."""
        return sum(phrase.weight for phrase in self.phrases)


TITLE = Place("title", _LONGEST_ELSEWHERE)
AGREEMENTS = Place("agreements", _LONGEST)
REST = Place("rest", _LONGEST_ELSEWHERE)
PLACES = (TITLE, AGREEMENTS, REST)


class Wording(Record):
    """Weights of phrases, by "place: phrase", in log-odds of a partnership."""

    intercept: float
    weights: dict[str, float]

    @cached_property
    def _known(self) -> dict[str, dict[str, _Node]]:
        """The phrases of each place, word after word."""
        known: dict[str, dict[str, _Node]] = {place.name: {} for place in PLACES}
        # What begins a longer phrase is there before it.
        for name, weight in sorted(self.weights.items(), key=lambda one: one[0].count(" ")):
            place, _, phrase = name.partition(": ")
            *before, last = phrase.split(" ")
            further = known[place]
            for word in before:
                further = further.setdefault(word, _Node(None, {})).further
            further[last] = _Node(Phrase(name, weight), {})
        return known

    def sum_of(self, phrases: dict[Place, set[str]]) -> float:
        """Return the sum of what ``phrases`` weigh; a few of them say less than they weigh."""
        weights = self.weights
        return self._sum(
            {name: weights[name] for name in names if name in weights} for names in phrases.values()
        )

    def _sum(self, known: Iterable[dict[str, float]]) -> float:
        total, count = self.intercept, 0
        for weights in known:
            count += len(weights)
            # A sum must not hang on an order.
            total += math.fsum(weights.values()) / math.sqrt(len(weights) or 1)
        return total * min(1.0, count / _ENOUGH)

    def findings(self, reading: Reading) -> dict[str, Finding]:
        """Return the signal that the wording of ``reading`` is, with its most telling sentence."""
        if not tells_agreement(reading):
            first = reading.title.text or (reading.body[0].text if reading.body else "")
            return {UNTOLD: Finding(1.0, first)}
        told = [
            _Told(place, facts.text, self._known_among(place, masked(facts)))
            for place, facts in _sentences(reading)
        ]
        values = values_of(self._sum(self._by_place(told)), tells_agreement=True)
        return {name: Finding(value, _telling(told, SIGNS[name])) for name, value in values.items()}

    def _known_among(self, place: Place, words: Sequence[str]) -> list[Phrase]:
        phrases: list[Phrase] = []
        opening = self._known[place.name]
        for start, first in enumerate(words):
            node = opening.get(first)
            end = start + 1
            while node is not None:
                if node.phrase is not None:
                    phrases.append(node.phrase)
                node = node.further.get(words[end]) if end < len(words) else None
                end += 1
        return phrases

    def _by_place(self, told: Iterable[_Told]) -> Iterator[dict[str, float]]:
        """The weights of the phrases of each place, or of what stands for them."""
        known: dict[Place, dict[str, float]] = {place: {} for place in PLACES}
        for one in told:
            known[one.place].update(one.phrases)
        for place, weights in known.items():
            none = missing(place)
            yield weights or {name: self.weights[name] for name in none & self.weights.keys()}


def _telling(told: Sequence[_Told], sign: int) -> str:
    speaking = [one for one in told if one.phrases] or told
    return max(speaking, key=lambda one: sign * one.said).text


def tells_agreement(reading: Reading) -> bool:
    """Say whether an act upon an agreement may be told, whatever became of it, and a unit named.

    A signature on a paper that has no name may be on one, unless an office's own was signed.
    """
    everything = reading.everything
    names_unit = any(facts.bodies for facts in everything)
    papers = {act.paper for facts in everything for act in facts.acts}
    signed = {act.paper for facts in everything for act in facts.acts if act.strong}
    unnamed = Paper.NONE in signed and Paper.INTERNAL not in signed
    return names_unit and (unnamed or not papers.isdisjoint(_AGREEMENTS))


def values_of(log_odds: float, *, tells_agreement: bool) -> dict[str, float]:
    """Return the value from 0 to 1 of the signal that a wording of such ``log_odds`` is.

    Where no agreement is told or no unit named, that speaks against one, whatever the wording:
    such stories are of all sorts, and hardly any of them were there to learn from.
    """
    if not tells_agreement:
        return {UNTOLD: 1.0}
    value = round(min(abs(log_odds), _FULL) / _FULL, 4)
    return {FOR if log_odds > 0 else AGAINST: value} if value else {}


def phrases_of(reading: Reading) -> dict[Place, set[str]]:
    """Return the phrases of each place, each as "place: phrase"."""
    names: dict[Place, set[str]] = {place: set() for place in PLACES}
    for place, facts in _sentences(reading):
        runs = _runs(place, masked(facts))
        names[place].update(f"{place.name}: {' '.join(run)}" for run in runs)
    return {place: names[place] or missing(place) for place in names}


def missing(place: Place) -> set[str]:
    """Return what stands for the phrases of ``place`` in a story that has none."""
    return {f"{place.name}: {_MISSING}"}


def shares_of(phrases: dict[Place, set[str]], vocabulary: Container[str]) -> dict[str, float]:
    """Return the known phrases with their share: those of a place make a vector of length 1."""
    shares: dict[str, float] = {}
    for names in phrases.values():
        known = sorted(name for name in names if name in vocabulary)
        shares.update(dict.fromkeys(known, 1 / math.sqrt(len(known) or 1)))
    return shares


def masked(facts: Facts) -> list[str]:
    """Return the words of a sentence in lower case, with masks for what is particular."""
    text, words, place = facts.text, list[str](), 0
    for body in facts.bodies:
        if body.start >= place:
            words += _TOKEN.findall(text, place, body.start)
            words.append(_BODY)
            place = body.end
    words += _TOKEN.findall(text, place)
    masks = _SHOUTED if text.isupper() else _WRITTEN
    # The first word has a capital whatever it is.
    masked_words = [_SHOUTED[word] for word in words[:1]] + [masks[word] for word in words[1:]]
    return [
        word
        for word, before in zip(masked_words, ["", *masked_words], strict=False)
        if word != _NAME or before != _NAME
    ]


class _Masks(dict[str, str]):
    """What each word is masked as; made when first asked for."""

    def __init__(self, *, capitals_tell: bool) -> None:
        super().__init__()
        self._capitals_tell = capitals_tell

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        masked_word = self[word] = self._masked(word)
        return masked_word

    def _masked(self, word: str) -> str:
        if word == _BODY:
            return _UNIT
        if word[0].isdigit():
            return _NUMBER
        lower = word.lower()
        looks_named = self._capitals_tell and word[0].isupper()
        return _NAME if looks_named and lower not in _NO_NAMES else lower


_WRITTEN, _SHOUTED = _Masks(capitals_tell=True), _Masks(capitals_tell=False)


def _sentences(reading: Reading) -> Iterator[tuple[Place, Facts]]:
    yield TITLE, reading.title
    speaking = 0
    for facts in reading.body:
        speaks = speaking < _MOST_SPEAKING and bool(facts.acts or facts.sheets)
        speaking += speaks
        yield AGREEMENTS if speaks else REST, facts


def _runs(place: Place, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The words of each phrase of a sentence, those of one word first."""
    for length in range(1, place.longest + 1):
        yield from zip(*(words[start:] for start in range(length)), strict=False)
