"""Headlines of other stories are no part of an article; sentences that begin alike are."""

from __future__ import annotations

import pytest

from pipelines.text.references import without_references

STORY = "Lapas Cempaka meneken PKS.\nWali Kota hadir."


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Rutan Intan Gandeng LBH Cahaya",
        "BACA JUGA : Rutan Intan Gandeng LBH Cahaya",
        "– Simak juga: Rutan Intan Gandeng LBH Cahaya",
        "Baca: Rutan Intan Gandeng LBH Cahaya",
        "Lihat pula – Rutan Intan Gandeng LBH Cahaya",
        "Baca berita lainnya: Rutan Intan Gandeng LBH Cahaya",
    ],
)
def test_another_headline_is_left_out(line: str) -> None:
    first, last = STORY.splitlines()
    assert without_references(f"{first}\n{line}\n{last}") == STORY
    assert without_references(f"{STORY}\n{line}").strip() == STORY


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga doa bersama, para kiai menutup acara.",
        "Bacaan juga: tersedia di perpustakaan lapas.",
        "Ia membaca: “Perjanjian Kerja Sama”.",
    ],
)
def test_a_sentence_stays(line: str) -> None:
    assert without_references(f"{STORY}\n{line}") == f"{STORY}\n{line}"
