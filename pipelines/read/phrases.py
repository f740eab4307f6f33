"""The phrases of ``house_style.yaml`` as patterns over one line."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("house_style.yaml")

#: What may stand around a phrase without being part of a sentence: bullets, arrows, brackets.
EDGE = r"[\s\W_]{0,12}"


@cache
def _table() -> dict[str, list[str] | str]:
    loaded: dict[str, list[str] | str] = yaml.safe_load(_FILE.read_text("utf-8"))
    return loaded


def alternatives(*names: str) -> str:
    """Join the entries of the named lists into one non-capturing group."""
    entries = [entry for name in names for entry in _table()[name]]
    return "(?:" + "|".join(entries) + ")"


def words(name: str) -> frozenset[str]:
    """Give the words of a named list of words."""
    listed = _table()[name]
    return frozenset(listed.split() if isinstance(listed, str) else listed)


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that ignores case."""
    return re.compile(pattern, re.IGNORECASE)
