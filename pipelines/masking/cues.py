"""Words around a name that say whose it is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

#: Characters before a name that are looked at.
_ROOM = 90
_WORD = re.compile(r"[a-z]{3,}")


@cache
def _table() -> Any:
    path = Path(__file__).with_name("cues.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def any_of(*sorts: str) -> str:
    """Return a pattern for all words of some sorts of ``cues.yaml``."""
    return f"(?:{'|'.join(line for sort in sorts for line in _table()[sort].splitlines())})"


def words_in(*sorts: str) -> frozenset[str]:
    """Return the words of three letters and more that patterns of some sorts are made of."""
    text = " ".join(_table()[sort] for sort in sorts)
    return frozenset(_WORD.findall(text.lower()))


ROLE = any_of("role")
_OPENS = r"""[\s,:;–—-]{0,3}["“”'‘’«(\[]?\s?(?:(?-i:[a-z])\.\s)?"""
_CLOSES = r"""["”’']?"""
_ONE_OF = (
    r"(?:(?:yang\s)?(?:seorang|salah (?:satu|seorang)|satu dari|(?:eks|mantan|bekas)[ -])\s?)?"
)
_NAME_NEXT = re.compile(r",\s[A-Z]")
_YEARS = r"\d{1,2}\s?(?:tahun|thn|th)"
_ROLE_BEFORE = re.compile(rf"(?<!\w){ROLE}(?:\s{any_of('between')})?{_OPENS}$", re.IGNORECASE)
_CALLED = re.compile(rf"(?<!\w){any_of('called')}{_OPENS}$", re.IGNORECASE)
_OF_THING = re.compile(rf"(?<!\w){any_of('of_thing')}\s[\"“”'‘’]?$", re.IGNORECASE)
_IN_PLACE = re.compile(r"(?<!\w)(?:di|asal|wilayah|daerah|kawasan)\s$", re.IGNORECASE)
_CLIENT = re.compile(rf"(?<!\w){any_of('spokesman')}\s$", re.IGNORECASE)
_SPOKESMAN = re.compile(
    rf"(?<!\w){any_of('spokesman')}(?:\spara)?\s{ROLE}(?:\s[a-z]+){{0,2}},?\s$", re.IGNORECASE
)
_WEAK = re.compile(
    rf"(?<!\w)(?:{any_of('kin')}(?:nya|ku)?|{any_of('person', 'spoke')}){_OPENS}$", re.IGNORECASE
)
_AFTER = re.compile(
    rf"{_CLOSES}(?:\s?\(\s?(?:L|P|[A-Z]{{2,3}}|usia|umur)?[\s,/]{{0,2}}\d{{1,2}}\s?(?:tahun|thn|th)?\s?[),]|"
    rf",?\s(?:usia|umur|berusia|berumur)?\s?{_YEARS}\b|,\s\d\d,|,?\s(?:alias|als|bin|binti|a\.?k\.?a)\b|"
    rf"\s?[,(–—-]\s?{_ONE_OF}(?:para\s|perwakilan\s)?{ROLE}\b|"
    rf"\s(?:selaku|sebagai|adalah|ialah|merupakan)\s(?:perwakilan\s|wakil\s)?{_ONE_OF}{ROLE}\b)",
    re.IGNORECASE,
)
_AFTER_WEAK = re.compile(
    rf"{_CLOSES}(?:,?\s{any_of('does')}\b|"
    rf",\s(?:seorang|salah|asal|yang|{any_of('kin', 'person')})\b)"
)


def is_called(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that a name follows: "bernama", "alias", "Sdr."."""
    return _CALLED.search(text, max(0, start - _ROOM), start) is not None


def is_of_role(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that a prisoner, a suspect or a victim follows."""
    before = max(0, start - _ROOM)
    found = _ROLE_BEFORE.search(text, before, start)
    return found is not None and not _SPOKESMAN.search(text, before, start)


def is_of_thing(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that a place or a thing follows."""
    return _OF_THING.search(text, max(0, start - _ROOM), start) is not None


def is_in_place(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that a place follows."""
    return _IN_PLACE.search(text, max(0, start - _ROOM), start) is not None


def is_client(text: str, start: int, end: int) -> bool:
    """Whether a name is that of one who is spoken for: "kuasa hukum Budi, Rina"."""
    before = _CLIENT.search(text, max(0, start - _ROOM), start)
    return before is not None and _NAME_NEXT.match(text, end) is not None


def speaks_for(text: str, start: int) -> bool:
    """Whether who follows ``start`` speaks for a prisoner: "kuasa hukum terdakwa, …"."""
    return _SPOKESMAN.search(text, max(0, start - _ROOM), start) is not None


def is_person_before(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that a person is spoken of."""
    return _WEAK.search(text, max(0, start - _ROOM), start) is not None


def is_named_after(text: str, end: int) -> bool:
    """Whether the words after ``end`` say that the name before was such a one's."""
    return _AFTER.match(text, end) is not None


def is_person_after(text: str, end: int) -> bool:
    """Whether the words after ``end`` say that a person was spoken of."""
    return _AFTER_WEAK.match(text, end) is not None
