"""The signals that speak for or against a partnership story, each with its evidence.

A signal is a value from 0 to 1; the model weighs it. ``SIGNALS`` says of each which way it may
speak: fitting leaves out one that would speak the other way, so that a reader can trust its sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipelines.judge.acts import Paper, State
from pipelines.judge.cues import found
from pipelines.judge.facts import Facts, Part, Reading

#: Sentences that count as the lead.
_LEAD = 4
_PRESENT = (Part.GUEST, Part.PLACE)


class Finding(NamedTuple):
    """How strongly a signal shows, and where."""

    value: float
    evidence: str


class Kind(NamedTuple):
    """A signal: which way it may speak (+1 for, -1 against), and how it is found."""

    sign: int
    find: Callable[[Reading], Finding | None]


def find_signals(reading: Reading) -> dict[str, Finding]:
    """Every signal that shows in ``reading``, by name."""
    found_signals = ((name, kind.find(reading)) for name, kind in SIGNALS.items())
    return {name: finding for name, finding in found_signals if finding}


def _first(sentences: Iterable[Facts], test: Callable[[Facts], bool]) -> Finding | None:
    return next((Finding(1.0, facts.text) for facts in sentences if test(facts)), None)


def _signed(facts: Facts) -> bool:
    """A paper that is an agreement was signed."""
    return any(
        act.strong and act.paper in {Paper.INSTRUMENT, Paper.LOOSE}
        for act in facts.acts_in(State.DONE)
    )


def _agreed(facts: Facts) -> bool:
    """A verb such as "menjalin" with an instrument, or a signing of what is not named here."""
    return any(act.paper is Paper.INSTRUMENT or act.strong for act in facts.acts_in(State.DONE))


def _in_title(test: Callable[[Facts], bool]) -> Callable[[Reading], Finding | None]:
    return lambda reading: _first((reading.title,), test)


def _in_body(test: Callable[[Facts], bool]) -> Callable[[Reading], Finding | None]:
    return lambda reading: _first(reading.body, test)


def _in_lead(test: Callable[[Facts], bool]) -> Callable[[Reading], Finding | None]:
    return lambda reading: _first(reading.body[:_LEAD], test)


def _title_word(name: str) -> Callable[[Reading], Finding | None]:
    def find(reading: Reading) -> Finding | None:
        match = found(name, reading.title.text)
        return Finding(1.0, match.group()) if match else None

    return find


def _signed_by_unit(facts: Facts) -> bool:
    return _signed(facts) and facts.has_body(Part.PARTY)


def _agreed_by_unit(facts: Facts) -> bool:
    return _agreed(facts) and not _signed(facts) and facts.has_body(Part.PARTY)


def _signed_in_presence(facts: Facts) -> bool:
    return _signed(facts) and not facts.has_body(Part.PARTY) and facts.has_body(*_PRESENT)


def _signed_without_unit(facts: Facts) -> bool:
    return _signed(facts) and not facts.bodies


def _signed_next_to_unit(reading: Reading) -> Finding | None:
    for before, facts in zip((reading.title, *reading.body), reading.body, strict=False):
        if _signed_without_unit(facts) and before.has_body(Part.PARTY):
            return Finding(1.0, facts.text)
    return None


def _signings(reading: Reading) -> Finding | None:
    told = [facts for facts in reading.body if _signed(facts)]
    return Finding(min(len(told) - 1, 3) / 3, told[-1].text) if len(told) > 1 else None


def _state(*states: State) -> Callable[[Facts], bool]:
    def test(facts: Facts) -> bool:
        return any(act.strong or act.paper is Paper.INSTRUMENT for act in facts.acts_in(*states))

    return test


def _internal(facts: Facts) -> bool:
    return any(act.paper is Paper.INTERNAL for act in facts.acts)


def _cooperation(facts: Facts) -> bool:
    return bool(facts.acts_in(State.DONE)) and facts.has_body(Part.PARTY)


def _no_unit(reading: Reading) -> Finding | None:
    everything = (reading.title, *reading.body)
    if any(facts.bodies for facts in everything):
        return None
    return Finding(1.0, reading.title.text or (reading.body[0].text if reading.body else ""))


def _no_party(reading: Reading) -> Finding | None:
    mentioned = [facts for facts in (reading.title, *reading.body) if facts.bodies]
    if not mentioned or any(facts.has_body(Part.PARTY) for facts in mentioned):
        return None
    return Finding(1.0, mentioned[0].text)


def _density(reading: Reading) -> Finding | None:
    with_unit = [facts for facts in reading.body if facts.bodies]
    if not with_unit:
        return None
    return Finding(round(len(with_unit) / len(reading.body), 4), with_unit[0].text)


def _title_paper(facts: Facts) -> bool:
    return Paper.INSTRUMENT in facts.papers


def _title_other_authority(reading: Reading) -> Finding | None:
    match = found("authority", reading.title.text)
    return Finding(1.0, match.group()) if match and not reading.title.bodies else None


def _signed_by_others(facts: Facts) -> bool:
    return _signed_without_unit(facts) and found("authority", facts.text) is not None


SIGNALS: dict[str, Kind] = {
    "signed_by_unit": Kind(1, _in_body(_signed_by_unit)),
    "signed_by_unit_in_lead": Kind(1, _in_lead(_signed_by_unit)),
    "agreed_by_unit": Kind(1, _in_body(_agreed_by_unit)),
    "signed_next_to_unit": Kind(1, _signed_next_to_unit),
    "signed_in_presence_of_unit": Kind(1, _in_body(_signed_in_presence)),
    "signings_told": Kind(1, _signings),
    "title_signed_by_unit": Kind(1, _in_title(_signed_by_unit)),
    "title_agreed_by_unit": Kind(1, _in_title(_agreed_by_unit)),
    "title_signed": Kind(1, _in_title(_signed)),
    "title_instrument": Kind(1, _in_title(_title_paper)),
    "title_unit": Kind(1, _in_title(lambda facts: facts.has_body(Part.PARTY))),
    "cooperation_of_unit": Kind(1, _in_body(_cooperation)),
    "units_throughout": Kind(1, _density),
    "title_planned": Kind(-1, _in_title(_state(State.PLANNED, State.NEGATED))),
    "planned": Kind(-1, _in_body(_state(State.PLANNED))),
    "negated": Kind(-1, _in_body(_state(State.NEGATED))),
    "past": Kind(-1, _in_body(_state(State.PAST))),
    "referred_to": Kind(-1, _in_body(_state(State.REFERRED))),
    "internal_paper": Kind(-1, _in_body(_internal)),
    "title_visit": Kind(-1, _title_word("visit")),
    "title_evaluation": Kind(-1, _title_word("evaluation")),
    "title_activity": Kind(-1, _title_word("activity")),
    "title_other_authority": Kind(-1, _title_other_authority),
    "signed_by_others": Kind(-1, _in_body(_signed_by_others)),
    "no_unit": Kind(-1, _no_unit),
    "no_unit_as_party": Kind(-1, _no_party),
}
