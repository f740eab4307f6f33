"""Names, mottos and authors' notes below a story go; lists and sentences without a stop stay."""

from __future__ import annotations

import pytest

from pipelines.read.last_lines import without_label, without_presentation
from tests.read.pages import PARAGRAPHS

PEOPLE = frozenset({"rinamarlina"})
BIO = "Menulis tentang hukum dan hak asasi manusia. Lulusan Universitas Pantai."


@pytest.mark.parametrize(
    "line",
    [
        "Budi Santoso",
        "TU Lapas Dompu",
        "Kabar Pantai, Terdepan Mengabarkan",
        "Versi Cetak",
        "hidroponik, rutan, serang, warga binaan",
    ],
)
def test_a_label_goes(line: str) -> None:
    assert without_label([*PARAGRAPHS, line]) == [*PARAGRAPHS]


@pytest.mark.parametrize(
    "line",
    [
        "Kedua pihak sepakat mengevaluasi program setiap enam bulan",
        "Lapas Serang: 200 kilogram",
        "“Terima Kasih, Pak”",
        "Panen kedua dijadwalkan April.",
    ],
)
def test_a_line_of_the_story_stays(line: str) -> None:
    assert without_label([*PARAGRAPHS, line]) == [*PARAGRAPHS, line]


def test_an_address_goes_with_the_offices_name() -> None:
    address = ["Rutan Kelas IIB Serang", "Jalan Veteran No. 17, Serang", "Telp. (0254) 200017"]
    assert without_label([*PARAGRAPHS, *address]) == [*PARAGRAPHS]
    told = "Telepon genggam 12 tahanan disita petugas malam itu."
    assert without_label([*PARAGRAPHS, told]) == [*PARAGRAPHS, told]


def test_a_list_stays() -> None:
    items = ["Universitas Sultan Ageng", "Bank Banten"]
    assert without_label([*PARAGRAPHS, *items]) == [*PARAGRAPHS, *items]


@pytest.mark.parametrize(
    "note",
    [
        ["Rina Marlina adalah jurnalis yang menekuni isu hukum sejak 2015."],
        ["*) Penulis adalah dosen hukum Universitas Pantai"],
        ["Budi Santoso", BIO],
    ],
)
def test_who_the_author_is_goes(note: list[str]) -> None:
    assert without_presentation([*PARAGRAPHS, *note], PEOPLE) == [*PARAGRAPHS]


@pytest.mark.parametrize(
    "line", ["Penulis buku itu mantan warga binaan.", "Wartawan ikut memanen."]
)
def test_writers_that_the_story_tells_of_stay(line: str) -> None:
    assert without_presentation([*PARAGRAPHS, line], PEOPLE) == [*PARAGRAPHS, line]
