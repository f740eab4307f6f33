"""Names that must not leave become initials, everywhere in a story and nowhere else."""

from __future__ import annotations

import pytest

from pipelines.masking import Mask, masked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Narapidana Budi Santoso (34) mengaku menyesal.",
            "Narapidana B.S. (34) mengaku menyesal.",
        ),
        ("Slamet, seorang warga binaan, bebas.", "S., seorang warga binaan, bebas."),
        ("SK diserahkan kepada Budi Santoso.", "SK diserahkan kepada B.S."),
        (
            "Kalapas Kediri Andi Wijaya menyambut napi Rudi alias Kodok.",
            "Kalapas Kediri Andi Wijaya menyambut napi R. alias K.",
        ),
    ],
)
def test_names_without_an_office_become_initials(text: str, told: str) -> None:
    assert masked(text) == told


def test_what_was_masked_is_masked_no_further() -> None:
    once = masked("WBP Ahmad bin Usman (41) dan Kepala Rutan Garut, Iwan Setiawan, bersalaman.")
    assert masked(once) == once


def test_a_title_is_masked_by_what_the_text_tells() -> None:
    mask = Mask(
        "Bintang Bebas Hari Ini", "Narapidana bernama Bintang (22) bebas, Senin (3/2/2025)."
    )
    assert mask("Bintang Bebas Hari Ini") == "B. Bebas Hari Ini"


def test_a_child_is_not_known_by_school_or_address() -> None:
    told = masked(
        "Anak binaan RZ (16), siswa SMPN 3 Garut, tinggal di Kampung Cibeureum RT 02/03,"
        " Desa Sukamaju, bersama ibunya, Dedeh."
    )
    assert told == ("Anak binaan RZ (16), siswa [sekolah], tinggal di [alamat], bersama ibunya, D.")


def test_a_school_that_signs_stays() -> None:
    text = "LPKA Garut dan SMPN 3 Garut menandatangani kerja sama pendidikan anak binaan."
    assert masked(text) == text
