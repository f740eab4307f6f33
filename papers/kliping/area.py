"""Which news is an office's: that of its provinces, and of the Directorate."""

from __future__ import annotations

from collections.abc import Iterable

from model.records import Agreement, UnitKind
from pipelines.text.unit_ids import entry_of
from pipelines.text.unit_register import register
from pipelines.text.units import find_units


class Area:
    """The provinces of an office; without any, all of Indonesia."""

    def __init__(self, provinces: Iterable[str]) -> None:
        self._provinces = frozenset(name.casefold() for name in provinces)

    def holds_agreement(self, agreement: Agreement, outlets: Iterable[str | None]) -> bool:
        """Whether an agreement concerns the office; ``outlets`` are the provinces of its media.

        What is known of no province is not left out: nothing is to be missed.
        """
        if any(unit.kind is UnitKind.DITJENPAS for unit in agreement.units):
            return True
        own = {agreement.province, *_served(unit.id for unit in agreement.units)}
        return self._holds(_named(own) or _named(outlets))

    def holds_text(self, text: str, outlet: str | None) -> bool:
        """Whether a headline or a text, from a medium of a province, concerns the office."""
        entries = [entry_of(unit.name) for unit in find_units(text)]
        named = {place for entry in entries if entry for place in entry.provinces}
        return self._holds(_named(named) or _named([outlet]))

    def _holds(self, provinces: set[str]) -> bool:
        return not self._provinces or not provinces or not self._provinces.isdisjoint(provinces)


def _named(provinces: Iterable[str | None]) -> set[str]:
    return {name.casefold() for name in provinces if name}


def _served(ids: Iterable[str | None]) -> set[str]:
    entries = [register().get(name) for name in ids if name]
    return {place for entry in entries if entry for place in entry.provinces}
