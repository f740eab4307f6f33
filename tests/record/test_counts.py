"""How many partners and papers stories count, and what is no count of partners."""

from __future__ import annotations

import pytest

from model.records import Article
from pipelines.record import record
from tests.record.measure import FETCHED_AT


def _count(title: str, text: str) -> int | None:
    article = Article(title=title, text=text, language="id")
    return record(article, FETCHED_AT)[0].partner_count


@pytest.mark.parametrize(
    ("title", "text", "count"),
    [
        (
            "Lapas Gowa Bersama 6 Puskesmas dan RSUD Syekh Yusuf Teken PKS",
            "Lapas Kelas IIA Gowa menandatangani PKS layanan kesehatan, Rabu (5/3/2025).",
            7,
        ),
        (
            "Lapas Cibinong Gandeng 25 Mitra",
            "Lapas Kelas IIA Cibinong menandatangani PKS, Rabu (5/3/2025).",
            25,
        ),
        (
            "Kanwil Ditjenpas Kalteng dan Empat Bupati Teken Kesepakatan",
            "Kanwil Ditjenpas Kalimantan Tengah menandatangani nota kesepakatan, Rabu (5/3/2025).",
            4,
        ),
        (
            "Rutan Jepara Teken Perjanjian Kerja Sama",
            "Rutan Kelas IIB Jepara menandatangani perjanjian kerja sama dengan sebelas (11) "
            "instansi, Rabu (5/3/2025).",
            11,
        ),
        (
            "Kanwil Ditjenpas Jatim Rangkul Kampus",
            "Kelima kampus itu Universitas Airlangga, Universitas Jember, Universitas Brawijaya, "
            "Universitas Trunojoyo Madura, dan Universitas Negeri Malang.\nNota kesepahaman mereka "
            "tanda tangani bersama Kanwil Ditjenpas Jawa Timur, Senin (19/5/2025).",
            5,
        ),
        (
            "Lapas Metro, Dinkes dan Lima Puskesmas Teken Kerja Sama",
            "Lapas Kelas IIA Metro menandatangani PKS dengan Dinas Kesehatan Kota Metro, Rabu "
            "(5/3/2025).\nDinkes menugaskan lima puskesmas secara bergantian.",
            None,
        ),
        (
            "Rutan Cipinang Perbarui Perjanjian",
            "Rutan Kelas I Cipinang, Pengadilan Negeri Jakarta Timur, dan Kejaksaan Negeri Jakarta "
            "Timur memperbarui perjanjian kerja sama.\nPerjanjian ditandatangani tiga pimpinan "
            "lembaga, Senin (27/10/2025).",
            None,
        ),
        (
            "Rutan Jepara Teken PKS dengan LBH",
            "Rutan Kelas IIB Jepara menandatangani PKS dengan LBH Jepara, Rabu (5/3/2025).\nAkan "
            "menyusul perjanjian kerja sama dengan lima dinas.",
            None,
        ),
    ],
)
def test_partners_are_counted(title: str, text: str, count: int | None) -> None:
    assert _count(title, text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Satu naskah ditandatangani empat pihak, kata Kalapas.", 1),
        ("Di depan mereka satu naskah, bukan lima.", 1),
        ("Salah satu naskah ditandatangani sebelum magrib.", None),
        ("Dua naskah perjanjian kerja sama diteken bergantian.", 2),
    ],
)
def test_papers_are_counted(text: str, count: int | None) -> None:
    lead = "Rutan Kelas IIB Jepara menandatangani PKS dengan LBH Jepara, Rabu (5/3/2025).\n"
    article = Article(title="Rutan Jepara dan LBH Teken PKS", text=lead + text, language="id")
    assert record(article, FETCHED_AT)[0].instrument_count == count
