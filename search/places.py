"""Where the provinces and regencies of Indonesia lie, for maps, as ``places.tsv`` has it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

PLACES_FILE = Path(__file__).with_name("places.tsv")


class Point(NamedTuple):
    """A point on the earth, in degrees (WGS 84): north of the equator and east of Greenwich."""

    lat: float
    lon: float


def point_of(name: str) -> Point | None:
    """Return a point that stands for the area ``name``; null where there is no such area.

    ``name`` is that of a record: a province ("Banten"), or a kabupaten or kota ("Kota Tangerang",
    "Kabupaten Lebak").
    """
    return _points().get(name)


@cache
def _points() -> dict[str, Point]:
    lines = PLACES_FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: Point(float(lat), float(lon)) for name, lat, lon, _ in rows}
