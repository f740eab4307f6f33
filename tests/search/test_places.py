"""Every province and regency has a point of its own, and it lies where it should."""

from __future__ import annotations

from heapq import nsmallest
from math import asin, cos, radians, sin, sqrt

from pipelines.text.regions import Region, provinces, regencies
from search.places import PLACES_FILE, Point, point_of

#: Degrees: the islands from Sabang to Merauke, and from Miangas to Rote.
SOUTH, NORTH, WEST, EAST = -11.1, 6.1, 95.0, 141.1
#: Kilometres between a regency and the middle of its province; the sea provinces are the widest.
FARTHEST = 550
#: How many neighbours are looked at, and who has none of its province among them: a chain of isles
#: that is nearer to Timor than to the rest of Maluku.
NEIGHBOURS, ALONE = 5, {"Kabupaten Maluku Barat Daya"}
NAMES = (*provinces(), *(region.name for region in regencies()))


def kilometres(one: Point, other: Point) -> float:
    """The distance over the earth's surface."""
    (north, east), (north2, east2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((north2 - north) / 2) ** 2 + cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


def at(name: str) -> Point:
    point = point_of(name)
    assert point is not None, name
    return point


def to_province(region: Region) -> float:
    return kilometres(at(region.name), at(region.province))


def neighbours(region: Region) -> list[Region]:
    here = at(region.name)
    others = (other for other in regencies() if other != region)
    return nsmallest(NEIGHBOURS, others, key=lambda other: kilometres(here, at(other.name)))


def test_the_table_holds_just_the_areas_that_records_name() -> None:
    lines = PLACES_FILE.read_text(encoding="utf-8").splitlines()
    named = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    assert len(NAMES) == 38 + 514
    assert sorted(named) == sorted(NAMES)


def test_every_area_lies_in_indonesia() -> None:
    points = {name: at(name) for name in NAMES}
    assert [name for name, point in points.items() if not SOUTH < point.lat < NORTH] == []
    assert [name for name, point in points.items() if not WEST < point.lon < EAST] == []


def test_every_regency_lies_near_its_province() -> None:
    far = [region.name for region in regencies() if to_province(region) > FARTHEST]
    assert far == []


def test_every_regency_has_one_of_its_province_among_its_neighbours() -> None:
    alone = {
        region.name
        for region in regencies()
        if region.province not in {other.province for other in neighbours(region)}
    }
    assert alone == ALONE


def test_no_two_areas_share_a_point() -> None:
    assert len({at(name) for name in NAMES}) == len(NAMES)


def test_other_names_have_no_point() -> None:
    assert point_of("Tangerang") is None
    assert point_of("") is None
