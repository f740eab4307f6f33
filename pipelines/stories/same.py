"""Whether two articles tell the same event: copies by their words, rewrites by their facts."""

from __future__ import annotations

from datetime import date

from pipelines.stories.company import (
    MANY_NAMES,
    SAME_NAMES,
    alike_names,
    is_one_matter,
    is_one_plan,
    names_the_same,
    overlap,
    same_people,
    share_misspelt,
    share_pairs,
)
from pipelines.stories.facts import AGAINST, LOCAL, Facts, compare, is_told_among
from pipelines.stories.fingerprint import Fingerprint
from pipelines.stories.names import GENERIC
from pipelines.stories.spoken import (
    is_of_another_sort,
    named_in,
    names_partner,
    partners_of,
    spoken_of,
)

#: Days between two publications of one event, unless parties and date of signing agree.
MOST_DAYS = 14
#: Days between articles that tell little more than the unit, or call the paper by another name.
NEXT_DAYS = 2
#: Days between articles of which one may be late, or have a party or a day wrong.
LATE_DAYS = 7
#: Share of the shorter text's shingles that the other one holds too.
VERBATIM, COPIED, PARTLY_COPIED = 0.75, 0.7, 0.35
#: Share of the shorter list's names that the other one holds too, beside those of company.py.
ALL_NAMES, SOME_NAMES = 0.9, 0.25
#: Share of the partners that a text which tells of none must speak of, and more.
MOST = 0.5

_SAME_DAY = {Facts.UNIT_AND_DATE, Facts.OF_MANY}
_TOLD_LITTLE = {Facts.UNIT, Facts.OPEN}
#: Days between two rewrites that tell this much of one event.
_REWRITE_DAYS = {
    Facts.COUNTED: MOST_DAYS,
    Facts.PARTIES: LATE_DAYS,
    Facts.COUNT: LATE_DAYS,
    Facts.PARTNER_AND_DATE: LATE_DAYS,
    Facts.OTHER_DAY: LATE_DAYS,
    Facts.OTHER_PAPER: NEXT_DAYS,
}


def same_story(left: Fingerprint, right: Fingerprint) -> bool:
    """Say whether two articles tell the same event."""
    if left.stage and right.stage and left.stage is not right.stage:
        return False
    facts = compare(left.deeds, right.deeds)
    if facts is Facts.DATED:
        return True
    apart = _days(left.published, right.published)
    if apart is not None and apart > MOST_DAYS:
        return False
    copied = overlap(left.shingles, right.shingles)
    named = alike_names(left, right)
    if facts in AGAINST:
        verbatim = copied >= VERBATIM and named >= ALL_NAMES
        return apart is not None and (
            verbatim
            or _is_misread(facts, left, right, apart)
            or _is_part_of(left, right)
            or _is_part_of(right, left)
        )
    return (
        _is_copy(apart, copied, named)
        or _is_rewrite(facts, apart, copied, named)
        or _is_told_alike(facts, left, right, apart, named)
    )


def _is_told_alike(
    facts: Facts, left: Fingerprint, right: Fingerprint, apart: int | None, named: float
) -> bool:
    """Say whether two articles, whose facts settle nothing, name and speak of the same."""
    if facts in _SAME_DAY:
        return _same_signing(left, right, named)
    if apart is None or apart > LATE_DAYS:
        return False
    if facts is Facts.COUNT_NEAR_DAY:
        return _are_alike(left, right, named)
    return facts in _TOLD_LITTLE and (
        _tells_of(left, right, named)
        or _tells_of(right, left, named)
        or (apart <= NEXT_DAYS and _tells_little_of(facts, left, right, named))
    )


def _tells_little_of(facts: Facts, left: Fingerprint, right: Fingerprint, named: float) -> bool:
    """Say whether two articles, of which hardly anything is recorded, tell the same event."""
    if _tells_of_none(left, right):
        return False
    return (
        (facts is Facts.UNIT and _tells_less(left, right, named))
        or names_the_same(left, right, named)
        or is_one_plan(left, right, named)
        or is_one_matter(left, right, named)
    )


def _tells_of_none(left: Fingerprint, right: Fingerprint) -> bool:
    """Say whether one article tells of no agreement, nor of the day of those that the other tells.

    The same people do more together than sign.
    """
    none, other = (left, right) if not left.deeds else (right, left)
    if none.deeds or not other.deeds:
        return False
    return none.planned.isdisjoint(deed.signed_on for deed in other.deeds)


