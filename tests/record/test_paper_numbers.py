"""Numbers of papers, as stories print them."""

from __future__ import annotations

from datetime import date

import pytest

from model.records import Article, Instrument
from pipelines.record import record
from pipelines.record.paper_numbers import find_numbers
from pipelines.record.story import Story
from tests.record.measure import FETCHED_AT

LEAD = (
    "Lapas Kelas IIB Sumenep menandatangani perjanjian kerja sama (PKS) dengan PT Garam, "
    "Rabu (14/1/2026).\n"
)
PKS = Instrument.PERJANJIAN_KERJA_SAMA
OURS = "W15.PAS20-HH.05-118"
THEIRS = "112/HK.03/PTG/2026"


def _numbers(text: str) -> tuple[str | None, str | None]:
    title = "Lapas Sumenep Gandeng PT Garam"
    story = Story(Article(title=title, text=LEAD + text, language="id"))
    return find_numbers(story, PKS, date(2026, 1, 14))[:2]


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        (f"PKS bernomor {OURS} itu berlaku setahun.", OURS, None),
        (f"Perjanjian Kerja Sama Nomor: {OURS} Tahun 2026 diteken.", f"{OURS} Tahun 2026", None),
        (f"PKS NOMOR {OURS} TAHUN 2026 TELAH DITEKEN.", f"{OURS} TAHUN 2026", None),
        (f"Surat perjanjian bernomor {THEIRS} itu disimpan kedua pihak.", None, THEIRS),
        (f"Dokumen dengan nomor {OURS} dan {THEIRS} itu diteken.", OURS, THEIRS),
        (f"Naskah PKS, No. {THEIRS} dan No. {OURS}, dibuat rangkap dua.", OURS, THEIRS),
        ("PKS Nomor 112/PTG/2026 serta Nomor 7/LP/2026 diteken.", "112/PTG/2026", "7/LP/2026"),
        ("Perjanjian itu tercatat dengan nomor 45/2026.", None, "45/2026"),
        ("PKS bernomor PKS/03/II/HK.02/2026/BNNP itu diteken.", None, "PKS/03/II/HK.02/2026/BNNP"),
        ("Naskah bernomor 134.4/31/SET. Lalu makan siang.", None, "134.4/31/SET"),
        ("Naskah bernomor 134.4/31/SET dan berlaku hingga 3 Mei 2029.", None, "134.4/31/SET"),
        (f"PKS Nomor {OURS} tanggal 14 Januari 2026 itu diteken.", OURS, None),
        # Numbers of other things.
        ("PKS itu sesuai Undang-Undang Nomor 22 Tahun 2022.", None, None),
        ("PKS itu sejalan dengan Surat Edaran Nomor PAS-20.OT.02.02 Tahun 2025.", None, None),
        ("PKS itu diteken di kantor PT Garam, Jalan Raya Kalianget No. 12-14.", None, None),
        ("Perjanjian itu dihargai nomor 1 dan 2.500 warga binaan bersukacita.", None, None),
        ("Hubungi nomor 0812-3456-7890 untuk pengaduan.", None, None),
        # Papers of before.
        (f"PKS itu turunan dari Nota Kesepahaman Nomor {OURS}.", None, None),
        ("Perjanjian lama Nomor 134.4/07/SET telah berakhir.", None, None),
        (f"Perjanjian ini memperpanjang PKS Nomor {OURS} yang habis.", None, None),
        (f"Kalapas menyebut PKS Nomor {OURS} tanggal 3 Maret 2023 sudah habis.", None, None),
    ],
)
def test_numbers_of_the_paper_are_read_and_no_others(
    text: str, ours: str | None, theirs: str | None
) -> None:
    assert _numbers(text) == (ours, theirs)


def test_each_of_two_papers_has_its_own_number() -> None:
    article = Article(
        title="Rutan Bantul Teken MoU dan PKS",
        text="Rutan Kelas IIB Bantul dan Pemkab Bantul menandatangani nota kesepahaman Nomor "
        "W14.PAS9-HH.05-1, Rabu (14/1/2026).\nPada hari yang sama, Rutan Kelas IIB Bantul dan RSUD "
        "Panembahan Senopati menandatangani perjanjian kerja sama Nomor W14.PAS9-HH.05-2.",
        language="id",
    )
    told = {one.kind: one.number_ours for one in record(article, FETCHED_AT)}
    assert told == {
        Instrument.NOTA_KESEPAHAMAN: "W14.PAS9-HH.05-1",
        PKS: "W14.PAS9-HH.05-2",
    }


def test_a_number_carries_its_sentence() -> None:
    text = LEAD + "PKS bernomor W15.PAS.PAS.20-HH.05.05-118 itu berlaku setahun."
    (told,) = record(Article(title="Kerja Sama", text=text, language="id"), FETCHED_AT)
    assert told.number_ours == "W15.PAS.PAS.20-HH.05.05-118"
    assert told.evidence["number_ours"] == text.rpartition("\n")[2]
    assert "number_theirs" not in told.evidence
