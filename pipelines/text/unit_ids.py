"""Which office of the register a name means.

Spelling does not matter: the class given or not, Klas or Kelas, Roman or Arabic, LP or Lapas, one
word or two. Beyond that, names mean one office only where the register says so, for an office that
is verified.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from model.records import UnitKind
from pipelines.text.regions import Region, region_named
from pipelines.text.unit_drafts import named_unit
from pipelines.text.unit_names import regency_of_place
from pipelines.text.unit_parts import UnitName
from pipelines.text.unit_register import Entry, names_of, register, slug

_UPPER = (UnitKind.KANWIL, UnitKind.DITJENPAS)
#: Sorts of prisons that are offices of their own beside the general one of a place.
_SPECIAL = ("perempuan", "narkotika", "terbuka", "pemuda", "anak")
#: From here on, two names of a regency are two spellings, not a regency and its seat.
_SPELLING = 80


class _Name(NamedTuple):
    """A name of an office: its special sort, if any, and the office."""

    category: str
    entry: Entry


@lru_cache(maxsize=8192)
def unit_id(name: str, provinces: frozenset[str] = frozenset()) -> str | None:
    """The id of the office that ``name`` means.

    An office is known by its kind, its sort (women's, narcotics …) and its place. Its class counts
    only where several are left, as it changes over time. A name without a sort means the general
    prison of its place; where there is none, the special one, if only one fits. Where several are
    left (there are two general lapas in Tangerang), the name means none of them for sure: None.
    An office that is not in the register gets an id from its parts, the same for every spelling.

    A Kanwil of Kemenkumham is another office than the one of Ditjenpas that came after it: it also
    had to do with immigration, laws and human rights.

    Args:
        name: as written, or in full official form.
        provinces: those that the text tells of. They decide between places of one name.
    """
    unit = named_unit(name)
    if unit is None or not (unit.place or unit.kind is UnitKind.DITJENPAS):
        return None
    if unit.kind in _UPPER:
        return _upper(unit)
    named = _index().get((unit.kind, _letters(unit.place))) or _index().get(
        (unit.kind, _region(unit.place)), ()
    )
    fitting = {found.id for found in _fitting(unit, _near(named, provinces))}
    if len(fitting) > 1:
        return None
    return fitting.pop() if fitting else _made(unit)


def entry_of(name: str, provinces: frozenset[str] = frozenset()) -> Entry | None:
    """The entry of the register that ``name`` means (see :func:`unit_id`)."""
    return register().get(unit_id(name, provinces) or "")


def regency_of_unit(name: str, provinces: frozenset[str] = frozenset()) -> Region | None:
    """The regency an office stands in; None for a Kanwil and the Directorate.

    For an office that nobody verified it is the one that the place in its name lies in.
    """
    entry = entry_of(name, provinces)
    if entry is not None and entry.verified and entry.regency is not None:
        return entry.regency
    unit = named_unit(name)
    return None if unit is None or unit.kind in _UPPER else regency_of_place(unit.place)


def _upper(unit: UnitName) -> str:
    former = "kemenkumham-" if unit.era else ""
    return f"kanwil-{former}{slug(unit.place)}" if unit.place else "ditjenpas"


def _fitting(unit: UnitName, named: Iterable[_Name]) -> list[Entry]:
    """The offices among those of a kind and place that nothing in the name speaks against."""
    category = _category(unit)
    alike = [name.entry for name in named if name.category == category]
    if category or alike:
        return _of_class(unit.rank, alike) if len(set(alike)) > 1 else alike
    special = [name.entry for name in named]
    return _of_class(unit.rank, special) if unit.rank else special


def _of_class(rank: str, entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.name.rank == rank] if rank else entries


def _near(named: tuple[_Name, ...], provinces: frozenset[str]) -> tuple[_Name, ...]:
    near = tuple(name for name in named if provinces.intersection(name.entry.provinces))
    return near or named


@cache
def _index() -> dict[tuple[UnitKind, str], tuple[_Name, ...]]:
    """Local offices by kind and place; verified ones also by the regency that the place names."""
    table: dict[tuple[UnitKind, str], dict[_Name, None]] = {}
    for entry in register().values():
        if entry.name.kind in _UPPER:
            continue
        for name in names_of(entry):
            spellings = {_letters(name.place)}
            if entry.verified:
                spellings.add(_region(name.place))
            for spelling in spellings - {""}:
                key = (name.kind, spelling)
                table.setdefault(key, {})[_Name(_category(name), entry)] = None
    return {key: tuple(names) for key, names in table.items()}


def _category(unit: UnitName) -> str:
    words = unit.category.casefold().split()
    return "-".join(word for word in _SPECIAL if word in words)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def _region(place: str) -> str:
    region = region_named(place)
    return region.name if region else ""


def _made(unit: UnitName) -> str:
    """An id from the parts of a name; the place as the table of regencies spells it."""
    place = _letters(unit.place)
    region = region_named(unit.place, prefer="Kota")
    if region is not None:
        usual = _letters(region.name.removeprefix("Kota ").removeprefix("Kabupaten "))
        place = usual if fuzz.ratio(place, usual) >= _SPELLING else place
    return "-".join(filter(None, (unit.kind, _category(unit), place)))
