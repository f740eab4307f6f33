"""The parts of a Ditjenpas office's name, read from text: category, class, place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipelines.text.name_table import NameTable, Word, words_of
from pipelines.text.regions import Region, place_names, region_named
from pipelines.text.unit_parts import CATEGORIES
from pipelines.text.unit_register import places as register_places

_DATA = Path(__file__).parent / "data"
_CATEGORIES = {**{word.lower(): word for word in CATEGORIES}, "wanita": "Perempuan"}
_SPACE = r"[ \t\u00a0]{0,3}"
#: "Anak" opens a place name, too: Anak Air in Padang.
_CATEGORY = re.compile(
    rf"{_SPACE}(?:(?P<word>{'|'.join(_CATEGORIES)})\b(?! air\b)"
    r"|(?P<level>(?:super )?(?:high risk|maximum security|medium security|minimum security))\b)",
    re.IGNORECASE,
)
#: "Kelas II A", "Klas IIB", "Kls. 2A", "Kelas Dua B", and lIA, where a small L is a capital I.
_CLASS = re.compile(
    rf"{_SPACE}-?(?:kelas|klas|kls|kl)\b\.?{_SPACE}-?(?P<number>[Il1]{{1,3}}|[23]|i{{1,3}}|satu|dua|tiga)"
    rf"(?:{_SPACE}-?{_SPACE}(?P<letter>(?-i:[AB]|(?<=[Il123i])[ab])))?(?![\w])",
    re.IGNORECASE,
)
#: A class without its word ("Lapas IIB Klaten"): only in capitals, before a capital.
_BARE_CLASS = re.compile(
    rf"{_SPACE}(?P<number>I{{1,3}})(?:[ -]?(?P<letter>[AB]))?(?=[ \u00a0][A-Z])"
)
_ASIDE = re.compile(
    rf"{_SPACE}\(\s?(?:lapas|lapastik|lp|lpp|rutan|lpka|bapas|rupbasan)\s?\)", re.IGNORECASE
)
_CLASSES = {"1": 1, "2": 2, "3": 3, "satu": 1, "dua": 2, "tiga": 3}
_PLACE_AHEAD = re.compile(rf"{_SPACE}(?:(?i:kota|kabupaten|kab\.?)[ \u00a0](?=[A-Z]))?(?=[A-Z])")
_AT = re.compile(r"[ \u00a0](?:di|Di)(?=[ \u00a0][A-Z])")
#: First words of many place names; the word after them belongs to the name.
_PLACE_HEADS = frozenset(
    """
    aek bagan balai bandar banjar batu bukit danau gunung kampung karang kayu kota kuala labuhan
    muara muaro nanga nusa padang pahae pangkalan pasir pematang pulau rantau sawah sei selat siak
    sibuhuan simpang suka sungai sungei tanah tanjung tebing teluk ujung ulu way
    """.split()
)
_VERB = re.compile(r"(?:me(?:m|n|ng|ny)?|ber|ter|di|per)[a-z]{4,}")


def qualities(text: str, at: int) -> tuple[str, str, int]:
    """Read category and class, in either order, from ``at`` on; and where they end."""
    category = rank = ""
    while True:
        if aside := _ASIDE.match(text, at):
            at = aside.end()
        elif not rank and (match := _CLASS.match(text, at) or _BARE_CLASS.match(text, at)):
            rank, at = _rank(match), match.end()
        elif match := _CATEGORY.match(text, at):
            category = " ".join(filter(None, (category, _category(match))))
            at = match.end()
        else:
            return category, rank, at


def _category(match: re.Match[str]) -> str:
    if match["word"]:
        return _CATEGORIES[match["word"].lower()]
    return match["level"].title()


def _rank(match: re.Match[str]) -> str:
    number = match["number"].lower()
    return "I" * _CLASSES.get(number, len(number)) + (match["letter"] or "").upper()


@cache
def listed_places() -> dict[str, str]:
    """Places in offices' names that are no regency of that name, and the regency each is in.

    A place of two words is there in one word, too.
    """
    lines = (_DATA / "unit_places.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition(" = ") for line in lines if not line.startswith("#"))
    regions = frozenset(place_names())
    listed = {name: place for name, place in register_places().items() if name not in regions}
    listed |= {name: regency for name, _, regency in rows}
    joined = {name.replace(" ", ""): regency for name, regency in listed.items() if " " in name}
    return {name.capitalize(): place for name, place in joined.items() if name.isalpha()} | listed


@cache
def _places() -> NameTable[str]:
    names = frozenset((*listed_places(), *place_names()))
    apart = {_apart(name): name for name in names}
    return NameTable([*zip(names, names, strict=True), *_new(apart, names)])


def _new(apart: dict[str, str], names: frozenset[str]) -> Iterator[tuple[str, str]]:
    return ((written, name) for written, name in apart.items() if written not in names)


def _apart(name: str) -> str:
    """``name`` in two words, where it begins like many a place's: "Batu Sangkar"."""
    heads = (head for head in _PLACE_HEADS if name.lower().startswith(head))
    size = len(max(heads, key=len, default=""))
    rest = name[size:]
    return f"{name[:size]} {rest.capitalize()}" if size and rest.isalpha() else name


