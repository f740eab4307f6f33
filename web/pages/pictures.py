"""Numbers as pictures: bars for months, a map of tiles for provinces. Pure, in units of the SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import yaml

_TILES = Path(__file__).with_name("tiles.yaml")

#: Width of a bar with the room beside it, height of the tallest, room above for its number.
STEP: Final = 52
TALLEST: Final = 130
ABOVE: Final = 20
#: Width and height of a tile, and the room between two.
TILE: Final = 46
GAP: Final = 4
_SHADES = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A month and its count, as a bar."""

    month: date
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Tile:
    """A province and its count, as a tile; ``shade`` is 0 for none, then 1 to 4."""

    province: str
    short: str
    count: int
    x: int
    y: int
    shade: int


def months_before(last: date, count: int) -> list[date]:
    """Return the first days of ``count`` months, that of ``last`` being the last."""
    numbers = range(12 * last.year + last.month - count, 12 * last.year + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def bars(months: Sequence[date], counts: Mapping[date, int]) -> list[Bar]:
    """Return a bar for each month."""
    most = max([*counts.values(), 1])
    found = []
    for month in months:
        count = counts.get(month, 0)
        height = round(TALLEST * count / most, 1)
        found.append(Bar(month, count, ABOVE + TALLEST - height, height))
    return found


def tiles(counts: Mapping[str, int]) -> list[Tile]:
    """Return a tile for each of the 38 provinces."""
    most = max([*counts.values(), 1])
    return [
        Tile(
            province,
            short,
            counts.get(province, 0),
            column * (TILE + GAP),
            row * (TILE + GAP),
            _shade(counts.get(province, 0), most),
        )
        for province, (column, row, short) in _places().items()
    ]


def size(tiled: Sequence[Tile]) -> tuple[int, int]:
    """Return the width and height of a map."""
    return max(tile.x for tile in tiled) + TILE, max(tile.y for tile in tiled) + TILE


def _shade(count: int, most: int) -> int:
    return 0 if count == 0 else max(1, -(-_SHADES * count // most))


@cache
def _places() -> dict[str, tuple[int, int, str]]:
    content: dict[str, tuple[int, int, str]] = yaml.safe_load(_TILES.read_text(encoding="utf-8"))
    return content
