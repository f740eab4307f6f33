"""The officials of a signing: office in full, and in what capacity they take part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.records import Capacity, Official
from pipelines.record.forms import Organisation
from pipelines.record.groups import Group
from pipelines.record.people import Person
from pipelines.record.statements import Strength
from pipelines.record.story import Story
from pipelines.text.sentences import Sentence

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
#: What is told of signing right before those who sign: "ditandatangani oleh", "diwakili".
_SIGNED_BY = re.compile(
    r"\b(?:di ?tanda ?tangani|diteken|menanda ?tangani|meneken|diparaf|dibubuhi tanda ?tangan|"
    r"penanda ?tangan|tanda tangan (?:pertama|kedua)? ?milik|yang (?:kedua|pertama) milik|yang "
    r"(?:tanda tangan|teken)|diwakili(?: langsung)?|dipimpin langsung|"
    r"penandatanganan\b[^.“”\n]{0,90}?\b(?:oleh|antara|dilakukan))\b",
    re.IGNORECASE,
)
#: What those who sign are told to do right after their names.
_THEY_SIGN = re.compile(
    r"\b(?:menanda ?tangani(?:nya)?|meneken(?:nya)?|(?:bertindak|jadi|menjadi|selaku|sebagai) "
    r"pihak (?:pertama|kedua|ketiga|kesatu)|membubuhkan|menorehkan|sama-sama menyediakan|salaman|"
    r"berjabat tangan|bersalaman|bertukar (?:naskah|dokumen)|sepakat|menyepakati)\b",
    re.IGNORECASE,
)
#: Other things told of someone, which end what is told of signing.
_BREAK = re.compile(
    r"\b(?:disaksikan|menyaksikan|saksi|di ?hadapan|dihadiri|hadir|menghadiri|mendampingi|"
    r"didampingi|diikuti|bahwa|penandatanganan)\b|[“”\"]",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^\W{0,3}(?:[\w.,]{1,6}[\s,.]+){0,4}(?:di [A-Z]\w+, \w+[^,]{0,12}, )?(?:juga |turut |pun |"
    r"langsung )?"
    r"(?:mengatakan|menuturkan|menjelaskan|menyampaikan|menegaskan|menyebut\w*|menambahkan|"
    r"mengungkapkan|mengapresiasi|menyambut|menekankan|berharap|mengaku|menerangkan|memaparkan|"
    r"membenarkan|meminta|menyatakan|menilai|bilang|berujar)\b",
)
_WATCHES = re.compile(r"^\W{0,3}(?:yang )?(?:turut |ikut |hadir )?(?:menyaksikan)\b")
_TITLE_STOP = re.compile(r"\b(?:KH|RD|RP|Pdt|Moh|Muh|Hj?|[Dd]r[ags]?|Prof|Ir|Tgk|Ust|Rm|Mgr)\.$")
#: How far around a name is read for what is told of the one named, in characters.
_NEAR = 200
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
_BRACKETS = re.compile(r"\s?\([^()]*\)|[()]")
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
    role = role[:1].upper() + role[1:]
    body = person.organisation
    if body is None:
        return role
    if _BARE.match(role):
        return _owned(role, body)
    return _completed(role, body.name)


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


def _capacity(story: Story, group: Group, person: Person) -> Capacity:
    sentence = story.sentence_at(person.start)
    before = sentence.text[: person.start - sentence.start]
    after = story.text[person.end : _sentence_end(story, person.end)][:_NEAR]
    if _WATCHES.match(after):
        return Capacity.WITNESS
    is_party = person.organisation is not None and person.organisation.name in group.names
    if is_party and _heads(person) and _signed_by_head(group, person):
        return Capacity.SIGNATORY
    witness = _last(_WITNESS, before)
    present = _last(_PRESENT, before)
    if max(witness, present) > _last(_SIGNS, before) and max(witness, present) >= 0:
        return Capacity.WITNESS if witness > present else Capacity.PRESENT
    signing = is_party and not _SAYS.match(after) and _in_signing(group, sentence)
    if signing or _told_to_sign(story, person, before, after):
        return Capacity.SIGNATORY
    return Capacity.QUOTED if _SAYS.match(after) else _seen_as(before, after[:80])


def _sentence_end(story: Story, place: int) -> int:
    """Where the sentence at ``place`` ends, past the stops of titles: "KH.", "RD."."""
    sentence = story.sentence_at(place - 1)
    end = sentence.start + len(sentence.text)
    while _TITLE_STOP.search(story.text, max(place, end - 8), end) and end < place + _NEAR:
        sentence = story.sentence_at(end + 1)
        end = max(end + 1, sentence.start + len(sentence.text))
    return end


def _told_to_sign(story: Story, person: Person, before: str, after: str) -> bool:
    """Whether the words around a name say that its bearer signs."""
    if story.quoted(person.start):
        return False
    signed_by = _last_match(_SIGNED_BY, before[-_NEAR:])
    if signed_by is not None:
        between = before[-_NEAR:][signed_by.end() :]
        if not _BREAK.search(between) and not _SPEAKS.search(between):
            return True
    they_sign = _THEY_SIGN.search(after)
    if they_sign is None:
        return False
    between = after[: they_sign.start()]
    return not _BREAK.search(between) and not _SPEAKS.search(between)


def _in_signing(group: Group, sentence: Sentence) -> bool:
    return any(
        statement.sentence.start == sentence.start and statement.strength is Strength.SIGNED
        for statement in group.statements
    )


def _seen_as(before: str, after: str) -> Capacity:
    """The capacity of someone who is not told to sign."""
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
    match = _last_match(pattern, text)
    return -1 if match is None else match.start()


def _last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
