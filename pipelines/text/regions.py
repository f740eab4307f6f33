"""Provinces, kabupaten and kota named in Indonesian text.

The tables beside this module (``data/provinces.tsv``, ``data/regencies.tsv``) hold the 38 provinces
and 514 regencies of 2022 with the other names they go by, seats of government among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from pipelines.text.name_table import NameTable, Word, words_of

_DATA = Path(__file__).parent / "data"
_KOTA_WORDS = frozenset("kota pemkot walikota kotamadya kodya".split())
_KABUPATEN_WORDS = frozenset("kabupaten kab pemkab bupati regency".split())
_PROVINCE_WORDS = frozenset("provinsi propinsi prov pemprov gubernur".split())
#: Words after which a capitalised word is a place: prepositions, offices, names of people there.
_PLACE_WORDS = frozenset(
    """
    di ke dari se asal warga masyarakat wilayah daerah kecamatan kelurahan desa
    lapas lp rutan bapas lpka rupbasan kalapas karutan kabapas kelas klas kls i ii iii iia iib
    polres polresta polrestabes kapolres kodim dandim kejari kajari pn pa dprd bnnk baznas kemenag
    rsud dinas disdik dinkes dinsos disnaker sekda bpbd umkm universitas politeknik
    """.split()
)
_PREFIX_WORDS = _KOTA_WORDS | _KABUPATEN_WORDS | _PROVINCE_WORDS
_DATELINE = re.compile(r"\s{0,3}(?:[-–—,:(|/]|$)")


#: No name of a province is longer, in characters.
_NAME_ROOM = 60


class Region(NamedTuple):
    """A province, or a kabupaten or kota with the province it is in.

    ``name`` is "Kota X", "Kabupaten X" or the name of the province.
    """

    name: str
    level: Literal["regency", "province"]
    province: str


class RegionMention(NamedTuple):
    """A region and where it is named; ``text`` is as written, with a "Kota" or "Kab." before it."""

    region: Region
    start: int
    end: int
    text: str


class _Entry(NamedTuple):
    """One name of a region; a doubtful one counts only in a context that calls for a place."""

    region: Region
    doubtful: bool


def find_regions(text: str) -> list[RegionMention]:
    """Find the regions named in ``text``, longest names first, from left to right.

    A name that both a kota and a kabupaten (or a province) bear is the one its prefix says, else
    the one that the text elsewhere gives with a prefix, else the province, else the kota.
    """
    return list(_settled(list(_candidates(text))))


def region_named(
    words: str,
    prefer: Literal["Kota", "Kabupaten"] | None = None,
    province: str | None = None,
) -> Region | None:
    """Look up one name, with or without its "Kota", "Kab." or "Provinsi".

    Args:
        words: the name as written, in any case.
        prefer: which to take where a kota and a kabupaten share the name.
        province: the official name of the province to look in.
    """
    keys = [word.key for word in words_of(words)]
    wanted: str | None = prefer
    while len(keys) > 1 and (kind := _kind_of_prefix(keys[0])) and not _names().get(keys):
        wanted, keys = kind, keys[1:]
        keys = keys[1:] if keys[0] in ("administrasi", "administratif") else keys
    entries = _names().get(keys)
    regions = [entry.region for entry in entries]
    if province is not None:
        regions = [region for region in regions if region.province == province] or regions
    return _chosen(regions, wanted)


def province_of(regency: str) -> str | None:
    """Name the province that ``regency`` ("Kota X", "Kabupaten X", or a bare name) is in."""
    region = region_named(regency)
    return region.province if region else None


def province_at(text: str, at: int) -> tuple[str, int] | None:
    """The official name of the province that ``text`` names at ``at``, and where that ends."""
    piece = text[at : at + _NAME_ROOM]
    words = words_of(piece)
    found = _provinces().longest(piece, words, 0) if words and words[0].start == 0 else None
    return (found[1][0], at + words[found[0] - 1].end) if found else None


def regency_names() -> tuple[str, ...]:
    """Every name of a province or regency that means nothing else, for use in other names."""
    return tuple(words for words, _ in _table() if words and not words.startswith("?"))


def provinces() -> tuple[str, ...]:
    """The official names of all provinces."""
    return tuple(name for name, _ in _rows("provinces.tsv"))


@cache
def _rows(file: str) -> tuple[tuple[str, ...], ...]:
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def _table() -> Iterator[tuple[str, Region]]:
    for name, others in _rows("provinces.tsv"):
        for words in (name, *others.split("; ")):
            yield words, Region(name, "province", name)
    for province, kind, name, others in _rows("regencies.tsv"):
        region = Region(f"{kind} {name.lstrip('?')}", "regency", province)
        for words in (name, *others.split("; ")):
            yield words, region


@cache
def _names() -> NameTable[_Entry]:
    return NameTable(
        (words, _Entry(region, words.startswith("?"))) for words, region in _table() if words
    )


@cache
def _provinces() -> NameTable[str]:
    return NameTable(
        (words, region.name) for words, region in _table() if region.level == "province"
    )


def _candidates(text: str) -> Iterator[tuple[list[Region], str | None, RegionMention]]:
    words = words_of(text)
    position = 0
    while position < len(words):
        found = _names().longest(text, words, position)
        if found is None:
            position += 1
            continue
        length, entries = found
        wanted = _prefix(text, words, position)
        regions = [
            entry.region
            for entry in entries
            if wanted or not entry.doubtful or _place_context(text, words, position, length)
        ]
        if regions:
            yield regions, wanted, _mention(text, words, position, length, bool(wanted))
        position += length


def _kind_of_prefix(key: str) -> str | None:
    if key in _KOTA_WORDS:
        return "Kota"
    if key in _KABUPATEN_WORDS:
        return "Kabupaten"
    return "province" if key in _PROVINCE_WORDS else None


def _prefix(text: str, words: list[Word], position: int) -> str | None:
    """What kind of region the word before says: Kota, Kabupaten, province."""
    if position == 0:
        return None
    before = words[position - 1]
    gap = text[before.end : words[position].start]
    if len(gap) > 3 or gap.strip(" \u00a0.") or "\n" in gap:
        return None
    if before.key in ("administrasi", "kepulauan"):
        return _prefix(text, words, position - 1)
    return _kind_of_prefix(before.key)


def _place_context(text: str, words: list[Word], position: int, length: int) -> bool:
    first, last = words[position], words[position + length - 1]
    line_start = text.rfind("\n", 0, first.start) + 1
    if line_start == first.start and first.key.upper() == text[first.start : first.end]:
        return bool(_DATELINE.match(text, last.end))
    before = words[position - 1] if position else None
    return (
        before is not None
        and before.key in _PLACE_WORDS
        and text[before.end : first.start].strip("- \u00a0") == ""
    )


def _mention(
    text: str, words: list[Word], position: int, length: int, prefixed: bool
) -> RegionMention:
    region = Region("", "regency", "")
    first = (
        words[position - 1]
        if prefixed
        and words[position - 1].key in ("kota", "kabupaten", "kab", "provinsi", "prov", "propinsi")
        else words[position]
    )
    start, end = first.start, words[position + length - 1].end
    return RegionMention(region, start, end, text[start:end])


def _settled(
    candidates: list[tuple[list[Region], str | None, RegionMention]],
) -> Iterator[RegionMention]:
    explicit = {
        chosen
        for regions, wanted, _ in candidates
        if (wanted or len(regions) == 1) and (chosen := _chosen(regions, wanted))
    }
    told = {region.province for region in explicit}
    for regions, wanted, mention in candidates:
        named = [region for region in regions if region in explicit]
        near = [region for region in regions if region.province in told]
        region = _chosen(regions if wanted else named or near or regions, wanted)
        if region is not None:
            yield mention._replace(region=region)


def _chosen(regions: list[Region], wanted: str | None) -> Region | None:
    if not regions:
        return None
    if wanted:
        for region in regions:
            if wanted == region.level or region.name.startswith(f"{wanted} "):
                return region
    return min(regions, key=_rank)


def _rank(region: Region) -> tuple[bool, bool]:
    return region.level != "province", region.name.startswith("Kabupaten")
