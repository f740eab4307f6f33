"""The language and the time zone that a person reads in, and the words of the interface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from model.sayings import Saying, said
from model.words import Tongue, word
from model.zones import ZONES

_WORDS = Path(__file__).parent.parent / "words"
LANGUAGES: Final[tuple[Tongue, ...]] = ("id", "en")
#: What a sentence says where one thing is meant, not several.
_ONE = "_one"


class Locale(NamedTuple):
    """How somebody reads: the language ("id" or "en") and the zone ("WIB", "WITA" or "WIT")."""

    language: Tongue = "id"
    zone: str = "WIB"

    def say(self, key: str, **values: object) -> str:
        """Return the words of ``key`` with ``values`` put in; a ``count`` of 1 has its own form.

        Raises:
            KeyError: there is no such key, which a test rules out for all that templates name.
        """
        words = interface(self.language)
        own = f"{key}{_ONE}"
        form = words[own] if values.get("count") == 1 and own in words else words[key]
        shown = {name: self.number(one) for name, one in values.items()}
        return form.format(**shown) if shown else form

    def word(self, group: str, value: str) -> str:
        """Return the word for a value of a record."""
        return word(group, value, self.language)

    def said(self, sayings: Iterable[Saying]) -> str:
        """Say sentences of records one after the other."""
        return said(sayings, self.language)

    def number(self, value: object) -> str:
        """Write a number with the signs of the language; anything else as it is."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return str(value)
        written = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
        if self.language == "id":
            return written.translate(str.maketrans(",.", ".,"))
        return written

    def local(self, moment: datetime) -> datetime:
        """Return an aware moment as it is in the zone of whoever reads."""
        return moment.astimezone(ZONES[self.zone])


def locale_of(
    query: Mapping[str, str], cookies: Mapping[str, str], office_zone: str = "WIB"
) -> Locale:
    """Tell how somebody reads: what the address asks for, else what was chosen before.

    Who chose no zone reads in that of the office.
    """
    language = _chosen("lang", query, cookies)
    zones = (_chosen("zone", query, cookies), office_zone, "WIB")
    return Locale(
        next((known for known in LANGUAGES if known == language), "id"),
        next(zone for name in zones if (zone := name.upper()) in ZONES),
    )


@cache
def interface(language: str) -> dict[str, str]:
    """Return the words of the interface by their dotted keys."""
    text = (_WORDS / f"{language}.yaml").read_text(encoding="utf-8")
    return dict(_flat(yaml.safe_load(text), ""))


def _chosen(name: str, query: Mapping[str, str], cookies: Mapping[str, str]) -> str:
    return query.get(name) or cookies.get(name) or ""


def _flat(content: Mapping[str, object], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in content.items():
        if isinstance(value, Mapping):
            found += _flat(value, f"{prefix}{name}.")
        else:
            found.append((f"{prefix}{name}", str(value)))
    return found
