"""Stories with names that must not leave, and what leaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

_HERE = Path(__file__).parent
_WORD = re.compile(r"[^\W\d_]{3,}")


class Case(NamedTuple):
    """A text, the names that must not leave, and what must be readable still."""

    text: str
    hide: tuple[str, ...]
    keep: tuple[str, ...]


def cases(file: str) -> list[Case]:
    """Read the stories of a file beside this one."""
    rows = yaml.safe_load((_HERE / file).read_text(encoding="utf-8"))
    return [Case(row["text"], tuple(row["hide"]), tuple(row["keep"])) for row in rows]


def leaked(case: Case, told: str) -> list[str]:
    """The words of hidden names that something told of a story has."""
    words, kept = _words(told), {word for name in case.keep for word in _words(name)}
    return [word for name in case.hide for word in _words(name) if word in words - kept]


def lost(case: Case, told: str) -> Iterator[str]:
    """What was to stay, and did not."""
    return (name for name in case.keep if name not in told)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
