"""Which agreements a bundle holds: those found and of a time, or a random sample of them."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

from model.records import Record
from store import Dated


class Asked(Record):
    """What of the register is asked for; all of it where nothing is said.

    ``first`` and ``last`` are days, both included, by the day of signing or else that of the first
    news. ``sample`` is how many agreements are drawn, by the ``seed``.
    """

    query: str | None = None
    first: date | None = None
    last: date | None = None
    sample: int | None = None
    seed: int = 0


class Pick(NamedTuple):
    """An agreement that was chosen, and the day by which it was."""

    id: str
    counted_on: date


class Choice(NamedTuple):
    """What was chosen, by id; ``population`` is how many fitted, drawn or not."""

    picks: list[Pick]
    population: int

    @property
    def probability(self) -> float:
        """How likely each agreement that fitted was to be chosen."""
        return len(self.picks) / self.population if self.population else 1.0


def choose(dated: Iterable[Dated], found: Set[str] | None, asked: Asked, zone: ZoneInfo) -> Choice:
    """Choose among all agreements, which come by id; ``found`` are those of a query.

    A sample is a simple random one, without replacement: those whose ids, digested with the seed,
    come first. So the same seed draws the same agreements on every machine, and a greater sample
    holds the smaller.
    """
    fitting = [
        Pick(one.id, day)
        for one in dated
        if (found is None or one.id in found) and _fits(day := _day(one, zone), asked)
    ]
    if asked.sample is None or asked.sample >= len(fitting):
        return Choice(fitting, len(fitting))
    drawn = sorted(fitting, key=lambda pick: _lot(asked.seed, pick.id))[: asked.sample]
    return Choice(sorted(drawn), len(fitting))


def _day(one: Dated, zone: ZoneInfo) -> date:
    return one.signed_on or one.first_told.astimezone(zone).date()


def _fits(day: date, asked: Asked) -> bool:
    return (asked.first is None or day >= asked.first) and (asked.last is None or day <= asked.last)


def _lot(seed: int, identity: str) -> bytes:
    return sha256(f"{seed}:{identity}".encode()).digest()
