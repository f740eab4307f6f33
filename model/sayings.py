"""Sentences that records keep as a code with values, and that are said in any language.

A sentence of ``sayings.yaml`` has its values in braces, with what they are: ``{waited:hours}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from model.records import Record
from model.words import Tongue, word, words_of

_FILE = Path(__file__).with_name("sayings.yaml")

_A_DAY = 24
_WEEKS_A_MONTH = 365.25 / 12 / 7
_HTTP = "http_"

Value = int | float | str


class Saying(Record):
    """A sentence: its ``code`` in ``sayings.yaml``, and what it tells of."""

    code: str
    values: Mapping[str, Value] = {}


def saying(code: str, **values: Value) -> Saying:
    """Return the sentence of a code with what it tells of."""
    return Saying(code=code, values=values)


def said(sayings: Iterable[Saying], language: Tongue = "id") -> str:
    """Say sentences one after the other."""
    speaker = _Speaker(language)
    return " ".join(speaker.sentence(one) for one in sayings)


def problem(reason: str, detail: str, language: Tongue) -> str:
    """Say what the short name of a problem means, ``detail`` in brackets behind it."""
    if reason.startswith(_HTTP):
        status = reason.removeprefix(_HTTP)
        told = words_of("problem", language)[_HTTP].format(status=status)
    else:
        told = words_of("problem", language).get(reason, "")
    return f"{told} ({detail})" if told and detail else told or detail


class _Speaker(Formatter):
    """Puts values into sentences of one language; what they are is named behind the colon."""

    def __init__(self, language: Tongue) -> None:
        self._language = language
        self._words: dict[str, Any] = _all_words()[language]

    def sentence(self, one: Saying) -> str:
        """Say one sentence."""
        values = dict(one.values)
        if "problem" in values:
            reason, detail = str(values["problem"]), str(values.get("detail", ""))
            values["problem"] = problem(reason, detail, self._language) or reason
        return self.vformat(self._words["sentences"][one.code], (), values)

    def format_field(self, value: Any, format_spec: str) -> str:
        """Say a value as what it is."""
        if format_spec == "hours":
            return self._span(value)
        if format_spec == "often":
            return self._often(value)
        if format_spec == "share":
            return f"{100 * value:.0f} %"
        if format_spec == "problems":
            return ", ".join(word("drop", name, self._language) for name in str(value).split())
        if format_spec == "number":
            return self._number(value)
        return self._counted(format_spec, value) if format_spec else str(value)

    def _span(self, hours: float) -> str:
        if hours < 2 * _A_DAY:
            return self._counted("hours", round(hours))
        return self._counted("days", int(hours // _A_DAY))

    def _often(self, per_week: float) -> str:
        if per_week >= 10:
            return self._counted("a_day", round(per_week / 7))
        if per_week >= 1:
            return self._counted("a_week", round(per_week))
        return self._counted("a_month", round(max(per_week * _WEEKS_A_MONTH, 1)))

    def _counted(self, noun: str, number: int) -> str:
        one, several = self._words["counts"][noun]
        return str(one if number == 1 else several).format(self._number(number))

    def _number(self, value: float) -> str:
        return f"{value:,.0f}".replace(",", self._words["thousands"])


@cache
def _all_words() -> dict[Tongue, dict[str, Any]]:
    content: dict[Tongue, dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content
