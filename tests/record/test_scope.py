"""What agreements cover, as short phrases."""

from __future__ import annotations

import pytest

from model.records import Article
from pipelines.record import record
from tests.record.measure import FETCHED_AT

LEAD = "Lapas Kelas IIB Sumenep menandatangani perjanjian kerja sama (PKS) dengan PT Garam.\n"


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        (
            "PKS tersebut mencakup pelatihan, permodalan, penjaminan mutu, dan pemasaran.",
            ("pelatihan", "permodalan", "penjaminan mutu", "pemasaran"),
        ),
        (
            "Ruang lingkup perjanjian meliputi skrining TB dan HIV, imunisasi, serta rujukan.",
            ("skrining TB dan HIV", "imunisasi", "rujukan"),
        ),
        (
            "Kerja sama ini meliputi magang, penelitian, dan pengabdian kepada masyarakat.",
            ("magang", "penelitian", "pengabdian kepada masyarakat"),
        ),
        (
            "Kerja sama mencakup sinergi, komitmen bersama, dan harapan baru.",
            (),
        ),
        (
            "Perjanjian meliputi penyuluhan hukum, konsultasi, dan pos pengaduan.",
            ("penyuluhan hukum", "konsultasi", "pos pengaduan"),
        ),
    ],
)
def test_a_list_gives_the_scope(text: str, scope: tuple[str, ...]) -> None:
    article = Article(title="Lapas Sumenep Gandeng PT Garam", text=LEAD + text, language="id")
    assert record(article, FETCHED_AT)[0].scope == scope
