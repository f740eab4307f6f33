"""The words that people read for the values that records hold."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("words.yaml")


def word(group: str, value: str) -> str:
    """Return the Indonesian word for ``value`` of ``group``; ``value`` itself where none is set."""
    return words_of(group).get(value, value)


def words_of(group: str) -> dict[str, str]:
    """Return the Indonesian word for each value of ``group``."""
    return _words()[group]


@cache
def _words() -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content
