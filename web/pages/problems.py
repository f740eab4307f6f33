"""What is wrong, in the language of whoever reads."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from model.exceptions import QueryError

_FILE = Path(__file__).parent.parent / "words" / "problems.yaml"


def in_words(error: Exception | str, language: str) -> str:
    """Say what is wrong; a problem without words in the language is told in English."""
    problem = error.problem if isinstance(error, QueryError) else str(error)
    return problem if language == "en" else translated(problem) or problem


def translated(problem: str) -> str | None:
    """Return a problem in Indonesian; null where it has no words there."""
    for pattern, words in _translations():
        found = pattern.fullmatch(problem)
        if found:
            return words.format(*found.groups())
    return None


@cache
def _translations() -> list[tuple[re.Pattern[str], str]]:
    content: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return [(re.compile(pattern, re.DOTALL), words) for pattern, words in content.items()]
