"""Where a sentence ends: stops of abbreviations, initials and degrees."""

from __future__ import annotations

import pytest

from pipelines.text.sentences import sentences


def told(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Hadir Kalapas Budi Santosa, S.H., M.H.", "Dalam sambutannya ia berterima kasih."),
        ("Naskah diteken Rektor Siti Aminah, M.Pd.", "Menurutnya, kuliah dimulai Senin."),
        ("Perjanjian berlaku dua tahun.", "Budi berharap warga binaan rajin."),
        ("Acara dibuka camat", "Perjanjian diteken siang itu."),
    ],
)
def test_a_sentence_ends(first: str, second: str) -> None:
    assert told(f"{first}\n{second}") == [first, second]
    if first.endswith("."):
        assert told(f"{first} {second}") == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "Naskah diteken Kalapas M. Ali Rahman di aula.",
        "Budi Santosa, S.H. Kalapas Blitar, meneken naskah.",
        "Bantuan dari PT. Dalam Laut Jaya tiba hari ini.",
        "Naskah diteken di Jl. Pahlawan No. 3 Blitar.",
        "Ia datang pukul 09.30 dan pulang sore.",
    ],
)
def test_a_stop_inside_a_sentence_ends_none(text: str) -> None:
    assert told(text) == [text]
