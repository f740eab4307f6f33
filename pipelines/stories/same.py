"""Whether two articles tell the same event: copies by their words, rewrites by their facts."""

from __future__ import annotations

import re
from datetime import date

from pipelines.stories.facts import AGAINST, Facts, compare
from pipelines.stories.fingerprint import Fingerprint
from pipelines.stories.names import GENERIC, abbreviates
from pipelines.stories.people import people
from pipelines.stories.spelling import by_ear, heard

#: Days between two publications of one event, unless parties and date of signing agree.
MOST_DAYS = 14
#: Days between articles that tell little more than the unit, or call the paper by another name.
NEXT_DAYS = 2
#: Share of the shorter text's shingles that the other one holds too.
VERBATIM, COPIED, PARTLY_COPIED = 0.75, 0.7, 0.35
#: Share of the shorter list's names that the other one holds too.
ALL_NAMES, SAME_NAMES, MANY_NAMES, SOME_NAMES = 0.9, 0.8, 0.5, 0.25
#: Share of the partners that a text which tells of none must speak of, and more.
MOST = 0.5
#: Names that two articles must share before their names say anything.
FEWEST_NAMES = 3
#: Names that articles of one unit share, beside those of the unit and its head.
FEWEST_OTHERS = 2
#: Share of the longer list: a minister is named in all the news of a day.
OF_MORE_NAMES = 0.4
#: Double names that two articles share which tell little else: the heads of both parties.
FEWEST_PEOPLE = 2

_LETTERS = re.compile(r"[a-z]+")
_TOLD_LITTLE = {Facts.UNIT, Facts.OPEN}
#: Days between two rewrites that tell this much of one event.
_REWRITE_DAYS = {
    Facts.COUNTED: MOST_DAYS,
    Facts.PARTIES: 7,
    Facts.COUNT: 7,
    Facts.PARTNER_AND_DATE: 7,
    Facts.OTHER_DAY: NEXT_DAYS,
    Facts.OTHER_PAPER: NEXT_DAYS,
}


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
    if facts in AGAINST:
        verbatim = copied >= VERBATIM and named >= ALL_NAMES
        return apart is not None and (verbatim or _is_misread(facts, left, right, apart))
    if _is_copy(apart, copied, named) or _is_rewrite(facts, apart, copied, named):
        return True
    if facts is Facts.UNIT_AND_DATE:
        return _same_signing(left, right, named)
    return facts in _TOLD_LITTLE and _tells_little_of(facts, left, right, apart, named)


def _tells_little_of(
    facts: Facts, left: Fingerprint, right: Fingerprint, apart: int | None, named: float
) -> bool:
    """Say whether two articles, of which hardly anything is recorded, tell the same event."""
    if apart is None or apart > NEXT_DAYS:
        return False
    return (
        (facts is Facts.UNIT and _tells_less(left, right, named))
        or _names_the_same(left, right, named)
        or _is_one_plan(left, right, named)
        or _is_one_matter(left, right, named)
    )


def overlap(left: frozenset[int] | frozenset[str], right: frozenset[int] | frozenset[str]) -> float:
    """Return the share of the smaller set that is in the other one too; 0 where one is empty."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def _is_copy(apart: int | None, copied: float, named: float) -> bool:
    if copied >= COPIED:
        return named >= MANY_NAMES
    return copied >= PARTLY_COPIED and named >= SAME_NAMES and apart is not None


def _is_rewrite(facts: Facts, apart: int | None, copied: float, named: float) -> bool:
    if apart is None:
        return facts is Facts.PARTIES and (named >= MANY_NAMES or copied >= PARTLY_COPIED)
    near = apart <= _REWRITE_DAYS.get(facts, -1)
    return near and (facts is not Facts.OTHER_DAY or named >= MANY_NAMES)


def _is_misread(facts: Facts, left: Fingerprint, right: Fingerprint, apart: int) -> bool:
    """Say whether what speaks against one event is rather a party or a day that was misread.

    Another partner is one only where an article names the partner of the other one too.
    """
    if facts is Facts.NEAR_DAY and apart <= NEXT_DAYS and _is_quoted_later(left, right):
        return True
    if facts is Facts.CONTRARY or not _same_people(left, right, apart):
        return False
    return facts is not Facts.OTHER_PARTNER or _names_partner(left, right)


def _is_quoted_later(left: Fingerprint, right: Fingerprint) -> bool:
    """Say whether the article that names no partner has its own day, that of a quote.

    It speaks of the other one's partners, and of people of whom that one tells.
    """
    bare, full = (right, left) if _partners(left) else (left, right)
    if _partners(bare) or any(deed.signed_on not in {None, bare.published} for deed in bare.deeds):
        return False
    shared = heard(left.pairs) & heard(right.pairs)
    return bool(shared) and _named_in(_partners(full), bare) > MOST


def _same_signing(left: Fingerprint, right: Fingerprint, named: float) -> bool:
    """Say whether two signings of one unit on one day, of which one tells no partner, are one."""
    if not (_partners(left) or _partners(right)):
        return named >= SOME_NAMES
    return named >= MANY_NAMES or _names_partner(left, right)


def _tells_less(left: Fingerprint, right: Fingerprint, named: float) -> bool:
    """Say whether of two articles of one unit, the one that names no partner tells the same.

    It speaks of most partners, or names the people of the other one and hardly anybody else.
    """
    if _partners(left) and _partners(right):
        return False
    shared = heard(left.pairs) & heard(right.pairs)
    return _spoken_of(left, right) > MOST or (named >= SAME_NAMES and bool(shared))


def _names_partner(left: Fingerprint, right: Fingerprint) -> bool:
    """Say whether a partner of one article stands in the text of the other one."""
    return _spoken_of(left, right) > 0


def _spoken_of(left: Fingerprint, right: Fingerprint) -> float:
    """Return the share of one article's partners that stands in the text of the other one."""
    return max(_named_in(_partners(left), right), _named_in(_partners(right), left))


