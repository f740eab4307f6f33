"""What a report is made from, as it was read from the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from model.records import KeptAgreement, UnitRole
from papers.report.period import Period
from papers.watching import SiteDays
from pipelines.text.unit_register import Entry
from store import ArticleRow, Corrected, Scope, SiteState

#: Units with these roles have part in an agreement; others watch, or lend the room.
OWN_ROLES = frozenset({UnitRole.SIGNATORY, UnitRole.IMPLEMENTER})


class Coverage(NamedTuple):
    """A time as the media had it.

    ``printed`` has the site of each article, ``corrections`` those that correct something, and
    ``watched`` the visits by which they were found, by site.
    """

    printed: Sequence[str]
    corrections: Sequence[ArticleRow]
    watched: Mapping[str, SiteDays]


class Facts(NamedTuple):
    """All that a report needs; ``told`` are the agreements of the articles of the month.

    ``corrected`` is what people corrected in the month, each with its agreement.

    ``scope`` is null where the office answers for all provinces. ``ends`` counts the agreements
    whose end is known, and all of them. ``months`` counts signings by the month's first day.
    """

    period: Period
    office: str
    provinces: Sequence[str]
    scope: Scope | None
    signed: Sequence[KeptAgreement]
    before: Sequence[KeptAgreement]
    undated: Sequence[KeptAgreement]
    told: Sequence[KeptAgreement]
    ending: Sequence[KeptAgreement]
    corrected: Sequence[tuple[Corrected, KeptAgreement]]
    ends: tuple[int, int]
    months: Mapping[date, int]
    now: Coverage
    then: Coverage
    sites: Mapping[str, SiteState]
    units: Sequence[Entry]
    unplaced: int


def belongs(agreement: KeptAgreement, scope: Scope | None) -> bool:
    """Whether an agreement is of the provinces asked for, by its place or its units."""
    if scope is None or agreement.province in scope.provinces:
        return True
    return any(unit.id in scope.units and unit.role in OWN_ROLES for unit in agreement.units)


def is_placed(agreement: KeptAgreement) -> bool:
    """Whether it is known which province an agreement is of."""
    return agreement.province is not None or any(unit.id for unit in agreement.units)
