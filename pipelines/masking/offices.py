"""When an office, a rank or a calling lets a person be named, and when it does not."""

from __future__ import annotations

import re

from pipelines.masking.cues import ROLE, any_of
from pipelines.record.people import Person
from pipelines.record.person_names import OFFICES

_ROOM = 60
#: Characters before a name in which an office of unknown words may begin.
_OFFICE_ROOM = 110
#: An office of those who are held, not of those who hold them.
_OF_THE_HELD = re.compile(
    rf"(?:perwakilan|wakil|pemuka|koordinator|ketua|kepala kamar|tamping|pendamping)\b.*{ROLE}",
    re.IGNORECASE,
)
_HELD = re.compile(rf"{ROLE}\b", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:mantan|eks|bekas|ex)[ -]$", re.IGNORECASE)
_CHARGED = re.compile(
    rf"\b{any_of('charged')}(?:\s(?:kasus|perkara|korupsi|suap))*(?:\s[a-z]+){{0,3}}[\s,:]{{1,2}}$",
    re.IGNORECASE,
)
_CONVICTED = re.compile(
    r"\s?(?:\(\d+\))?,?\s(?:yang\s)?(?:(?:kini|saat ini|telah|sudah|menjadi|juga|pernah|sedang|"
    r"resmi|adalah|berstatus|ditetapkan(?: sebagai)?|merupakan|selaku|sebagai|dipecat|dicopot|"
    r"diberhentikan|setelah|usai|karena)\s){0,4}"
    rf"(?:seorang\s)?{any_of('convicted')}\b",
    re.IGNORECASE,
)
#: "…, Ph.D., eks rektor yang mendekam": no verb between the name and what is said of its bearer.
_SENTENCED = re.compile(
    r"(?:,\s[A-Z][A-Za-z]{0,3}\.(?:[A-Za-z]{1,4}\.?)*)*,\s"
    r"(?:(?!(?:me|ber|di|ter)[a-z]{3}|(?:kepada|bersama|saat|untuk|dan|serta|dengan|menurut|para)\b)"
    rf"[a-z-]+\s){{1,7}}yang\s(?:(?:kini|telah|sudah|sedang|juga)\s)*{any_of('sentenced')}\b"
)
_RANKED = re.compile(
    rf"(?<!\w)(?:{any_of('short_rank')}\.?|"
    rf"{any_of('rank')}(?:\s(?:bernama|atas nama|lapas|rutan|lpka|bapas))?)\s?"
    r"(?:(?:dr|drs|dra|ir|h|hj|kh|prof|ns|rd)\.?\s)*$",
    re.IGNORECASE,
)
#: Offices that people who are held have too, or that name no head.
_UNSURE = frozenset({"perwakilan", "wakil", "pemilik", "pendamping", "pelatih", "ka", "sm", "bos"})
_HEADS = "|".join(sorted(OFFICES.first_words - _UNSURE, key=len, reverse=True))
_HEADED = re.compile(
    rf"(?<!\w)(?i:{_HEADS}|{any_of('office')})(?:nya)?"
    r"(?:\s(?:[A-Z0-9][\w.&/'’-]*|dan|di|pada|of|the|\([A-Z]+\))){0,9}"
    r"(?:\ssaat itu)?(?:,|\s\([A-Z]+\),?)?\s"
    r"(?:(?:[Pp]ak|[Bb]u|[Bb]apak|[Ii]bu|[Mm]as|H|Hj|Drs?|Dra|Ir|KH|RD)\.?\s)*$"
)


#: Who leads a body or sits in one, comes from one, or signs as a party to a paper.
_FURTHER = re.compile(
    rf"(?<!\w)(?i:{any_of('led')})\b[^.,\n]{{0,40}}\s(?:dipimpin|diketuai)(?:\s(?:oleh|langsung))*\s$|"
    rf"(?<!\w)(?i:anggota\s{any_of('seat')})(?:\s[A-Z0-9][\w.-]*){{0,6}},?\s$|"
    rf"(?<!\w)(?i:{any_of('expert')})\s(?:dari|di|pada)(?:\s(?:[A-Z0-9][\w.&/'’-]*|dan|kelas)){{1,8}},\s$|"
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
        _OF_THE_HELD.match(text, person.office_start, person.end)
        or _FORMER.search(text, before, first)
        or _CHARGED.search(text, before, first)
        or is_convicted(text, person.name_start + len(person.name))
    )


def is_ranked(text: str, start: int) -> bool:
    """Whether what stands before ``start`` is the office, rank or calling of the one named there.

    This is for offices that ``pipelines.record`` does not know.
    """
    ranked = _RANKED.search(text, max(0, start - _ROOM), start)
    if ranked is not None:
        before = ranked.start()
        return _CHARGED.search(text, max(0, before - _ROOM), before) is None
    headed = _headed(text, start)
    if headed is None:
        return False
    office = headed.start()
    before = max(0, office - _ROOM)
    return not (
        _FORMER.search(text, before, office)
        or _CHARGED.search(text, before, office)
        or _OF_THE_HELD.match(text, office, start)
    )


def _headed(text: str, start: int) -> re.Match[str] | None:
    line, end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    first = max(line, start - _OFFICE_ROOM)
    found = _HEADED.search(text, first, start) or _FURTHER.search(text, first, start)
    if found is None and text[line : end if end >= 0 else None].islower():
        return _HEADED_IN_LOWER.search(text, first, start)
    return found


def is_convicted(text: str, end: int) -> bool:
    """Whether the words after a name that ends at ``end`` say that its bearer was convicted."""
    return (_CONVICTED.match(text, end) or _SENTENCED.match(text, end)) is not None
