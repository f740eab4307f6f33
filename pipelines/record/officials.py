"""The officials of a signing: office in full, and in what capacity they take part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.records import Capacity, Official
from pipelines.record.groups import Group
from pipelines.record.people import Person
from pipelines.record.statements import Strength
from pipelines.record.story import Story

_SPEAKS = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|ungkap|jelas|tegas|terang|sebut|imbuh|tambah|pungkas|tutup|pesan|"
    r"meng(?:atakan|ungkapkan|apresiasi)|menuturkan|menjelaskan|menyampaikan|menegaskan|"
    r"menyebut\w*|"
    r"menambahkan|menyambut|menekankan|berharap|mengaku|menerangkan|memaparkan|"
    r"berterima kasih)(?:nya)?\b",
    re.IGNORECASE,
)
_WITNESS = re.compile(r"\b(?:disaksikan|menyaksikan|saksikan|saksi|di ?hadapan)\b", re.IGNORECASE)
_PRESENT = re.compile(
    r"\b(?:dihadiri|turut hadir|turut di ?hadiri|hadir|di hadiri|menghadiri|mendampingi|"
    r"didampingi|diikuti|"
    r"mengikuti|tampak)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"\b(?:(?:men|di|pen)?\s?tanda ?tangan\w*|teken|meneken|diteken|ditandatangani|menandatangani|"
    r"memperpanjang|diperpanjang)\b",
    re.IGNORECASE,
)
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
_BRACKETS = re.compile(r"\s?\([^()]*\)")
_BARE = re.compile(
    r"^(?:Kepala (?:Lapas|Rutan|Bapas|LPKA|Kantor Wilayah)|Bupati|Wali Kota|Rektor|Gubernur|"
    r"Dekan|Wakil Bupati|Wakil Wali Kota)$"
)
_ORDER = [Capacity.SIGNATORY, Capacity.WITNESS, Capacity.PRESENT, Capacity.QUOTED]


def find_officials(story: Story, group: Group) -> tuple[tuple[Official, ...], tuple[str, ...]]:
    """Everyone named with an office, in order, and the words that name each with it."""
    best: dict[str, tuple[Official, str]] = {}
    for person in story.people:
        name = _full_name(person.name, story.people)
        role = _role(person)
        capacity = _capacity(story, group, person)
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
    role = _BRACKETS.sub("", person.office)
    for pattern, form in _LONG_FORMS:
        role = pattern.sub(form, role)
    role = " ".join(role.split())
    body = person.organisation
    if body is not None and _BARE.match(role):
        owner = body.name
        for prefix in (
            "Pemerintah Kabupaten ",
            "Pemerintah Kota ",
            "Pemerintah Provinsi ",
            "Kantor Wilayah ",
        ):
            owner = owner.removeprefix(prefix)
        if body.unit is not None and body.unit.kind != "kanwil":
            return f"Kepala {owner}" if body.unit.kind != "ditjenpas" else role
        return f"{role} {owner}"
    return role


def _capacity(story: Story, group: Group, person: Person) -> Capacity:
    sentence = story.sentence_at(person.start)
    before = sentence.text[: person.start - sentence.start]
    witness = _last(_WITNESS, before)
    present = _last(_PRESENT, before)
    signs = _last(_SIGNS, before)
    is_party = person.organisation is not None and person.organisation.name in group.names
    if is_party and _heads(person) and _signed_by_head(group, person):
        return Capacity.SIGNATORY
    if max(witness, present) > signs and max(witness, present) >= 0:
        return Capacity.WITNESS if witness > present else Capacity.PRESENT
    signed = any(
        statement.sentence.start == sentence.start and statement.strength is Strength.SIGNED
        for statement in group.statements
    )
    if signed and is_party:
        return Capacity.SIGNATORY
    after = sentence.text[person.end - sentence.start : person.end - sentence.start + 80]
    if _WITNESS.search(after):
        return Capacity.WITNESS
    if _SPEAKS.search(after) or _SPEAKS.search(before[-60:]):
        return Capacity.QUOTED
    return Capacity.PRESENT if _PRESENT.search(after) else Capacity.QUOTED


def _heads(person: Person) -> bool:
    return re.match(r"(?:Wakil|Sekretaris|Plt|Plh)\b", person.office) is None


def _signed_by_head(group: Group, person: Person) -> bool:
    """Whether a statement of signing has the head of the person's body as a party."""
    owner = person.organisation
    return owner is not None and any(
        body.via_head and body.name == owner.name
        for statement in group.statements
        if statement.strength is Strength.SIGNED
        for body in statement.parties
    )


def _last(pattern: re.Pattern[str], text: str) -> int:
    place = -1
    for match in pattern.finditer(text):
        place = match.start()
    return place
