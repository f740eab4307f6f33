"""Where papers are signed: venues of every sort, and the town and province they are in."""

from __future__ import annotations

import pytest

from model.records import Agreement, Article
from pipelines.record import record
from pipelines.record.venues import find_venues
from tests.record.measure import FETCHED_AT


def _recorded(text: str, title: str = "Lapas Jalin Kerja Sama") -> Agreement:
    return record(Article(title=title, text=text, language="id"), FETCHED_AT)[0]


LEAD = "Lapas Kelas IIB Blitar menandatangani perjanjian kerja sama (PKS) dengan PT Maju Jaya"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{LEAD} di Loji Gandrung, Kamis (11/5/2023).", "Loji Gandrung"),
        (f"{LEAD}.\nAcara berlangsung di Gedhong Purwakarti, Rabu (3/5).", "Gedhong Purwakarti"),
        (f"{LEAD} di Meuligoe Wali Nanggroe, Senin.", "Meuligoe Wali Nanggroe"),
        (f"{LEAD}.\nKegiatan digelar di Lembang Nonongan, Selasa (4/3).", "Lembang Nonongan"),
        (
            f"{LEAD}.\nPenandatanganan digelar di panggung utama Hotel Singosari, Rabu (5/3).",
            "panggung utama Hotel Singosari",
        ),
        (
            f"{LEAD}.\nKegiatan berlangsung di Ruang Anggrek, Rumah Dinas Bupati Blitar, Rabu.",
            "Ruang Anggrek, Rumah Dinas Bupati Blitar",
        ),
        (f"{LEAD} di Kantor Baznas, Jalan Merdeka, Rabu (5/3).", "Kantor Baznas, Jalan Merdeka"),
        (f"{LEAD} di Kantor Baznas Jl. Merdeka No. 1, Rabu (5/3).", "Kantor Baznas"),
        (f"{LEAD} di Aula Lapas Blitar, Kota Blitar, Rabu (5/3).", "Aula Lapas Blitar"),
        (f"{LEAD} di balai desa setempat, Kamis (5/3).", "balai desa setempat"),
        (f"{LEAD} di ruang kunjungan lapas.", "ruang kunjungan lapas"),
        (f"{LEAD} di ruang Kalapas, Kamis (5/3).", "ruang Kalapas"),
        (f"Aula Lapas Blitar mendadak sesak, Rabu (5/3).\n{LEAD}.", "Aula Lapas Blitar"),
        (f"{LEAD} di lantai dua gedung dan tidak terburu-buru.", "lantai dua gedung"),
        (f"{LEAD}.\nBertempat di Omah Dhuwur, kegiatan dibuka Kalapas.", "Omah Dhuwur"),
        (f"{LEAD}.\nAcara dipusatkan di Siola lantai 2, Rabu (5/3).", "Siola lantai 2"),
        (f"{LEAD} di Pendopo Ronggo Hadinegoro yang ramai tamu.", "Pendopo Ronggo Hadinegoro"),
        (f"{LEAD} di teras Masjid At-Taubah pada Jumat (7/3).", "teras Masjid At-Taubah"),
        (f"{LEAD}.\nSuasana Masjid At-Taubah pagi itu ramai.", "Masjid At-Taubah"),
        (f"{LEAD}.\nAula Lapas Blitar menjadi saksi janji itu.", "Aula Lapas Blitar"),
        (f"{LEAD}.\nAcara digelar di Sopo Partungkoan, Blitar.", "Sopo Partungkoan"),
        (f"{LEAD} di Nyi Ageng Serang, Rabu (5/2/2025).", "Nyi Ageng Serang"),
        (f"{LEAD} di PN Blitar, Senin (27/10/2025).", "PN Blitar"),
        (f"{LEAD} di Galeri Batik Kawung, Rabu (5/3).", "Galeri Batik Kawung"),
        (f"{LEAD} di Mushala At-Taubah, Rabu (5/3).", "Mushala At-Taubah"),
        (f"{LEAD}.\nLokasinya di Gesibu Sritanjung, Rabu (5/3).", "Gesibu Sritanjung"),
        (f"{LEAD}.\nMeja di aula Lapas Blitar cuma muat dua kursi.", "aula Lapas Blitar"),
        (f"{LEAD} di Indonesia.", None),
        (f"{LEAD} di bidang pertanian.", None),
        (f"{LEAD}.\nProgram serupa akan digelar di Lapas Kediri.", None),
        (f"{LEAD}.\nSebelumnya hal serupa berlangsung di Aula Rutan Trenggalek.", None),
    ],
)
def test_a_venue_is_read_in_many_forms(text: str, place: str | None) -> None:
    assert _recorded(text).place == place


