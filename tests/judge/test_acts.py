"""What a sentence says of a signing: the paper, and whether it happened."""

from __future__ import annotations

from datetime import datetime

import pytest

from model.records import JAKARTA, Article
from pipelines.judge.acts import Act, Paper, State, find_acts, find_sheets
from pipelines.judge.facts import Part, read_facts

PUBLISHED = datetime(2026, 1, 30, 8, tzinfo=JAKARTA)


def acts(text: str) -> list[Act]:
    return list(find_acts(text, find_sheets(text), PUBLISHED))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Kalapas menandatangani MoU dengan rektor.", State.DONE),
        ("MoU tersebut ditandatangani Kalapas dan rektor.", State.DONE),
        ("Kesepakatan tertuang dalam MoU yang ditandatangani Kalapas.", State.DONE),
        ("Penandatanganan PKS berlangsung di aula, Kamis (29/1/2026).", State.DONE),
        ("Kanwil Jawa Tengah menandatangani nota kesepakatan.", State.DONE),
        ("Kalapas akan menandatangani MoU dengan rektor.", State.PLANNED),
        ("Penandatanganan PKS dijadwalkan pekan depan.", State.PLANNED),
        ("MoU dapat ditandatangani sebelum akhir tahun.", State.PLANNED),
        ("MoU ditandatangani pada 12 Maret 2026.", State.PLANNED),
        ("MoU itu belum ditandatangani.", State.NEGATED),
        ("Penandatanganan MoU yang sedianya digelar hari ini batal.", State.NEGATED),
        ("Penandatanganan MoU Kanwil dengan bupati bergeser ke Maret.", State.NEGATED),
        ("Penandatanganan MoU yang semula hari ini dijadwalkan ulang.", State.NEGATED),
        ("Setelah dua kali bergeser, Kalapas menandatangani MoU hari ini.", State.DONE),
        ("Sesuai MoU yang ditandatangani kedua pihak, dokter datang tiap pekan.", State.PAST),
        ("MoU yang diteken pada 2022 itu tidak berjalan.", State.PAST),
        ("MoU diteken pada Februari 2024.", State.PAST),
        ("Sebelumnya Kalapas menandatangani MoU dengan bupati.", State.PAST),
        ("MoU yang telah ditandatangani harus dijalankan.", State.REFERRED),
        ("Setahun lalu, di aula ini, lapas menandatangani MoU.", State.PAST),
        ("Lapas memiliki MoU dengan LBH yang ditandatangani Kalapas.", State.PAST),
        ("Bantuan itu bagian dari PKS yang diteken Kamis (29/1/2026).", State.DONE),
        ("Hal itu tertuang dalam PKS yang telah diteken, Kamis (29/1/2026).", State.DONE),
        ("Sesuai MoU yang telah diteken, dokter datang, Kamis (29/1/2026).", State.PAST),
        ("MoU biasanya ditandatangani kepala kantor wilayah.", State.HABITUAL),
        ("Siapa yang menandatangani MoU?", State.HABITUAL),
        ("Lapas kerap menandatangani MoU.", State.HABITUAL),
        ("MoU itu seolah diteken Kalapas.", State.NEGATED),
        ("Siap Cetak Tukang Las, Rutan Bantul Teken PKS.", State.DONE),
        (
            "Lembaga Kebijakan Anggaran Perumahan Rakyat (LKAP) meneken nota kesepahaman.",
            State.DONE,
        ),
        ("Bulan depan, Kalapas meneken MoU.", State.PLANNED),
        ("Seharusnya perjanjian diteken Kalapas.", State.PLANNED),
        ("MoU ditandatangani Kalapas, 12 Maret.", State.PLANNED),
        ("PKS ditandatangani Kalapas Februari.", State.PLANNED),
        ("Rutan Bantul menandatangani MoU pada Agustus.", State.PAST),
        ("Rutan Bantul menandatangani MoU magang yang dimulai Agustus.", State.DONE),
        ("Setelah itu MoU diteken Kalapas.", State.DONE),
        ("Kalapas gemar meneken MoU.", State.HABITUAL),
        ("Tanda tangan belum ada pada MoU.", State.NEGATED),
        ("Perjanjian itu tidak diperpanjang.", State.NEGATED),
        ("Tiga di antaranya ditandatangani kepala Rutan Bantul.", State.HABITUAL),
        ("Agustus lalu Kalapas meneken MoU dengan LBH.", State.PAST),
        ("Kalapas menandatangani PKS, turunan MoU Ditjenpas tahun 2024.", State.DONE),
        ("Penandatanganan PKS ini menggantikan perjanjian tahun 2021.", State.DONE),
        ("Lapas Kupang dan LBH memperpanjang MoU 2023 untuk dua tahun.", State.DONE),
        ("Lapas Kupang memperpanjang PKS yang habis Desember 2025.", State.DONE),
        ("MoU yang semula berakhir Desember 2025 diperpanjang kedua pihak.", State.DONE),
        ("Lapas Kupang memperpanjang MoU pada Maret 2024.", State.PAST),
        ("Kalapas meneken PKS pelatihan yang berlaku hingga tahun depan.", State.DONE),
        ("MoU itu diteken tahun kemarin.", State.PAST),
        ("MoU itu diteken sejak zaman kalapas lama.", State.PAST),
        ("Dalam setahun lapas meneken sebelas perjanjian.", State.HABITUAL),
        ("Selama tiga tahun terakhir Kalapas meneken 14 MoU.", State.HABITUAL),
        ("Hingga kini Kalapas menandatangani enam MoU.", State.HABITUAL),
        ("Dalam 30 hari lapas diminta meneken PKS dengan RSUD.", State.PLANNED),
        ("Kalapas enggan menandatangani MoU itu.", State.NEGATED),
        ("Penandatanganan MoU ditangguhkan.", State.NEGATED),
        ("Kalapas dan Direktur RSUD menekennya di atas MoU.", State.DONE),
        ("Kamis 29 Januari lalu Kalapas meneken MoU dengan LBH.", State.DONE),
        ("Ini berdasarkan MoU yang diteken Kalapas di Bantul, kemarin.", State.DONE),
        (
            "Sayur itu hasil perjanjian yang diteken Sari, dan Kalapas, Kamis (29/1/2026).",
            State.DONE,
        ),
    ],
)
def test_the_time_of_an_act_is_told_from_its_clause(text: str, state: State) -> None:
    assert [act.state for act in acts(text) if act.strong] == [state]


