from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.records import UnitKind
from pipelines.text.unit_ids import regency_of_unit
from pipelines.text.unit_names import listed_places
from pipelines.text.units import UnitMention, find_units, same_unit
from tests.text import cases


def told(mention: UnitMention) -> str:
    return ("!" if mention.via_head else "") + mention.name


@pytest.mark.parametrize(("text", "expected"), cases("units.txt"))
def test_a_unit_is_named_in_full_official_form(text: str, expected: str) -> None:
    assert ([told(mention) for mention in find_units(text)] or ["-"]) == [expected]


@pytest.mark.parametrize(("text", "expected"), cases("units.txt"))
def test_a_unit_is_found_the_same_within_a_sentence(text: str, expected: str) -> None:
    sentence = f"Menurut rilis, “{text}”, Selasa (3/2)."
    found = find_units(sentence)
    assert ([told(mention) for mention in found] or ["-"]) == [expected]
    assert all(sentence[mention.start : mention.end] == mention.text for mention in found)


SHORT_FORMS = [
    (
        "Lapas Perempuan Kelas IIA Serui teken PKS. Lapas Serui berharap. Kalapas Rina menyebut"
        " lapas setempat siap.",
        ["Lapas Perempuan Kelas IIA Serui", *["Lapas Perempuan Kelas IIA Serui"] * 3],
    ),
    (
        "Kalapas menyambut. Lapas Kelas IIB Tebo kini siap.",
        ["Lapas Kelas IIB Tebo", "Lapas Kelas IIB Tebo"],
    ),
    (
        "Kanwil Ditjenpas Bali hadir. Kanwil mendukung, kata Kakanwil.",
        ["Kantor Wilayah Direktorat Jenderal Pemasyarakatan Bali"] * 3,
    ),
    (
        "Kakanwil Ditjenpas hadir di kantor Kanwil Ditjenpas Bali.",
        ["Kantor Wilayah Direktorat Jenderal Pemasyarakatan Bali"] * 2,
    ),
    (
        "Rutan Kelas IIB Bangli dan Lapas Kelas IIA Kerobokan. Kepala Rutan dan Kalapas hadir.",
        ["Rutan Kelas IIB Bangli", "Lapas Kelas IIA Kerobokan"] * 2,
    ),
    (
        "Lapas Perempuan Kelas IIB Jambi dan Lapas Kelas IIA Jambi; Lapas Jambi siap.",
        ["Lapas Perempuan Kelas IIB Jambi", "Lapas Kelas IIA Jambi", "Lapas Kelas IIA Jambi"],
    ),
    (
        "Lapas Kelas IIA Jambi dan Lapas Kelas IIB Tebo, ujar Kalapas.",
        ["Lapas Kelas IIA Jambi", "Lapas Kelas IIB Tebo"],
    ),
    (
        "Kanwil Ditjenpas Jambi dan Kanwil Ditjen Imigrasi Jambi. Kanwil menyebut.",
        ["Kantor Wilayah Direktorat Jenderal Pemasyarakatan Jambi"],
    ),
    (
        "Lapas Kelas IIA Jambi dan Lapas Perempuan Kelas IIA Jambi",
        ["Lapas Kelas IIA Jambi", "Lapas Perempuan Kelas IIA Jambi"],
    ),
    (
        "Lapas Kelas IIB Gedongjati siap. Kalapas Gedongjati menyebut Lapas Modal Usaha.",
        ["Lapas Kelas IIB Gedongjati", "Lapas Kelas IIB Gedongjati"],
    ),
    (
        "Rutan Teken PKS. Rutan Kelas IIB Wates dan RSUD bertemu di Aula Rutan. Hak seluruh Rutan.",
        ["Rutan Kelas IIB Wates"] * 3,
    ),
    (
        "Lapas Kelas IIB Tebo. Semua Lapas dan Rutan se-Jambi. Polisi di Lapas.",
        ["Lapas Kelas IIB Tebo"] * 2,
    ),
    ("Rutan Kelas IIB Wates dan Rutan Polres Wates. Aula Rutan.", ["Rutan Kelas IIB Wates"]),
    ("Kalapas dan Karutan hadir. Kanwil juga.", []),
]


@pytest.mark.parametrize(("text", "names"), SHORT_FORMS)
def test_a_short_form_takes_the_name_of_the_one_it_fits(text: str, names: list[str]) -> None:
    assert [mention.name for mention in find_units(text)] == names