@cache
def _regencies() -> NameTable[str]:
    return NameTable(listed_places().items())


def regency_of_place(name: str) -> Region | None:
    """The regency in which the place in an office's name lies, as far as the tables tell.

    Where a kota and a kabupaten share the name it is the kota.
    """
    listed = _regencies().get(word.key for word in words_of(name))
    region = region_named(listed[0] if listed else name, prefer="Kota")
    return region if region and region.level == "regency" else None


@cache
def _headline_words() -> frozenset[str]:
    lines = (_DATA / "headline_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


#: How much text after an office's class can hold its place, in characters.
_PLACE_ROOM = 60


class Place(NamedTuple):
    """A place in an office's name, where it ends, and whether it is in no table."""

    name: str
    end: int
    guessed: bool = False


def place(text: str, at: int, *, ranked: bool, unlisted: frozenset[str] | None) -> Place:
    """Read the place in an office's name from ``at`` on.

    A place in no table is one capitalised word, or two where the first is the kind that begins
    place names ("Muara", "Tanjung"): what follows may be a person or, in a headline, the verb.
    After a class ("Lapas Kelas IIB …") any such word is taken, and a "di" may stand before it.

    Args:
        text: the story.
        at: where the kind, category and class end.
        ranked: whether a class was given.
        unlisted: places in no table that the story names after a class; None takes any.
    """
    if ranked and (ahead := _AT.match(text, at)):
        at = ahead.end()
    gap = _PLACE_AHEAD.match(text, at)
    if gap is None or gap.end() == at:
        return _small_place(text, at) if ranked else Place("", at)
    for start in sorted({gap.end(), at + len(gap.group()) - len(gap.group().lstrip())}):
        if found := _places().at(text, start):
            return Place(_written(text[start : found.end], found.values[0]), found.end)
    name, end = _guessed(text, gap.end())
    if name and (ranked or unlisted is None or name in unlisted):
        return Place(name, end, guessed=True)
    return Place("", at)


def _small_place(text: str, at: int) -> Place:
    """A listed place in lower case after a class: "lapas kelas IIA kendari"."""
    if text[at : at + 1] != " ":
        return Place("", at)
    words = text[at + 1 : at + _PLACE_ROOM].title()
    found = _places().at(words, 0)
    return Place(words[: found.end], at + 1 + found.end) if found else Place("", at)


def names_place(text: str, at: int) -> bool:
    """Whether what follows ``at`` may be a place, in a table or not."""
    return bool(place(text, at, ranked=False, unlisted=None).name)


def _written(words: str, listed: str) -> str:
    is_apart = listed.isalpha() and not words.isalpha()
    return listed if words.isupper() or is_apart else words


def _guessed(text: str, at: int) -> tuple[str, int]:
    piece = text[at : at + _PLACE_ROOM].partition("\n")[0]
    words = words_of(piece)
    if not words or not _placelike(words[0]):
        return "", at
    end = words[0].end
    if words[0].key in _PLACE_HEADS:
        if len(words) < 2 or not _placelike(words[1]) or piece[end : words[1].start] != " ":
            return "", at
        end = words[1].end
    name = piece[:end]
    return (name.title() if name.isupper() else name), at + end


def _placelike(word: Word) -> bool:
    return (
        word.capital
        and len(word.key) > 2
        and word.key.isalpha()
        and word.key not in _headline_words()
        and not _VERB.fullmatch(word.key)
    )
