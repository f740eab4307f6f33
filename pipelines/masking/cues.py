"""Words around a name that say whose it is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

#: Characters before a name that are looked at.
_ROOM = 90


@cache
def _table() -> Any:
    path = Path(__file__).with_name("cues.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def any_of(*sorts: str) -> str:
    """Return a pattern for all words of some sorts of ``cues.yaml``."""
    return f"(?:{'|'.join(line for sort in sorts for line in _table()[sort].splitlines())})"


ROLE = any_of("role")
_OPENS = r"""[\s,:;–—-]{0,3}["“”'‘’«(\[]?\s?"""
_CLOSES = r"""["”’']?"""
_ONE_OF = (
    r"(?:(?:yang\s)?(?:seorang|salah (?:satu|seorang)|satu dari|(?:eks|mantan|bekas)[ -])\s?)?"
)
_YEARS = r"\d{1,2}\s?(?:tahun|thn|th)"
_STRONG = re.compile(
    rf"(?<!\w)(?:{ROLE}(?:\s{any_of('between')})?|{any_of('called')}){_OPENS}$", re.IGNORECASE
)
_WEAK = re.compile(
    rf"(?<!\w)(?:{any_of('kin')}(?:nya|ku)?|{any_of('person', 'spoke')}){_OPENS}$", re.IGNORECASE
)
_AFTER = re.compile(
    rf"{_CLOSES}(?:\s?\(\s?(?:L|P|[A-Z]{{2,3}}|usia|umur)?[\s,/]{{0,2}}\d{{1,2}}\s?(?:tahun|thn|th)?\s?[),]|"
    rf",?\s(?:usia|umur|berusia|berumur)?\s?{_YEARS}\b|,?\s(?:alias|als|bin|binti|a\.?k\.?a)\b|"
    rf"\s?[,(–—-]\s?{_ONE_OF}(?:para\s|perwakilan\s)?{ROLE}\b|"
    rf"\s(?:selaku|sebagai|adalah|ialah|merupakan)\s(?:perwakilan\s|wakil\s)?{_ONE_OF}{ROLE}\b)",
    re.IGNORECASE,
)
_AFTER_WEAK = re.compile(
    rf"{_CLOSES}(?:,?\s{any_of('does')}\b|"
    rf",\s(?:seorang|salah|asal|yang|{any_of('kin', 'person')})\b)"
)


def is_named_before(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that the name of someone not to be named follows."""
    return _STRONG.search(text, max(0, start - _ROOM), start) is not None


def is_person_before(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that a person is spoken of."""
    return _WEAK.search(text, max(0, start - _ROOM), start) is not None


def is_named_after(text: str, end: int) -> bool:
    """Whether the words after ``end`` say that the name before was such a one's."""
    return _AFTER.match(text, end) is not None


def is_person_after(text: str, end: int) -> bool:
    """Whether the words after ``end`` say that a person was spoken of."""
    return _AFTER_WEAK.match(text, end) is not None
