"""What is no sentence goes by its form and its place; subheads and lists stay."""

from __future__ import annotations

import pytest

from pipelines.read.last_lines import without_label
from pipelines.read.line_form import without_dangling, without_outlets_labels, without_preface
from pipelines.read.outlet_voice import outlets_among
from tests.read.pages import PARAGRAPHS, article, html, story

OUTLET = frozenset({"kabarpantai"})


def between(inside: str) -> str:
    middle = (*PARAGRAPHS[:2], f"</p>{inside}<p>", *PARAGRAPHS[2:])
    return article(html(story(middle))).text


@pytest.mark.parametrize(
    "aside",
    [
        "<p>Lanjut di bawah pariwara</p>",
        "<p>PARIWARA</p>",
        "<p>Putar suara</p><div></div>",
        "<div>Dibacakan mesin, bisa keliru</div>",
        "<p>Tulisan berlanjut di bawah</p><h3>Panen Kedua</h3>",
    ],
)
def test_an_aside_goes(aside: str) -> None:
    assert [line for line in between(aside).split("\n") if line != "Panen Kedua"] == [*PARAGRAPHS]


@pytest.mark.parametrize(
    "told",
    [
        "<p>Panen Kedua</p>",
        "<p><strong>Siapa yang menanam</strong></p>",
        "<h3>Siapa yang menanam</h3>",
        "<p>Yang ditanam di sana:</p><ul><li>selada</li><li>kangkung</li></ul>",
        "<p>selada merah</p><p>kangkung darat</p>",
    ],
)
def test_subheads_and_lists_stay(told: str) -> None:
    assert len(between(told).split("\n")) > len(PARAGRAPHS)


@pytest.mark.parametrize("line", ["Bacaan 3 menit", "Dari halaman belakang ke meja makan tahanan"])
def test_what_stands_before_the_first_sentence_goes(line: str) -> None:
    assert without_preface([line, *PARAGRAPHS], OUTLET) == [*PARAGRAPHS]


@pytest.mark.parametrize(
    "line",
    [
        "SERANG – Rutan Serang membuka kebun hidroponik",
        "Rutan Kelas IIB Serang membuka kebun hidroponik seluas dua ratus meter, lengkap dengan"
        " rumah bibit dan ruang kelas bagi dua belas orang",
        "“Selada, Pak”",
    ],
)
def test_a_first_sentence_without_its_stop_stays(line: str) -> None:
    assert without_preface([line, *PARAGRAPHS], OUTLET) == [line, *PARAGRAPHS]


def test_a_label_that_leads_to_nothing_goes() -> None:
    assert without_dangling(["SIMAK PULA:", *PARAGRAPHS, "Sebar:"]) == [*PARAGRAPHS]
    leads = ["Isinya:", "1. Rutan menyediakan lahan."]
    assert without_dangling([*PARAGRAPHS, *leads]) == [*PARAGRAPHS, *leads]


def test_a_line_without_a_stop_that_names_the_outlet_goes() -> None:
    labels = ["Kanal Kabar Pantai di Google", "Kabar Pantai menang gugatan."]
    assert without_outlets_labels([*PARAGRAPHS, *labels], OUTLET) == [*PARAGRAPHS, labels[1]]


def test_a_place_in_front_of_the_outlets_address_is_no_outlet() -> None:
    names = {"bantenkabarpantaiid", "banten", "kabarpantaiid", "kabarpantai"}
    assert "banten" not in outlets_among(frozenset(names))


@pytest.mark.parametrize(
    "line",
    ["Salin alamat", "Diubah 3 Mei 2026 pukul 10.00", "Tulisan: Budi Santoso", "Rutan Maju, Bisa!"],
)
def test_a_line_that_cannot_end_a_story_goes(line: str) -> None:
    assert without_label([*PARAGRAPHS, line]) == [*PARAGRAPHS]
