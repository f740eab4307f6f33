"""Whether two articles tell the same event: copies by their words, rewrites by their facts."""

from __future__ import annotations

from datetime import date
from enum import Enum

from model.records import Instrument
from pipelines.stories.deeds import Deed
from pipelines.stories.fingerprint import Fingerprint
from pipelines.stories.names import share

#: Days between two publications of one event, unless parties and date of signing agree.
MOST_DAYS = 14
#: Days between articles that tell little more than the unit, or call the paper by another name.
NEXT_DAYS = 2
#: Share of the shorter text's shingles that the other one holds too.
VERBATIM, COPIED, PARTLY_COPIED = 0.9, 0.7, 0.35
#: Share of the shorter list's names that the other one holds too.
SAME_NAMES, MANY_NAMES = 0.8, 0.5
#: Names that two articles must share before their names say anything.
FEWEST_NAMES = 3
#: Share of the longer list: a minister is named in all the news of a day.
OF_MORE_NAMES = 0.4
#: Double names that two articles share which tell little else: the heads of both parties.
FEWEST_PAIRS = 2

_CUSTOMARY = {
    Instrument.NOTA_KESEPAHAMAN,
    Instrument.NOTA_KESEPAKATAN,
    Instrument.KESEPAKATAN_BERSAMA,
    Instrument.LAINNYA,
}


class Facts(Enum):
    """How what two articles tell of agreements goes together."""

    DATED = "same parties, same date"
    PARTIES = "same parties"
    UNIT_AND_DATE = "same unit, same date"
    OTHER_PAPER = "same parties, another kind of paper"
    UNIT = "same unit"
    OPEN = "too little told"
    CONTRARY = "different parties or dates"


_TOLD_LITTLE = {Facts.UNIT, Facts.OPEN}
#: Days between two rewrites whose parties agree, of which one does not tell the date.
_REWRITE_DAYS = {Facts.PARTIES: 7, Facts.OTHER_PAPER: NEXT_DAYS}


def same_story(left: Fingerprint, right: Fingerprint) -> bool:
    """Say whether two articles tell the same event."""
    facts = compare(left.deeds, right.deeds)
    if facts is Facts.DATED:
        return True
    apart = _days(left.published, right.published)
    if apart is not None and apart > MOST_DAYS:
        return False
    copied = overlap(left.shingles, right.shingles)
    named = _names(left, right)
    if facts is Facts.CONTRARY:
        return copied >= VERBATIM and named >= VERBATIM and apart is not None
    if _is_copy(apart, copied, named) or _is_rewrite(facts, apart, copied, named):
        return True
    return facts in _TOLD_LITTLE and _names_the_same(left, right, apart, named)


def compare(left: tuple[Deed, ...], right: tuple[Deed, ...]) -> Facts:
    """Say how the agreements of two articles go together.

    A round-up tells of many: it goes with an article that tells at least half of them.
    """
    more, fewer = (left, right) if len(left) >= len(right) else (right, left)
    if not fewer:
        return Facts.OPEN
    best = [_best(deed, fewer) for deed in more]
    agreeing = [facts for facts in best if facts not in {Facts.OPEN, Facts.CONTRARY}]
    if agreeing and 2 * len(agreeing) >= len(more):
        return min(agreeing, key=list(Facts).index)
    return Facts.CONTRARY if agreeing or Facts.CONTRARY in best else Facts.OPEN


def same_deed(left: Deed, right: Deed) -> Facts:
    """Say how two agreements go together."""
    dates = _same_date(left, right)
    units = share(left.units, right.units) if left.units and right.units else None
    partners = share(left.partners, right.partners) if left.partners and right.partners else None
    if dates is False or units is False or partners is False:
        return Facts.CONTRARY
    if units and partners:
        return _of_parties(left, right, dated=bool(dates))
    if dates and (units or partners):
        return Facts.UNIT_AND_DATE
    return Facts.UNIT if units else Facts.OPEN


def overlap(left: frozenset[int] | frozenset[str], right: frozenset[int] | frozenset[str]) -> float:
    """Return the share of the smaller set that is in the other one too; 0 where one is empty."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def _of_parties(left: Deed, right: Deed, *, dated: bool) -> Facts:
    if dated:
        return Facts.DATED
    kinds = {left.kind, right.kind}
    alike = len(kinds) == 1 or kinds <= _CUSTOMARY or Instrument.LAINNYA in kinds
    return Facts.PARTIES if alike else Facts.OTHER_PAPER


def _same_date(left: Deed, right: Deed) -> bool | None:
    if left.signed_on is None or right.signed_on is None:
        return None
    tolerance = 1 if left.derived or right.derived else 0
    return abs((left.signed_on - right.signed_on).days) <= tolerance


def _best(deed: Deed, others: tuple[Deed, ...]) -> Facts:
    return min((same_deed(deed, other) for other in others), key=list(Facts).index)


def _is_copy(apart: int | None, copied: float, named: float) -> bool:
    if copied >= COPIED:
        return named >= MANY_NAMES
    return copied >= PARTLY_COPIED and named >= SAME_NAMES and apart is not None


def _is_rewrite(facts: Facts, apart: int | None, copied: float, named: float) -> bool:
    if facts is Facts.UNIT_AND_DATE:
        return named >= MANY_NAMES
    if apart is None:
        return facts is Facts.PARTIES and (named >= MANY_NAMES or copied >= PARTLY_COPIED)
    return apart <= _REWRITE_DAYS.get(facts, -1)


def _names_the_same(left: Fingerprint, right: Fingerprint, apart: int | None, named: float) -> bool:
    """Say whether two articles name the same people, days apart at most."""
    if apart is None or apart > NEXT_DAYS or named < SAME_NAMES:
        return False
    more = max(len(left.names), len(right.names))
    if len(left.names & right.names) < OF_MORE_NAMES * more:
        return False
    return len(left.pairs & right.pairs) >= FEWEST_PAIRS


def _names(left: Fingerprint, right: Fingerprint) -> float:
    """Return how far the names agree; where an article has hardly any, they are no objection."""
    if min(len(left.names), len(right.names)) < FEWEST_NAMES:
        return MANY_NAMES
    return overlap(left.names, right.names)


def _days(left: date | None, right: date | None) -> int | None:
    return abs((left - right).days) if left and right else None
