"""Schools and addresses by which a child in conflict with the law, or a victim, could be known."""

from __future__ import annotations

import re
from enum import Enum
from functools import partial

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
#: An address that is no office's.
_HOME = re.compile(
    r"(?<!Kepala )(?<!Pemerintah )(?<!Kantor )(?<!Balai )(?<!Lurah )(?![Nn]egeri\b)"
    rf"(?:{_ADDRESS.pattern})"
)
#: One by which a home is found, in a sentence that tells where somebody lives.
_STREET = re.compile(
    r"(?<=\bdi )(?:[Gg]ang|[Gg]g\.?|[Ll]orong|[Ll]r\.?|[Dd]usun|R[TW])"
    r"(?:\s(?:[A-Z][\w'’-]*|\d+)){1,4}(?:\s?(?:[Nn]o\.?|[Nn]omor)\s?\d+\w?)?"
)
_AT_HOME = re.compile(rf"\b{any_of('at_home')}\b[^.!?\n]*$", re.IGNORECASE)
_HELD_CHILD = re.compile(rf"\b{any_of('held_child')}\b", re.IGNORECASE)
_LED = re.compile(rf"\b{any_of('school_head', 'school_host')}\s(?:oleh\s)?$", re.IGNORECASE)
_OWN_BEHIND = re.compile(
    rf",\s(?:yang\s)?(?:sekolah|tempat)\s[^.,\n]{{0,30}}(?:{any_of('child')}|korban|pelaku|belajar)\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"\[alamat\](?:[ ,]{1,2}\[alamat\])+")
_ROOM = 60


class Children(Enum):
    """Whether a story tells of children, of one who is held and named, or of one by age."""

    NONE = "none"
    SOME = "some"
    HELD = "held"
    ONE = "one"


def children_in(story: str) -> Children:
    """Return whether a story tells of children."""
    if not _CHILD.search(story):
        return Children.NONE
    return Children.ONE if _ONE_CHILD.search(story) else Children.SOME


def tells_of_held(story: str) -> bool:
    """Whether a story tells of children who are held."""
    return _HELD_CHILD.search(story) is not None


def _home(piece: str, found: re.Match[str]) -> str:
    is_home = _AT_HOME.search(piece, max(0, found.start() - _ROOM), found.start())
    return ADDRESS if is_home else found.group()


def masked_places(piece: str, children: Children) -> str:
    """Return a piece of a story without schools and small addresses, if it tells of one child.

    In any other story only a school is left out that somebody is said to go to. A school that is
    named with who heads it stays.
    """
    if children is Children.NONE:
        return piece

    def school(found: re.Match[str]) -> str:
        before = max(0, found.start() - _ROOM)
        is_own = _ATTENDED.search(piece, before, found.start()) is not None
        is_own |= _OWN_BEHIND.match(piece, found.end()) is not None
        if children is Children.ONE and not _LED.search(piece, before, found.start()):
            is_own = True
        return SCHOOL if is_own else found.group()

    told = _SCHOOL.sub(school, piece)
    if children is Children.SOME:
        return _STREET.sub(partial(_home, told), told)
    pattern = _ADDRESS if children is Children.ONE else _HOME
    return _REPEATED.sub(ADDRESS, pattern.sub(ADDRESS, told))