def test_a_line_break_does_not_join_a_headline_to_the_next_line() -> None:
    found = find_units("Kunjungan ke Lapas Ambon\nWali Kota hadir di Rutan Ambon\nMakassar")
    assert [mention.name for mention in found] == ["Lapas Ambon", "Rutan Ambon"]


def test_each_kind_is_told() -> None:
    text = (
        "Ditjenpas, Kanwil Ditjenpas Bali, Lapas Solok, Rutan Solok, LPKA Ambon, Bapas Ambon, "
        "Rupbasan Ambon"
    )
    assert [mention.kind for mention in find_units(text)] == list(UnitKind)


SAME = [
    ("Lapas Tangerang", "Lapas Perempuan Kelas IIA Tangerang"),
    ("Kanwil Ditjenpas Jambi", "Kantor Wilayah Direktorat Jenderal Pemasyarakatan Jambi"),
    ("Kanwil Ditjenpas Sumut", "Kanwil Ditjenpas Sumatera Utara"),
    ("Ditjenpas", "Direktorat Jenderal Pemasyarakatan"),
    ("Lapas Bagan Siapiapi", "Lapas Kelas IIA Bagansiapiapi"),
    ("Lapas Cipinang", "Lapas Kelas I Cipinang"),
    ("Bapas Jogja", "Bapas Kelas I Yogyakarta"),
    ("Bapas Jakarta Timur Utara", "Bapas Kelas I Jakarta Timur-Utara"),
    ("Lapas Solo", "Lapas Surakarta"),
    ("Dinas Sosial", "dinas sosial"),
]
OTHER = [
    ("Lapas Kelas IIA Tangerang", "Lapas Kelas I Tangerang"),
    ("Lapas Perempuan Kelas IIA Tangerang", "Lapas Pemuda Kelas IIA Tangerang"),
    ("Lapas Narkotika Kelas IIA Samarinda", "Lapas Kelas IIA Samarinda"),
    ("Lapas Jambi", "Rutan Jambi"),
    ("Lapas Jambi", "Lapas Tebo"),
    ("Kanwil Ditjenpas Riau", "Kanwil Ditjenpas Kepulauan Riau"),
    ("Kanwil Kemenkumham Riau", "Kanwil Ditjenpas Riau"),
    ("Lapas Jambi", "Kanwil Ditjenpas Jambi"),
    ("Ditjenpas", "Kanwil Ditjenpas Jambi"),
    ("Dinas Sosial", "Lapas Jambi"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_two_names_of_one_unit(a: str, b: str) -> None:
    assert same_unit(a, b)
    assert same_unit(b, a)


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_two_units(a: str, b: str) -> None:
    assert not same_unit(a, b)
    assert not same_unit(b, a)


PLACES = [
    ("Lapas Kelas I Cipinang", "Kota Jakarta Timur"),
    ("Lapas Kelas IIA Gunung Sindur", "Kabupaten Bogor"),
    ("Rutan Sungai Penuh", "Kota Sungai Penuh"),
    ("Lapas Kelas IIB Muara Teweh", "Kabupaten Barito Utara"),
    ("Bapas Kelas II Jambi", "Kota Jambi"),
    ("Lapas Batu", "Kabupaten Cilacap"),
]


@pytest.mark.parametrize(("unit", "regency"), PLACES)
def test_a_unit_lies_in_the_regency_of_its_place(unit: str, regency: str) -> None:
    region = regency_of_unit(unit)
    assert region is not None
    assert region.name == regency


@pytest.mark.parametrize("unit", ["Ditjenpas", "Kanwil Ditjenpas Jambi", "Bupati", "Lapas X"])
def test_other_names_lie_in_no_regency(unit: str) -> None:
    assert regency_of_unit(unit) is None


def test_every_listed_place_is_in_a_known_regency() -> None:
    for place, regency in listed_places().items():
        found = regency_of_unit(f"Lapas {place}")
        assert found is not None, place
        assert found.name == regency, place


PIECES = st.sampled_from(
    """Lapas|Rutan|LPKA|Kalapas|Kepala|Kanwil|Ditjenpas|Kelas|IIA|II|A|Perempuan|Narkotika|(|)|,|.|
    |di|dan|Jambi|Kota|Tanjung|Teken|Muara|KPK|Cabang|Provinsi|Kemenkumham|RI|-|  |LP|–|“""".split(
        "|"
    )
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=25))
def test_any_text_can_be_read(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = find_units(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(mention.name and same_unit(mention.name, mention.name) for mention in found)