def test_what_an_opening_clause_rests_on_is_past_and_the_main_clause_is_news() -> None:
    text = (
        "Sebagai tindak lanjut nota kesepakatan antara pemkab dan kanwil yang telah ditandatangani "
        "tahun lalu, tiga dinas menandatangani perjanjian kerja sama dengan Rutan Bantul."
    )
    assert [act.state for act in acts(text) if act.strong] == [State.PAST, State.DONE]


def test_without_a_day_of_publication_a_bare_year_is_history() -> None:
    text = "MoU itu diteken pada 2018 dan kini tidak berlaku."
    (act,) = (act for act in find_acts(text, find_sheets(text), None) if act.strong)
    assert act.state is State.PAST


def test_initials_sign_nothing() -> None:
    assert not [act for act in acts("Draf MoU sudah diparaf kedua pihak.") if act.strong]


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("Kalapas meneken perjanjian kerja sama.", Paper.INSTRUMENT),
        ("Kalapas meneken kerja sama.", Paper.LOOSE),
        ("Kalapas menandatangani perjanjian kinerja.", Paper.INTERNAL),
        ("Kalapas menandatangani berita acara serah terima.", Paper.INTERNAL),
        ("Keduanya meneken surat kesepakatan damai.", Paper.INTERNAL),
        ("Kalapas menandatangani buku.", Paper.NONE),
        ("Keduanya menandatangani kesepahaman bersama.", Paper.INSTRUMENT),
        ("Bupati dan Kalapas meneken perjanjian pinjam pakai lahan.", Paper.INSTRUMENT),
        ("Penjaga baru menandatangani perjanjian kerja.", Paper.INTERNAL),
        ("Rutan Slawi dan Polres Slawi menandatangani komitmen bersama.", Paper.INSTRUMENT),
        ("Seluruh pegawai Rutan Slawi menandatangani komitmen bersama.", Paper.INTERNAL),
        ("Rutan Slawi dan Balai Latihan Kerja meneken komitmen bersama.", Paper.INSTRUMENT),
        ("Seusai apel, Karutan dan Kapolres meneken komitmen bersama.", Paper.INTERNAL),
        ("Dirjenpas meneken keputusan tentang tata cara kerja sama.", Paper.INTERNAL),
        ("Piagam ditandatangani bupati.", Paper.INTERNAL),
        ("Piagam kerja sama ditandatangani bupati.", Paper.INSTRUMENT),
        ("PPK lapas meneken kontrak dengan pemenang tender.", Paper.INTERNAL),
    ],
)
def test_the_paper_of_a_signature_is_the_nearest(text: str, paper: Paper) -> None:
    assert [act.paper for act in acts(text)] == [paper]


