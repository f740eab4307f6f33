"""Which provinces are beside each other, and in which zone they are."""

from __future__ import annotations

from model.zones import ZONES
from pantau.setup.provinces import neighbours_of, places, zone_of_office
from pipelines.text.regions import provinces


def test_every_province_is_there_with_a_zone_of_indonesia() -> None:
    assert set(places()) == set(provinces())
    assert {place.zone for place in places().values()} == set(ZONES)


def test_who_is_beside_another_one_has_it_beside_itself() -> None:
    pairs = {(name, other) for name, place in places().items() for other in place.beside}
    assert pairs == {(other, name) for name, other in pairs}


def test_an_office_of_two_provinces_has_the_neighbours_of_both() -> None:
    served = ("Papua Barat", "Papua Barat Daya")
    assert neighbours_of(served) == ["Papua Tengah"]
    assert zone_of_office(served) == "WIT"
    assert (neighbours_of(()), zone_of_office(())) == ([], "WIB")
