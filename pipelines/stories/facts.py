"""How the agreements that two articles tell of go together."""

from __future__ import annotations

from enum import Enum

from model.records import Instrument
from pipelines.stories.deeds import Deed
from pipelines.stories.names import GENERIC, agree, share

#: Share of many partners by which two outlets may differ in their number.
MISCOUNTED = 0.2
#: Days that two outlets may give for one signing: one of them is wrong.
DISPUTED_DAYS = 3

_CUSTOMARY = {
    Instrument.NOTA_KESEPAHAMAN,
    Instrument.NOTA_KESEPAKATAN,
    Instrument.KESEPAKATAN_BERSAMA,
    Instrument.LAINNYA,
}
#: A paper of so many units tells of a programme of theirs, not of what one of them signed.
_MANY_UNITS = 3
_MANY_PARTNERS = 3
#: Offices that every town has.
LOCAL = ("dinas ", "badan ", "kantor ", "pemerintah ")
_PARTS = ("fakultas ", "jurusan ", "program studi ", "prodi ")
_WHOLES = ("univ ", "institut ", "politeknik ", "sekolah tinggi ", "akademi ")


class Facts(Enum):
    """How what two articles tell of agreements goes together, the surest first."""

    DATED = "same parties, same date"
    COUNTED = "same unit, same date, a signing with many partners"
    PARTIES = "same parties"
    COUNT = "same unit, a signing with as many partners, a date is missing"
    UNIT_AND_DATE = "same unit, same date"
    OF_MANY = "same unit, same date, a signing with many partners, and another partner"
    PARTNER_AND_DATE = "same partner, same date, a unit and one above it"
    OTHER_PAPER = "same parties, another kind of paper"
    OTHER_DAY = "same parties, a day or two between the dates"
    COUNT_NEAR_DAY = "same unit, as many partners, a day or two between the dates"
    UNIT = "same unit"
    OPEN = "too little told"
    OTHER_PARTNER = "same unit, another partner"
    NEAR_DAY = "same unit or partner, a day or two between the dates"
    OTHER_UNIT = "same partner, another unit"
    CONTRARY = "different parties or dates"


#: What speaks against one event; but for the last, only where the people are not the same.
AGAINST = {Facts.OTHER_PARTNER, Facts.NEAR_DAY, Facts.OTHER_UNIT, Facts.CONTRARY}
#: Days between two stories that tell this much of one agreement.
_AGREEMENT_DAYS = {
    Facts.DATED: 3,
    Facts.PARTIES: 7,
    Facts.COUNT: 7,
    Facts.OTHER_PAPER: 2,
    Facts.OTHER_DAY: 2,
}
_ORDER = {facts: place for place, facts in enumerate(Facts)}


def compare(left: tuple[Deed, ...], right: tuple[Deed, ...]) -> Facts:
    """Say how the agreements of two articles go together.

    A round-up tells of many: it goes with an article that tells at least half of them, more than
    half where they are of several days.
    """
    more, fewer = (left, right) if len(left) >= len(right) else (right, left)
    if not fewer:
        return Facts.OPEN
    best = [_best(deed, fewer) for deed in more]
    agreeing = [facts for facts in best if facts not in {Facts.OPEN, *AGAINST}]
    days = {deed.signed_on for deed in more if deed.signed_on}
    least = len(more) / 2 if len(days) < 2 else (len(more) + 1) / 2
    if agreeing and len(agreeing) >= least:
        return min(agreeing, key=_ORDER.__getitem__)
    if agreeing:
        return Facts.CONTRARY
    return max(best, key=_ORDER.__getitem__)


def same_agreement(left: Deed, right: Deed, apart: int | None) -> bool:
    """Say whether what two stories, published ``apart`` days apart, tell of is one agreement.

    Both must name the parties, or count them alike. Papers of different kinds that the same
    parties signed on one day are one only where the stories are of the same days: then one outlet
    has the wrong name for it.
    """
    facts = same_deed(left, right)
    if facts is Facts.COUNTED:
        return left.count is not None and right.count is not None
    if facts is Facts.DATED and _kinds_agree(left, right):
        return True
    return apart is not None and apart <= _AGREEMENT_DAYS.get(facts, -1)


def is_told_among(deed: Deed, others: tuple[Deed, ...]) -> bool:
    """Say whether one of ``others`` names a unit and a partner of ``deed``, one of many perhaps."""
    return any(
        (not deed.ids.isdisjoint(other.ids) or share(deed.units, other.units))
        and share(deed.partners, other.partners)
        for other in others
    )


def same_deed(left: Deed, right: Deed) -> Facts:
    """Say how two agreements go together."""
    dates = _same_date(left, right)
    units = _same_units(left, right)
    partners = _same_partners(left, right)
    if dates is False:
        return _of_other_days(left, right, units=units, partners=partners)
    if units and partners:
        return _of_parties(left, right, dated=bool(dates))
    many = _of_many(left, right, dated=bool(dates), partners=partners) if units else None
    if many is not None:
        return many
    if units is False or partners is False:
        return _against(left, right, units=units, partners=partners)
    if dates and (units or (partners and _share_sure(left, right))):
        return Facts.UNIT_AND_DATE
    return Facts.UNIT if units else Facts.OPEN


