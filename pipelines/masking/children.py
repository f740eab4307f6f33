"""Schools and addresses by which a child in conflict with the law, or a victim, could be known."""

from __future__ import annotations

import re
from enum import Enum

from pipelines.masking.cues import any_of

SCHOOL, ADDRESS = "[sekolah]", "[alamat]"

_CHILD = re.compile(rf"\b{any_of('child')}\b", re.IGNORECASE)
_YEARS = r"(?:[3-9]|1[0-7])"
_OLD = r"\s?(?:tahun|thn|th)"
_SPELT = r"(?:\w+ ?belas|belasan|tujuh|delapan|sembilan|sepuluh)"
_ONE_CHILD = re.compile(
    rf"\(\s?(?:[\w.]{{1,8}}[,/ ]\s?)?{_YEARS}(?:{_OLD})?\s?\)|,\s{_YEARS}(?:{_OLD})?,|"
    rf"\b(?:ber)?(?:usia|umur)(?:nya)?\s(?:masih\s|baru\s)?(?:{_YEARS}|{_SPELT})\b|"
    rf"\b{any_of('child')}\s(?:laki-laki\s|perempuan\s)?{_YEARS}{_OLD}\b|\b{any_of('one_child')}\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    rf"\b{any_of('school')}(?:\s{any_of('school_more')})*"
    r"(?:\s(?:[A-Z0-9][\w'’.-]*\w|[A-Z0-9]|al|as|an|ar|el)){1,5}"
)
_ATTENDED = re.compile(rf"\b{any_of('student')}\b[^.\n]{{0,30}}$", re.IGNORECASE)
_ADDRESS = re.compile(
    rf"\b{any_of('address')}(?:\s(?!R[TW]\b)(?:[A-Z][\w'’-]*|\d+)){{1,4}}"
    r"(?:\s?(?:[Nn]o\.?|[Nn]omor)\s?\d+\w?)?|"
    r"\bR[TW](?:/RW)?[\s./]*\d+(?:\s?[/,]?\s?(?:RW[\s./]*)?\d+)?"
)
_REPEATED = re.compile(r"\[alamat\](?:[ ,]{1,2}\[alamat\])+")
_ROOM = 60


class Children(Enum):
    """Whether a story tells of children, and of one of them."""

    NONE = "none"
    SOME = "some"
    ONE = "one"


def children_in(story: str) -> Children:
    """Return whether a story tells of children."""
    if not _CHILD.search(story):
        return Children.NONE
    return Children.ONE if _ONE_CHILD.search(story) else Children.SOME


def masked_places(piece: str, children: Children) -> str:
    """Return a piece of a story without schools and small addresses, if it tells of one child.

    In any other story only a school is left out that somebody is said to go to.
    """
    if children is Children.NONE:
        return piece
    if children is Children.ONE:
        return _REPEATED.sub(ADDRESS, _ADDRESS.sub(ADDRESS, _SCHOOL.sub(SCHOOL, piece)))

    def unless_attended(school: re.Match[str]) -> str:
        start = school.start()
        attended = _ATTENDED.search(piece, max(0, start - _ROOM), start)
        return SCHOOL if attended else school.group()

    return _SCHOOL.sub(unless_attended, piece)
