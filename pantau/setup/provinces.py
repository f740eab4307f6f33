"""In which zone a province is, and which ones are beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

_FILE = Path(__file__).with_name("provinces.yaml")
#: That of the capital, where an office answers for no province or for all.
_CAPITAL = "WIB"


class Place(NamedTuple):
    """A province: its zone, and its neighbours."""

    zone: str
    beside: tuple[str, ...]


@cache
def places() -> dict[str, Place]:
    """Every province by its name."""
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: Place(one["zone"], tuple(one["beside"])) for name, one in told.items()}


def zone_of_office(provinces: Sequence[str]) -> str:
    """Return the zone of the first of these provinces, where an office has its seat."""
    return places()[provinces[0]].zone if provinces else _CAPITAL


def neighbours_of(provinces: Sequence[str]) -> list[str]:
    """Return the provinces beside these, without them."""
    beside = dict.fromkeys(name for one in provinces for name in places()[one].beside)
    return [name for name in beside if name not in provinces]
