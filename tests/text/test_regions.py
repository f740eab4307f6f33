from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.regions import (
    Region,
    find_regions,
    province_of,
    provinces,
    regencies,
    region_named,
)
from tests.text import cases

#: Kabupaten and kota of each province in 2022 (Ministry of Home Affairs, decree 100.1.1-6117).
COUNTS = {
    "Aceh": (18, 5),
    "Sumatera Utara": (25, 8),
    "Sumatera Barat": (12, 7),
    "Riau": (10, 2),
    "Jambi": (9, 2),
    "Sumatera Selatan": (13, 4),
    "Bengkulu": (9, 1),
    "Lampung": (13, 2),
    "Kepulauan Bangka Belitung": (6, 1),
    "Kepulauan Riau": (5, 2),
    "DKI Jakarta": (1, 5),
    "Jawa Barat": (18, 9),
    "Jawa Tengah": (29, 6),
    "DI Yogyakarta": (4, 1),
    "Jawa Timur": (29, 9),
    "Banten": (4, 4),
    "Bali": (8, 1),
    "Nusa Tenggara Barat": (8, 2),
    "Nusa Tenggara Timur": (21, 1),
    "Kalimantan Barat": (12, 2),
    "Kalimantan Tengah": (13, 1),
    "Kalimantan Selatan": (11, 2),
    "Kalimantan Timur": (7, 3),
    "Kalimantan Utara": (4, 1),
    "Sulawesi Utara": (11, 4),
    "Sulawesi Tengah": (12, 1),
    "Sulawesi Selatan": (21, 3),
    "Sulawesi Tenggara": (15, 2),
    "Gorontalo": (5, 1),
    "Sulawesi Barat": (6, 0),
    "Maluku": (9, 2),
    "Maluku Utara": (8, 2),
    "Papua": (8, 1),
    "Papua Barat": (7, 0),
    "Papua Barat Daya": (5, 1),
    "Papua Selatan": (4, 0),
    "Papua Tengah": (8, 0),
    "Papua Pegunungan": (8, 0),
}


def test_the_table_holds_every_province_and_regency() -> None:
    assert provinces() == tuple(COUNTS)
    kinds = Counter((region.province, region.name.split()[0]) for region in regencies())
    counted = {name: (kinds[name, "Kabupaten"], kinds[name, "Kota"]) for name in provinces()}
    assert counted == COUNTS
    assert len(regencies()) == len({(region.name, region.province) for region in regencies()})
    assert len(regencies()) == 514


def told(text: str) -> str:
    return "; ".join(mention.region.name for mention in find_regions(text)) or "-"


@pytest.mark.parametrize(("text", "expected"), cases("regions.txt"))
def test_a_region_is_named_in_full(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("region", regencies(), ids=lambda region: region.name)
def test_every_regency_is_found_by_its_full_name(region: Region) -> None:
    found = find_regions(f"Acara di {region.name}, {region.province}, lancar.")
    assert found[0].region.name == region.name
    assert found[0].text == region.name
    assert region_named(region.name, province=region.province) == region


LOOKED_UP = [
    (("Tangerang", "Kota", "Banten"), "Kota Tangerang"),
    (("Tangerang", "Kabupaten", "Banten"), "Kabupaten Tangerang"),
    (("Tangerang", None, None), "Kota Tangerang"),
    (("kab. bandung", None, None), "Kabupaten Bandung"),
    (("Kota Administrasi Jakarta Timur", None, None), "Kota Jakarta Timur"),
    (("Jambi", None, None), "Jambi"),
    (("Jambi", "Kota", None), "Kota Jambi"),
    (("Banjar", "Kabupaten", None), "Kabupaten Banjar"),
    (("Banjar", None, "Kalimantan Selatan"), "Kabupaten Banjar"),
    (("Banjar", None, "Jawa Barat"), "Kota Banjar"),
    (("SENGETI", None, None), "Kabupaten Muaro Jambi"),
    (("Provinsi Bali", None, None), "Bali"),
]


@pytest.mark.parametrize(("asked", "name"), LOOKED_UP)
def test_a_name_is_looked_up(asked: tuple[str, None, str | None], name: str) -> None:
    words, prefer, province = asked
    region = region_named(words, prefer, province)
    assert region is not None
    assert region.name == name


@pytest.mark.parametrize("words", ["", "Kota", "Kabupaten Antah Berantah", "   ", "12"])
def test_an_unknown_name_is_none(words: str) -> None:
    assert region_named(words) is None
    assert province_of(words) is None


def test_the_province_of_a_regency() -> None:
    assert province_of("Kota Sungai Penuh") == "Jambi"
    assert province_of("Kabupaten Banjar") == "Kalimantan Selatan"
    assert province_of("Kota Banjar") == "Jawa Barat"


def test_a_bare_name_is_the_one_the_text_names() -> None:
    assert told("Pemkab Bogor hadir. Bogor aman.") == "Kabupaten Bogor; Kabupaten Bogor"
    assert told("Pemkot Jambi hadir di Jambi.") == "Kota Jambi; Jambi"
    banjar = "Kabupaten Banjar; Kalimantan Selatan; Kabupaten Banjar"
    assert told("Kab. Banjar, Kalimantan Selatan. Warga Banjar") == banjar


PIECES = st.sampled_from(
    "Kota|Kab.|Kabupaten|Provinsi|Tangerang|Selatan|Jambi|Batu|Bara|Papua|Barat|Daya|di|-|,|.|\n| "
    "|Una|Tojo|dan|Pangkajene|Kepulauan|D.I.|JAKARTA".split("|")
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=30))
def test_any_text_can_be_read(pieces: list[str]) -> None:
    for text in ("".join(pieces), " ".join(pieces)):
        found = find_regions(text)
        assert all(text[mention.start : mention.end] == mention.text for mention in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
        region_named(text)
