"""Marks in what was found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.highlight import Marks, highlights
from search.query import understand

MARKS = Marks("[", "]")
TITLE = "Lapas Cempaka teken PKS"
TEXT = (
    "Acara dibuka dengan doa. Kepala lembaga pemasyarakatan itu menandatangani perjanjian "
    "kerja sama dengan Pemkot Seruni.\nTamu pulang pada siang hari."
)


def marked(query: str, title: str = TITLE, text: str = TEXT) -> list[str]:
    return highlights(understand(query), title, text, MARKS)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("pulang", ["[pulang]"]),
        ("penandatanganan", ["[teken]", "[menandatangani]"]),
        ("lapas", ["[Lapas]", "[lembaga pemasyarakatan]"]),
        ("PKS", ["[PKS]", "[perjanjian kerja sama]"]),
        ("title:PKS", ["[PKS]"]),
        ("text:PKS", ["[perjanjian kerja sama]"]),
        ('"kerja sama dengan"', ["[kerja sama dengan]"]),
        ('"kerja pemkot"~2', ["[kerja sama dengan Pemkot]"]),
        ("pem*", ["[pemasyarakatan]", "[Pemkot]"]),
        ("seruny~", ["[Seruni]"]),
        ('party:"Pemerintah Kota Seruni"', ["[Pemkot Seruni]"]),
        ("tamu OR doa", ["[doa]", "[Tamu]"]),
        ("tamu^2", ["[Tamu]"]),
    ],
)
def test_stems_names_and_phrases_are_marked(query: str, expected: list[str]) -> None:
    found = " ".join(marked(query))
    assert [mark for mark in expected if mark not in found] == []


@pytest.mark.parametrize("query", ["kind:PKS", "published:2026", "NOT lapas", "*", "unit:*"])
def test_what_asks_for_no_words_marks_none(query: str) -> None:
    assert marked(query) == []


def test_excluded_words_are_not_marked() -> None:
    assert all("[Tamu]" not in fragment for fragment in marked("lapas -tamu"))


def test_fragments_are_short_and_begin_with_words() -> None:
    text = " ".join(f"kata{number}" for number in range(500)) + " lapas " + "akhir " * 300
    (fragment,) = marked("lapas", "", text)
    assert len(fragment) < 200
    assert fragment.split()[0] in text.split()


def test_the_fragments_with_most_of_what_was_asked_come() -> None:
    padding = "kosong " * 60
    text = (
        f"Lapas satu. {padding} Rutan dan lapas dua. {padding} Rutan tiga. {padding} Lapas empat."
    )
    fragments = marked("lapas OR rutan", "", text)
    assert len(fragments) == 2
    assert "[Rutan] dan [lapas]" in " ".join(fragments)


@settings(max_examples=100, deadline=None)
@given(st.text(), st.sampled_from(["lapas OR kerja*", '"a b"~3 OR a~', "a OR i OR u"]))
def test_nothing_but_marks_is_added(text: str, query: str) -> None:
    text = text.replace("«", "").replace("»", "")
    flat = " ".join(text.split())
    for fragment in highlights(understand(query), "", text):
        assert fragment.count("«") == fragment.count("»") > 0
        assert fragment.replace("«", "").replace("»", "") in flat


def test_a_long_text_full_of_marks_takes_no_time() -> None:
    assert len(marked("lapas OR l* OR lapus~", "", "lapas " * 100_000)) == 2
