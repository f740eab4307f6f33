"""The signals that speak for or against a partnership story, each with its evidence.

A signal is a value from 0 to 1; the model weighs it. ``SIGNALS`` says of each which way it may
speak: fitting leaves out one that would speak the other way, so that a reader can trust its sign.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipelines.judge.acts import Paper, State
from pipelines.judge.cues import cue, found
from pipelines.judge.facts import Facts, Part, Reading

#: Sentences that count as the lead.
_LEAD = 4
#: Sentences back in which a unit may stand whose signing a sentence tells.
_BACK = 3
#: Characters before a name in which words say that it is a place.
_NEAR = 28
#: "antara" right after the paper and before a name; "sinergi antara pusat dan daerah" is no pair.
_BETWEEN = re.compile(
    r"(?i:mou|moa|pks\)?|nota|kesepahaman|kesepakatan|kerja ?sama|perjanjian|bersama|sosial)"
    r"(?:\s*\([^)]{1,20}\))?\s+(?i:antara)\s+(?:\d+\s+)?(?=[A-Z])"
)
#: "Usai penandatanganan, Kalapas …": the unit acts in the sentence, not in the signing.
_MEANWHILE = re.compile(
    r"(?i)\b(?:sesudah|seusai|usai|setelah|selepas|di sela(?:-sela)?|di tengah|saat|ketika|dalam)"
    r"\s+(?:acara\s+|prosesi\s+|kegiatan\s+)?$"
)
#: "A dan B menandatangani", "A bersama B meneken".
_ACTIVE = re.compile(r"(?i)me|neken|teken")
_PAIR = re.compile(r"\b[A-Z]\w+[^,.;]{0,80}\s(?:dan|bersama|dengan|serta)\s[^,.;]{0,80}$")
_WITH = re.compile(
    r"(?i:mou|pks\)?|kesepahaman|kesepakatan|kerja ?sama|perjanjian|bersama|naskah)\s+"
    r"(?:[a-z]\w+\s+){0,5}(?:dengan|bersama)\s+[A-Z]"
)
_DAY = re.compile(
    r"(?i)\b(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|kemarin|hari ini|tadi)\b|\(\d"
    r"|\b\d{1,2}\s+(?:jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|nop|des)"
)
_PASSING = re.compile(r"(?i)pe[nt]|signing")
_AGREEMENTS = frozenset({Paper.INSTRUMENT, Paper.LOOSE})


class Finding(NamedTuple):
    """How strongly a signal shows, and where."""

    value: float
    evidence: str


Test = Callable[[Facts], bool]
Find = Callable[[Reading], Finding | None]


class Kind(NamedTuple):
    """A signal: which way it may speak (+1 for, -1 against), and how it is found."""

    sign: int
    find: Find


def find_signals(reading: Reading) -> dict[str, Finding]:
    """Every signal that shows in ``reading``, by name."""
    found_signals = ((name, kind.find(reading)) for name, kind in SIGNALS.items())
    return {name: finding for name, finding in found_signals if finding}


def _first(sentences: Iterable[Facts], test: Test) -> Finding | None:
    return next((Finding(1.0, facts.text) for facts in sentences if test(facts)), None)


def _in_title(test: Test) -> Find:
    return lambda reading: _first((reading.title,), test)


def _in_body(test: Test) -> Find:
    return lambda reading: _first(reading.body, test)


def _in_lead(test: Test) -> Find:
    return lambda reading: _first(reading.body[:_LEAD], test)


def _opening(test: Test) -> Find:
    return lambda reading: _first((reading.title, *reading.body[:_LEAD]), test)


def _anywhere(test: Test) -> Find:
    return lambda reading: _first(reading.everything, test)


def _title_word(name: str) -> Find:
    def find(reading: Reading) -> Finding | None:
        match = found(name, reading.title.text)
        return Finding(1.0, match.group()) if match else None

    return find


def _signed(facts: Facts) -> bool:
    """An agreement was signed or renewed."""
    return any(act.strong and act.paper in _AGREEMENTS for act in facts.acts_in(State.DONE))


def _signed_instrument(facts: Facts) -> bool:
    return any(act.strong and act.paper is Paper.INSTRUMENT for act in facts.acts_in(State.DONE))


def _agreed(facts: Facts) -> bool:
    """A verb such as "menjalin" with an instrument, and no signing."""
    acts = facts.acts_in(State.DONE)
    return not _signed(facts) and any(act.paper is Paper.INSTRUMENT for act in acts)


def _cooperates(facts: Facts) -> bool:
    """Some verb of agreeing with some word for an agreement."""
    return bool(facts.acts_in(State.DONE))


def _by_unit(test: Test) -> Test:
    return lambda facts: (
        facts.has_body(Part.PARTY)
        and test(facts)
        and not _only_meanwhile(facts)
        and not _between_others(facts)
    )


def _only_meanwhile(facts: Facts) -> bool:
    """A signing names only the time at which a unit does something else."""
    acts = facts.acts_in(State.DONE)
    return bool(acts) and all(
        _PASSING.match(facts.text, act.start)
        and _MEANWHILE.search(facts.text, 0, act.start)
        and not _party_follows(facts, act.end)
        for act in acts
    )


def _party_follows(facts: Facts, end: int) -> bool:
    """Whether a unit stands after a signing in the same clause, as a party to it."""
    comma = facts.text.find(", ", end)
    clause = len(facts.text) if comma < 0 else comma
    return any(body.part is Part.PARTY and end <= body.start < clause for body in facts.bodies)


def _by_title_unit(test: Test) -> Test:
    """A headline's unit signs, unless it stands behind a comma after the act: another's news."""

    def by_unit(facts: Facts) -> bool:
        ends = [act.end for act in facts.acts_in(State.DONE)]
        parties = [body.start for body in facts.bodies if body.part is Part.PARTY]
        return test(facts) and any(
            start < end or "," not in facts.text[end:start] for end in ends for start in parties
        )

    return by_unit


def _beside_unit(part: Part, test: Test) -> Test:
    """No unit signs, and the one that is named plays ``part``."""
    return lambda facts: facts.has_body(part) and not facts.has_body(Part.PARTY) and test(facts)


def _without_unit(test: Test) -> Test:
    return lambda facts: not facts.bodies and test(facts)


def _after_unit(test: Test) -> Find:
    """A sentence without a unit, to which one before it or the title gives its subject."""

    def find(reading: Reading) -> Finding | None:
        for number, facts in enumerate(reading.body):
            before = (reading.title, *reading.body[max(0, number - _BACK) : number])
            if _no_signer(facts) and test(facts) and any(f.has_body(Part.PARTY) for f in before):
                return Finding(1.0, facts.text)
        return None

    return find


def _near_unit(test: Test) -> Find:
    """A sentence that names a unit as a party, or stands close after one that does."""

    def find(reading: Reading) -> Finding | None:
        everything = reading.everything
        for number, facts in enumerate(everything):
            near = everything[max(0, number - _BACK) : number + 1]
            if test(facts) and any(other.has_body(Part.PARTY) for other in near):
                return Finding(1.0, facts.text)
        return None

    return find


def _no_signer(facts: Facts) -> bool:
    """No unit is named but as the place; "ditandatangani di aula lapas" leaves the parties open."""
    return not facts.has_body(Part.PARTY, Part.GUEST, Part.PEOPLE)


def _after_partnering(reading: Reading) -> Finding | None:
    """A unit finds a partner, and close after it a paper is signed by those just named."""
    for number, facts in enumerate(reading.body):
        before = (reading.title, *reading.body[max(0, number - _BACK) : number])
        if _no_signer(facts) and _signed(facts) and any(map(_partners, before)):
            return Finding(1.0, facts.text)
    return None


def _partners(facts: Facts) -> bool:
    return facts.has_body(Part.PARTY) and found("partnering", facts.text) is not None


def _about_unit(test: Test) -> Find:
    """A sentence without a unit, in a story whose title or lead names one."""

    def find(reading: Reading) -> Finding | None:
        opening = (reading.title, *reading.body[:_LEAD])
        if not any(facts.has_body(Part.PARTY, Part.PLACE, Part.GUEST) for facts in opening):
            return None
        return _first(reading.body, _without_unit(test))

    return find


def _both_sides(reading: Reading) -> Finding | None:
    """Where "kedua pihak" sign, close after a sentence of the text that names a unit."""
    for number, facts in enumerate(reading.body):
        near = reading.body[max(0, number - _BACK) : number + 1]
        if not any(other.has_body(Part.PARTY, Part.PLACE, Part.PEOPLE) for other in near):
            continue
        if _signed(facts) and found("both_sides", facts.text):
            return Finding(1.0, facts.text)
    return None


def _by_others(facts: Facts) -> bool:
    """Another authority is named in a signing, and not as its place or the other side of it."""
    if not _signed(facts) or found("both_sides", facts.text):
        return False
    partner = _WITH.search(facts.text)
    names = cue("authority").finditer(facts.text, 0, partner.start() if partner else sys.maxsize)
    signers = [name for name in names if not _is_bystander(facts.text, name.start())]
    return bool(signers)


def _is_bystander(text: str, start: int) -> bool:
    """Whether the name at ``start`` is where a signing takes place, or of one who watches it."""
    before = text[max(0, start - _NEAR) : start].rstrip()
    if found("guest_before", before):
        return True
    return any(match.end() == len(before) for match in cue("place_before").finditer(before))


def _by_another_pair(facts: Facts) -> bool:
    """Two are named before an active verb, "A dan B menandatangani", and none is a unit."""
    if not _signed(facts) or found("both_sides", facts.text):
        return False
    acts = [act for act in facts.acts_in(State.DONE) if act.strong and act.paper in _AGREEMENTS]
    return any(
        _ACTIVE.match(facts.text, act.start) and _PAIR.search(facts.text, 0, act.start)
        for act in acts
    )


def _signed_with(facts: Facts) -> bool:
    """A signing names the other side only: "penandatanganan MoU dengan Dinas …"."""
    return _signed(facts) and _WITH.search(facts.text) is not None


def _between_others(facts: Facts) -> bool:
    """A signing "antara A dan B", neither of which is a unit or means one."""
    if not _signed(facts):
        return False
    match = _BETWEEN.search(facts.text)
    if match is None or found("both_sides", facts.text, match.start()):
        return False
    return not any(body.start > match.start() for body in facts.bodies)


def _only(test: Test) -> Find:
    """Others sign, as ``test`` tells, and no sentence tells of a unit that signs besides."""

    def find(reading: Reading) -> Finding | None:
        told = [facts for facts in reading.everything if test(facts)]
        also = any(_by_unit(_signed)(facts) for facts in reading.body if facts not in told)
        return Finding(1.0, told[0].text) if told and not also else None

    return find


def _proposed(facts: Facts) -> bool:
    """Cooperation that a unit takes part in is prepared or talked over."""
    return (
        bool(facts.papers & _AGREEMENTS)
        and facts.has_body(Part.PARTY)
        and not _signed(facts)
        and found("proposal", facts.text) is not None
    )


def _in_state(*states: State) -> Test:
    def test(facts: Facts) -> bool:
        acts = facts.acts_in(*states)
        return any(
            (act.strong and act.paper in _AGREEMENTS) or act.paper is Paper.INSTRUMENT
            for act in acts
        )

    return test


def _names_instrument(facts: Facts) -> bool:
    return Paper.INSTRUMENT in facts.papers


def _unfinished(facts: Facts) -> bool:
    return found("unfinished", facts.text) is not None


def _internal(facts: Facts) -> bool:
    return any(act.paper is Paper.INTERNAL and act.strong for act in facts.acts)


def _never_done(*states: State) -> Find:
    """Signings are told, but each in one of ``states``."""

    def find(reading: Reading) -> Finding | None:
        if any(_cooperates(facts) and not _only_loose(facts) for facts in reading.everything):
            return None
        return _first(reading.everything, _in_state(*states))

    return find


def _only_loose(facts: Facts) -> bool:
    return not any(act.strong or act.paper is Paper.INSTRUMENT for act in facts.acts_in(State.DONE))


def _no_unit(reading: Reading) -> Finding | None:
    if any(facts.bodies for facts in reading.everything):
        return None
    return Finding(1.0, reading.title.text or (reading.body[0].text if reading.body else ""))


def _explanation(reading: Reading) -> Finding | None:
    """The opening sets out to explain or to ask, and no day is told anywhere: no news."""
    if any(_DAY.search(facts.text) for facts in reading.everything):
        return None
    told = _first((reading.title,), lambda facts: found("commentary", facts.text) is not None)
    return told or _first(
        reading.body[:2], lambda facts: found("explaining", facts.text) is not None
    )


def _no_party(reading: Reading) -> Finding | None:
    mentioned = [facts for facts in reading.everything if facts.bodies]
    if not mentioned or any(facts.has_body(Part.PARTY) for facts in mentioned):
        return None
    return Finding(1.0, mentioned[0].text)


def _density(reading: Reading) -> Finding | None:
    with_unit = [facts for facts in reading.body if facts.bodies]
    if not with_unit:
        return None
    return Finding(round(len(with_unit) / len(reading.body), 4), with_unit[0].text)


def _title_other_authority(reading: Reading) -> Finding | None:
    match = found("authority", reading.title.text)
    return Finding(1.0, match.group()) if match and not reading.title.bodies else None


SIGNALS: dict[str, Kind] = {
    "signed_by_unit": Kind(1, _in_body(_by_unit(_signed))),
    "instrument_signed_by_unit": Kind(1, _in_body(_by_unit(_signed_instrument))),
    "signed_by_unit_in_lead": Kind(1, _in_lead(_by_unit(_signed))),
    "cooperation_of_unit": Kind(1, _in_body(_by_unit(_cooperates))),
    "agreed_by_unit": Kind(1, _in_body(_by_unit(_agreed))),
    "agreed_after_unit": Kind(1, _after_unit(_agreed)),
    "signed_after_unit": Kind(1, _after_unit(_signed)),
    "instrument_signed_after_unit": Kind(1, _after_unit(_signed_instrument)),
    "instrument_signed_about_unit": Kind(1, _about_unit(_signed_instrument)),
    "signed_with_after_unit": Kind(1, _after_unit(_signed_with)),
    "signed_by_both_sides": Kind(1, _both_sides),
    "signed_after_partnering": Kind(1, _after_partnering),
    "signed_at_unit": Kind(1, _in_body(_beside_unit(Part.PLACE, _signed))),
    "title_signed_by_unit": Kind(1, _in_title(_by_title_unit(_signed))),
    "title_signed": Kind(1, _in_title(_signed)),
    "title_cooperation_of_unit": Kind(1, _in_title(_by_title_unit(_cooperates))),
    "title_instrument_of_unit": Kind(1, _in_title(_by_unit(_names_instrument))),
    "title_unit": Kind(1, _in_title(lambda facts: facts.has_body(Part.PARTY))),
    "units_throughout": Kind(1, _density),
    "title_planned": Kind(-1, _in_title(_in_state(State.PLANNED, State.NEGATED))),
    "planned": Kind(-1, _near_unit(_in_state(State.PLANNED))),
    "negated": Kind(-1, _near_unit(_in_state(State.NEGATED))),
    "past": Kind(-1, _anywhere(_in_state(State.PAST))),
    "only_planned": Kind(-1, _never_done(State.PLANNED, State.NEGATED)),
    "only_past": Kind(-1, _never_done(State.PAST, State.REFERRED, State.HABITUAL)),
    "habitual": Kind(-1, _anywhere(_in_state(State.HABITUAL))),
    "unfinished": Kind(-1, _anywhere(_unfinished)),
    "title_commentary": Kind(-1, _title_word("commentary")),
    "explanation": Kind(-1, _explanation),
    "internal_paper": Kind(-1, _anywhere(_internal)),
    "title_visit": Kind(-1, _title_word("visit")),
    "title_evaluation": Kind(-1, _title_word("evaluation")),
    "title_activity": Kind(-1, _title_word("activity")),
    "title_other_authority": Kind(-1, _title_other_authority),
    "signed_by_others": Kind(-1, _in_body(_without_unit(_by_others))),
    "signed_by_another_pair": Kind(-1, _in_body(_without_unit(_by_another_pair))),
    "signed_between_others": Kind(-1, _only(_between_others)),
    "proposed": Kind(-1, _opening(_proposed)),
    "no_unit": Kind(-1, _no_unit),
    "no_unit_as_party": Kind(-1, _no_party),
}
