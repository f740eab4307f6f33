"""How long agreements hold, as stories say it."""

from __future__ import annotations

from datetime import date

import pytest

from model.records import Article, Instrument
from pipelines.record import record
from pipelines.record.story import Story
from pipelines.record.term import find_term
from tests.record.measure import FETCHED_AT

LEAD = "Lapas Kelas IIB Sumenep menandatangani perjanjian kerja sama (PKS) dengan PT Garam.\n"


def _story(text: str) -> Story:
    return Story(Article(title="Lapas Sumenep Gandeng PT Garam", text=LEAD + text, language="id"))


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("PKS ini berlaku selama 2 (dua) tahun sejak ditandatangani.", 24),
        ("Perjanjian berdurasi 18 bulan.", 18),
        ("Jangka waktunya tiga puluh bulan.", 30),
        ("Perjanjian berlaku satu setengah tahun.", 18),
        ("Masa berlaku PKS 2 th.", 24),
        ("Keduanya menandatangani perjanjian.\nSetahun.", 12),
        ("Kerja sama disepakati berjalan satu tahun dan bisa disambung.", 12),
        ("“Perpanjangan ini lima tahun sekaligus,” candanya.", 60),
        ("Perjanjian ini setahun, kalau bagus disambung lagi.", 12),
        ("PKS-nya setahun dulu, nanti dievaluasi.", 12),
        ("Kontrak kerja sama berjangka dua tahun itu dapat diperpanjang.", 24),
        ("Jangka waktunya tiga (3) tahun dan dapat diperpanjang.", 36),
        ("Masa berlaku perjanjian lima tahun terhitung sejak diteken.", 60),
        ("Kerja sama berlangsung selama enam bulan.", 6),
        ("Sepakatnya setahun dulu.", 12),
        ("Keduanya mengikat diri dalam perjanjian.\nSetahun lamanya, dan bisa disambung.", 12),
        ("Perjanjian dibuat untuk tiga tahun.", 36),
        ("Durasi kerja sama ditetapkan 1 tahun.", 12),
        ("Kerja sama diperpanjang untuk lima tahun ke depan.", 60),
        ("Perjanjian yang habis masanya akhir Maret lalu itu diperpanjang tiga tahun.", 36),
        ("Penahanan para tersangka yang habis bulan lalu diperpanjang dua bulan.", None),
        ("“Kita jalan setahun dulu, nanti ditinjau,” kata Kalapas.", 12),
        ("“Karena hasilnya baik, kami lanjutkan dua tahun ke depan,” ujarnya.", 24),
        ("“Kami latih 40 warga binaan dua tahun ke depan,” ujarnya.", None),
        ("Surat itu mengikat keduanya selama setahun.", 12),
        ("“Diperpanjang dua tahun lagi,” ungkapnya.", 24),
        ("“Perjanjian ini kita sepakati lima tahun,” katanya.", 60),
        ("Perjanjian kerja sama berjangka waktu 36 bulan.", 36),
        ("Nota kesepahaman itu berlaku sampai dua tahun ke depan.", 24),
        ("PKS berlaku 2 thn.", 24),
        ("Kesepakatan bersama itu dipatok dua taun.", 24),
        ("Nota kesepahaman bakal jalan 18 bln.", 18),
        ("Perjanjian itu berumur tiga tahun.", 36),
        ("Tiga perjanjian kerja sama itu masing-masing setahun.", 12),
        ("Berlaku Sampai Kapan?\nTiga tahun.", 36),
        ("Masa 2 tahun, tanpa biaya.", 24),
    ],
)
def test_a_term_is_told_in_many_ways(text: str, months: int) -> None:
    assert find_term(_story(text)).months == months


