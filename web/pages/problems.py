"""What is wrong with a query, in the language of whoever reads."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from model.exceptions import QueryError

_FILE = Path(__file__).parent.parent / "words" / "query_problems.yaml"


def in_words(error: QueryError, language: str) -> str:
    """Say what is wrong; a problem without words in the language is told in English."""
    if language == "en":
        return error.problem
    for pattern, words in _translations():
        found = pattern.fullmatch(error.problem)
        if found:
            return words.format(*found.groups())
    return error.problem


@cache
def _translations() -> list[tuple[re.Pattern[str], str]]:
    content: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return [(re.compile(pattern, re.DOTALL), words) for pattern, words in content.items()]
