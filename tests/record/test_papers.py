"""Papers that a story tells one by one, and those that it tells together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from model.records import Agreement, Article, Instrument
from pipelines.record import record

FETCHED_AT = datetime(2025, 6, 20, tzinfo=UTC)
LAPAS = "Lapas Kelas IIB Tuban"
HEALTH = "Puskesmas Sembawa"
SCHOOL = "PKBM Harapan Bangsa"
SIGNED = f"{LAPAS} menandatangani dua perjanjian kerja sama, Kamis (5/6/2025)."


def _agreements(text: str) -> tuple[Agreement, ...]:
    article = Article(
        title="Lapas Tuban Teken Kerja Sama",
        text=text,
        language="id",
        published=datetime(2025, 6, 6, tzinfo=UTC),
    )
    return record(article, FETCHED_AT)


def _names(agreement: Agreement) -> list[str]:
    return [party.name for party in agreement.parties]


@pytest.mark.parametrize(
    "text",
    [
        f"{SIGNED}\nPKS dengan {HEALTH} tentang layanan kesehatan serta PKS dengan {SCHOOL} "
        "tentang pendidikan kesetaraan diteken di aula lapas.",
        f"{LAPAS} menandatangani PKS dengan {HEALTH} tentang skrining dan PKS dengan {SCHOOL} "
        "tentang kejar paket, Kamis (5/6/2025).",
        f"{SIGNED}\nPerjanjian pertama dengan {HEALTH} tentang skrining TBC.\n"
        f"Perjanjian kedua dengan {SCHOOL} tentang kejar paket.",
        f"{SIGNED} Pertama, dengan {HEALTH} mengenai skrining; kedua, dengan {SCHOOL} mengenai "
        "kejar paket.",
        f"{SIGNED}\nYang satu dengan {HEALTH} soal skrining, yang lain dengan {SCHOOL} soal paket.",
        f"{SIGNED}\nSatu perjanjian dengan {HEALTH} untuk skrining. Satu lagi dengan {SCHOOL} "
        "untuk kejar paket.",
        f"{SIGNED}\nPerjanjian dengan {HEALTH} mengatur skrining, sedangkan perjanjian dengan "
        f"{SCHOOL} mengatur kejar paket.",
        f"{SIGNED}\nDengan {HEALTH}, kerja sama menyangkut skrining. Dengan {SCHOOL}, kerja sama "
        "menyangkut kejar paket.",
        f"{LAPAS} menandatangani dua PKS, masing-masing dengan {HEALTH} tentang skrining, serta "
        f"dengan {SCHOOL} tentang kejar paket.",
        f"{LAPAS} menandatangani dua PKS: dengan {HEALTH} untuk skrining (berlaku satu tahun) dan "
        f"dengan {SCHOOL} untuk kejar paket (berlaku dua tahun).",
        f"{LAPAS} meneken sejumlah PKS, antara lain dengan {HEALTH} tentang skrining dan dengan "
        f"{SCHOOL} tentang kejar paket.",
        f"{LAPAS} meneken PKS layanan kesehatan dengan {HEALTH} dan PKS pendidikan kesetaraan "
        f"dengan {SCHOOL}, Kamis (5/6/2025).",
        f"{LAPAS} meneken dua naskah, yakni:\n1. Perjanjian Kerja Sama dengan {HEALTH} tentang "
        f"Skrining;\n2. Perjanjian Kerja Sama dengan {SCHOOL} tentang Kejar Paket.",
        f"{SIGNED}\n- PKS dengan {HEALTH}, skrining, berlaku satu tahun\n"
        f"- PKS dengan {SCHOOL}, kejar paket, berlaku tiga tahun",
        f"{SIGNED} Mitranya {HEALTH} dan {SCHOOL}.\n{HEALTH}: skrining TBC.\n"
        f"{SCHOOL}: kejar paket C.",
        f"{SIGNED}\nPerjanjian Nomor 12/2025 ditandatangani bersama {HEALTH}, sedangkan "
        f"Perjanjian Nomor 13/2025 ditandatangani bersama {SCHOOL}.",
        f"{SIGNED}\nKepala Lapas, Budi Santoso, menandatangani PKS tentang skrining dengan Kepala "
        f"{HEALTH}, dr. Rini Astuti, dan PKS tentang kejar paket dengan Ketua {SCHOOL}, Ahmad "
        "Fauzi, S.Pd.",
    ],
)
def test_papers_told_one_by_one_are_agreements_of_their_own(text: str) -> None:
    found = _agreements(text)
    assert [_names(one) for one in found] == [[LAPAS, HEALTH], [LAPAS, SCHOOL]]
    assert [one.instrument_count for one in found] == [None, None]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{SIGNED} Mitranya {HEALTH} dan {SCHOOL}.", 2),
        (f"{SIGNED} Mitranya {HEALTH} dan {SCHOOL}. Masing-masing dapat naskah sendiri.", 2),
        (
            f"{LAPAS} dan dua mitra, yakni {HEALTH} dan {SCHOOL}, meneken perjanjian kerja sama. "
            "Masing-masing menandatangani satu naskah.",
            2,
        ),
        (f"{LAPAS} meneken PKS dengan {HEALTH} dan {SCHOOL}. Kedua PKS berlaku setahun.", 2),
        (
            f"{LAPAS} menandatangani perjanjian kerja sama dengan {HEALTH} dan {SCHOOL}.\n{HEALTH} "
            f"akan memeriksa kesehatan setiap bulan, sedangkan {SCHOOL} mengajar paket C.",
            None,
        ),
    ],
)
def test_papers_told_together_are_one_agreement(text: str, count: int | None) -> None:
    (agreement,) = _agreements(text)
    assert _names(agreement) == [LAPAS, HEALTH, SCHOOL]
    assert agreement.instrument_count == count


def test_papers_of_two_kinds_take_the_count_of_their_kind() -> None:
    first, second = _agreements(
        f"Pemerintah Kabupaten Tuban dan {LAPAS} menandatangani Kesepakatan Bersama, Kamis "
        f"(5/6/2025). Sedangkan dua Perjanjian Kerja Sama ditandatangani {LAPAS} dengan {HEALTH} "
        f"dan {SCHOOL}."
    )
    assert (_names(first), first.instrument_count) == (["Pemerintah Kabupaten Tuban", LAPAS], None)
    assert (_names(second), second.instrument_count) == ([LAPAS, HEALTH, SCHOOL], 2)


def test_each_paper_has_the_term_that_is_told_beside_its_partner() -> None:
    found = _agreements(
        f"{SIGNED}\nNaskah pertama, dengan {HEALTH}, mengatur skrining. Naskah kedua, dengan "
        f"{SCHOOL}, mengatur kejar paket.\nPerjanjian dengan {SCHOOL} berlaku dua tahun, dengan "
        f"{HEALTH} satu tahun."
    )
    assert [one.term_months for one in found] == [12, 24]


def test_of_papers_with_others_only_that_with_a_unit_is_taken() -> None:
    (agreement,) = _agreements(
        "BNN Kabupaten Tuban menandatangani tiga Perjanjian Kerja Sama, masing-masing dengan "
        f"{LAPAS} tentang Deteksi Dini, dengan PT Semen Tuban tentang Tes Urine, serta dengan "
        "Universitas Ronggolawe tentang Penelitian."
    )
    assert _names(agreement) == ["Badan Narkotika Nasional Kabupaten Tuban", LAPAS]


def test_papers_under_one_of_others_have_the_unit_that_signs_them() -> None:
    told = _agreements(
        "Nota kesepakatan antara Pemkab Tuban dan Kanwil Ditjenpas Jawa Timur tentang pembinaan "
        "warga binaan diteken bupati, Kamis (5/6/2025).\n"
        f"Sebagai turunannya, {LAPAS} menandatangani dua perjanjian kerja sama, yakni dengan "
        f"{HEALTH} tentang skrining, serta dengan {SCHOOL} tentang kejar paket."
    )
    assert [one.kind for one in told] == [
        Instrument.NOTA_KESEPAKATAN,
        Instrument.PERJANJIAN_KERJA_SAMA,
        Instrument.PERJANJIAN_KERJA_SAMA,
    ]
    assert [set(_names(one)) for one in told[1:]] == [{LAPAS, HEALTH}, {LAPAS, SCHOOL}]


def test_an_older_paper_is_none_of_those_told_one_by_one() -> None:
    (agreement,) = _agreements(
        f"{LAPAS} menandatangani PKS dengan {HEALTH} tentang skrining. Sebelumnya, PKS dengan "
        f"{SCHOOL} tentang kejar paket telah diteken pada Januari lalu."
    )
    assert _names(agreement) == [LAPAS, HEALTH]


def test_two_kinds_of_paper_of_the_same_sides_are_two_agreements() -> None:
    first, second = _agreements(
        f"{LAPAS} dan Universitas Ronggolawe menandatangani nota kesepahaman dan perjanjian kerja "
        "sama, Kamis (5/6/2025). Nota Kesepahaman berlaku lima tahun, adapun Perjanjian Kerja Sama "
        "satu tahun."
    )
    assert _names(first) == _names(second) == [LAPAS, "Universitas Ronggolawe"]
    assert (first.kind, first.term_months) == (Instrument.NOTA_KESEPAHAMAN, 60)
    assert (second.kind, second.term_months) == (Instrument.PERJANJIAN_KERJA_SAMA, 12)


@pytest.mark.parametrize(
    "text",
    [
        f"{LAPAS} dan Universitas Ronggolawe menandatangani perjanjian kerja sama dan "
        "implementation arrangement, Kamis (5/6/2025).",
        f"Menindaklanjuti nota kesepahaman dan perjanjian kerja sama tahun lalu, {LAPAS} dan "
        "Universitas Ronggolawe menandatangani perjanjian kerja sama, Kamis (5/6/2025).",
        f"{LAPAS} dan Universitas Ronggolawe menandatangani Nota Kesepahaman (MoU), Kamis.",
    ],
)
def test_a_paper_with_its_arrangement_or_short_form_is_one_agreement(text: str) -> None:
    assert len(_agreements(text)) == 1


def test_papers_of_parts_of_a_university_have_their_own_sides_and_terms() -> None:
    found = _agreements(
        "Universitas Ronggolawe menandatangani tiga Perjanjian Kerja Sama, Kamis (5/6/2025).\n"
        f"Perjanjian pertama ditandatangani Fakultas Hukum Universitas Ronggolawe dengan {LAPAS} "
        "tentang Konsultasi Hukum. Perjanjian kedua dijalin Fakultas Teknik Universitas Ronggolawe "
        "dengan Lapas Kelas IIB Blitar tentang Pelatihan Las. Sementara perjanjian ketiga "
        "mempertemukan Fakultas Pertanian Universitas Ronggolawe dengan Lapas Kelas IIB Ngawi "
        "tentang Kebun Kopi.\nPerjanjian dengan Lapas Kelas IIB Ngawi berlaku tiga tahun, "
        "sedangkan dua lainnya masing-masing satu tahun."
    )
    assert [set(_names(one)) for one in found] == [
        {"Fakultas Hukum Universitas Ronggolawe", LAPAS},
        {"Fakultas Teknik Universitas Ronggolawe", "Lapas Kelas IIB Blitar"},
        {"Fakultas Pertanian Universitas Ronggolawe", "Lapas Kelas IIB Ngawi"},
    ]
    assert [one.term_months for one in found] == [12, 12, 36]
