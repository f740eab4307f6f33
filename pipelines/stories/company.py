"""Whether two articles name the same people and places, however their writers spell them."""

from __future__ import annotations

import re

from rapidfuzz.fuzz import ratio

from pipelines.stories.fingerprint import Fingerprint
from pipelines.stories.people import people
from pipelines.stories.spelling import by_ear, heard

#: Share of the shorter list's names that the other one holds too.
SAME_NAMES, MANY_NAMES = 0.8, 0.5
#: Names that two articles must share before their names say anything.
FEWEST_NAMES = 3
#: Names that articles of one unit share, beside those of the unit and its head.
FEWEST_OTHERS = 2
#: Share of the longer list: a minister is named in all the news of a day.
OF_MORE_NAMES = 0.4
#: Bodies of its town that a brief speaks of.
FEWEST_BODIES = 2
#: Double names that two articles share which tell little else: the heads of both parties.
FEWEST_PEOPLE = 2

#: Letters of a double name that may be misspelt, and how many in a hundred two spellings share.
_LONG_NAME = 12
_SPELLING = 85

_LETTERS = re.compile(r"[a-z]+")


def overlap(left: frozenset[int] | frozenset[str], right: frozenset[int] | frozenset[str]) -> float:
    """Return the share of the smaller set that is in the other one too; 0 where one is empty."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def share_pairs(left: Fingerprint, right: Fingerprint) -> bool:
    """Say whether two articles have a double name in common, a person mostly."""
    return not heard(left.pairs).isdisjoint(heard(right.pairs))


def share_misspelt(left: Fingerprint, right: Fingerprint) -> bool:
    """Say whether two articles have a double name in common, a letter or two wrong perhaps."""
    if share_pairs(left, right):
        return True
    return any(
        ratio(ours, theirs) >= _SPELLING and len(ours) >= _LONG_NAME
        for ours in left.pairs
        for theirs in right.pairs
    )


def same_people(left: Fingerprint, right: Fingerprint) -> bool:
    """Say whether all the people of the shorter list, two at least, are in the other one too."""
    ours, theirs = people(heard(left.pairs)), people(heard(right.pairs))
    shared = sum(any(one & other for other in theirs) for one in ours)
    return shared >= FEWEST_PEOPLE and shared >= min(len(ours), len(theirs))


def names_the_same(left: Fingerprint, right: Fingerprint, named: float) -> bool:
    """Say whether two articles name the same people."""
    if named < SAME_NAMES:
        return False
    more = max(len(left.names), len(right.names))
    if len(heard(left.names) & heard(right.names)) < OF_MORE_NAMES * more:
        return False
    return len(heard(left.pairs) & heard(right.pairs)) >= FEWEST_PEOPLE


def is_one_plan(left: Fingerprint, right: Fingerprint, named: float) -> bool:
    """Say whether two articles tell of a signing on one day that was not, and name the same.

    They name the same people, or speak of the same bodies. Of one unit, at one stage, a person or
    half the names are enough.
    """
    if left.planned.isdisjoint(right.planned):
        return False
    if left.stage and left.stage is right.stage and not left.units.isdisjoint(right.units):
        return named >= MANY_NAMES or share_pairs(left, right)
    shared = heard(left.names) & heard(right.names)
    bodies = left.bodies & right.bodies
    is_same = len(bodies) >= FEWEST_BODIES and bodies in {left.bodies, right.bodies}
    return named >= MANY_NAMES and (len(shared) >= FEWEST_NAMES or is_same)


def is_one_matter(left: Fingerprint, right: Fingerprint, named: float) -> bool:
    """Say whether two articles without agreements name a unit alike, and not its head alone."""
    if left.units.isdisjoint(right.units) or named < MANY_NAMES:
        return False
    units = left.units | right.units
    known = {by_ear(word) for unit in units for word in _LETTERS.findall(unit)}
    together = people(heard(left.pairs) & heard(right.pairs))
    head = max(together, key=len, default=frozenset())
    known.update(word for pair in head for word in pair.split())
    return len((heard(left.names) & heard(right.names)) - known) >= FEWEST_OTHERS


def alike_names(left: Fingerprint, right: Fingerprint) -> float:
    """Return how far the names agree; where an article has hardly any, they are no objection."""
    if min(len(left.names), len(right.names)) < FEWEST_NAMES:
        return MANY_NAMES
    return overlap(heard(left.names), heard(right.names))
