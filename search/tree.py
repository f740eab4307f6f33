"""A query as every engine understands it: fields and analysed words, nothing left to interpret.

Only :class:`Term`, :class:`Phrase`, :class:`Pattern` and :class:`Similar` count for the score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """A word in a text field: a stem, or the folded word itself where ``exact``."""

    field: str
    word: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """At least two words one after another, ``slop`` others in between at most."""

    field: str
    words: tuple[str, ...]
    exact: bool
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A folded word, or a whole value, with ``*`` for any letters and ``?`` for one."""

    field: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Similar:
    """A folded word with at most ``distance`` letters changed, added, lost or swapped."""

    field: str
    word: str
    distance: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """A field that holds one of some whole values; none at all if there are none."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Period:
    """A day in Asia/Jakarta from ``first`` to ``last``, both included; null: no bound."""

    field: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Exists:
    """A field that is not empty."""

    field: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A field of ``schema.FACET_FIELDS`` that is counted under ``value``, just as it is shown."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


@dataclass(frozen=True, slots=True)
class Not:
    """What ``part`` does not find."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """What all parts find; scores add up."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What any part finds; scores add up."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Best:
    """What any part finds, scored by the best: one thing sought under several names or fields."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Boosted:
    """``part`` with its score times ``factor``."""

    part: Node
    factor: float


Node = (
    Term
    | Phrase
    | Pattern
    | Similar
    | OneOf
    | Period
    | Exists
    | Counted
    | Everything
    | Not
    | And
    | Or
    | Best
    | Boosted
)


def all_of(parts: Iterable[Node]) -> Node:
    """Return one node for what all of ``parts`` find; there must be one at least."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else And(found)


def any_of(parts: Iterable[Node]) -> Node:
    """Return one node for what any of ``parts`` finds; there must be one at least."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else Or(found)


def best_of(parts: Iterable[Node]) -> Node:
    """Return one node for what any of ``parts`` finds, scored by the best."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Best(found)
