"""Whose an agreement is, and whether a story speaks of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from model.records import KeptAgreement, PartyKind, UnitRole
from pipelines.following.telling import Line, Telling, bare, bodies_of, units_of
from pipelines.stories.deeds import partners_of
from pipelines.stories.names import GENERIC, partner_key, share
from pipelines.text.unit_ids import unit_id
from pipelines.text.units import same_unit

_ROLES = {UnitRole.SIGNATORY, UnitRole.IMPLEMENTER}
#: Characters of a paper's number that nothing else has.
_LEAST_NUMBER = 8
#: Words of a title that nothing else has.
_LEAST_TITLE = 5


class Pair(NamedTuple):
    """The two sides of an agreement, and by what else its paper is known.

    ``partners`` are bare names, ``written`` the same as they are written, ``papers`` the numbers
    of both sides and the title.
    """

    units: tuple[tuple[str, str | None], ...]
    partners: tuple[str, ...]
    written: tuple[str, ...]
    papers: tuple[str, ...]

    @classmethod
    def of(cls, one: KeptAgreement) -> Pair:
        """Take out of an agreement whose it is."""
        units = [(unit.name, unit.id) for unit in one.units if unit.role in _ROLES]
        ours = [party.name for party in one.parties if party.kind is PartyKind.PEMASYARAKATAN]
        known = {name for name, _ in units}
        units += [(name, unit_id(name)) for name in ours if name not in known]
        names = [party.name for party in partners_of(one)]
        keys = [partner_key(name) for name in names]
        return cls(
            units=tuple(units),
            partners=tuple(key for key in keys if not GENERIC.issuperset(key.split())),
            written=tuple(bare(name) for name in names if len(name.split()) > 1),
            papers=tuple(_papers(one)),
        )

    def is_like(self, other: Pair) -> bool:
        """Whether two agreements are of the same two sides."""
        units = any(_is_one(name, *own) for name, _ in self.units for own in other.units)
        return units and share(self.partners, other.partners)

    def is_named_in(self, telling: Telling) -> bool:
        """Whether a story names both sides, wherever."""
        lines = telling.lines
        return any(map(self._is_unit, units_of(lines))) and any(map(self._names_partner, lines))

    def paper_in(self, telling: Telling) -> bool:
        """Whether a story gives the number or the title of the paper."""
        return any(f" {paper} " in telling.words for paper in self.papers)

    def touches(self, line: Line) -> bool:
        """Whether a line names one of the sides."""
        return any(map(self._is_unit, line.units)) or self._names_partner(line)

    def is_meant_by(self, line: Line, telling: Telling) -> bool:
        """Whether a line that speaks of a paper means this one.

        Whom the line names goes before whom the story is about; where either names an office or a
        partner that is not of this agreement, it may be another paper.
        """
        words = f" {bare(line.text)} "
        if any(f" {paper} " in words for paper in self.papers):
            return True
        return self._is_of_unit(line, telling) and self._is_of_partner(line, telling)

    def _is_of_unit(self, line: Line, telling: Telling) -> bool:
        named = line.units - line.heads
        named = named or units_of(telling.lead) - frozenset().union(
            *(one.heads for one in telling.lead)
        )
        return bool(named) and all(map(self._is_unit, named))

    def _is_of_partner(self, line: Line, telling: Telling) -> bool:
        if line.meant:
            return share(line.meant, self.partners)
        if self._names_partner(line):
            return True
        named = bodies_of(telling.lead)
        return bool(named) and all(share([name], self.partners) for name in named)

    def _is_unit(self, name: str) -> bool:
        return any(_is_one(name, own, known) for own, known in self.units)

    def _names_partner(self, line: Line) -> bool:
        if share(line.bodies, self.partners):
            return True
        words = f" {bare(line.text)} "
        return any(f" {name} " in words for name in self.written)


def names_partner(telling: Telling, name: str) -> bool:
    """Whether a story may name a partner: a look at its words, before the two are compared."""
    words = bare(name)
    if f" {words} " in telling.words:
        return True
    own = set(partner_key(name).split()) - GENERIC
    return bool(own & telling.body_words) and share(bodies_of(telling.lines), [partner_key(name)])


@lru_cache(maxsize=4_096)
def _is_one(name: str, own: str, known: str | None) -> bool:
    """Whether a name is that of an office of an agreement."""
    found = unit_id(name)
    return found == known if found and known else same_unit(name, own)


def _papers(one: KeptAgreement) -> Iterable[str]:
    for number in (one.number_ours, one.number_theirs):
        if number and len(number) >= _LEAST_NUMBER and any(map(str.isdigit, number)):
            yield bare(number)
    if one.title and len(bare(one.title).split()) >= _LEAST_TITLE:
        yield bare(one.title)
