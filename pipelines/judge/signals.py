"""The signals that speak for or against a partnership story, each with its evidence.

A signal is a value from 0 to 1; the model weighs it. ``SIGNALS`` says of each which way it may
speak: fitting leaves out one that would speak the other way, so that a reader can trust its sign.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.judge.acts import Act, Paper, State
from pipelines.judge.context import (
    LEAD,
    Find,
    Finding,
    Test,
    about_unit,
    after_partnering,
    after_unit,
    both_sides,
    first,
    instrument_by_unnamed,
    near_unit,
    without_unit,
)
from pipelines.judge.cues import cue, found
from pipelines.judge.facts import Facts, Part, Reading
from pipelines.judge.signers import (
    AGREEMENTS,
    Naming,
    beside_others,
    between_others,
    by_another_pair,
    by_others,
    naming,
    only_meanwhile,
    paper_of_unit,
    signed,
    signed_by_meant,
    signed_instrument,
    signed_with,
)

__all__ = ["SIGNALS", "Finding", "Kind", "find_signals"]

#: Words that give an event its day.
_DAY = re.compile(
    r"(?i)\b(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|kemarin|hari ini|tadi)\b|\(\d"
    r"|\b\d{1,2}\s+(?:jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|nop|des)"
)
#: A headline that an outlet sets apart as no news: "Opini: …", "Kajian: …".
_OPINION = re.compile(
    r"(?i)\W*(?:opini|kolom|catatan (?:perkara|redaksi|kaki|hukum|kritis|akhir)|pojok|celoteh"
    r"|renungan|sudut pandang|suara (?:pembaca|warga)"
    r"|tajuk(?: rencana)?|editorial|esai|surat pembaca|gagasan|mimbar|kajian"
    r"|riset|survei|wawancara|infografi[ks]|kuis|kaleidoskop|kilas balik|refleksi|tips|resensi"
    r"|cek fakta|terpopuler|dari redaksi|tanya jawab|konsultasi)(?: \w+){0,2}\s?[:|–—]"
)
#: The last line of an opinion piece: "Penulis adalah dosen …".
_BY_AUTHOR = re.compile(
    r"(?i)\W*penulis\s+(?:adalah|ialah|merupakan|wartawan|dosen|guru|pengamat|pegiat|mahasiswa|advokat)\b"
)
#: Sentences that only accompany a headline.
_BRIEF = 2


class Kind(NamedTuple):
    """A signal: which way it may speak (+1 for, -1 against), and how it is found."""

    sign: int
    find: Find


def find_signals(reading: Reading) -> dict[str, Finding]:
    """Every signal that shows in ``reading``, by name."""
    aside = _explanation(reading) or _opinion(reading)
    if aside:
        reading = _retold(reading, State.HABITUAL)
    elif found("erratum", reading.title.text):
        reading = _retold(reading, State.NEGATED)
    elif cue("ahead").match(reading.title.text):
        reading = _retold(reading, State.PLANNED)
    found_signals = ((name, kind.find(reading)) for name, kind in SIGNALS.items())
    shown = {name: finding for name, finding in found_signals if finding}
    if aside:
        # That its signings are told as customs is how an aside is read, not what it says.
        shown.pop("habitual", None)
    return shown


def _opinion(reading: Reading) -> Finding | None:
    """An outlet sets the story apart as no news, or its last line tells who thinks so."""
    last = reading.body[-1].text if reading.body else ""
    match = _OPINION.match(reading.title.text) or _BY_AUTHOR.match(last)
    return Finding(1.0, match.group().strip()) if match else None


def _in_title(test: Test) -> Find:
    return lambda reading: first((reading.title,), test)


def _in_body(test: Test) -> Find:
    """``test`` is one of acts, so that only sentences with any are looked at."""
    return lambda reading: first(reading.acting, test)


def _opening(test: Test) -> Find:
    return lambda reading: first((reading.title, *reading.body[:LEAD]), test)


def _told(test: Test) -> Find:
    """``test`` is one of acts, as in ``_in_body``, but the title may tell of them too."""
    return lambda reading: first(reading.told, test)


def _anywhere(test: Test) -> Find:
    return lambda reading: first(reading.everything, test)


def _title_word(name: str) -> Find:
    def find(reading: Reading) -> Finding | None:
        match = found(name, reading.title.text)
        return Finding(1.0, match.group()) if match else None

    return find


def _agreed(facts: Facts) -> bool:
    """A verb such as "menjalin" with an instrument, and no signing."""
    acts = [act for act in facts.acts_in(State.DONE) if act.paper is Paper.INSTRUMENT]
    return bool(acts) and not signed(facts)


def _agreed_by_unnamed(facts: Facts) -> bool:
    """As ``_agreed``, by a unit or by whom the sentence does not name."""
    if not _agreed(facts):
        return False
    acts = facts.acts_in(State.DONE)
    return facts.has_body(Part.PARTY) or any(naming(facts, act) is not Naming.NAMED for act in acts)


def _cooperates(facts: Facts) -> bool:
    """Some verb of agreeing with some word for an agreement."""
    return bool(facts.acts_in(State.DONE))


def _by_unit(test: Test) -> Test:
    return lambda facts: (
        facts.has_body(Part.PARTY)
        and test(facts)
        and not only_meanwhile(facts)
        and not between_others(facts)
        and not beside_others(facts)
    )


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


def _headline_alone(reading: Reading) -> Finding | None:
    """The headline tells the whole story."""
    if len(reading.body) > _BRIEF or not _by_title_unit(signed)(reading.title):
        return None
    return Finding(1.0, reading.title.text)


def _only(test: Test) -> Find:
    """Others sign, as ``test`` tells, and no sentence tells of a unit that signs besides."""

    def find(reading: Reading) -> Finding | None:
        told = [facts for facts in reading.acting if test(facts)]
        also = any(_by_unit(signed)(facts) for facts in reading.acting if facts not in told)
        return Finding(1.0, told[0].text) if told and not also else None

    return find


def _proposed(facts: Facts) -> bool:
    """Cooperation that a unit takes part in is prepared or talked over."""
    return (
        bool(facts.papers & AGREEMENTS)
        and facts.has_body(Part.PARTY)
        and not signed(facts)
        and found("proposal", facts.text) is not None
    )


def _in_state(*states: State) -> Test:
    def test(facts: Facts) -> bool:
        acts = facts.acts_in(*states)
        return any(
            (act.strong and act.paper in AGREEMENTS) or act.paper is Paper.INSTRUMENT
            for act in acts
        )

    return test


def _names_instrument(facts: Facts) -> bool:
    return Paper.INSTRUMENT in facts.papers


def _title_activity(reading: Reading) -> Finding | None:
    """The headline tells of something else; what a signed paper is about does not count."""
    title = reading.title
    start = min((act.start for act in title.acts_in(State.DONE)), default=None)
    match = found("activity", title.text, 0, start)
    return Finding(1.0, match.group()) if match else None


def _unfinished(facts: Facts) -> bool:
    return found("unfinished", facts.text) is not None


def _trial(facts: Facts) -> bool:
    return found("trial", facts.text) is not None


def _internal(facts: Facts) -> bool:
    return any(act.paper is Paper.INTERNAL and act.strong for act in facts.acts)


def _never_done(*states: State) -> Find:
    """Signings are told, but each in one of ``states``."""
    in_state = _in_state(*states)

    def find(reading: Reading) -> Finding | None:
        if any(_cooperates(facts) and not _only_loose(facts) for facts in reading.told):
            return None
        return first(reading.told, in_state)

    return find


def _only_loose(facts: Facts) -> bool:
    return not any(act.strong or act.paper is Paper.INSTRUMENT for act in facts.acts_in(State.DONE))


def _no_unit(reading: Reading) -> Finding | None:
    if any(facts.bodies for facts in reading.everything):
        return None
    return Finding(1.0, reading.title.text or (reading.body[0].text if reading.body else ""))


def _explanation(reading: Reading) -> Finding | None:
    """The opening sets out to explain or to ask, and no day is told anywhere: no news."""
    told = first((reading.title,), lambda facts: found("commentary", facts.text) is not None)
    told = told or first(
        reading.body[:2], lambda facts: found("explaining", facts.text) is not None
    )
    if told is None or any(_DAY.search(facts.text) for facts in reading.everything):
        return None
    return told


def _retold(reading: Reading, state: State) -> Reading:
    """What an explanation tells of signings is a custom; what a denial repeats was not done."""

    def told(facts: Facts) -> Facts:
        acts = (act._replace(state=state) if _claimed(act) else act for act in facts.acts)
        return facts._replace(acts=tuple(acts))

    return Reading(told(reading.title), tuple(map(told, reading.body)))


def _claimed(act: Act) -> bool:
    return act.state in {State.DONE, State.PLANNED}


def _no_party(reading: Reading) -> Finding | None:
    mentioned = [facts for facts in reading.everything if facts.bodies]
    if not mentioned or any(facts.has_body(Part.PARTY) for facts in mentioned):
        return None
    if both_sides(reading):
        return None
    return Finding(1.0, mentioned[0].text)


def _title_other_authority(reading: Reading) -> Finding | None:
    match = found("authority", reading.title.text)
    return Finding(1.0, match.group()) if match and not reading.title.bodies else None


SIGNALS: dict[str, Kind] = {
    "signed_by_unit": Kind(1, _in_body(_by_unit(signed))),
    "instrument_signed_by_unit": Kind(1, _in_body(_by_unit(signed_instrument))),
    "cooperation_of_unit": Kind(1, _in_body(_by_unit(_cooperates))),
    "agreed_by_unit": Kind(1, _in_body(_by_unit(_agreed))),
    "agreed_after_unit": Kind(1, after_unit(_agreed_by_unnamed)),
    "headline_alone": Kind(1, _headline_alone),
    "instrument_signed_about_unit": Kind(1, about_unit(instrument_by_unnamed)),
    "instrument_signed_after_unit": Kind(1, after_unit(instrument_by_unnamed)),
    "signed_by_those_before": Kind(1, after_unit(signed_by_meant)),
    "signed_with_after_unit": Kind(1, after_unit(signed_with)),
    "signed_by_both_sides": Kind(1, both_sides),
    "signed_after_partnering": Kind(1, after_partnering),
    "signed_at_unit": Kind(1, _in_body(_beside_unit(Part.PLACE, signed))),
    "title_signed_by_unit": Kind(1, _in_title(_by_title_unit(signed))),
    "title_cooperation_of_unit": Kind(1, _in_title(_by_title_unit(_cooperates))),
    "title_instrument_of_unit": Kind(1, _in_title(paper_of_unit)),
    "title_planned": Kind(-1, _in_title(_in_state(State.PLANNED, State.NEGATED))),
    "planned": Kind(-1, near_unit(_in_state(State.PLANNED))),
    "negated": Kind(-1, near_unit(_in_state(State.NEGATED))),
    "past": Kind(-1, _told(_in_state(State.PAST))),
    "only_planned": Kind(-1, _never_done(State.PLANNED, State.NEGATED)),
    "only_past": Kind(-1, _never_done(State.PAST, State.REFERRED, State.HABITUAL)),
    "habitual": Kind(-1, _told(_in_state(State.HABITUAL))),
    "unfinished": Kind(-1, _anywhere(_unfinished)),
    "title_commentary": Kind(-1, _title_word("commentary")),
    "explanation": Kind(-1, _explanation),
    "opinion": Kind(-1, _opinion),
    "internal_paper": Kind(-1, _told(_internal)),
    "title_visit": Kind(-1, _title_word("visit")),
    "title_evaluation": Kind(-1, _title_word("evaluation")),
    "title_activity": Kind(-1, _title_activity),
    "title_urged": Kind(-1, _title_word("urged")),
    "trial": Kind(-1, _opening(_trial)),
    "title_other_authority": Kind(-1, _title_other_authority),
    "signed_by_others": Kind(-1, _only(without_unit(by_others))),
    "signed_by_another_pair": Kind(-1, _only(without_unit(by_another_pair))),
    "signed_between_others": Kind(-1, _only(between_others)),
    "proposed": Kind(-1, _opening(_proposed)),
    "no_unit": Kind(-1, _no_unit),
    "no_unit_as_party": Kind(-1, _no_party),
}
