"""When two names are of one body, and which units are one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from model.records import Party, PartyKind
from pipelines.text.units import same_unit

_SPELLINGS = (
    ("walikota", "wali kota"),
    ("kemenag ", "kementerian agama "),
    ("komando distrik militer", "kodim"),
    ("uptd puskesmas", "puskesmas"),
    ("ditjenpas", "direktorat jenderal pemasyarakatan"),
    ("kakanwil", "kepala kantor wilayah"),
    ("kanwil", "kantor wilayah"),
    ("kalapas", "kepala lapas"),
    ("karutan", "kepala rutan"),
    ("kabapas", "kepala bapas"),
    ("hak asasi manusia", "ham"),
    ("badan narkotika nasional", "bnn"),
    ("bnnk", "bnn"),
    ("badan amil zakat nasional", "baznas"),
    ("daerah istimewa yogyakarta", "di yogyakarta"),
    ("rumah sakit umum daerah", "rsud"),
    ("rumah sakit jiwa", "rsj"),
    ("rumah sakit", "rs"),
    ("lembaga bantuan hukum", "lbh"),
    ("lembaga pelatihan kerja", "lpk"),
)


_BRACKETS = re.compile(r"\s?\([^()]*\)\s?")


def plain(name: str) -> str:
    """``name`` with one spelling for the same thing, without short forms in brackets."""
    name = _BRACKETS.sub(" ", name.lower())
    for spelling, usual in _SPELLINGS:
        name = name.replace(spelling, usual)
    return " ".join(re.findall(r"\w+", name))


def same_office(told: str, recorded: str) -> bool:
    """Whether a recorded office is the one told, with or without the body that it is of."""
    return f"{plain(recorded)} ".startswith(f"{plain(told)} ")


def same_party(left: Party, right: Party) -> bool:
    """Whether two parties are one body."""
    if left.kind is right.kind is PartyKind.PEMASYARAKATAN and same_unit(left.name, right.name):
        return True
    return plain(left.name) == plain(right.name)


def consistent_ids(given: Sequence[tuple[str, str]]) -> list[bool]:
    """Say of each unit, by its name and the id that was given it, whether that id is right.

    It is where most namings of the unit have it, and most of what has it is that unit.
    """
    units = _as_units([name for name, _ in given])
    ids_of: defaultdict[str, Counter[str]] = defaultdict(Counter)
    units_of: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, identity in given:
        ids_of[units[name]][identity] += 1
        units_of[identity][units[name]] += 1
    return [
        ids_of[units[name]].most_common(1)[0][0] == identity
        and units_of[identity].most_common(1)[0][0] == units[name]
        for name, identity in given
    ]


def _as_units(names: Sequence[str]) -> dict[str, str]:
    """Map each name to the fullest one of the same unit."""
    fullest: list[str] = []
    units = {}
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        found = next((other for other in fullest if same_unit(name, other)), None)
        if found is None:
            fullest.append(name)
        units[name] = found or name
    return units
