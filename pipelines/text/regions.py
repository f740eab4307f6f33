"""Provinces, kabupaten and kota named in Indonesian text.

The tables beside this module (``data/provinces.tsv``, ``data/regencies.tsv``) hold the 38 provinces
and 514 regencies of 2022 with the other names they go by, seats of government among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from pipelines.text.name_table import Found, NameTable, words_of

_DATA = Path(__file__).parent / "data"
#: What a word before a name says of its kind.
_KIND_WORDS = {
    **dict.fromkeys("kota pemkot walikota kotamadya kodya".split(), "Kota"),
    **dict.fromkeys("kabupaten kab pemkab bupati".split(), "Kabupaten"),
    **dict.fromkeys("provinsi propinsi prov pemprov gubernur".split(), "province"),
}
#: Those of them that are a part of the name.
_OWN_WORDS = frozenset("kota kabupaten kab kotamadya provinsi propinsi prov".split())
#: Words after which a capitalised word is a place: prepositions, offices, names of people there.
_PLACE_WORDS = frozenset(
    """
    di ke dari se asal warga masyarakat wilayah daerah
    lapas lp rutan bapas lpka rupbasan kalapas karutan kabapas kelas klas kls i ii iii iia iib
    polres polresta polrestabes kapolres kapolresta kodim dandim kejari kajari pn pa dprd bnnk
    baznas kemenag rsud dinas disdik dinkes dinsos disnaker sekda bpbd universitas politeknik
    narkotika perempuan terbuka pemuda negeri
    """.split()
)
#: Words after which a name is that of a smaller place, a street or a landmark.
_OTHER_WORDS = frozenset(
    """
    kecamatan kec kelurahan kel desa pekon nagari gampong dusun kampung jalan jl gang stasiun pasar
    terminal bandara pelabuhan sungai selat gunung pulau teluk danau pantai
    """.split()
)
_BEFORE = re.compile(
    r"(?<![^\W_])(?P<word>[^\W_]+)(?:\.[ \u00a0]?|[ \u00a0-]{1,2})"
    r"(?:administra(?:si|tif)[ \u00a0])?$",
    re.IGNORECASE,
)
#: How far before a name the word that says its kind may begin, in characters.
_BEFORE_ROOM = 30
_PROVINCE_NEXT = re.compile(r", ?(?=[A-Z])")
_LISTED_NEXT = re.compile(r",? (?:dan |serta |hingga )?(?=[A-Z])")
_DATELINE = re.compile(r"\s{0,3}(?:[-–—,(|/]|$)")


class Region(NamedTuple):
    """A province, or a kabupaten or kota with the province it is in.

    ``name`` is "Kota X", "Kabupaten X" or the name of the province.
    """

    name: str
    level: Literal["regency", "province"]
    province: str


_NOWHERE = Region("", "regency", "")


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


class _Candidate(NamedTuple):
    """A name in a text with the regions it may mean; ``kind`` as the word before it says."""

    regions: tuple[Region, ...]
    kind: str | None
    certain: bool
    start: int
    end: int


@lru_cache(maxsize=256)
def find_regions(text: str) -> tuple[RegionMention, ...]:
    """Find the regions named in ``text``, longest names first, from left to right.

    A name that several bear is the one that the word before it says ("Pemkab", "Kota"); without
    such a word the province, else the one that the text elsewhere names with such a word, else one
    of a province that the text is sure of, else the kota. A name that is also a common word counts
    after words that call for a place, as a dateline, or when the text names it surely elsewhere.
    """
    candidates = list(_candidates(text))
    sure = {
        region
        for candidate in candidates
        if candidate.certain and (candidate.kind or len(candidate.regions) == 1)
        if (region := _chosen(candidate.regions, candidate.kind))
    }
    told = {region.province for region in sure}
    return tuple(
        RegionMention(region, candidate.start, candidate.end, text[candidate.start : candidate.end])
        for candidate in candidates
        if (region := _settled(candidate, sure, told))
    )


@lru_cache(maxsize=4096)
def region_named(
    words: str,
    prefer: Literal["Kota", "Kabupaten"] | None = None,
    province: str | None = None,
) -> Region | None:
    """Look up one name, with or without its "Kota", "Kab." or "Provinsi".

    Args:
        words: the name as written, in any case.
        prefer: which to take where a kota and a kabupaten share the name.
        province: the official name of the province to look in first.
    """
    keys = [word.key for word in words_of(words)]
    kind: str | None = prefer
    while len(keys) > 1 and keys[0] in _KIND_WORDS and not _names().get(keys):
        kind, keys = _KIND_WORDS[keys[0]], keys[1:]
        keys = keys[1:] if keys[0] in ("administrasi", "administratif") else keys
    regions = tuple(entry.region for entry in _names().get(keys))
    within = tuple(region for region in regions if region.province == province)
    return _chosen(within or regions, kind)


def province_of(regency: str) -> str | None:
    """Name the province that ``regency`` ("Kota X", "Kabupaten X", or a bare name) is in."""
    region = region_named(regency)
    return region.province if region else None


def province_at(text: str, at: int) -> tuple[str, int] | None:
    """The official name of the province that ``text`` names at ``at``, and where that ends."""
    found = _provinces().at(text, at)
    return (found.values[0], found.end) if found else None


def starts_region(text: str, at: int) -> bool:
    """Whether a name of a region that means nothing else begins at ``at``."""
    found = _names().at(text, at)
    return found is not None and not any(entry.doubtful for entry in found.values)


def provinces() -> tuple[str, ...]:
    """The official names of all provinces."""
    return tuple(name for name, _ in _rows("provinces.tsv"))


def regencies() -> tuple[Region, ...]:
    """Every kabupaten and kota."""
    return tuple(dict.fromkeys(region for _, region in _table() if region.level == "regency"))


def place_names() -> tuple[str, ...]:
    """Every name of a province or regency that means nothing else, for use in other names."""
    return tuple(words for words, _ in _table() if not words.startswith("?"))


@cache
def _rows(file: str) -> tuple[tuple[str, ...], ...]:
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def _table() -> Iterator[tuple[str, Region]]:
    for name, others in _rows("provinces.tsv"):
        for words in filter(None, (name, *others.split("; "))):
            yield words, Region(name, "province", name)
    for province, kind, name, others in _rows("regencies.tsv"):
        region = Region(f"{kind} {name.lstrip('?')}", "regency", province)
        for words in filter(None, (name, *others.split("; "))):
            yield words, region


@cache
def _names() -> NameTable[_Entry]:
    return NameTable((words, _Entry(region, words[0] == "?")) for words, region in _table())


@cache
def _names_in_text() -> NameTable[_Entry]:
    """The names, and longer ones that hold them and mean something else."""
    others = (_DATA / "not_regions.txt").read_text(encoding="utf-8").splitlines()
    nowhere = ((line, _Entry(_NOWHERE, True)) for line in others if not line.startswith("#"))
    names = ((words, _Entry(region, words[0] == "?")) for words, region in _table())
    return NameTable((*names, *nowhere))


@cache
def _provinces() -> NameTable[str]:
    rows = (row for row in _table() if row[1].level == "province")
    return NameTable((words, region.name) for words, region in rows)


def _candidates(text: str) -> Iterator[_Candidate]:
    """The names in ``text`` that may be of regions."""
    for found in _names_in_text().find(text):
        if found.values[0].region is _NOWHERE:
            continue
        before = _BEFORE.search(text, max(0, found.start - _BEFORE_ROOM), found.start)
        word = before["word"].lower() if before else ""
        if not _is_elsewhere(text, found, word):
            yield _candidate(text, found, word, before.start() if before else found.start)


def _candidate(text: str, found: Found[_Entry], word: str, word_start: int) -> _Candidate:
    """A name after ``word``, which starts at ``word_start``; without one an empty word."""
    kind = _KIND_WORDS.get(word)
    certain = (
        kind is not None
        or word in _PLACE_WORDS
        or not any(entry.doubtful for entry in found.values)
        or _is_dateline(text, found)
    )
    start = word_start if word in _OWN_WORDS else found.start
    regions = tuple(entry.region for entry in found.values)
    return _Candidate(regions, kind, certain, start, found.end)


def _is_elsewhere(text: str, found: Found[_Entry], word: str) -> bool:
    """Whether the name is a smaller place's, or of another province, as in "Kuningan, Jakarta".

    ``word`` is the one before the name.
    """
    if word in _OTHER_WORDS:
        return True
    if word in _KIND_WORDS:
        return False
    gap = _PROVINCE_NEXT.match(text, found.end)
    stated = province_at(text, gap.end()) if gap else None
    if stated is None or stated[0].startswith("Papua"):
        return False
    listed = _LISTED_NEXT.match(text, stated[1])
    if listed and starts_region(text, listed.end()):
        return False
    return not any(
        entry.region.level == "province" or entry.region.province == stated[0]
        for entry in found.values
    )


def _is_dateline(text: str, found: Found[_Entry]) -> bool:
    opens = found.start == 0 or text[found.start - 1] == "\n"
    capitals = text[found.start : found.end].isupper()
    return opens and capitals and bool(_DATELINE.match(text, found.end))


def _settled(candidate: _Candidate, sure: set[Region], told: set[str]) -> Region | None:
    if candidate.kind:
        return _chosen(candidate.regions, candidate.kind)
    if any(region.level == "province" for region in candidate.regions):
        return _chosen(candidate.regions, "province")
    named = tuple(region for region in candidate.regions if region in sure)
    if not (candidate.certain or named):
        return None
    near = tuple(region for region in candidate.regions if region.province in told)
    return _chosen(named or near or candidate.regions, None)


def _chosen(regions: tuple[Region, ...], kind: str | None) -> Region | None:
    for region in regions:
        if kind and (kind == region.level or region.name.startswith(f"{kind} ")):
            return region
    return min(regions, key=_rank, default=None)


def _rank(region: Region) -> tuple[bool, bool]:
    return region.level != "province", region.name.startswith("Kabupaten")
