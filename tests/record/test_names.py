"""Where the names of bodies begin and end: short forms, heads, numbers, places."""

from __future__ import annotations

import pytest

from model.records import Article, PartyKind
from pipelines.record import record
from pipelines.record.story import Story
from tests.record.measure import FETCHED_AT, evidence_faults

UNIT = "Lapas Kelas IIB Blitar"


def _parties(text: str, title: str = "Kerja Sama Diteken") -> list[str]:
    article = Article(title=title, text=text, language="id")
    agreements = record(article, FETCHED_AT)
    assert [fault for one in agreements for fault in evidence_faults(article, one)] == []
    return [party.name for party in agreements[0].parties]


def _named(text: str) -> set[str]:
    story = Story(Article(title="", text=text, language="id"))
    return {body.name for body in story.bodies.mentions}


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (
            "Ikatan Perajin dan Pengusaha Bambu (IPPB) Jawa Timur",
            "Ikatan Perajin dan Pengusaha Bambu Jawa Timur",
        ),
        (
            "Himpunan Pendamping dan Pengajar Baca Tulis (Himpabalis) Kota Blitar",
            "Himpunan Pendamping dan Pengajar Baca Tulis Kota Blitar",
        ),
        ("Yayasan Cahaya Dalam (YCD)", "Yayasan Cahaya Dalam"),
        (
            "Balai Besar Pelatihan Peternakan (BBPP) Srengat",
            "Balai Besar Pelatihan Peternakan Srengat",
        ),
        ("Tim Penggerak PKK Kota Blitar", "Tim Penggerak PKK Kota Blitar"),
        ("Universitas 17 Agustus 1945 Surabaya", "Universitas 17 Agustus 1945 Surabaya"),
        ("Universitas Prof. Dr. Moestakim", "Universitas Prof. Dr. Moestakim"),
        ("Suku Dinas Sosial Jakarta Timur", "Suku Dinas Sosial Jakarta Timur"),
        ("RSU UMM", "RSU UMM"),
    ],
)
def test_a_name_goes_up_to_what_bounds_it(told: str, name: str) -> None:
    text = f"{UNIT} dan {told} menandatangani perjanjian kerja sama, Selasa (4/3/2025)."
    assert _parties(text) == [UNIT, name]


def test_a_bracket_of_other_letters_bounds_no_name() -> None:
    text = (
        f"{UNIT} menandatangani perjanjian kerja sama dengan Yayasan Tunas dan Koperasi Melati "
        "Jaya (KMJ), Selasa (4/3/2025)."
    )
    assert _parties(text) == [UNIT, "Yayasan Tunas", "Koperasi Melati Jaya"]


def test_the_ministry_after_an_office_is_where_that_belongs() -> None:
    text = (
        "Balai Besar Pelatihan Peternakan (BBPP) Srengat, Kementerian Pertanian, pada Selasa "
        f"(4/3/2025) menandatangani perjanjian kerja sama dengan {UNIT}.\n"
        "Kepala BBPP Srengat Sabar Pranoto hadir."
    )
    assert _parties(text) == ["Balai Besar Pelatihan Peternakan Srengat", UNIT]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Direktur Utama RSUP Mawar Ritanita Suganda", "Rumah Sakit Umum Pusat Mawar"),
        ("Direktur Operasional PT Sinar Garmen Liong Hartanto", "PT Sinar Garmen"),
        ("Rektor Universitas Jambi Retnowati Sasmita", "Universitas Jambi"),
        ("Direktur RSU Tontowi Yauhari", "RSU UMM"),
    ],
)
def test_a_heads_own_name_is_no_part_of_the_bodys(head: str, name: str) -> None:
    full = {"Universitas Jambi": ""}.get(name, f"Rumah sakit itu {name}.\n")
    if name.startswith("PT"):
        full = f"Pabrik {name} membeli bahan.\n"
    text = f"{full}Naskah diteken {head} di Kota Blitar, Rabu."
    assert name in _named(text)
    assert not any(other.endswith(head.rsplit(maxsplit=1)[-1]) for other in _named(text))


def test_a_sort_before_a_person_is_the_one_body_of_that_sort() -> None:
    text = (
        f"{UNIT} dan Bank Melati Syariah menandatangani nota kesepahaman, Selasa (4/3/2025).\n"
        "Kalapas Hadi Santosa dan Dirut bank Latifa Moeis yang teken."
    )
    assert _parties(text) == [UNIT, "Bank Melati Syariah"]


def test_a_town_in_a_loud_headline_is_one_that_exists() -> None:
    text = (
        f"MoU kerja sosial diteken di aula. Yang bertanda tangan Wali Kota Blitar Ibin Santosa "
        f"dan Kepala {UNIT} Hadi Purnomo."
    )
    parties = _parties(text, "LAPAS BLITAR TEKEN MOU,PEMKOT SEDIAKAN 9 TITIK")
    assert set(parties) == {"Pemerintah Kota Blitar", UNIT}


def test_the_number_of_the_next_entry_is_no_part_of_a_name() -> None:
    text = (
        f"{UNIT} meneken perjanjian kerja sama, ini daftarnya: 1. PKBM Tunas Cerdas 2. Yayasan "
        "Rumah Baca Melati 3. Sanggar Ayu."
    )
    assert _parties(text)[1:] == ["PKBM Tunas Cerdas", "Yayasan Rumah Baca Melati", "Sanggar Ayu"]


def test_a_hospital_goes_without_the_town_that_it_is_in() -> None:
    text = (
        f"{UNIT} menandatangani perjanjian kerja sama dengan RSUD Melati Kota Blitar, Selasa "
        "(4/3/2025).\nDari pihak RSUD Melati hadir dua dokter."
    )
    assert _parties(text) == [UNIT, "RSUD Melati"]


def test_a_foundation_for_legal_aid_is_one_of_legal_aid() -> None:
    text = f"{UNIT} menandatangani PKS dengan Yayasan Pusat Bantuan Hukum Melati, Selasa."
    article = Article(title="", text=text, language="id")
    (agreement,) = record(article, FETCHED_AT)
    assert agreement.parties[1].kind is PartyKind.BANTUAN_HUKUM