def _partners(print_: Fingerprint) -> dict[str, set[str]]:
    """Return the partners, with the words by which each is known in a text about its unit."""
    units = {word for deed in print_.deeds for unit in deed.units for word in unit.split()}
    names = [partner for deed in print_.deeds for partner in deed.partners]
    return {name: set(name.split()) - units - GENERIC for name in names}


def _named_in(partners: dict[str, set[str]], text: Fingerprint) -> float:
    """Return the share of ``partners`` whose words, or the body they are, ``text`` speaks of."""
    bodies = tuple(text.bodies)
    named = sum(
        (words <= text.names or any(abbreviates(short, name) for short in text.names))
        if words
        else name.startswith(bodies)
        for name, words in partners.items()
    )
    return named / len(partners) if partners else 0.0


def _same_people(left: Fingerprint, right: Fingerprint, apart: int) -> bool:
    """Say whether all the people of the shorter list, two at least, are in the other one too."""
    ours, theirs = people(heard(left.pairs)), people(heard(right.pairs))
    shared = sum(any(one & other for other in theirs) for one in ours)
    return apart <= NEXT_DAYS and shared >= FEWEST_PEOPLE and shared >= min(len(ours), len(theirs))


def _names_the_same(left: Fingerprint, right: Fingerprint, named: float) -> bool:
    """Say whether two articles name the same people."""
    if named < SAME_NAMES:
        return False
    more = max(len(left.names), len(right.names))
    if len(heard(left.names) & heard(right.names)) < OF_MORE_NAMES * more:
        return False
    return len(heard(left.pairs) & heard(right.pairs)) >= FEWEST_PEOPLE


def _is_one_plan(left: Fingerprint, right: Fingerprint, named: float) -> bool:
    """Say whether two articles tell of a signing on one day that was not, and name the same."""
    if left.planned.isdisjoint(right.planned):
        return False
    shared = heard(left.names) & heard(right.names)
    return named >= MANY_NAMES and len(shared) >= FEWEST_NAMES


def _is_one_matter(left: Fingerprint, right: Fingerprint, named: float) -> bool:
    """Say whether two articles without agreements name a unit alike, and not its head alone."""
    if left.units.isdisjoint(right.units) or named < MANY_NAMES:
        return False
    units = left.units | right.units
    known = {by_ear(word) for unit in units for word in _LETTERS.findall(unit)}
    together = people(heard(left.pairs) & heard(right.pairs))
    head = max(together, key=len, default=frozenset())
    known.update(word for pair in head for word in pair.split())
    return len((heard(left.names) & heard(right.names)) - known) >= FEWEST_OTHERS


def _names(left: Fingerprint, right: Fingerprint) -> float:
    """Return how far the names agree; where an article has hardly any, they are no objection."""
    if min(len(left.names), len(right.names)) < FEWEST_NAMES:
        return MANY_NAMES
    return overlap(heard(left.names), heard(right.names))


def _days(left: date | None, right: date | None) -> int | None:
    return abs((left - right).days) if left and right else None
