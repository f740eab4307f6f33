"""Which office a name means, in any spelling."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.records import UnitKind
from pipelines.text.unit_ids import entry_of, regency_of_unit, unit_id
from pipelines.text.unit_parts import UnitName
from pipelines.text.unit_register import Entry, register
from pipelines.text.units import find_units
from tests.text import cases


@pytest.mark.parametrize(("name", "expected"), cases("unit_ids.txt"))
def test_a_name_means_the_office_of_its_kind_sort_and_place(name: str, expected: str) -> None:
    assert (unit_id(name) or "-") == expected


@pytest.mark.parametrize(
    ("name", "province", "expected"),
    [
        ("Lapas Martapura", "Sumatera Selatan", "lapas-martapura"),
        ("Lapas Martapura", "Kalimantan Selatan", "lapas-perempuan-martapura"),
        ("Lapas Martapura", "Jawa Barat", "lapas-martapura"),
        ("Lapas Tangerang", "Banten", None),
    ],
)
def test_the_provinces_told_of_decide_between_places_of_one_name(
    name: str, province: str, expected: str | None
) -> None:
    assert unit_id(name, frozenset([province])) == expected


def test_an_office_nobody_verified_goes_by_its_own_name_alone() -> None:
    assert unit_id("Rupbasan Kota Medan") == unit_id("Rupbasan Medan") == "rupbasan-medan"
    assert unit_id("Rupbasan Jogja") != unit_id("Rupbasan Yogyakarta")


def test_an_id_made_for_an_unlisted_office_is_no_listed_one() -> None:
    made = unit_id("Lapas Kelas IIB Karang Intan")
    assert made == "lapas-karangintan"
    assert made not in register()
    assert entry_of("Lapas Kelas IIB Karang Intan") is None


def test_a_prison_stands_where_the_register_says() -> None:
    region = regency_of_unit("Rutan Medaeng")
    assert region is not None
    assert (region.name, region.province) == ("Kabupaten Sidoarjo", "Jawa Timur")
    assert regency_of_unit("Kanwil Ditjenpas Banten") is None


LOCAL = [entry for entry in register().values() if entry.regency is not None]
HEADS = {
    UnitKind.LAPAS: [
        "Lapas",
        "lapas",
        "LAPAS",
        "Lembaga Pemasyarakatan",
        "Lembaga Pemasyarakatan (Lapas)",
        "LP",
        "Kalapas",
        "Kepala Lapas",
        "Ka. Lapas",
    ],
    UnitKind.RUTAN: [
        "Rutan",
        "RUTAN",
        "Rumah Tahanan Negara",
        "Rumah Tahanan Negara (Rutan)",
        "Rumah Tahanan",
        "Karutan",
        "Kepala Rutan",
    ],
    UnitKind.LPKA: ["LPKA", "Lembaga Pembinaan Khusus Anak", "Kalpka", "Kepala LPKA"],
    UnitKind.BAPAS: ["Bapas", "Balai Pemasyarakatan", "Balai Pemasyarakatan (Bapas)", "Kabapas"],
    UnitKind.RUPBASAN: ["Rupbasan", "Rumah Penyimpanan Benda Sitaan Negara", "Karupbasan"],
}
NUMBERS = {"I": "1", "II": "2", "III": "3"}


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, Entry]:
    """An office of the register in a spelling that its class, kind and letters allow."""
    entry = draw(st.sampled_from(LOCAL))
    name = entry.name
    rank = draw(st.sampled_from(_ranks(name.rank))) if name.rank else ""
    if not rank and _needs_its_class(entry):
        rank = f"Kelas {name.rank}"
    place = draw(st.sampled_from([name.place, name.place.upper(), name.place.replace(" ", "  ")]))
    category = name.category
    if category == "Perempuan":
        category = draw(st.sampled_from(["Perempuan", "Wanita", "Khusus Perempuan"]))
    qualities = draw(st.permutations([category, rank]))
    head = draw(st.sampled_from(HEADS[name.kind]))
    return " ".join(filter(None, (head, *qualities, place))), entry


def _ranks(rank: str) -> list[str]:
    number = rank.rstrip("AB")
    letter = rank.removeprefix(number)
    forms = [rank, f"{number} {letter}".strip(), NUMBERS[number] + letter]
    return ["", *(f"{word} {form}" for word in ("Kelas", "Klas", "KELAS") for form in forms)]


def _needs_its_class(entry: Entry) -> bool:
    """Whether another general prison stands in the same place."""
    alike = [other for other in LOCAL if _unranked(other.name) == _unranked(entry.name)]
    return len(alike) > 1


def _unranked(name: UnitName) -> UnitName:
    return name._replace(rank="")


@settings(max_examples=300, deadline=None)
@given(spellings())
def test_every_spelling_of_an_office_means_it(spelt: tuple[str, Entry]) -> None:
    name, entry = spelt
    assert unit_id(name) == entry.id, name
    found = find_units(f"Penandatanganan digelar {name}, Selasa (3/2).")
    assert [unit_id(mention.name) for mention in found] == [entry.id], name


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40) | st.sampled_from(LOCAL).map(lambda e: f"{e.name} x"), st.booleans())
def test_any_text_can_be_asked_for(text: str, near: bool) -> None:
    found = unit_id(text, frozenset(["Banten"]) if near else frozenset())
    assert found is None or found == found.casefold()
    assert found is None or " " not in found