def _tells_of(bare: Fingerprint, full: Fingerprint, named: float) -> bool:
    """Say whether an article without an agreement tells of all that the other one has.

    It names the units, the partners and the day, and half the same: its record lacks it.
    """
    if bare.deeds or not full.deeds or named < MANY_NAMES:
        return False
    return (
        all(deed.signed_on in bare.planned for deed in full.deeds)
        and all((deed.ids or deed.units) <= bare.units for deed in full.deeds)
        and named_in(partners_of(full), bare) == 1
    )


def _is_copy(apart: int | None, copied: float, named: float) -> bool:
    if copied >= COPIED:
        return named >= MANY_NAMES
    return copied >= PARTLY_COPIED and named >= SAME_NAMES and apart is not None


def _is_rewrite(facts: Facts, apart: int | None, copied: float, named: float) -> bool:
    if apart is None:
        return facts is Facts.PARTIES and (named >= MANY_NAMES or copied >= PARTLY_COPIED)
    return apart <= _REWRITE_DAYS.get(facts, -1)


def _is_misread(facts: Facts, left: Fingerprint, right: Fingerprint, apart: int) -> bool:
    """Say whether what speaks against one event is rather a party or a day that was misread.

    Another partner is one only where an article names the partner of the other one too.
    """
    if facts is Facts.OTHER_PARTNER:
        named = alike_names(left, right) >= MANY_NAMES or same_people(left, right)
        return apart <= LATE_DAYS and named and names_partner(left, right)
    if facts is Facts.CONTRARY or apart > LATE_DAYS:
        return False
    if facts is Facts.NEAR_DAY and _is_misdated(left, right, apart):
        return True
    return apart <= NEXT_DAYS and same_people(left, right)


def _is_part_of(unit: Fingerprint, whole: Fingerprint) -> bool:
    """Say whether an article tells how a unit signed at the ceremony of the office above it.

    Both are of one day, and it speaks of that office and of all of its partners; or what it tells
    is among what the other one tells.
    """
    days = {deed.signed_on for deed in (*unit.deeds, *whole.deeds)}
    if len(days) != 1 or None in days or any(deed.upper for deed in unit.deeds):
        return False
    if not _speaks_of_upper(unit, whole):
        return False
    if all(is_told_among(deed, whole.deeds) for deed in unit.deeds):
        return True
    partners = partners_of(whole)
    return (
        all(deed.upper for deed in whole.deeds)
        and not any(name.startswith(LOCAL) for name in partners)
        and named_in(partners, unit) == 1
    )


def _speaks_of_upper(unit: Fingerprint, whole: Fingerprint) -> bool:
    """Say whether ``unit`` names the Kanwil or Directorate that ``whole`` has among its units."""
    above = (name for deed in whole.deeds if deed.upper for name in deed.units)
    words = (set(name.split()) - GENERIC for name in above)
    return any(telling and telling <= unit.names for telling in words)


def _is_misdated(left: Fingerprint, right: Fingerprint, apart: int) -> bool:
    """Say whether the article that names no partner has another day for the other one's signing.

    It speaks of the other one's partners, and has the day of a quote, or names the same. One that
    comes days later must name the same.
    """
    bare, full = (right, left) if partners_of(left) else (left, right)
    if partners_of(bare) or named_in(partners_of(full), bare) <= MOST:
        return False
    if alike_names(left, right) >= MANY_NAMES:
        return share_misspelt(left, right)
    is_own = all(deed.signed_on in {None, bare.published} for deed in bare.deeds)
    return apart <= NEXT_DAYS and is_own and share_pairs(left, right)


def _are_alike(left: Fingerprint, right: Fingerprint, named: float) -> bool:
    """Say whether two articles name half the same, a partner of the other one, or a person."""
    return named >= MANY_NAMES or names_partner(left, right) or share_misspelt(left, right)


def _same_signing(left: Fingerprint, right: Fingerprint, named: float) -> bool:
    """Say whether two signings of one unit on one day, of which one tells no partner, are one.

    So are tellings of different partners, of a signing with many.
    """
    if not (partners_of(left) or partners_of(right)):
        return named >= SOME_NAMES
    if is_of_another_sort(left, right) or is_of_another_sort(right, left):
        return False
    return named >= MANY_NAMES or names_partner(left, right)


def _tells_less(left: Fingerprint, right: Fingerprint, named: float) -> bool:
    """Say whether of two articles of one unit, the one that names no partner tells the same.

    It speaks of most partners, or names the people of the other one and hardly anybody else.
    """
    if partners_of(left) and partners_of(right):
        return False
    if spoken_of(left, right) > MOST:
        return True
    return named >= SAME_NAMES and share_pairs(left, right)


def _days(left: date | None, right: date | None) -> int | None:
    return abs((left - right).days) if left and right else None