def test_a_verb_of_agreeing_counts_only_where_it_makes_the_paper() -> None:
    assert acts("Lapas menggelar rapat pembahasan rancangan nota kesepakatan.") == []
    (act,) = acts("Lapas menyepakati nota kesepakatan.")
    assert not act.strong


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Lapas Kelas IIB Slawi menandatangani MoU.", Part.PARTY),
        ("MoU antara Pemkab dan Lapas Kelas IIB Slawi diteken.", Part.PARTY),
        ("MoU diteken di Aula Lapas Kelas IIB Slawi.", Part.PLACE),
        ("Narapidana Lapas Kelas IIB Slawi ikut menonton.", Part.PEOPLE),
        ("Penandatanganan disaksikan Kepala Lapas Kelas IIB Slawi.", Part.GUEST),
        ("Kalapas Kelas IIB Slawi menghadiri penandatanganan MoU.", Part.GUEST),
        ("Kalapas Kelas IIB Slawi, Budi Santosa, menghadiri penandatanganan MoU.", Part.GUEST),
        (
            "MoU diteken disaksikan Sekretaris Daerah, Komandan Kodim, Kepala Dinas Sosial, "
            "Ketua Pengadilan, dan Kepala Lapas Kelas IIB Slawi.",
            Part.GUEST,
        ),
        ("MoU diteken disaksikan bupati dan Kalapas Kelas IIB Slawi.", Part.GUEST),
        ("Bupati dan rektor meneken MoU, Kalapas Kelas IIB Slawi jadi saksi.", Part.GUEST),
        ("Kalapas Kelas IIB Slawi ikut diundang dalam penandatanganan MoU.", Part.GUEST),
        ("Kejaksaan, yang tidak lagi di bawah Ditjenpas, meneken MoU.", Part.PLACE),
        ("Di hadapan Bupati, Kalapas Kelas IIB Slawi menandatangani MoU.", Part.PARTY),
        ("Koperasi pegawai Lapas Kelas IIB Slawi meneken MoU.", Part.PEOPLE),
        ("Dharma Wanita Lapas Kelas IIB Slawi meneken MoU.", Part.PEOPLE),
    ],
)
def test_a_unit_signs_watches_or_is_only_the_place(text: str, part: Part) -> None:
    (facts,) = read_facts(Article(title="", text=text, language="id")).body
    assert [body.part for body in facts.bodies] == [part]


def test_a_signature_without_a_paper_is_on_the_one_named_before() -> None:
    text = "Lapas Slawi dan klinik membuat perjanjian kerja sama.\nKalapas menandatanganinya."
    facts = read_facts(Article(title="", text=text, language="id")).body[1]
    assert [act.paper for act in facts.acts] == [Paper.INSTRUMENT]


def test_what_follows_an_office_paper_is_one_too() -> None:
    text = "Pegawai Lapas Slawi meneken pakta integritas.\nKalapas menandatangani dokumen itu."
    facts = read_facts(Article(title="", text=text, language="id")).body[1]
    assert [act.paper for act in facts.acts] == [Paper.INTERNAL]


def test_stores_of_the_prosecution_are_no_units() -> None:
    theirs = "Kejaksaan Negeri Tegal lewat Rupbasan Kelas II Tegal meneken MoU lelang."
    ours = "Rupbasan Kelas II Tegal dan Kejaksaan Negeri Tegal meneken MoU lelang."
    assert not read_facts(Article(title="", text=theirs, language="id")).body[0].bodies
    assert read_facts(Article(title="", text=ours, language="id")).body[0].bodies


def test_regional_offices_of_others_are_no_units() -> None:
    theirs = "Perum Bulog Kanwil Jambi dan Pemkot Jambi meneken MoU."
    ours = "Kanwil Jambi dan Perum Bulog meneken MoU tentang warga binaan."
    assert not read_facts(Article(title="", text=theirs, language="id")).body[0].bodies
    assert read_facts(Article(title="", text=ours, language="id")).body[0].bodies


def test_the_old_ministry_counts_only_for_corrections() -> None:
    ours = "Kanwil Kemenkumham Riau meneken MoU pembinaan warga binaan dengan Pemprov Riau."
    theirs = "Kanwil Kemenkumham Riau meneken MoU kekayaan intelektual dengan Pemprov Riau."
    assert read_facts(Article(title="", text=ours, language="id")).body[0].bodies
    assert not read_facts(Article(title="", text=theirs, language="id")).body[0].bodies
