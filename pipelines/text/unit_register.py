"""The register of Ditjenpas offices: which there are, where they stand, what else they are called.

``data/units.tsv`` holds the local offices, ``data/kanwil.tsv`` the regional ones, and
``data/unit_sources.tsv`` the public documents they were found in.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from model.records import UnitKind
from pipelines.text.regions import Region, region_named
from pipelines.text.unit_parts import UnitName, local_unit

_DATA = Path(__file__).parent / "data"
#: The Kanwil of Ditjenpas began, and those of Kemenkumham ended, at the end of this year.
_NEW_MINISTRY = 2024
_COLUMNS = 7


class Entry(NamedTuple):
    """An office of the register.

    ``provinces`` is the one it stands in; for a Kanwil those it serves, its own first. ``others``
    are former and short names. ``since`` and ``until`` are years, None where not known or not
    ended; ``follows`` is the id of the office it came from. ``source`` is the key of the document
    that names it, None where nobody checked.
    """

    id: str
    name: UnitName
    provinces: tuple[str, ...] = ()
    regency: Region | None = None
    kanwil: str | None = None
    others: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    follows: str | None = None
    source: str | None = None

    @property
    def verified(self) -> bool:
        """Whether a document was found that names it."""
        return self.source is not None


@cache
def register() -> dict[str, Entry]:
    """Every office by its id: the Directorate, the Kanwil, then the local ones by Kanwil.

    Raises:
        ValueError: if a line of the tables cannot be right, or an id is there twice.
    """
    entries: dict[str, Entry] = {}
    for entry in _entries():
        if entry.id in entries:
            raise ValueError(f"units.tsv: two offices have the id {entry.id}")
        entries[entry.id] = entry
    return entries


@cache
def sources() -> dict[str, str]:
    """What each source is, by its key."""
    return {key: title for key, title, *_ in _rows("unit_sources.tsv", 2)}


@cache
def places() -> dict[str, str]:
    """Places in the names of local offices, and the regency that the first of them stands in."""
    found: dict[str, str] = {}
    for entry in register().values():
        if entry.regency is not None:
            for name in names_of(entry):
                found.setdefault(name.place, entry.regency.name)
    return found


def names_of(entry: Entry) -> Iterator[UnitName]:
    """The name of a local office, then its other names."""
    yield entry.name
    yield from map(local_unit, entry.others)


def slug(words: str) -> str:
    """Write words as a part of an id: lower case, hyphens between them."""
    letters = (char if char.isalnum() else " " for char in words.casefold() if char not in "'’")
    return "-".join("".join(letters).split())


def _entries() -> Iterator[Entry]:
    yield Entry("ditjenpas", UnitName(UnitKind.DITJENPAS), source="daftar")
    kanwil: dict[str, str] = {}
    for province, further in _rows("kanwil.tsv", 2):
        served = (province, *filter(None, further.split("; ")))
        former, today = _regional(province, served)
        kanwil.update(dict.fromkeys(served, today.id))
        yield from (today, former)
    for row in _rows("units.tsv", _COLUMNS):
        yield _local(row, kanwil)


def _regional(province: str, served: tuple[str, ...]) -> tuple[Entry, Entry]:
    """The Kanwil of the former ministry, and that of Ditjenpas."""
    former = Entry(
        f"kanwil-kemenkumham-{slug(province)}",
        UnitName(UnitKind.KANWIL, place=province, era="kumham"),
        served,
        until=_NEW_MINISTRY,
    )
    today = Entry(
        f"kanwil-{slug(province)}",
        UnitName(UnitKind.KANWIL, place=province),
        served,
        since=_NEW_MINISTRY,
        follows=former.id,
        source="daftar",
    )
    return former, today


def _local(row: list[str], kanwil: dict[str, str]) -> Entry:
    key, name, regency, since, until, source, others = row
    region = region_named(regency)
    if region is None or region.name != regency:
        raise ValueError(f"units.tsv: {key} is in {regency!r}, which is no regency")
    return Entry(
        key,
        local_unit(name),
        (region.province,),
        region,
        kanwil[region.province],
        tuple(filter(None, others.split("; "))),
        int(since) if since else None,
        int(until) if until else None,
        source=source or None,
    )


def _rows(file: str, columns: int) -> Iterator[list[str]]:
    for line in (_DATA / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield cells + [""] * (columns - len(cells))
