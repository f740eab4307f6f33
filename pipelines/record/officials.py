"""The officials of a signing: office in full, and in what capacity they take part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from model.records import Capacity, Official
from pipelines.record.capacities import capacity_of
from pipelines.record.forms import Organisation
from pipelines.record.groups import Group
from pipelines.record.people import Person
from pipelines.record.story import Story

_LONG_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"\bKakanwil\b", "Kepala Kantor Wilayah"),
        (r"\bKalapas\b", "Kepala Lapas"),
        (r"\bKarutan\b", "Kepala Rutan"),
        (r"\bKabapas\b", "Kepala Bapas"),
        (r"\bKalpka\b", "Kepala LPKA"),
        (
            r"\bDirjenpas\b|\bDirjen Pemasyarakatan\b|\bDirjen PAS\b",
            "Direktur Jenderal Pemasyarakatan",
        ),
        (r"\bKanwil\b", "Kantor Wilayah"),
        (r"\bDitjen ?[Pp][Aa][Ss]\b", "Direktorat Jenderal Pemasyarakatan"),
        (r"\bWalikota\b", "Wali Kota"),
        (r"\bKajari\b", "Kepala Kejaksaan Negeri"),
        (r"\bKajati\b", "Kepala Kejaksaan Tinggi"),
        (r"\bKadiv\s?[Pp]as\b", "Kepala Divisi Pemasyarakatan"),
        (r"\bKabid\b", "Kepala Bidang"),
        (r"\bKabag\b", "Kepala Bagian"),
        (r"\bKasi\b", "Kepala Seksi"),
        (r"\bKasubsi\b", "Kepala Subseksi"),
        (r"\bKasubb?ag\b", "Kepala Subbagian"),
        (r"\bKadinkes\b", "Kepala Dinas Kesehatan"),
        (r"\bKadinsos\b", "Kepala Dinas Sosial"),
        (r"\bKadisdik\b", "Kepala Dinas Pendidikan"),
        (r"\bKapolres\b", "Kepala Kepolisian Resor"),
        (r"\bLembaga Pemasyarakatan\b", "Lapas"),
        (r"\bRumah Tahanan(?: Negara)?\b", "Rutan"),
        (r"\bBalai Pemasyarakatan\b", "Bapas"),
    )
)
_BRACKETS = re.compile(r"\s?\([^()]*\)|[()]|\s(?:kami|kita)$")
#: "Ketuanya" is the office of a "ketua".
_POSSESSED = re.compile(r"^([a-z]{4,})nya$")
_BARE = re.compile(
    r"^(?:Kepala (?:Lapas|Rutan|Bapas|LPKA|Kantor Wilayah)|Bupati|Wali Kota|Rektor|Gubernur|"
    r"Dekan|Wakil Bupati|Wakil Wali Kota)$"
)
_PREFIXES = (
    "Pemerintah Kabupaten ",
    "Pemerintah Kota ",
    "Pemerintah Provinsi ",
    "Kantor Wilayah ",
)
_ORDER = [Capacity.SIGNATORY, Capacity.WITNESS, Capacity.PRESENT, Capacity.QUOTED]


def find_officials(
    story: Story, group: Group, groups: Sequence[Group]
) -> tuple[tuple[Official, ...], tuple[str, ...]]:
    """Everyone named with an office, in order, and the words that name each with it.

    Those who speak for a party to another paper of the story alone are that paper's.
    """
    best: dict[str, tuple[Official, str]] = {}
    others = {name for other in groups for name in other.names} - group.names
    told = {s.sentence.start for s in group.statements}
    elsewhere = {s.sentence.start for other in groups for s in other.statements} - told
    for person in story.people:
        if person.organisation is not None and person.organisation.name in others:
            continue
        if elsewhere and not others and story.sentence_at(person.start).start in elsewhere:
            # The sides of two papers are the same: this one signs the other.
            continue
        name = _full_name(person.name, story.people)
        role = _role(person)
        capacity = capacity_of(story, group, person)
        evidence = story.text[person.start : person.end]
        known = best.get(name)
        if known is not None:
            capacity = min(capacity, known[0].capacity, key=_ORDER.index)
            role = max(role, known[0].role, key=len)
            evidence = known[1] if len(known[1]) >= len(evidence) else evidence
        best[name] = (Official(name=name, role=role, capacity=capacity), evidence)
    return tuple(pair[0] for pair in best.values()), tuple(pair[1] for pair in best.values())


def _full_name(name: str, people: Sequence[Person]) -> str:
    """The longest form of a name that the story gives: "Hidayat" is "Taufik Hidayat"."""
    words = set(name.split())
    longer = [other.name for other in people if words < set(other.name.split())]
    return max(longer, key=len) if longer else name


def _role(person: Person) -> str:
    role = _in_full(person.office)
    body = person.organisation
    if body is None:
        return role
    if _BARE.match(role):
        return _owned(role, body)
    return _completed(role, body.name)


@lru_cache(maxsize=1024)
def _in_full(office: str) -> str:
    role = _POSSESSED.sub(r"\1", _BRACKETS.sub("", office))
    for pattern, form in _LONG_FORMS:
        role = pattern.sub(form, role)
    role = " ".join(role.split())
    return role[:1].upper() + role[1:]


def _owned(role: str, body: Organisation) -> str:
    """A role that is a head's alone, with the name of its body: "Bupati" is "Bupati Kuningan"."""
    owner = body.name
    for prefix in _PREFIXES:
        owner = owner.removeprefix(prefix)
    if body.unit is not None and body.unit.kind != "kanwil":
        return f"Kepala {owner}" if body.unit.kind != "ditjenpas" else role
    return f"{role} {owner}"


def _completed(role: str, owner: str) -> str:
    """A role that ends in its body's form, with the rest of the name: "Kepala Puskesmas"."""
    words = role.split()
    for count in (1, 2):
        form = " ".join(words[-count:])
        if count < len(words) and owner.lower().startswith(f"{form.lower()} "):
            return f"{' '.join(words[:-count])} {owner}"
    return role
