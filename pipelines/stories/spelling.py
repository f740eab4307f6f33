"""Names of people and places, brought to what two writers by ear have in common."""

from __future__ import annotations

import re
from functools import lru_cache

#: Old and new spelling, and letters that Indonesian does not keep apart; from top to bottom.
_ALIKE = (
    ("dj", "j"),
    ("tj", "c"),
    ("sj", "sy"),
    ("oe", "u"),
    ("ph", "p"),
    ("kh", "h"),
    ("dh", "d"),
    ("th", "t"),
    ("j", "i"),
    ("y", "i"),
    ("f", "p"),
    ("v", "p"),
    ("z", "s"),
    ("q", "k"),
)
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"(?<!^)[aeiou]+")
_LAST = {"d": "t", "b": "p", "g": "k"}
#: Consonants that name a person without vowels (Hartawan, Hertawan; but Kurnia is not Karina).
_FEWEST_CONSONANTS = 4


@lru_cache(maxsize=16_384)
def by_ear(name: str) -> str:
    """Return one word of a name, in lower case, as it sounds: Tjokro is Cokro, Julian Yulian.

    Long words are left with their consonants.
    """
    sound = name
    for written, heard in _ALIKE:
        sound = sound.replace(written, heard)
    sound = _DOUBLED.sub(r"\1", _NO_LETTERS.sub("", sound))
    if not sound:
        return name
    sound = sound[:-1] + _LAST.get(sound[-1], sound[-1])
    consonants = _VOWELS.sub("", sound)
    return consonants if len(consonants) >= _FEWEST_CONSONANTS else sound


@lru_cache(maxsize=1024)
def heard(names: frozenset[str]) -> frozenset[str]:
    """Return names of one or more words as they sound; one article's are asked for often."""
    return frozenset(" ".join(map(by_ear, name.split())) for name in names)
