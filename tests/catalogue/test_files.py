"""The catalogue's files: the shipped ones are sound, and a fault in one is named."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.outlet_files import SITES, read_catalogue
from pipelines.text.regions import provinces, region_named

#: A file that is right, to be made wrong.
SOUND = """\
province: Banten
outlets:
  - {url: "https://anggrek.example/", name: Anggrek}
  - {url: "https://melati.example/", name: Melati, type: official, group: Taman}
"""


def written(directory: Path, text: str, name: str = "banten.yaml") -> Path:
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_catalogue_is_sound() -> None:
    assert [str(fault) for fault in read_catalogue().faults] == []


def test_the_catalogue_is_of_all_provinces() -> None:
    outlets = read_catalogue().outlets

    assert {outlet.province for outlet in outlets} == {*provinces(), None}
    assert len(outlets) >= 400


def test_a_file_is_named_for_its_province() -> None:
    stems = {path.stem for path in SITES.glob("*.yaml")}
    named = [region_named(stem.replace("-", " ")) for stem in stems - {"nasional"}]

    assert sorted(region.name for region in named if region) == sorted(provinces())
    assert len(stems) == len(provinces()) + 1


def test_addresses_are_front_pages() -> None:
    outlets = read_catalogue().outlets

    assert [outlet.url for outlet in outlets if urlsplit(outlet.url).path != "/"] == []


def test_groups_are_spelt_in_one_way() -> None:
    groups = sorted({outlet.group for outlet in read_catalogue().outlets if outlet.group})

    assert "Tribun Network" in groups
    near = {group: get_close_matches(group, groups, cutoff=0.85) for group in groups}
    assert {group: others for group, others in near.items() if len(others) > 1} == {}


def test_an_outlet_has_what_its_file_says(tmp_path: Path) -> None:
    written(tmp_path, SOUND)

    anggrek, melati = read_catalogue(tmp_path).outlets

    assert (anggrek.name, anggrek.province, anggrek.type) == ("Anggrek", "Banten", "press")
    assert (melati.type, melati.group, melati.verified) == ("official", "Taman", False)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (", name: Anggrek", "", "line 3: outlets.0.name: Field required"),
        ("name: Anggrek", 'name: ""', "line 3: outlets.0.name: "),
        ("type: official", "type: radio", "line 4: outlets.1.type: "),
        ("group: Taman", "grup: Taman", "line 4: outlets.1.grup: no setting has this name"),
        ("https://melati", "melati", "line 4: outlets.1.url: must be a web address"),
        ("melati.example/", "melati.example", "line 4: outlets.1.url: must be a front page"),
        ("melati.example/", "melati.example/?p=1", "line 4: outlets.1.url: must be a front page"),
        ("group: Taman", "province: Bali", "outlets.1.province: the file names the province"),
        ("province: Banten", "province: Banteng", "line 1: province: no province has this"),
        ("province: Banten\n", "", "banten.yaml: province: Field required"),
        ("melati.example", "akasia.example", "line 4: outlets.1.url: akasia.example must stand"),
        ("melati.example", "www.anggrek.example", "outlets.1.url: anggrek.example is already in"),
        ("outlets:", "outlets: [", "is not YAML"),
    ],
)
def test_a_fault_is_named_by_file_line_and_key(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    assert right in SOUND
    path = written(tmp_path, SOUND.replace(right, wrong))

    (fault,) = read_catalogue(tmp_path).faults

    assert said in str(fault)
    assert str(path) in str(fault)


def test_a_file_without_outlets_is_a_fault(tmp_path: Path) -> None:
    written(tmp_path, "province: Banten\noutlets: []\n")

    (fault,) = read_catalogue(tmp_path).faults

    assert "line 2: outlets: " in str(fault)


def test_an_outlet_in_two_files_is_named_with_both_places(tmp_path: Path) -> None:
    first = written(tmp_path, SOUND)
    second = written(tmp_path, SOUND.replace("https://anggrek", "http://aster"), "jambi.yaml")

    (fault,) = read_catalogue(tmp_path).faults

    assert fault.where == f"{second}, line 4"
    assert fault.problem == f"melati.example is already in {first}, line 4"


def test_every_fault_is_told_and_hides_no_other_file(tmp_path: Path) -> None:
    written(tmp_path, SOUND.replace("official", "radio").replace("Anggrek", '""'))
    written(tmp_path, "province: Jambi\noutlets: melati\n", "jambi.yaml")
    written(tmp_path, SOUND.replace("Banten", "Bali"), "bali.yaml")

    catalogue = read_catalogue(tmp_path)

    assert [fault.key for fault in catalogue.faults] == [
        "outlets.0.name",
        "outlets.1.type",
        "outlets",
    ]
    assert [outlet.province for outlet in catalogue.outlets] == ["Bali", "Bali"]


def test_a_directory_without_files_is_a_fault(tmp_path: Path) -> None:
    (fault,) = read_catalogue(tmp_path).faults

    assert str(fault) == f"{tmp_path}: holds no file of outlets"
