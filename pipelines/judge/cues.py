"""The words of ``cues.yaml`` as compiled patterns."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

import yaml

from pipelines.text.lookout import Watched, watch

#: What a cut leaves of a word is none: "Kebijakan" tells no plan by its "akan".
_PART_OF_WORD_FIRST = re.compile(r"^\w+")
_PART_OF_WORD_LAST = re.compile(r"\w+$")
#: "Sertifikatnya ditandatangani": papers whose owner may be told by a suffix.
_OWNED = frozenset({"internal_paper", "other_instrument"})
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _words() -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath("cues.yaml").read_text(encoding="utf-8")
    words: dict[str, list[str]] = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    return words


@cache
def cue(name: str) -> Watched:
    """The pattern that finds any of the words called ``name``, longest first.

    Raises:
        KeyError: if there are no words of that name.
    """
    return any_of(name)


@cache
def any_of(*names: str) -> Watched:
    """As ``cue``, for the words of several names at once."""
    all_words = [word for name in names for word in _words()[name]]
    longest_first = sorted(all_words, key=len, reverse=True)
    words = "|".join(word.replace(" ?", r"\s*").replace(" ", r"\s+") for word in longest_first)
    owner = "(?:nya)?" if _OWNED.issuperset(names) else ""
    return watch(rf"(?<!\w)(?:{words}){owner}(?!\w)", re.IGNORECASE)


def found(name: str, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """The first of the words called ``name`` in ``text[start:end]``, or None."""
    return cue(name).search(text, start, len(text) if end is None else end)


def tail(text: str, reach: int) -> str:
    """The whole words among the last ``reach`` characters of ``text``."""
    if len(text) <= reach:
        return text
    return (
        _PART_OF_WORD_FIRST.sub("", text[-reach:]) if text[-reach - 1].isalnum() else text[-reach:]
    )


def head(text: str, reach: int) -> str:
    """The whole words among the first ``reach`` characters of ``text``."""
    if len(text) <= reach:
        return text
    return _PART_OF_WORD_LAST.sub("", text[:reach]) if text[reach].isalnum() else text[:reach]
