"""Findings that need more than one sentence: what is told close after a unit, or beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipelines.judge.acts import Paper, State
from pipelines.judge.cues import found
from pipelines.judge.facts import Facts, Part, Reading
from pipelines.judge.signers import (
    by_others,
    signed,
    signed_by_named,
    signed_instrument,
)

#: Sentences that count as the lead.
LEAD = 4
#: Sentences back in which a unit may stand whose signing a sentence tells.
_BACK = 3


class Finding(NamedTuple):
    """How strongly a signal shows, and where."""

    value: float
    evidence: str


Test = Callable[[Facts], bool]
Find = Callable[[Reading], Finding | None]


def first(sentences: Iterable[Facts], test: Test) -> Finding | None:
    """The first of ``sentences`` that ``test`` holds for."""
    return next((Finding(1.0, facts.text) for facts in sentences if test(facts)), None)


def without_unit(test: Test) -> Test:
    """No corrections body is named, and ``test`` holds."""
    return lambda facts: not facts.bodies and test(facts)


def after_unit(test: Test) -> Find:
    """A sentence without a unit, to which one before it or the title gives its subject.

    ``test`` is one of acts.
    """

    def find(reading: Reading) -> Finding | None:
        for number, facts in enumerate(reading.body):
            if facts.acts and test(facts) and _no_signer(facts) and _spoken_of(reading, number):
                return Finding(1.0, facts.text)
        return None

    return find


def _spoken_of(reading: Reading, number: int) -> bool:
    """Whether close before sentence ``number`` a unit is the last that could be its subject."""
    for other in reversed(reading.body[max(0, number - _BACK) : number]):
        if other.has_body(Part.PARTY):
            return True
        if _by_named_others(other):
            return False
    return reading.title.has_body(Part.PARTY)


def signed_by_unnamed(facts: Facts) -> bool:
    """A signing of those who were named before, or of nobody that the sentence names."""
    return signed(facts) and not signed_by_named(facts) and not by_others(facts)


def instrument_by_unnamed(facts: Facts) -> bool:
    """As ``signed_by_unnamed``, of an agreement with a name of its own."""
    return signed_instrument(facts) and signed_by_unnamed(facts)


def _by_named_others(facts: Facts) -> bool:
    """The sentence names who signs, and no unit is among them."""
    return not facts.has_body(Part.PARTY) and signed_by_named(facts)


def near_unit(test: Test) -> Find:
    """A sentence that names a unit as a party, or stands close after one that does.

    ``test`` is one of acts.
    """

    def find(reading: Reading) -> Finding | None:
        everything = reading.everything
        for number, facts in enumerate(everything):
            if facts.acts and test(facts):
                near = everything[max(0, number - _BACK) : number + 1]
                if any(other.has_body(Part.PARTY) for other in near):
                    return Finding(1.0, facts.text)
        return None

    return find


def _no_signer(facts: Facts) -> bool:
    """No unit is named but as the place; "ditandatangani di aula lapas" leaves the parties open."""
    return not facts.has_body(Part.PARTY, Part.GUEST, Part.PEOPLE)


def after_partnering(reading: Reading) -> Finding | None:
    """A unit finds a partner, and close after it a paper is signed by those just named."""
    for number, facts in enumerate(reading.body):
        if not facts.acts:
            continue
        before = (reading.title, *reading.body[max(0, number - _BACK) : number])
        if signed(facts) and _no_signer(facts) and any(map(_partners, before)):
            return Finding(1.0, facts.text)
    return None


def _partners(facts: Facts) -> bool:
    return facts.has_body(Part.PARTY) and found("partnering", facts.text) is not None


def about_unit(test: Test) -> Find:
    """A sentence without a unit, in a story whose title or lead names one.

    ``test`` is one of acts.
    """

    def find(reading: Reading) -> Finding | None:
        opening = (reading.title, *reading.body[:LEAD])
        if not any(facts.has_body(*Part) for facts in opening):
            return None
        return first(reading.acting, without_unit(test))

    return find


def _agreed(facts: Facts) -> bool:
    """An agreement with a name of its own was made, whoever made it."""
    return any(act.paper is Paper.INSTRUMENT for act in facts.acts_in(State.DONE))


def _by_both(facts: Facts) -> bool:
    """The sentence speaks of both sides, or of signing in turn without naming who does."""
    if found("both_sides", facts.text):
        return True
    return found("in_turn", facts.text) is not None and not signed_by_named(facts)


def both_sides(reading: Reading) -> Finding | None:
    """Where "kedua pihak" sign, close after a sentence of the text that names a unit."""
    for number, facts in enumerate(reading.body):
        if not facts.acts or not (signed(facts) or _agreed(facts)) or not _by_both(facts):
            continue
        near = reading.body[max(0, number - _BACK) : number + 1]
        if any(other.has_body(Part.PARTY, Part.PLACE, Part.PEOPLE) for other in near):
            return Finding(1.0, facts.text)
    return None