def _of_many(left: Deed, right: Deed, *, dated: bool, partners: bool | None) -> Facts | None:
    """Name how two tellings of a unit's signing with many partners go together, if they do.

    Where both count them, they may name different ones of them.
    """
    if not _are_many(left, right, dated=dated):
        return None
    if not dated:
        return Facts.COUNT if partners is None else None
    is_counted = None not in {left.count, right.count}
    return Facts.COUNTED if is_counted or partners is None else Facts.OF_MANY


def _against(left: Deed, right: Deed, *, units: bool | None, partners: bool | None) -> Facts:
    """Name the difference between two agreements of which no two dates are told."""
    dated = left.signed_on is not None and right.signed_on is not None
    if partners and dated and left.upper is not right.upper and _share_sure(left, right):
        return Facts.PARTNER_AND_DATE
    if partners is not False:
        return Facts.OTHER_UNIT
    return Facts.CONTRARY if units is False else Facts.OTHER_PARTNER


def _share_sure(left: Deed, right: Deed) -> bool:
    """Say whether a partner of both is known without its unit: each town has its own "dinas"."""
    local = {name for name in left.partners ^ right.partners if name.startswith(LOCAL)}
    return share(left.partners - local, right.partners - local)


def _of_other_days(left: Deed, right: Deed, *, units: bool | None, partners: bool | None) -> Facts:
    """Tell two days of one signing, of which an outlet has the wrong one, from two signings."""
    if units is False or partners is False or _days_between(left, right) > DISPUTED_DAYS:
        return Facts.CONTRARY
    if units and partners and agree(left.partners, right.partners):
        return Facts.OTHER_DAY
    if units and _are_counted_alike(left, right):
        return Facts.COUNT_NEAR_DAY
    return Facts.NEAR_DAY if units or partners else Facts.CONTRARY


def _are_many(left: Deed, right: Deed, *, dated: bool) -> bool:
    """Say whether a unit signed with many, and each side may be a telling of that.

    Without two dates, both must count as many.
    """
    if not dated:
        return left.count == right.count and (left.count or 0) >= _MANY_PARTNERS
    counts = [deed.count for deed in (left, right) if deed.count is not None]
    if max(counts, default=0) < _MANY_PARTNERS:
        return False
    # One of the partners counts the others, and an outlet miscounts.
    return max(counts) - min(counts) <= max(1, max(counts) * MISCOUNTED)


def _are_counted_alike(left: Deed, right: Deed) -> bool:
    return None not in {left.count, right.count} and _are_many(left, right, dated=True)


def _of_parties(left: Deed, right: Deed, *, dated: bool) -> Facts:
    if dated:
        return Facts.DATED
    return Facts.PARTIES if _kinds_agree(left, right) else Facts.OTHER_PAPER


def _kinds_agree(left: Deed, right: Deed) -> bool:
    kinds = {left.kind, right.kind}
    return len(kinds) == 1 or kinds <= _CUSTOMARY or Instrument.LAINNYA in kinds


def _same_units(left: Deed, right: Deed) -> bool | None:
    if left.ids and right.ids:
        return _are_half(len(left.ids & right.ids), max(len(left.ids), len(right.ids)))
    if not left.units or not right.units:
        return None
    shared = sum(share([name], right.units) for name in left.units)
    return _are_half(shared, max(len(left.units), len(right.units)))


def _are_half(shared: int, most: int) -> bool:
    """Say whether units that two papers share make them one: half of them, where they are many."""
    return shared > 0 and (most < _MANY_UNITS or 2 * shared >= most)


def _same_partners(left: Deed, right: Deed) -> bool | None:
    if not left.partners or not right.partners:
        return None
    if share(left.partners, right.partners):
        return True
    if not _named(left.partners) or not _named(right.partners):
        return None
    return None if _are_parts(left, right) or _are_parts(right, left) else False


def _named(partners: frozenset[str]) -> bool:
    """Say whether a partner is told by name, not as "the BNN" or "the government" alone."""
    return any(not GENERIC.issuperset(name.split()) for name in partners)


def _are_parts(left: Deed, right: Deed) -> bool:
    """Say whether ``left`` names faculties alone, where ``right`` may name their university."""
    parts = all(name.startswith(_PARTS) for name in left.partners)
    return parts and any(name.startswith(_WHOLES) for name in right.partners)


def _same_date(left: Deed, right: Deed) -> bool | None:
    if left.signed_on is None or right.signed_on is None:
        return None
    tolerance = 1 if left.derived or right.derived else 0
    return _days_between(left, right) <= tolerance


def _days_between(left: Deed, right: Deed) -> int:
    assert left.signed_on is not None
    assert right.signed_on is not None
    return abs((left.signed_on - right.signed_on).days)


def _best(deed: Deed, others: tuple[Deed, ...]) -> Facts:
    return min((same_deed(deed, other) for other in others), key=_ORDER.__getitem__)
