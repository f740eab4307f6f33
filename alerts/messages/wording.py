"""What frames the news in a message: phrases, days and counts in the reader's language and zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from model.alerts import Language
from model.words import word

_FILE = Path(__file__).with_name("phrases.yaml")


class Wording:
    """Words of one language, and times of one zone.

    Phrases are named by their keys in ``phrases.yaml``, groups by a full stop: ``labels.why``.
    """

    def __init__(self, language: Language, zone: str) -> None:
        self.language = language
        self._zone = ZoneInfo(zone)
        self._phrases = _all_phrases()[language]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a phrase with ``values`` filled in."""
        return str(self._at(key)).format(**values)

    def counted(self, key: str, number: int) -> str:
        """Return a phrase of one thing or of several."""
        one, several = self._at(key)
        return str(one if number == 1 else several).format(n=number)

    def value(self, group: str, value: str) -> str:
        """Return the word for a value that records hold."""
        return word(group, value, self.language.value)

    def listed(self, items: Sequence[str]) -> str:
        """Return "a, b dan c"."""
        if len(items) < 2:
            return "".join(items)
        return ", ".join(items[:-1]) + self("and") + items[-1]

    def day(self, day: date) -> str:
        """Return a day with its weekday and year: "Kamis, 29 Januari 2026"."""
        weekday = self._at("weekdays")[day.weekday()]
        return f"{weekday}, {day.day} {self._month(day)} {day.year}"

    def iso_day(self, day: str) -> str:
        """Return a day written 2026-01-29 like any other; what is no day stays as it is."""
        try:
            return self.day(date.fromisoformat(day))
        except ValueError:
            return day

    def moment(self, moment: datetime) -> str:
        """Return a moment in the reader's zone: "29 Januari 2026 08.15 WIB"."""
        there = moment.astimezone(self._zone)
        return f"{there.day} {self._month(there)} {there.year} {there:%H.%M} {there.tzname()}"

    def _month(self, day: date) -> str:
        return str(self._at("months")[day.month - 1])

    def _at(self, key: str) -> Any:
        found: Any = self._phrases
        for name in key.split("."):
            found = found[name]
        return found


@cache
def _all_phrases() -> dict[Language, dict[str, Any]]:
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {Language(name): phrases for name, phrases in content.items()}
