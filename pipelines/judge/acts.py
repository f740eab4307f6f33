"""Acts of signing in a sentence: what paper they are about, and whether they happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from pipelines.judge.cues import cue, found
from pipelines.text.instruments import find_instruments

#: Characters between a signing and its paper; a list of signers may stand between them.
_PAPER_REACH = 200
#: Characters between a verb such as "menjalin" and the paper that makes it an act of agreeing.
_AGREE_REACH = 45
#: Characters around an act in which words of time and negation belong to it.
_BEFORE = 60
_AFTER = 90
#: A clause ends here, so what stands beyond says nothing of the act.
_CLAUSE_END = re.compile(r"[.;:!?]|, (?:dan|serta|namun|tetapi|sementara|sedangkan|kemudian)\b")
#: Nouns and passives, whose time is told by what follows ("penandatanganan … dijadwalkan").
_NOMINAL = re.compile(r"(?i)^(?:pe[nt]|di|signing|perpanjang|pemba|add?endum)")
_YEAR = re.compile(r"\b(?:20[012]\d)\b")


class Paper(StrEnum):
    """What was signed."""

    INSTRUMENT = "instrument"
    LOOSE = "loose"
    INTERNAL = "internal"
    NONE = "none"


class State(StrEnum):
    """Whether the act happened, as the sentence tells it."""

    DONE = "done"
    PLANNED = "planned"
    NEGATED = "negated"
    PAST = "past"
    REFERRED = "referred"


class Act(NamedTuple):
    """An act of signing, renewing or agreeing, with its place in the sentence."""

    start: int
    end: int
    strong: bool
    paper: Paper
    state: State


class Sheet(NamedTuple):
    """A paper that a sentence names."""

    start: int
    end: int
    paper: Paper


def find_sheets(text: str) -> list[Sheet]:
    """The papers that ``text`` names, in order; one inside another is left out."""
    sheets = [
        Sheet(m.start(), m.end(), Paper.INTERNAL) for m in cue("internal_paper").finditer(text)
    ]
    sheets += [Sheet(m.start, m.end, Paper.INSTRUMENT) for m in find_instruments(text)]
    sheets += [Sheet(m.start(), m.end(), Paper.LOOSE) for m in cue("loose_paper").finditer(text)]
    kept: list[Sheet] = []
    for sheet in sorted(sheets, key=lambda s: (-(s.end - s.start), s.start)):
        if all(sheet.end <= other.start or other.end <= sheet.start for other in kept):
            kept.append(sheet)
    return sorted(kept)


def find_acts(text: str, sheets: list[Sheet], year: int | None = None) -> Iterator[Act]:
    """The acts in the sentence ``text``, whose papers are ``sheets``.

    ``year`` is that of publication: an act of an earlier year is past.
    """
    for name, reach in (("sign", _PAPER_REACH), ("renew", _AGREE_REACH), ("agree", _AGREE_REACH)):
        for match in cue(name).finditer(text):
            sheet = _nearest(sheets, match.start(), match.end(), reach)
            paper = sheet.paper if sheet else Paper.NONE
            if name != "sign" and paper not in {Paper.INSTRUMENT, Paper.LOOSE}:
                continue
            strong = name == "sign" or (name == "renew" and paper is Paper.INSTRUMENT)
            yield Act(match.start(), match.end(), strong, paper, _state(text, match, year))


def _nearest(sheets: list[Sheet], start: int, end: int, reach: int) -> Sheet | None:
    """The paper nearest to the act; what follows an act is likelier its object."""
    after = [s for s in sheets if 0 <= s.start - end <= reach]
    before = [s for s in sheets if 0 <= start - s.end <= reach]
    candidates = [(s.start - end, s) for s in after[:1]]
    candidates += [(2 * (start - s.end) + 2, s) for s in before[-1:]]
    return min(candidates)[1] if candidates else None


def _state(text: str, act: re.Match[str], year: int | None) -> State:
    before = _clause_before(text, act.start())
    after = _clause_after(text, act.end())
    nominal = bool(_NOMINAL.match(act.group()))
    if found("negated", before[-30:]) or (nominal and found("negated", after)):
        return State.NEGATED
    if found("planned_before", before[-45:]) or (nominal and found("planned_after", after)):
        return State.PLANNED
    if found("today", after) or found("today", before):
        return State.DONE
    if found("past_before", before) or found("past_after", after) or _earlier(after, year):
        return State.PAST
    return State.REFERRED if _refers(before, act.group()) else State.DONE


def _clause_before(text: str, start: int) -> str:
    window = text[max(0, start - _BEFORE) : start]
    ends = [m.end() for m in _CLAUSE_END.finditer(window)]
    return window[ends[-1] :] if ends else window


def _clause_after(text: str, end: int) -> str:
    window = text[end : end + _AFTER]
    stop = _CLAUSE_END.search(window)
    return window[: stop.start()] if stop else window


def _earlier(after: str, year: int | None) -> bool:
    """Whether a year before that of publication is told; one in "(22/1/2025)" may be a slip."""
    if year is None:
        return False
    return any(
        int(m.group()) < year and not after[: m.start()].endswith("/")
        for m in _YEAR.finditer(after)
    )


def _refers(before: str, act: str) -> bool:
    words = before.rstrip().lower()
    passive = act.lower().startswith(("di", "ter"))
    return passive and words.endswith(("yang", "yang telah", "yang sudah", "yang pernah"))
