"""Stories go in; labels with their reasons come out."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.records import JAKARTA, Article, Judgement, Label
from pipelines.judge import judge

PUBLISHED = datetime(2026, 1, 30, 8, tzinfo=JAKARTA)


def judged(text: str, title: str = "", language: str = "id") -> Judgement:
    return judge(Article(title=title, text=text, published=PUBLISHED, language=language))


SIGNED = [
    (
        "Lapas Kelas IIB Slawi Teken PKS dengan Puskesmas",
        "Lapas Kelas IIB Slawi dan Puskesmas Slawi menandatangani perjanjian kerja sama layanan "
        "kesehatan, Kamis (29/1/2026).\nKalapas berterima kasih kepada seluruh petugas puskesmas.",
    ),
    (
        "Warga Binaan Belajar Membatik",
        "Dua puluh warga binaan Rutan Kelas IIB Batang belajar membatik.\nSebelum dimulai, "
        "perjanjian kerja sama diteken Karutan dan pimpinan Sanggar Canting, Kamis (29/1/2026).",
    ),
    (
        "Perpanjangan MoU dengan LBH",
        "Bapas Kelas II Pekalongan dan LBH Pesisir memperpanjang nota kesepahaman bantuan hukum "
        "selama dua tahun, Rabu (28/1/2026).\nPenandatanganan disaksikan wali kota.",
    ),
    (
        "Wali Kota dan Bapas Sepakati Lokasi Pidana Kerja Sosial",
        "Pemerintah Kota Tegal bersama Bapas Kelas II Pekalongan menandatangani nota kesepakatan "
        "penyediaan lokasi pidana kerja sosial, Selasa (27/1/2026).",
    ),
    (
        "Ipkemindo Gandeng Himpunan Psikologi",
        "Ikatan Pembimbing Kemasyarakatan Indonesia (Ipkemindo) dan Himpunan Psikologi "
        "menandatangani nota kesepahaman peningkatan kapasitas, Senin (26/1/2026), di Jakarta.",
    ),
    (
        "Bengkel Las di Lapas Slawi",
        "Dinas Perindustrian Kabupaten Tegal menggandeng Lapas Kelas IIB Slawi membuka bengkel las."
        "\nKolaborasi itu ditandai penandatanganan perjanjian kerja sama yang berlangsung di Lapas "
        "Slawi, Kamis (29/1/2026).",
    ),
    (
        "Klinik Masuk Lapas Anggrek",
        "Ketua klinik menyebut gigi berlubang sebagai keluhan terbanyak warga binaan.\nIa dan "
        "Kalapas Anggrek kemarin meneken perjanjian kerja sama.",
    ),
    (
        "Lapas Brebes Ikuti Penandatanganan Secara Virtual",
        "Lapas Kelas IIB Brebes mengikuti kegiatan secara daring.\nDirektorat Jenderal "
        "Pemasyarakatan dan sembilan mitra menandatangani perjanjian kerja sama "
        "di Jakarta, Kamis (29/1/2026).",
    ),
    (
        "",
        "Kantor Wilayah Direktorat Jenderal Pemasyarakatan Jawa Tengah dan Universitas Diponegoro "
        "resmi menandatangani nota kesepahaman tentang bantuan hukum bagi warga binaan, Rabu "
        "(28/1/2026).",
    ),
    (
        "",
        "Perjanjian kerja sama rujukan pasien antara RSUD Soeselo dan Lapas Kelas IIB Slawi resmi "
        "diperpanjang pada 26 Januari 2026 untuk jangka waktu dua tahun sejak tanggal itu.",
    ),
    (
        "Dokter Gigi Datang Tiap Bulan",
        "Sejak Rabu (28/1/2026) dokter gigi datang ke Lapas Kelas IIB Slawi, setelah kedua lembaga "
        "meneken perjanjian kerja sama di aula lapas pada hari itu juga.\nKalapas Slawi Budi "
        "Santosa menyebut perjanjian berlaku setahun.",
    ),
]

NOT_SIGNED = [
    (
        "perjanjian kinerja",
        "Seluruh pegawai Lapas Kelas IIB Slawi menandatangani perjanjian kinerja dan pakta "
        "integritas, Kamis (29/1/2026).\nKalapas meminta target kinerja dicapai.",
    ),
    (
        "an old agreement carried out",
        "Tim Puskesmas Slawi memeriksa 40 warga binaan Lapas Kelas IIB Slawi, Kamis (29/1/2026).\n"
        "Kegiatan ini tindak lanjut nota kesepahaman yang ditandatangani pada tahun 2024.",
    ),
    (
        "others sign, a prison is named",
        "Kejaksaan Negeri Tegal dan Pemerintah Kota Tegal menandatangani perjanjian kerja sama "
        "bidang perdata, Kamis (29/1/2026).\nTahun lalu jaksa mengirim 30 terpidana ke Lapas Kelas "
        "IIB Tegal.",
    ),
    (
        "an office of the same ministry",
        "Kanwil Ditjen Imigrasi Jawa Tengah dan Universitas Diponegoro menandatangani nota "
        "kesepahaman magang mahasiswa, Kamis (29/1/2026).",
    ),
    (
        "the party",
        "PKS dan Gerindra menandatangani kesepakatan koalisi di Tegal, Kamis (29/1/2026).\n"
        "Calonnya mantan Kepala Lapas Kelas IIB Tegal.",
    ),
    (
        "prisoners sign",
        "Warga binaan Lapas Kelas IIB Slawi menandatangani surat pernyataan ikut rehabilitasi, "
        "Kamis (29/1/2026).\nKalapas menyaksikan.",
    ),
    (
        "a watching head of prison",
        "Bupati Tegal dan Kepala BNN menandatangani nota kesepahaman desa bersih narkoba, Kamis "
        "(29/1/2026).\nAcara disaksikan Kapolres, Dandim, serta Kalapas Kelas IIB Slawi.",
    ),
    (
        "a head of prison is a witness",
        "BNNK Tegal dan Dinas Pendidikan menandatangani perjanjian kerja sama, Kamis (29/1/2026).\n"
        "Kepala Lapas Kelas IIB Slawi membubuhkan tanda tangan sebagai saksi.",
    ),
    (
        "an explanation",
        "Pembaca bertanya, siapa yang berwenang meneken kerja sama di lapas?\nPada umumnya Kalapas "
        "menandatangani perjanjian kerja sama, dan Kanwil Ditjenpas meneken nota kesepahaman.",
    ),
    (
        "a look back",
        "Setahun lalu, di aula yang sama, Lapas Kelas IIB Slawi menandatangani perjanjian kerja "
        "sama dengan sebuah koperasi.\nMesinnya kini berkarat.",
    ),
    (
        "land is given away",
        "Pemerintah Kabupaten Tegal menghibahkan tanah dua hektare untuk Lapas Kelas IIB Slawi.\n"
        "Naskah perjanjian hibah daerah dan berita acara serah terima ditandatangani Bupati dan "
        "Kepala Kanwil Ditjenpas Jawa Tengah, Kamis (29/1/2026).",
    ),
    (
        "the party comes to visit",
        "Rombongan Fraksi PKS DPRD Kabupaten Tegal mengunjungi Lapas Kelas IIB Slawi, Kamis "
        "(29/1/2026).\nPKS juga membagikan mushaf, dan kedua pihak menandatangani tanda terima.",
    ),
    (
        "an agreement is brought up on another occasion",
        "Wali Kota menyerahkan surat keputusan remisi kepada warga binaan Lapas Kelas IIB Slawi, "
        "Kamis (29/1/2026).\nIa menyinggung nota kesepakatan yang baru saja diteken pekan ini "
        "dengan pihak lapas.",
    ),
    (
        "several heads look on",
        "Pidana kerja sosial dikunci lewat MoU Kejari Tegal dan Pemkab Tegal, Kamis (29/1/2026).\n"
        "Kajari dan bupati tanda tangan, Kalapas Kelas IIB Slawi dan Kepala Bapas Kelas II "
        "Pekalongan menonton dari kursi depan.",
    ),
    (
        "a prison follows another office's signing",
        "Kalapas Kelas IIB Slawi beserta jajaran mengikuti secara virtual penandatanganan PKS "
        "Ditjen Imigrasi dengan Ditjen Dukcapil, Kamis (29/1/2026).\nKegiatan berpusat di Jakarta.",
    ),
    (
        "papers are counted",
        "Guru besar itu membedah 300 nota kesepahaman lapas dan rutan.\nLapas Kelas IIB Slawi dan "
        "Lapas Kelas I Semarang paling produktif menandatangani.",
    ),
    (
        "a tender",
        "Sebuah perusahaan konstruksi memenangi tender pembangunan lapas.\nKontrak ditandatangani "
        "dengan pejabat pembuat komitmen Direktorat Jenderal Pemasyarakatan, Kamis (29/1/2026).",
    ),
    (
        "a witness in court tells of a contract",
        "Sidang lanjutan dugaan korupsi bahan makanan digelar di Tegal, Kamis (29/1/2026).\nSaksi "
        "menyebut surat perjanjian pengadaan antara Lapas Kelas IIB Slawi dan sebuah CV "
        "ditandatangani di warung.",
    ),
    (
        "its author thinks aloud",
        "Kalapas Slawi dan direktur LBH Pesisir kemarin meneken perjanjian kerja sama.\nBerapa "
        "tahanan yang akan ditemui pengacara? Dulu hanya satu.\n(Penulis wartawan hukum)",
    ),
    (
        "two others sign in turn",
        "Kalapas Kelas IIB Slawi menghadiri penandatanganan nota kesepakatan antara Pemerintah "
        "Kota Tegal dengan Kejaksaan Negeri Tegal, Kamis (29/1/2026).\nWali Kota dan Kajari secara "
        "bergantian menandatangani naskah.",
    ),
    (
        "a certificate",
        "Dua puluh warga binaan Lapas Kelas IIB Slawi lulus pelatihan paralegal.\nSertifikatnya "
        "ditandatangani direktur LBH dan Kalapas, Kamis (29/1/2026).",
    ),
    (
        "a year's papers are counted",
        "Lapas Kelas IIB Slawi meraih piala pembinaan terbaik, Kamis (29/1/2026).\nDalam setahun "
        "lapas ini meneken sebelas perjanjian kerja sama.",
    ),
    (
        "police cells",
        "Polres Tegal dan sebuah klinik menandatangani perjanjian kerja sama pemeriksaan kesehatan "
        "tahanan di rutan Polres Tegal, Kamis (29/1/2026).",
    ),
]

PLANNED = [
    (
        "Lapas Slawi Akan Teken PKS",
        "Lapas Kelas IIB Slawi akan menandatangani perjanjian kerja sama dengan Dinas Pertanian "
        "pekan depan.\nDraf sedang disiapkan kedua pihak.",
    ),
    (
        "Rutan Batang Jajaki Kerja Sama dengan Kampus",
        "Rutan Kelas IIB Batang menjajaki nota kesepahaman dengan Universitas Pekalongan.\nRektor "
        "berharap naskah dapat ditandatangani bulan depan.",
    ),
    (
        "Tinggal Tanda Tangan",
        "Naskah perjanjian kerja sama Rutan Kelas IIB Batang dan kampus sudah diparaf kedua pihak, "
        "Kamis (29/1/2026).\nPenandatanganannya diundur sampai karutan yang baru dilantik.",
    ),
    (
        "Penandatanganan Ditunda",
        "Penandatanganan perjanjian kerja sama antara Bapas Kelas II Pekalongan dan LBH Pesisir "
        "yang sedianya digelar Kamis batal karena naskah belum siap.",
    ),
]


@pytest.mark.parametrize(("title", "text"), SIGNED)
def test_a_signed_agreement_of_a_unit_is_a_partnership(title: str, text: str) -> None:
    judgement = judged(text, title)
    assert judgement.label is Label.PARTNERSHIP, judgement
    assert judgement.probability > 0.5


@pytest.mark.parametrize(("what", "text"), NOT_SIGNED)
def test_what_only_sounds_like_one_is_not_kept(what: str, text: str) -> None:
    assert judged(text).label is Label.OTHER, what


@pytest.mark.parametrize(("title", "text"), PLANNED)
def test_a_plan_is_a_candidate(title: str, text: str) -> None:
    assert judged(text, title).label is Label.CANDIDATE


def test_what_others_ask_of_a_unit_is_no_plan_of_its_own() -> None:
    text = "Dalam 30 hari Lapas Kelas IIB Slawi diminta meneken perjanjian kerja sama dengan RSUD."
    assert judged(text, "Lapas Slawi dan RSUD Siapkan PKS").label is Label.CANDIDATE
    assert judged(text, "Ombudsman Desak Lapas Slawi Bikin PKS").label is Label.OTHER


@pytest.mark.parametrize("language", ["ms", "en", "jv", "und"])
def test_a_story_in_another_language_is_never_kept(language: str) -> None:
    judgement = judged(SIGNED[0][1], SIGNED[0][0], language)
    assert judgement.label is Label.OTHER
    assert [signal.name for signal in judgement.signals] == ["not_indonesian"]


def test_every_signal_shows_a_verbatim_piece_as_evidence() -> None:
    for title, text in SIGNED + NOT_SIGNED + PLANNED:
        judgement = judged(text, title)
        assert judgement.signals
        for signal in judgement.signals:
            assert signal.evidence
            assert signal.evidence in title or signal.evidence in text
            assert signal.weight != 0


def test_an_unpublished_story_is_judged_too() -> None:
    title, text = SIGNED[0]
    assert judge(Article(title=title, text=text, language="id")).label is Label.PARTNERSHIP


@given(st.text(max_size=400), st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_text_is_judged(text: str, title: str) -> None:
    judgement = judged(text, title)
    assert 0 <= judgement.probability <= 1
    assert judgement == judged(text, title)


WORDS = "Lapas Kelas IIB Slawi|menandatangani|perjanjian kerja sama|akan|, |.\n|antara|Kamis (1/2"


@given(st.lists(st.sampled_from(WORDS.split("|")), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_order_of_telling_words_is_judged(words: list[str]) -> None:
    assert judged(" ".join(words)).label in Label


@pytest.mark.parametrize(
    "piece", ["menandatangani MoU ", "yang ", "antara Lapas Slawi dan ", "(", "\n"]
)
def test_a_long_page_of_one_word_does_not_stall(piece: str) -> None:
    started = time.process_time()
    judged(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 10


def test_judging_a_story_takes_milliseconds() -> None:
    text = "\n".join(text for _, text in SIGNED)
    judged(text)
    started = time.process_time()
    for _ in range(20):
        judged(text)
    assert (time.process_time() - started) / 20 < 0.05