@pytest.mark.parametrize(
    "text",
    [
        "Ini tindak lanjut berlakunya Undang-Undang Nomor 1 Tahun 2023 tentang KUHP.",
        "Kerja sama mengacu pada Permenkumham No. 3 Tahun 2018.",
        "Kerja sama akan dievaluasi setiap enam bulan.",
        "Pelatihan itu berlangsung selama tiga bulan.",
        "Kerja sama sebelumnya telah berjalan dua tahun.",
        "Peserta program adalah warga binaan dengan sisa pidana di atas satu tahun.",
        "Kerja sama diteken pada akhir tahun.",
        "Ia dihukum selama lima tahun penjara.",
        "Dua tahun kita berjalan, hasil kerja sama nyata.",
        "PKS ini sudah setahun lalu dirancang.",
    ],
)
def test_other_years_are_no_term(text: str) -> None:
    assert find_term(_story(text)).months is None


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Perjanjian berlaku hingga 27 November 2027.", date(2027, 11, 27)),
        ("PKS ini berlaku sampai dengan tanggal 31 Januari 2028.", date(2028, 1, 31)),
        ("Kerja sama berlaku hingga akhir 2027.", date(2027, 12, 31)),
        ("Kerja sama berlangsung sampai Desember 2026.", date(2026, 12, 31)),
        ("Masa berlaku perjanjian berakhir pada 1 Maret 2029.", date(2029, 3, 1)),
        ("Perjanjian berlaku s.d. 30 Juni 2026.", date(2026, 6, 30)),
        ("Nota kesepahaman akan berakhir 31 Mei 2027.", date(2027, 5, 31)),
        ("MoU dijalankan sampai Mei 2027.", date(2027, 5, 31)),
        ("Masa kerja sama itu digeser sampai 31 Agustus 2028.", date(2028, 8, 31)),
        ("PKS berlaku hingga 31 Februari 2027.", None),
        ("Pameran berlangsung hingga 3 Mei 2027.", None),
    ],
)
def test_a_last_day_is_told_in_many_ways(text: str, until: date | None) -> None:
    assert find_term(_story(text)).until == until


def test_each_paper_has_its_own_term() -> None:
    article = Article(
        title="Lapas Batam dan Polibatam Teken MoU dan PKS",
        text=(
            "Lapas Kelas IIA Batam menandatangani nota kesepahaman (MoU) dengan Politeknik Negeri "
            "Batam, Kamis (11/12/2025).\n"
            "Selain itu ditandatangani pula perjanjian kerja sama (PKS) antara Lapas Kelas IIA "
            "Batam dan Yayasan Batam Peduli.\n"
            "Nota kesepahaman berlaku selama empat tahun, sedangkan perjanjian kerja sama berlaku "
            "satu tahun."
        ),
        language="id",
    )
    terms = {agreement.kind: agreement.term_months for agreement in record(article, FETCHED_AT)}
    assert terms == {Instrument.NOTA_KESEPAHAMAN: 48, Instrument.PERJANJIAN_KERJA_SAMA: 12}


@pytest.mark.parametrize(
    "text",
    [
        "PKS yang sebelumnya berakhir September 2023 itu diperpanjang hingga 30 September 2026.",
        "Adendum memperpanjang masa kontrak sampai 30 September 2026.",
        "Perjanjian baru ini hidup sampai 30 September 2026.",
    ],
)
def test_the_last_day_may_be_that_of_what_was_prolonged(text: str) -> None:
    assert find_term(_story(text)).until == date(2026, 9, 30)


def test_each_paper_has_the_term_that_its_sentence_gives() -> None:
    text = (
        "Lapas Kelas IIB Blitar menandatangani dua perjanjian kerja sama, Rabu (5/3/2025).\n"
        "Perjanjian pertama, yaitu tentang Air Bersih, ditandatangani bersama PDAM Tirta Melati "
        "dan berlaku selama satu tahun.\n"
        "Perjanjian kedua, yaitu tentang Paket Belajar, ditandatangani bersama PKBM Harapan "
        "dan berlaku selama dua tahun."
    )
    article = Article(title="Dua Naskah Diteken", text=text, language="id")
    told = record(article, FETCHED_AT)
    assert [(one.term_months, one.title) for one in told] == [
        (12, "Air Bersih"),
        (24, "Paket Belajar"),
    ]
