"""Who a cell names: offices of the prison service, partners, people who signed for either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from desk.importing.lists import items
from desk.importing.wording import sorts
from model.records import Party, PartyKind, Unit, UnitRole
from model.words import words_of
from pipelines.record.organisations import find_organisations
from pipelines.record.person_names import name_at
from pipelines.record.tokens import tokens
from pipelines.stories.names import partner_key
from pipelines.text.regions import region_named
from pipelines.text.unit_ids import unit_id
from pipelines.text.units import find_units

_BRACKETED = re.compile(r"^(?P<name>[^()]{3,})\((?P<role>[^()]{3,})\)$")
_ROLE = re.compile(
    r"\b(?:plt|plh|pj|pjs|kepala|ka\.|kalapas|karutan|kabapas|kakanwil|kadiv|kabid|kasi|direktur|dirjen|"
    r"sesditjen|bupati|wali\s?kota|gubernur|rektor|dekan|ketua|sekretaris|kapolres\w*|kapolda|dandim|"
    r"danrem|kajari|kajati|camat|lurah|menteri|manajer|manager|pimpinan|pimpinan|presiden|komisaris|"
    r"pembina|pengasuh|koordinator|kasat|kadis|kakemenag|wakil)\b",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"\s*(?:\n|\s[-–—/]\s|,\s(?=(?:selaku|sebagai)\b)|\bselaku\b|\bsebagai\b)\s*", re.IGNORECASE
)
_BESIDE = re.compile(r",\s*|\s*&\s*|\s+(?:dan|serta|dengan)\s+|\s+/\s+", re.IGNORECASE)
_ENUMERATED = re.compile(r"^\s*(?:[A-Za-z]|[IVX]{1,5}|\d{1,2})[.)]\s+")
_UNIVERSITY = re.compile(r"^univ\b\.?\s*", re.IGNORECASE)
#: Letters of short forms at most, and words that are no longer.
_SHORT_FORM = 4
_SHORT_WORDS = frozenset("KOTA DESA BANK TOKO".split())
_SIDE_LABEL = re.compile(
    r"^pihak\s+(?:kesatu|pertama|kedua|i{1,2}|[12])\s*[:\-–]?\s*", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"\bantara\s+(?P<one>.+?)\s+(?:dengan|dan)\s+(?P<other>.+?)\s+tentang\b",
    re.IGNORECASE | re.DOTALL,
)


class Named(NamedTuple):
    """Who is named: offices of the prison service, and others; ``unsure`` are units not listed.

    ``swapped`` says that the columns of the two sides hold each other's names.
    """

    units: tuple[Unit, ...] = ()
    parties: tuple[Party, ...] = ()
    unsure: tuple[str, ...] = ()
    swapped: bool = False


class Signer(NamedTuple):
    """Who signed, without titles and degrees, and as what; "" where the cell does not say."""

    name: str
    role: str = ""


@lru_cache(maxsize=8_192)
def body_of(name: str) -> Party | None:
    """Return the body that a name is as a whole, in its full official form."""
    if name.isupper() and (body := _body(_quiet(name))) is not None:
        return body
    return _body(_UNIVERSITY.sub("Universitas ", name))


def _quiet(name: str) -> str:
    """Write a name that is all in capitals as others are; short forms stay as they are."""
    return " ".join(word.capitalize() if _is_word(word) else word for word in name.split())


def _is_word(word: str) -> bool:
    return len(word) > _SHORT_FORM or word in _SHORT_WORDS or region_named(word) is not None


def _body(name: str) -> Party | None:
    for one in find_organisations(name):
        bare = name.strip(" .,")
        if one.start == 0 and one.end >= len(bare) - 1 and one.unit is None:
            return Party(name=one.name, kind=one.kind)
    return None


@lru_cache(maxsize=8_192)
def unit_of(name: str) -> Unit | None:
    """Return the office of the prison service that a name is; null for other bodies."""
    found = find_units(name)
    first = found[0] if found else None
    if first is None or first.start > 0 or first.end < len(name.rstrip(" .,")) - 1:
        return None
    identity = unit_id(first.name)
    return Unit(name=first.name, kind=first.kind, id=identity, role=UnitRole.SIGNATORY)


def named(texts: Iterable[str], kind: PartyKind | None = None, *, of_units: bool = False) -> Named:
    """Read the cells that name parties.

    Args:
        texts: of the cells.
        kind: what the register says that partners are.
        of_units: they stand where offices of the prison service should.
    """
    units: dict[str, Unit] = {}
    parties: dict[str, Party] = {}
    unsure = []
    for name in _names(texts):
        unit = unit_of(name)
        if unit is not None:
            units.setdefault(unit.id or unit.name, unit)
        elif of_units:
            unsure.append(name)
        else:
            parties.setdefault(partner_key(name), _partner(name, kind))
    return Named(tuple(units.values()), tuple(parties.values()), tuple(unsure))


def parties_of_title(title: str) -> Named:
    """Read "Perjanjian antara A dengan B tentang C"; nobody where a title is put otherwise."""
    found = _BETWEEN.search(" ".join(title.split()))
    if found is None:
        return Named()
    told = named([found["one"], found["other"]])
    return told if told.units else Named()


def signers(texts: Iterable[str], roles: Iterable[str] = ()) -> list[Signer]:
    """Read who signed, and as what: from a column beside it, or from the same cell."""
    people = [one for text in texts for one in _people(text)]
    offices = [item for text in roles for item in items(text)]
    if len(offices) == len(people):
        return [Signer(one.name, office) for one, office in zip(people, offices, strict=True)]
    if len(people) == 1 and offices:
        return [Signer(people[0].name, " ".join(offices))]
    return people


def kind_of_partner(text: str) -> PartyKind | None:
    """Return the sort of body that words of a register mean; null where they mean none."""
    wanted = _letters(_ENUMERATED.sub("", text))
    for value, word in words_of("party").items():
        if wanted in {_letters(word), _letters(value)}:
            return PartyKind(value)
    found = find_organisations(text)
    return found[0].kind if len(found) == 1 and found[0].start == 0 else _by_words(wanted)


def _by_words(letters: str) -> PartyKind | None:
    return next((PartyKind(kind) for start, kind in sorts() if letters.startswith(start)), None)


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalpha())


def _names(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for item in items(text, _is_body):
            yield from _parted(_SIDE_LABEL.sub("", item))


def _parted(name: str) -> list[str]:
    """Part "Polres A, Kodim B dan Kejari C", where each part is a body of its own."""
    if _is_body(name):
        return [name]
    parts = [part.strip() for part in _BESIDE.split(name) if part.strip()]
    return parts if len(parts) > 1 and all(map(_is_body, parts)) else [name]


def _is_body(name: str) -> bool:
    return unit_of(name) is not None or body_of(name) is not None


def _partner(name: str, kind: PartyKind | None) -> Party:
    body = body_of(name)
    if body is not None:
        return body
    return Party(name=name, kind=kind or PartyKind.LAINNYA)


def _people(text: str) -> list[Signer]:
    found: list[Signer] = []
    for item in _signed(text):
        if found and not found[-1].role and is_role(item):
            found[-1] = Signer(found[-1].name, item)
        else:
            found.append(_signer(item))
    return found


def _signed(text: str) -> list[str]:
    """Part a cell into people, each with an office perhaps."""
    return [
        part.strip(" ,")
        for item in items(text)
        for part in ([item] if _BRACKETED.match(item) else _PARTED.split(item))
        if part.strip(" ,")
    ]


def _signer(item: str) -> Signer:
    bracketed = _BRACKETED.match(item)
    if bracketed is not None and is_role(bracketed["role"]):
        return Signer(bare_name(bracketed["name"]), bracketed["role"].strip())
    role = _ROLE.search(item)
    if role is not None and role.start() > 0 and "," in item[: role.start()]:
        return Signer(
            bare_name(item[: role.start()].strip(" ,(")), item[role.start() :].strip(" )")
        )
    return Signer(bare_name(item))


def is_role(text: str) -> bool:
    """Say whether a text begins with an office, not with a name."""
    found = _ROLE.search(text)
    return found is not None and found.start() == 0


@lru_cache(maxsize=4_096)
def bare_name(name: str) -> str:
    """Return a person's name without titles and degrees; as it is where it is no plain name."""
    text = " ".join(name.split())
    words = tokens(text)
    found = name_at(text, words, 0) if words else None
    return text[words[found[0]].start : words[found[1]].end] if found else text
