"""When an office, a rank or a calling lets a person be named, and when it does not."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.masking.cues import ROLE, any_of
from pipelines.masking.lines import is_in_lower
from pipelines.record.people import Person
from pipelines.record.person_names import OFFICES

_ROOM = 60
#: Places in texts of which it is remembered what stands before them.
_PLACES = 1 << 10
#: Characters before a name in which an office of unknown words may begin.
_OFFICE_ROOM = 110
#: Characters before a rank, and after a name, in which its sentence is looked for.
_SENTENCE = 150
#: An office of those who are held, not of those who hold them.
_OF_THE_HELD = re.compile(
    rf"(?:perwakilan|wakil|pemuka|koordinator|ketua|kepala kamar|tamping|pendamping)\b.*{ROLE}|"
    rf"(?:perwakilan|wakil|utusan)(?:\s{any_of('represented')}\b|$|,\s)|"
    r"(?:wakil\s)?(?:ketua|koordinator|kepala)\s(?:kelompok|regu|kamar|blok|sel|grup|band)"
    r"(?:,|\s(?![A-Z][a-z]+\s[A-Z][a-z]+,)[A-Z]|\s[\w]{1,2},)",
    re.IGNORECASE,
)
_HELD = re.compile(rf"{ROLE}\b", re.IGNORECASE)
_FORMER = re.compile(
    r"\b(?:mantan|eks|bekas|ex)[ -](?:(?:(?-i:[A-Z])\w+\s){1,4}\()?$|\bnonaktif\s$|"
    r"\b(?:mantan|eks|bekas|ex)[ -](?!\w+nya\b)\w+(?:\s(?-i:[A-Z])[\w.]*){0,6},\s$",
    re.IGNORECASE,
)
_FORMER_BEHIND = re.compile(r"\s?(?:\(\d+\))?,\s(?:mantan|eks|bekas|ex)[ -]", re.IGNORECASE)
_SEIZED = re.compile(rf"\b{any_of('seized')}\s$", re.IGNORECASE)
#: Behind a role: who is of it is named next, with an age or by initials.
_OF_NEXT = r"(?!\s(?-i:[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3})\s?\()"
#: Whoever is called so, or said to be so, is not named for an office elsewhere in the story.
_ACCUSED = re.compile(rf"\b{any_of('accused')}(?:\s[IVX]{{1,4}})?\s$", re.IGNORECASE)
_ACCUSED_NEXT = re.compile(rf"\b{any_of('accused')},?\s$", re.IGNORECASE)
_WAS_ACCUSED = re.compile(
    rf"\s?(?:\(\d+\))?,?\s(?:yang\s|kini\s|telah\s|sudah\s|ditetapkan\s|sebagai\s|resmi\s){{0,4}}"
    rf"{any_of('accused', 'sentenced')}\b{_OF_NEXT}",
    re.IGNORECASE,
)
_CHARGED = re.compile(
    rf"\b{any_of('charged')}(?:\s(?:kasus|perkara|korupsi|suap))*"
    r"(?:\s(?!(?:di|ke|dari|oleh|kepada|untuk|dengan|bersama)\b)[a-z]+){0,3}[\s,:]{1,2}$",
    re.IGNORECASE,
)
_CONVICTED = re.compile(
    r"\s?(?:\(\d+\))?,?\s(?:yang\s)?(?:(?:kini|saat ini|telah|sudah|menjadi|juga|pernah|sedang|"
    r"resmi|adalah|berstatus|ditetapkan(?: sebagai)?|merupakan|selaku|sebagai|dipecat|dicopot|"
    r"diberhentikan|setelah|usai|karena)\s){0,4}"
    rf"(?:seorang\s)?{any_of('convicted')}\b{_OF_NEXT}|"
    rf"\s?(?:\(\d\d(?:\stahun)?\)|,\s\d\d(?:\stahun)?),\s(?:seorang\s)?{ROLE}\b|"
    rf"\syang\s(?:[a-z]+\s){{1,6}}(?:berstatus|menjadi)\s{ROLE}\b",
    re.IGNORECASE,
)
#: "…, Ph.D., eks rektor yang mendekam": no verb between the name and what is said of its bearer.
_SENTENCED = re.compile(
    r"(?:,\s[A-Z][A-Za-z]{0,3}\.(?:[A-Za-z]{1,4}\.?)*)*,\s"
    r"(?:(?!(?:me|ber|di|ter)[a-z]{3}|(?:kepada|bersama|saat|untuk|dan|serta|dengan|menurut|para)\b)"
    rf"[a-z-]+\s){{1,7}}yang\s(?:(?:kini|telah|sudah|sedang|juga)\s)*{any_of('sentenced')}\b"
)
_POLICE = re.compile(
    rf"(?<!\w){any_of('police')}\.?(?:\s?(?:pol|inf|arm|kav|czi|cpm|laut|\(?purn\)?)\.?)*\s"
    r"(?:(?:dr|drs|dra|ir|h|hj)\.?\s)*$",
    re.IGNORECASE,
)
_POLICE_FIRST = re.compile(any_of("police"), re.IGNORECASE)
_ENDED = re.compile(r"[.!?\n]")
_IN_PRISON = re.compile(rf"\b{any_of('in_prison')}\b", re.IGNORECASE)
_SPEAKS = re.compile(rf"\b{any_of('speaks')}\s(?:oleh\s)?$", re.IGNORECASE)
_SPOKE = re.compile(rf",?\s{any_of('speaks')}\b")
_RANKED = re.compile(
    rf"(?<!\w)(?:{any_of('short_rank')}\.?|"
    rf"{any_of('rank')}(?:\s(?:bernama|atas nama|lapas|rutan|lpka|bapas|(?-i:[A-Z]{{2,6}})))?)\s?"
    rf"(?:(?:dr|drs|dra|ir|h|hj|kh|prof|ns|rd|{any_of('rank')})\.?\s)*$",
    re.IGNORECASE,
)
#: A word of an office or a body: no sentence ends in it.
_PART = r"(?:[A-Z0-9][\w.&/'’-]{0,4}(?![\w&/'’-])|[A-Z0-9](?:[\w&/'’-]|\.(?=\w))*)"
#: Offices that people who are held have too, or that name no head.
_UNSURE = frozenset(
    "rais perwakilan wakil pemilik pendamping pelatih ka sm bos hukum kuasa".split()
)
_HEADS = "|".join(sorted(OFFICES.first_words - _UNSURE, key=len, reverse=True))
_HEADED = re.compile(
    rf"(?<!\w)(?<!luar )(?i:{_HEADS}|{any_of('office')})(?:nya)?"
    rf"(?:\s(?:{_PART}|dan|di|pada|of|the|\([A-Z.]+\)|\[(?:alamat|sekolah)\])){{0,9}}"
    r"(?:\ssaat (?:itu|ini))?(?:,|\s\([A-Z]+\),?)?\s"
    r"(?:(?:[Pp]ak|[Bb]u|[Bb]apak|[Ii]bu|[Mm]as|H|Hj|Drs?|Dra|Ir|KH|RD)\.?\s)*$"
)


_LEARNT = "kurator|asesor|instruktur|konsultan|peneliti|relawan"
#: Who leads a body or sits in one, comes from one, or signs as a party to a paper.
_FURTHER = re.compile(
    r"(?<!\w)(?i:dinas|badan|kantor|lembaga|yayasan|balai|kementerian|universitas|koperasi)"
    rf"(?:\s(?:{_PART}|dan)){{1,8}}\s(?:yang\s)?(?:dipimpin|diketuai|dikepalai|diwakili)\s$|"
    rf"(?<!\w)(?i:{any_of('led')})\b(?!\s{any_of('leisure')}\b)[^.,\n]{{0,60}}\s(?:dipimpin|diketuai)(?:\s(?:oleh|langsung))*\s$|"
    rf"(?<!\w)(?i:anggota\s{any_of('seat')})(?:\s[A-Z0-9][\w.-]*){{0,6}},?\s$|"
    rf"(?<!\w)(?i:{any_of('expert')})(?:nya)?(?:\s[a-z]+)?(?:\s(?:dari|di|pada))?"
    rf"(?:\s(?:{_PART}|dan|kelas)){{1,8}},\s$|"
    rf"(?:^|[.!?\n][\"”]?\s)(?i:{any_of('expert')}),\s$|"
    rf"(?<!\w)(?i:{_LEARNT}|petugas jaga)(?:\s[a-z]+){{1,2}},\s$|"
    r"(?<!\w)(?i:pelatih|instruktur|dosen)\s[a-z]+\s$|"
    rf"(?:^|[.!?\n][\"”]?\s?)(?:Petugas|Sipir|Pegawai|Staf)(?:\s{_PART}){{1,6}},\s$|"
    r"(?<!\w)(?i:petugas|komandan)\sjaga(?:\s[A-Z0-9][\w.]*){1,5},\s$|"
    rf"(?<!\w)(?i:{any_of('spokesman')})(?:\s(?:[A-Z]\.)+|\s[A-Z][\w'’]*\.?){{1,4}},\s$|"
    r"(?<!\w)[Pp]ihak\s(?i:kesatu|pertama|kedua|ketiga)\s?:[^;:\n]*$"
)
#: The same in a line without capitals.
_HEADED_IN_LOWER = re.compile(
    rf"(?<!\w)(?:{_HEADS}|{any_of('office')})(?:\s[\w.]+){{0,6}}"
    r"(?:,|\s(?:ny|hj?|drs?|pak|bu)\.?)\s$"
)


def is_office(role: str) -> bool:
    """Whether a recorded role is an office, not that of one who speaks for those who are held."""
    return not (_OF_THE_HELD.match(role) or _HELD.match(role))


def lets_name(text: str, person: Person) -> bool:
    """Whether the office with which ``text`` names a person is one that lets them be named.

    A headline that ends with an office names nobody in the line after it.
    """
    if "\n" in text[person.start : person.end]:
        return False
    first = min(person.office_start, person.name_start)
    before = max(0, first - _ROOM)
    return not (
        _ACCUSED_NEXT.search(text, person.start, person.name_start)
        or _OF_THE_HELD.match(text, person.office_start, person.end)
        or _SEIZED.search(text, before, first)
        or _FORMER.search(text, before, first)
        or _CHARGED.search(text, before, first)
        or is_convicted(text, person.name_start + len(person.name))
    )


_BALINESE = re.compile(r"(?<!\w)(?:I|Ni)\s$")


@lru_cache(_PLACES)
def office_before(text: str, start: int) -> int | None:
    """Return where the office, rank or calling begins of the one who is named at ``start``.

    This is for offices that ``pipelines.record`` does not know; null where there is none.
    """
    balinese = _BALINESE.search(text, max(0, start - 3), start)
    start = balinese.start() if balinese else start
    ranked = _RANKED.search(text, max(0, start - _ROOM), start)
    if ranked is not None:
        place = ranked.start()
        before = max(0, place - _ROOM)
        is_lost = _CHARGED.search(text, before, place) or _FORMER.search(text, before, place)
        return None if is_lost else place
    headed = _headed(text, start)
    if headed is None:
        return None
    office = headed.start()
    before = max(0, office - _ROOM)
    lost = (
        _ACCUSED_NEXT.search(text, office, start)
        or _SEIZED.search(text, before, office)
        or _FORMER.search(text, before, office)
        or _CHARGED.search(text, before, office)
        or _OF_THE_HELD.match(text, office, start)
    )
    return None if lost else office


def _headed(text: str, start: int) -> re.Match[str] | None:
    line, end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    first = max(line, start - _OFFICE_ROOM)
    found = _HEADED.search(text, first, start) or _FURTHER.search(text, first, start)
    if found is None and is_in_lower(text[line : end if end >= 0 else None]):
        return _HEADED_IN_LOWER.search(text, first, start)
    return found


def is_convicted(text: str, end: int) -> bool:
    """Whether the words after a name that ends at ``end`` say that its bearer was convicted."""
    return (_CONVICTED.match(text, end) or _SENTENCED.match(text, end)) is not None


def is_rank_alone(text: str, start: int, end: int) -> bool:
    """Whether one is named with a rank and nothing more, in a sentence that tells of prison.

    Who speaks there, or leads, is no prisoner, as far as can be told.
    """
    ranked = _POLICE.search(text, max(0, start - _ROOM), start)
    if ranked is None:
        return False
    headed = _headed(text, ranked.start())
    if headed is not None and not _POLICE_FIRST.match(text, headed.start()):
        return False
    before, behind = text[max(0, ranked.start() - _SENTENCE) : ranked.start()], text[end:]
    told = f"{_ENDED.split(before)[-1]} … {_ENDED.split(behind[:_SENTENCE])[0]}"
    speaks = _SPEAKS.search(before) or _SPOKE.match(behind)
    return _IN_PRISON.search(told) is not None and speaks is None


def is_former_behind(text: str, end: int) -> bool:
    """Whether the words after ``end`` say what office the one named before had once."""
    return _FORMER_BEHIND.match(text, end) is not None


def is_accused(text: str, start: int, end: int) -> bool:
    """Whether one named from ``start`` to ``end`` is said there to be accused or convicted."""
    before = _ACCUSED.search(text, max(0, start - _ROOM), start)
    return (before or _WAS_ACCUSED.match(text, end)) is not None
