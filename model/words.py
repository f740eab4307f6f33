"""The words that people read for the values that records hold."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml

Tongue = Literal["id", "en"]

_FILES: dict[Tongue, Path] = {
    "id": Path(__file__).with_name("words.yaml"),
    "en": Path(__file__).with_name("words_en.yaml"),
}
#: Values that name a status of HTTP begin so.
_HTTP = "http_"


def word(group: str, value: str, language: Tongue = "id") -> str:
    """Return the word for ``value`` of ``group``; ``value`` itself where none is set.

    What has no English word is said in Indonesian.
    """
    found = words_of(group, language).get(value) if language != "id" else None
    if found or not value.startswith(_HTTP):
        return found or words_of(group).get(value, value)
    # One word for all statuses of HTTP.
    form = words_of(group, language).get(_HTTP) or words_of(group).get(_HTTP, value)
    return form.format(status=value.removeprefix(_HTTP))


def words_of(group: str, language: Tongue = "id") -> dict[str, str]:
    """Return the words for the values of ``group``; none where a language has none for it."""
    return _words(language).get(group, {}) if language != "id" else _words(language)[group]


@cache
def _words(language: Tongue) -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str]] = yaml.safe_load(
        _FILES[language].read_text(encoding="utf-8")
    )
    return content
