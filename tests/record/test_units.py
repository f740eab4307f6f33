"""The id of every unit in a record."""

from __future__ import annotations

import pytest

from model.records import Agreement, Article
from pipelines.record import record
from tests.record.measure import FETCHED_AT


def _recorded(text: str, title: str) -> Agreement:
    return record(Article(title=title, text=text, language="id"), FETCHED_AT)[0]


def _ids(text: str, title: str = "Jalin Kerja Sama") -> list[str | None]:
    return [unit.id for unit in _recorded(text, title).units]


@pytest.mark.parametrize(
    "name",
    [
        "Lapas Cipinang",
        "Lapas Kelas I Cipinang",
        "Lapas Klas 1 Cipinang",
        "Lembaga Pemasyarakatan Kelas I Cipinang",
        "LP Cipinang",
        "Kalapas Cipinang",
    ],
)
def test_every_spelling_of_a_unit_gets_one_id(name: str) -> None:
    assert _ids(f"{name} menandatangani PKS dengan PT Maju Jaya, Rabu (5/3).") == ["lapas-cipinang"]


def test_the_name_stays_as_the_story_gives_it() -> None:
    text = "Rutan Medaeng menandatangani PKS dengan PT Maju Jaya, Rabu (5/3)."
    (unit,) = _recorded(text, "Kerja Sama").units
    assert (unit.name, unit.id) == ("Rutan Medaeng", "rutan-surabaya")


def test_a_longer_form_in_the_story_tells_which_of_a_town_is_meant() -> None:
    signing = "Lapas Tangerang menandatangani PKS dengan PT Maju Jaya, Rabu (5/3)."
    assert _ids(signing) == [None]
    longer = f"{signing}\nKalapas Perempuan Kelas IIA Tangerang berharap."
    assert _ids(longer) == ["lapas-perempuan-tangerang"]


def test_the_province_of_the_story_tells_which_town_of_that_name_is_meant() -> None:
    signing = "Lapas Martapura menandatangani PKS dengan PT Maju Jaya, Rabu (5/3)."
    assert _ids(signing) == ["lapas-martapura"]
    near = f"{signing}\nKakanwil Ditjenpas Kalimantan Selatan hadir menyaksikan."
    assert _ids(near)[0] == "lapas-perempuan-martapura"


def test_a_unit_that_the_register_lacks_gets_an_id_from_its_name() -> None:
    signing = "menandatangani PKS dengan PT Maju Jaya, Rabu (5/3)."
    assert _ids(f"Rutan Kelas IIB Ujung Genteng {signing}") == ["rutan-ujunggenteng"]
    assert _ids(f"Rutan Klas IIB Ujunggenteng {signing}") == ["rutan-ujunggenteng"]


def test_a_kanwil_has_the_id_of_its_time() -> None:
    signing = "menandatangani PKS dengan PT Maju Jaya, Rabu (5/3)."
    assert _ids(f"Kanwil Ditjenpas Banten {signing}") == ["kanwil-banten"]
    assert _ids(f"Kanwil Kemenkumham Banten {signing}") == ["kanwil-kemenkumham-banten"]


def test_two_names_that_the_register_knows_are_one_unit() -> None:
    text = (
        "Rutan Kelas I Surabaya menandatangani PKS dengan PT Maju Jaya, Rabu (5/3).\n"
        "Kepala Rutan Medaeng, Budi Santoso, menyambut baik kerja sama itu."
    )
    told = _recorded(text, "Rutan Medaeng Gandeng PT Maju Jaya")
    assert [unit.name for unit in told.units] == ["Rutan Kelas I Surabaya"]
    assert [party.name for party in told.parties] == ["Rutan Kelas I Surabaya", "PT Maju Jaya"]


def test_two_classes_in_one_place_stay_two_units() -> None:
    text = (
        "Lapas Kelas I Madiun dan Lapas Kelas IIA Madiun menandatangani PKS dengan PT Maju Jaya, "
        "Rabu (5/3)."
    )
    names = [unit.name for unit in _recorded(text, "Kerja Sama di Madiun").units]
    assert names == ["Lapas Kelas I Madiun", "Lapas Kelas IIA Madiun"]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Lapas Kelas Dua B Nunukan", "Lapas Kelas IIB Nunukan"),
        ("LPKA Kelas Satu Kupang", "LPKA Kelas I Kupang"),
        ("Bapas Kelas Dua Kupang", "Bapas Kelas II Kupang"),
        ("Lembaga pemasyarakatan kelas IIA kendari", "Lapas Kelas IIA Kendari"),
    ],
)
def test_a_class_may_be_in_words_and_its_place_in_small_letters(told: str, name: str) -> None:
    text = f"{told} resmi menandatangani PKS dengan PT Maju Jaya, Rabu (5/3)."
    assert [unit.name for unit in _recorded(text, "Kerja Sama").units] == [name]


def test_the_regional_office_of_others_is_no_unit() -> None:
    text = (
        "Kepala Kanwil BPJS Ketenagakerjaan Jatim Hadi Sasmito dan Kepala Kanwil Ditjenpas Jatim "
        "Kusnan Efendi menandatangani nota kesepahaman, Rabu (5/3)."
    )
    agreement = _recorded(text, "Kerja Sama")
    assert len(agreement.units) == 1
    assert [one.name for one in agreement.officials] == ["Hadi Sasmito", "Kusnan Efendi"]
