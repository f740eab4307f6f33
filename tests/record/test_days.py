"""The day of signing where a story's form could mislead: datelines, nights, weeks, editions."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from model.records import Article, PublishedBasis
from pipelines.record import record
from tests.record.measure import FETCHED_AT

PARTIES = "Lapas Kelas IIB Blitar dan PKBM Harapan"


def _day(text: str) -> date | None:
    article = Article(
        title="Kerja Sama Diteken",
        text=text,
        language="id",
        published=datetime(2025, 2, 14, 3, tzinfo=UTC),
        published_basis=PublishedBasis.GIVEN,
    )
    return record(article, FETCHED_AT)[0].signed_on


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            f"Blitar, 12 Februari 2025 – {PARTIES} menandatangani nota kesepahaman hari ini.",
            date(2025, 2, 12),
        ),
        (
            "Blitar, 12/2 (HUMAS) – Sebelas guru akan mengajar warga binaan.\n"
            f"{PARTIES} menandatangani nota kesepahaman kemarin.",
            date(2025, 2, 11),
        ),
        (f"{PARTIES} menandatangani nota kesepahaman hari ini.", date(2025, 2, 14)),
        (
            f"{PARTIES} menandatangani nota kesepahaman Kamis malam Jumat (13/2/2025).",
            date(2025, 2, 13),
        ),
        (
            f"Minggu ini ramai tanda tangan. {PARTIES} menandatangani nota kesepahaman, Selasa "
            "(11/2/2025).",
            date(2025, 2, 11),
        ),
        (f"{PARTIES} menandatangani nota kesepahaman. Baca koran edisi Sabtu.", None),
    ],
)
def test_the_day_is_that_of_the_signing(text: str, day: date | None) -> None:
    assert _day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            f"Blitar, 12 Februari 2025\nEnam tahun kami menunggu. Kadang kami disuruh pulang. "
            f"Kemarin, Selasa, 11 Februari 2025, keadaan itu berakhir.\n{PARTIES} menandatangani "
            "nota kesepahaman.",
            date(2025, 2, 11),
        ),
        (
            f"{PARTIES} menandatangani nota kesepahaman, awal Januari, sehabis hujan. Sejak Senin "
            "kelas dibuka.",
            None,
        ),
        (
            f"{PARTIES} bersepakat lewat perjanjian kerja sama yang ditandatangani pekan ini, guru "
            "datang tiap Selasa dan Jumat.",
            None,
        ),
    ],
)
def test_a_dateline_a_month_or_a_habit_is_no_day_of_signing(text: str, day: date | None) -> None:
    assert _day(text) == day
