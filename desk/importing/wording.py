"""What offices call papers, acts and sorts of partners in their registers."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from model.records import Act, Instrument
from model.words import words_of
from pipelines.text.instruments import find_instruments

_FILE = Path(__file__).with_name("words.yaml")


class KindRead(NamedTuple):
    """What a cell says of the paper; ``unsure``: its words may mean another one too."""

    kind: Instrument | None
    act: Act | None = None
    unsure: bool = False


def read_kind(text: str) -> KindRead:
    """Read which paper a cell names, and whether it renews or amends another: "Adendum PKS"."""
    act = read_act(text)
    for words in (text, _without_act(text)):
        if (kind := _known().get(letters(words))) is not None:
            return KindRead(kind, act, letters(words) in _table()["unsure"])
    found = find_instruments(text) or find_instruments(text.upper())
    return KindRead(found[0].kind if found else None, act)


def one_kind(text: str) -> Instrument | None:
    """Return the one sort of paper that the name or title of a whole sheet tells: "Rekap PKS"."""
    kinds = {found.kind for found in find_instruments(text.upper())}
    return kinds.pop() if len(kinds) == 1 else None


def read_act(text: str) -> Act | None:
    """Read what was done with a paper; null where no words say so."""
    for word in text.lower().replace("/", " ").split():
        for start, act in _table()["acts"].items():
            if letters(word).startswith(start):
                return Act(act)
    return None


@cache
def sorts() -> tuple[tuple[str, str], ...]:
    """Return how words for sorts of partners begin, and which sort each is; the longest first."""
    return tuple(sorted(_table()["sorts"].items(), key=lambda one: -len(one[0])))


def letters(text: str) -> str:
    """Return the letters of a text alone, in lower case."""
    return "".join(char for char in text.lower() if char.isalpha())


def _without_act(text: str) -> str:
    return " ".join(word for word in text.split() if read_act(word) is None)


@cache
def _known() -> dict[str, Instrument]:
    known = {word: Instrument(kind) for word, kind in _table()["kinds"].items()}
    for value, word in words_of("kind").items():
        known |= {letters(word): Instrument(value), letters(value): Instrument(value)}
    return known


@cache
def _table() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content
