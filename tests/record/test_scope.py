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
            "Ruang lingkup yang disepakati meliputi penyediaan lokasi, pelatihan kemandirian, "
            "serta jaminan kesehatan bagi warga binaan.",
            ("penyediaan lokasi", "pelatihan kemandirian", "jaminan kesehatan"),
        ),
        (
            "Perjanjian mengatur penyediaan tempat, jenis pekerjaan, pengawasan, dan pelaporan.",
            ("penyediaan tempat", "jenis pekerjaan", "pengawasan", "pelaporan"),
        ),
        (
            "Isinya soal bantuan hukum cuma-cuma bagi tahanan tak mampu.",
            ("bantuan hukum cuma-cuma",),
        ),
        (
            "Perjanjian mencakup pencegahan dan pemberantasan narkotika, tes urine mendadak untuk "
            "petugas, dan layanan bagi penghuni.",
            ("pencegahan dan pemberantasan narkotika", "tes urine"),
        ),
        (
            "Perjanjian kerja sama pelestarian seni ukir bagi warga binaan itu diteken di aula.",
            ("pelestarian seni ukir",),
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


def test_each_paper_has_the_scope_that_is_told_of_it() -> None:
    text = (
        "Lapas Kelas IIB Sumenep menandatangani dua naskah.\n"
        "Naskah pertama berupa nota kesepahaman dengan Universitas Wiraraja tentang penelitian "
        "hukum dan magang mahasiswa. Naskah kedua berupa perjanjian kerja sama dengan PT Garam "
        "tentang pemasaran garam dan pelatihan pengemasan."
    )
    article = Article(title="Dua Naskah di Lapas Sumenep", text=text, language="id")
    first, second = record(article, FETCHED_AT)
    assert first.scope == ("penelitian hukum", "magang mahasiswa")
    assert second.scope == ("pemasaran garam", "pelatihan pengemasan")