@pytest.mark.parametrize(
    ("text", "regency", "province"),
    [
        (
            "Denpasar - Lapas Kelas IIA Kerobokan menggandeng Universitas Udayana.\nKalapas "
            "meneken nota kesepahaman (MoU) dengan rektor di Jimbaran, Kabupaten Badung, Selasa.",
            "Kabupaten Badung",
            "Bali",
        ),
        (
            "Lapas Narkotika Kelas IIA Yogyakarta dan RSJ Grhasia meneken PKS di Ruang Wisanggeni "
            "RSJ Grhasia, Pakem, Sleman.",
            "Kabupaten Sleman",
            "DI Yogyakarta",
        ),
        (
            "Kanwil Ditjenpas Banten dan DPC Peradi Serang meneken nota kesepahaman di Kantor "
            "Kanwil Ditjenpas Banten, Kota Serang, kemarin.",
            "Kota Serang",
            "Banten",
        ),
        (
            "Lapas Kelas IIA Bekasi dan Puskesmas Sukamaju meneken PKS, Rabu (26/3/2025).\nDinas "
            "Kesehatan Kabupaten Bekasi mendampingi.",
            "Kabupaten Bekasi",
            "Jawa Barat",
        ),
        (
            "Lapas Kelas IIA Cikarang dan PT Garmen Jaya meneken PKS, Selasa (15/7/2025).\nModel "
            "serupa akan diterapkan di Lapas Karawang.",
            "Kabupaten Bekasi",
            "Jawa Barat",
        ),
    ],
)
def test_the_town_is_that_of_the_act(text: str, regency: str, province: str) -> None:
    agreement = _recorded(text)
    assert (agreement.regency, agreement.province) == (regency, province)


@pytest.mark.parametrize("text", ["", "di ", "di di di", "Acara di , di .", "di " + "A " * 500])
def test_no_text_is_too_odd(text: str) -> None:
    assert all(venue.name for venue in find_venues(text))


@pytest.mark.parametrize(
    ("prison", "regency", "province"),
    [
        ("Lapas Kelas I Cipinang", "Kota Jakarta Timur", "DKI Jakarta"),
        ("Lapas Warungkiara", "Kabupaten Sukabumi", "Jawa Barat"),
        ("Rutan Medaeng", "Kabupaten Sidoarjo", "Jawa Timur"),
        ("Lapas Batu", "Kabupaten Cilacap", "Jawa Tengah"),
        ("Rupbasan Antahberantah", None, None),
    ],
)
def test_a_story_without_a_town_is_set_where_its_prison_stands(
    prison: str, regency: str | None, province: str | None
) -> None:
    text = f"{prison} menandatangani perjanjian kerja sama (PKS) dengan PT Maju Jaya, Rabu (5/3)."
    told = _recorded(text, "Penandatanganan Kerja Sama")
    assert (told.regency, told.province) == (regency, province)
    assert regency is None or told.evidence["regency"] == prison


def test_a_town_that_is_told_comes_before_where_the_prison_stands() -> None:
    text = (
        "Lapas Kelas I Cipinang menandatangani perjanjian kerja sama (PKS) dengan PT Maju Jaya di "
        "Kota Bekasi, Rabu (5/3)."
    )
    assert _recorded(text).regency == "Kota Bekasi"


@pytest.mark.parametrize(
    ("told", "place"),
    [
        (
            "Bertempat di Ruang Sidang Dekanat, LBH Bina Keadilan (LBHBK) melakukan "
            "penandatanganan perjanjian kerja sama dengan Lapas Kelas IIB Blitar, Rabu (5/3/2025).",
            "Ruang Sidang Dekanat",
        ),
        (
            "Warga binaan yang bekerja di bengkel lapas kini terlindungi setelah Lapas Kelas IIB "
            "Blitar dan LBH Bina Keadilan menandatangani perjanjian kerja sama.",
            None,
        ),
        (
            "Lapas Kelas IIB Blitar dan LBH Bina Keadilan menandatangani perjanjian kerja sama. "
            "Meja konsultasi ada di ruang kunjungan tiap Selasa.",
            None,
        ),
        (
            "Lapas Kelas IIB Blitar dan LBH Bina Keadilan menandatangani perjanjian kerja sama. "
            "Acara di gazebo lapas itu ditonton puluhan orang.",
            "gazebo lapas",
        ),
        (
            "SIBOLGA - Aula Lapas Kelas IIB Blitar mendadak sesak. Lapas Kelas IIB Blitar dan LBH "
            "Bina Keadilan menandatangani perjanjian kerja sama.",
            "Aula Lapas Kelas IIB Blitar",
        ),
        (
            "Lapas Kelas IIB Blitar dan LBH Bina Keadilan menandatangani perjanjian kerja sama, "
            "Rabu (5/3/2025) di Kendari.",
            "Kendari",
        ),
    ],
)
def test_a_venue_is_where_the_act_is_set_and_nothing_more(told: str, place: str | None) -> None:
    assert _recorded(told).place == place


def test_a_venue_that_is_only_called_like_a_town_elsewhere_is_not_there() -> None:
    text = (
        "Lapas Kelas IIA Bengkulu dan Universitas Bengkulu menandatangani perjanjian kerja sama di "
        "kampus Padang Harapan, Rabu (5/3/2025)."
    )
    assert _recorded(text).province == "Bengkulu"
