"""How far a signing came, and for which day it is planned."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from model.records import Article
from pipelines.stories.plans import Stage, planned_days, stage_of

#: A Tuesday.
PUBLISHED = datetime(2026, 7, 14, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Rutan Soasio akan meneken nota kesepahaman dengan Unkhair.", Stage.PLANNED),
        ("Bila tak ada aral, naskah diteken Rabu, 22 Juli.", Stage.PLANNED),
        ("Penandatanganan PKS dijadwalkan Rabu pekan depan.", Stage.PLANNED),
        ("Kalapas berharap perjanjian dapat diteken bulan depan.", Stage.PLANNED),
        ("Penandatanganan yang mestinya berlangsung Senin (13/7) urung terlaksana.", Stage.PUT_OFF),
        ("rencana tanda tangan MOU hari senin (13/7) ternyata di tunda.", Stage.PUT_OFF),
        ("Batal diteken, MoU Lapas Ternate dengan Kesultanan.", Stage.PUT_OFF),
        ("Setelah sempat tertunda, nota kesepahaman itu ditandatangani Senin.", Stage.SIGNED),
        ("PKS diteken Senin (13/7). Perjanjian lain akan diteken bulan depan.", Stage.SIGNED),
        ("Perjanjian dengan delapan mitra sudah diteken belum lama ini.", Stage.SIGNED),
        ("Keduanya meneken PKS, dan mahasiswa akan segera mengajar.", Stage.SIGNED),
        ("Kalapas menemui rektor untuk membahas kerja sama.", None),
    ],
)
def test_how_far_a_signing_came(text: str, stage: Stage | None) -> None:
    assert stage_of(article(text)) is stage


def test_a_headline_tells_of_a_signing_too() -> None:
    assert stage_of(article("Kuliah dimulai Agustus.", "Rutan Soasio Teken PKS")) is Stage.SIGNED


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Naskah akan diteken Rabu, 22 Juli.", date(2026, 7, 22)),
        ("Naskah akan diteken Jumat, 28 Agustus 2026.", date(2026, 8, 28)),
        ("Naskah akan diteken Rabu pekan depan.", date(2026, 7, 22)),
        ("Naskah akan diteken Rabu mendatang.", date(2026, 7, 15)),
        ("Naskah semula akan diteken Senin (13/7).", date(2026, 7, 13)),
    ],
)
def test_the_day_of_a_plan(text: str, day: date) -> None:
    assert list(planned_days(article(text))) == [day]


def test_a_new_year_begins_before_the_signing() -> None:
    told = article("Naskah akan diteken Rabu, 6 Januari.")
    late = told.model_copy(update={"published": datetime(2026, 12, 29, tzinfo=UTC)})
    assert list(planned_days(late)) == [date(2027, 1, 6)]


def article(text: str, title: str = "Judul") -> Article:
    return Article(title=title, text=text, published=PUBLISHED, language="id")
