"""Offices of Ditjenpas named in Indonesian text, in their full official form.

Detention of others (police, the anti-corruption commission, prosecutors) and regional offices of
others (immigration, religion, taxes) are no units.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from model.records import UnitKind
from pipelines.text.regions import region_named
from pipelines.text.unit_drafts import Draft, drafts, named_unit
from pipelines.text.unit_parts import UnitName

#: In a text that names more units of a kind, a bare "Lapas" means none of them.
_MANY = 20


class UnitMention(NamedTuple):
    """An office named in a text.

    ``name`` is the full official form; ``text`` the words as written; ``via_head`` says that the
    words name its head ("Kalapas X", "Kepala Rutan X").
    """

    name: str
    kind: UnitKind
    start: int
    end: int
    text: str
    via_head: bool


@lru_cache(maxsize=8)
def find_units(text: str) -> tuple[UnitMention, ...]:
    """Find the offices of Ditjenpas named in ``text``, in order.

    The last few texts are remembered, as judging and recording ask alike.

    A short form ("Lapas Tangerang", "Kalapas", "Kanwil", "rutan setempat") takes the name of the
    one longer form in the text that it fits; a bare word that fits none or several is left out.
    """
    found = list(drafts(text))
    if unlisted := frozenset(draft.unit.place for draft in found if draft.guessed):
        found = list(drafts(text, unlisted))
    full = _FullNames(draft.unit for draft in found if not draft.bare and not draft.foreign)
    foreign = {draft.unit.kind for draft in found if draft.foreign}
    return tuple(
        _mention(text, draft, unit)
        for draft in found
        if not draft.foreign
        and not (draft.bare and draft.unit.kind in foreign)
        and (unit := full.fullest(draft))
    )


def _mention(text: str, draft: Draft, unit: UnitName) -> UnitMention:
    start, end = draft.start, draft.end
    return UnitMention(str(unit), unit.kind, start, end, text[start:end], draft.via_head)


@lru_cache(maxsize=4096)
def same_unit(a: str, b: str) -> bool:
    """Whether two names may be of one office: nothing that both say differs.

    "Lapas Tangerang" and "Lapas Perempuan Kelas IIA Tangerang" may; "Lapas Kelas IIA Tangerang"
    and "Lapas Kelas I Tangerang" may not.
    """
    first, second = named_unit(a), named_unit(b)
    if first is None or second is None:
        return a.casefold() == b.casefold()
    return _compatible(first, second)


def _compatible(short: UnitName, full: UnitName) -> bool:
    return (
        short.kind is full.kind
        and short.era == full.era
        and _agree(short.category, full.category)
        and _agree(short.rank, full.rank)
        # A class without a category is that of a prison without one.
        and not (short.rank and full.rank and bool(short.category) != bool(full.category))
        and (_agree(short.place, full.place) or _where(short.place) == _where(full.place))
    )


def _agree(short: str, full: str) -> bool:
    return not short or not full or short.casefold() == full.casefold()


@lru_cache(maxsize=4096)
def _where(name: str) -> str:
    region = region_named(name)
    return region.name if region else "".join(filter(str.isalnum, name.casefold()))


class _FullNames:
    """The names in a text that give a place, for short forms to take."""

    def __init__(self, units: Iterable[UnitName]) -> None:
        self._by_kind: dict[UnitKind, list[UnitName]] = {}
        self._by_place: dict[tuple[UnitKind, str], list[UnitName]] = {}
        for unit in dict.fromkeys(units):
            self._by_kind.setdefault(unit.kind, []).append(unit)
            self._by_place.setdefault((unit.kind, _where(unit.place)), []).append(unit)

    def fullest(self, draft: Draft) -> UnitName | None:
        """The one name that says all that the draft says and more, else the draft's own."""
        unit = draft.unit
        if unit.kind is UnitKind.DITJENPAS:
            return unit
        longer = [other for other in self._near(unit) if _longer(other, unit)]
        top = [one for one in longer if not any(_longer(other, one) for other in longer)]
        plain = [one for one in top if one.category == unit.category]
        if len(top) == 1 or len(plain) == 1:
            return (plain or top)[0]
        return None if draft.bare else unit

    def _near(self, unit: UnitName) -> list[UnitName]:
        if unit.place:
            return self._by_place.get((unit.kind, _where(unit.place)), [])
        units = self._by_kind.get(unit.kind, [])
        return units if len(units) <= _MANY else []


def _longer(other: UnitName, unit: UnitName) -> bool:
    """Whether ``other`` says all that ``unit`` says, and more."""
    #: A name with a class says all: "Lapas Kelas IIA X" is not the women's prison there.
    kept = other.category == unit.category or not (unit.category or unit.rank)
    kept = kept and (not unit.rank or other.rank == unit.rank)
    era = not unit.place or unit.era == other.era
    more = sum(map(bool, other[1:4])) > sum(map(bool, unit[1:4]))
    return kept and era and more
