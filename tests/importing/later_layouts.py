"""Seven more registers, written after the rules were made by the fifteen others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.importing.layouts import Layout, Row, saved, workbook


def numbers_with_days() -> Layout:
    """A Kanwil's list: number and day of the paper in one cell, three rows of heads."""
    rows: list[Row] = [
        ["REKAP KERJASAMA UPT DI LINGKUNGAN KANWIL DITJENPAS SULAWESI SELATAN"],
        ["NO", "UPT/SATKER", "NAMA MITRA/INSTANSI", "DOKUMEN", None, None, "KETERANGAN"],
        [None, None, None, "JENIS (MoU/PKS)", "NOMOR & TANGGAL", None, None],
        [None, None, None, None, "PIHAK I", "PIHAK II", None],
        [1, "Lapas Kelas I Makassar", "Universitas Hasanuddin", "MoU",
         "W.23-HH.05.04-12\ntanggal 12 Januari 2026", "77/UN4/2026\ntanggal 12 Januari 2026",
         "aktif"],
        [2, "Rutan Kelas I Makassar", "Polrestabes Makassar", "PKS",
         "W.23-HH.05.04-13 tgl 3 Februari 2026", None, None],
    ]  # fmt: skip
    merges = "A1:G1 A2:A4 B2:B4 C2:C4 D2:F2 D3:D4 E3:F3 G2:G4".split()
    book, _ = workbook(("REKAP", rows, merges))
    home = {"regency": "Kota Makassar", "province": "Sulawesi Selatan"}
    return Layout("nomor-tanggal.xlsx", saved(book), [
        home | {"units": ["lapas-makassar"], "kind": "nota_kesepahaman",
                "partners": {"Universitas Hasanuddin": "perguruan_tinggi"},
                "number_ours": "W.23-HH.05.04-12", "number_theirs": "77/UN4/2026",
                "signed_on": "2026-01-12", "note": "aktif"},
        home | {"units": ["rutan-makassar"], "kind": "perjanjian_kerja_sama",
                "partners": {"Kepolisian Resor Kota Besar Makassar": "kepolisian"},
                "number_ours": "W.23-HH.05.04-13", "signed_on": "2026-02-03"},
    ])  # fmt: skip


def unicode_text() -> Layout:
    """Excel's "Unicode text": tabs and UTF-16; terms with their years in brackets."""
    text = (
        "No\tNama Perjanjian\tMitra Kerjasama\tUnit Pelaksana\tTgl Mulai\tTgl Selesai\t"
        "Masa Kerjasama\tPenanggungjawab\r\n"
        "1\tPKS Pendidikan Kesetaraan\tPKBM Tunas Bangsa\tLPKA Kelas I Kutoarjo\t2-1-2024\t"
        "1-1-2029\t5 Th (2024-2029)\tKasi Pembinaan\r\n"
        "2\tMoU Layanan Psikologi\tRSJ Prof. Dr. Soerojo Magelang\tLPKA Kelas I Kutoarjo\t"
        "15 Juli 2024\t\t2 Thn\t\r\n"
    )
    home = {"units": ["lpka-kutoarjo"], "regency": "Kabupaten Purworejo"}
    home |= {"province": "Jawa Tengah"}
    return Layout("unicode.txt", text.encode("utf-16"), [
        home | {"title": "PKS Pendidikan Kesetaraan", "kind": "perjanjian_kerja_sama",
                "partners": {"PKBM Tunas Bangsa": "sekolah"}, "valid_until": "2029-01-01",
                "term_months": 60, "pic": "Kasi Pembinaan", "note": "Mulai berlaku: 2-1-2024"},
        home | {"title": "MoU Layanan Psikologi", "kind": "nota_kesepahaman",
                "partners": {"Rumah Sakit Jiwa Prof. Dr. Soerojo Magelang": "layanan_kesehatan"},
                "term_months": 24, "note": "Mulai berlaku: 15 Juli 2024"},
    ])  # fmt: skip


def by_year_in_one_sheet() -> Layout:
    """One sheet for all years, a heading for each; days without their year; two who signed."""
    rows: list[Row] = [
        ["DATA MOU/PKS BAPAS KELAS II PALOPO"],
        [],
        ["No.", "Nama Instansi", "Hal", "Ditandatangani", "Pejabat yang Menandatangani",
         "Jml. Naskah", "Arsip (Ada/Tidak)"],
        ["TAHUN 2024"],
        [1, "Pemkot Palopo", "Tempat pidana kerja sosial", "4 Maret",
         "Ahmad Ridwan (Kabapas)\nFirmanza Daud (Pj. Wali Kota Palopo)", "2 (dua)", "Ada"],
        ["TAHUN 2025"],
        [1, "Pemkab Luwu", "Tempat pidana kerja sosial", "5 Maret", "Ahmad Ridwan (Kabapas)",
         2, "Tidak"],
    ]  # fmt: skip
    book, _ = workbook(("Data", rows, ["A1:G1", "A4:G4", "A6:G6"]))
    home = {"units": ["bapas-palopo"], "regency": "Kota Palopo", "province": "Sulawesi Selatan"}
    home |= {"title": "Tempat pidana kerja sosial", "instrument_count": 2}
    return Layout("tahun-satu-lembar.xlsx", saved(book), [
        home | {"partners": {"Pemerintah Kota Palopo": "pemerintah_daerah"},
                "signed_on": "2024-03-04", "note": "Dokumen: Ada",
                "officials": {"Ahmad Ridwan": "Kabapas",
                              "Firmanza Daud": "Pj. Wali Kota Palopo"}},
        home | {"partners": {"Pemerintah Kabupaten Luwu": "pemerintah_daerah"},
                "signed_on": "2025-03-05", "note": "Dokumen: Tidak",
                "officials": {"Ahmad Ridwan": "Kabapas"}},
    ], frozenset({("unit_from_heading", None), ("year_from_sheet", 5),
                  ("year_from_sheet", 7)}))  # fmt: skip


def sides_beside_each_other() -> Layout:
    """The two sides in columns of their own; the prison service stands second in one row."""
    rows: list[Row] = [
        ["NO", "PIHAK I", "PIHAK II", "BENTUK KERJASAMA (MOU/PKS)", "TENTANG", "WAKTU TTD",
         "BERLAKU HINGGA", "TTD PIHAK I", "TTD PIHAK II", "KENDALA"],
        [1, "Lapas Kelas IIA Kendari", "Dinas Pertanian Kota Kendari", "PKS", "Kebun hidroponik",
         date(2025, 9, 1), date(2027, 8, 31), "Ahmad, S.H. / Kalapas", "Sitti Ganef / Kadis",
         "bibit terlambat"],
        [2, "Universitas Halu Oleo", "Lapas Kelas IIA Kendari", "MOU", "Penyuluhan hukum",
         date(2025, 10, 2), None, "Prof. Zamrun / Rektor", "Ahmad, S.H. / Kalapas", None],
    ]  # fmt: skip
    book, _ = workbook(("KENDARI", rows, []))
    home = {"units": ["lapas-kendari"], "regency": "Kota Kendari"}
    home |= {"province": "Sulawesi Tenggara"}
    return Layout("dua-sisi.xlsx", saved(book), [
        home | {"partners": {"Dinas Pertanian Kota Kendari": "pemerintah_daerah"},
                "kind": "perjanjian_kerja_sama", "title": "Kebun hidroponik",
                "signed_on": "2025-09-01", "valid_until": "2027-08-31",
                "officials": {"Ahmad": "Kalapas", "Sitti Ganef": "Kadis"},
                "note": "bibit terlambat"},
        home | {"partners": {"Universitas Halu Oleo": "perguruan_tinggi"},
                "kind": "nota_kesepahaman", "title": "Penyuluhan hukum",
                "signed_on": "2025-10-02",
                "officials": {"Zamrun": "Rektor Universitas Halu Oleo", "Ahmad": "Kalapas"}},
    ])  # fmt: skip


def quarterly() -> Layout:
    """A quarter's report: heads of the parties stand for them, both numbers on one line."""
    rows: list[Row] = [
        ["LAPORAN PELAKSANAAN KERJA SAMA TRIWULAN I TAHUN 2026"],
        ["SATUAN KERJA: RUTAN KELAS IIB PALU"],
        [],
        ["No", "Naskah Kerja Sama", None, None, "Para Pihak", None, "Masa Berlaku", None,
         "Implementasi", "Link Dokumen"],
        [None, "Jenis", "Nomor", "Judul", "Pertama", "Kedua", "Mulai", "Selesai"],
        ["1", "PKS", "W24.PAS.4-UM.01.01-210 / 19/RS/II/2026", "Layanan Kesehatan bagi WBP",
         "Kepala Rutan Kelas IIB Palu", "Direktur RSUD Anutapura Palu", "10 Februari 2026",
         "10 Februari 2028", "skrining tiap bulan", "https://drive.example/1"],
        ["2", "MoU", "W24.PAS.4-UM.01.01-211", "Perpustakaan", "Kepala Rutan Kelas IIB Palu",
         "Dinas Perpustakaan dan Kearsipan Provinsi Sulawesi Tengah", "11/02/2026", "11/02/2029"],
        [None, "Total", None, "2 naskah"],
    ]  # fmt: skip
    merges = "A1:J1 A2:J2 A4:A5 B4:D4 E4:F4 G4:H4 I4:I5 J4:J5".split()
    book, _ = workbook(("TW I", rows, merges))
    home = {"units": ["rutan-palu"], "regency": "Kota Palu", "province": "Sulawesi Tengah"}
    library = "Dinas Perpustakaan dan Kearsipan Provinsi Sulawesi Tengah"
    return Layout("triwulan.xlsx", saved(book), [
        home | {"kind": "perjanjian_kerja_sama", "number_ours": "W24.PAS.4-UM.01.01-210",
                "number_theirs": "19/RS/II/2026", "title": "Layanan Kesehatan bagi WBP",
                "partners": {"RSUD Anutapura Palu": "layanan_kesehatan"},
                "valid_until": "2028-02-10", "follow_up": "skrining tiap bulan",
                "document_url": "https://drive.example/1",
                "note": "Mulai berlaku: 10 Februari 2026"},
        home | {"kind": "nota_kesepahaman", "number_ours": "W24.PAS.4-UM.01.01-211",
                "title": "Perpustakaan", "partners": {library: "pemerintah_daerah"},
                "valid_until": "2029-02-11", "note": "Mulai berlaku: 11/02/2026"},
    ])  # fmt: skip


def in_everyday_words() -> Layout:
    """CSV that names its separator, with heads as people speak."""
    text = (
        "sep=;\nNomor Urut;Lapas/Rutan;Bekerja sama dengan;Dalam Bidang;Tgl Teken;Selama;PJ\n"
        "1;Lapas Kls IIA Parepare;BLK Parepare, Disnaker Parepare;Pelatihan las;17 Agustus 2025;"
        "1 tahun;Kasi Kegiatan Kerja\n"
        '2;idem;Kemenag Kota Parepare;Pembinaan rohani;"Rabu, 20-08-2025";24 bulan;idem\n'
    )
    home = {"units": ["lapas-parepare"], "regency": "Kota Parepare"}
    home |= {"province": "Sulawesi Selatan", "pic": "Kasi Kegiatan Kerja"}
    return Layout("sehari-hari.csv", text.encode("utf-8-sig"), [
        home | {"partners": {"Balai Latihan Kerja Parepare": "pemerintah_daerah",
                             "Dinas Tenaga Kerja Kota Parepare": "pemerintah_daerah"},
                "scope": ["Pelatihan las"], "signed_on": "2025-08-17", "term_months": 12},
        home | {"partners": {"Kantor Kementerian Agama Kota Parepare": "kementerian_lembaga"},
                "scope": ["Pembinaan rohani"], "signed_on": "2025-08-20", "term_months": 24},
    ])  # fmt: skip


def unit_in_the_sheets_name() -> Layout:
    """The sheet's name alone tells the unit; who signed is told by office."""
    rows: list[Row] = [
        ["NO", "KEGIATAN", "MITRA", "PENANDATANGANAN", None, None, "JANGKA WAKTU", "STATUS"],
        [None, None, None, "TANGGAL", "TEMPAT", "PEJABAT", None, None],
        [1, "Pendampingan klien anak", "Dinas Sosial Kab. Maros", date(2025, 11, 5),
         "Aula Bapas Makassar", "Kabapas Makassar", "2 Tahun", "Berjalan"],
        [2, "Magang", "Universitas Muslim Maros", date(2025, 11, 6), "Kampus UMMA",
         "Kabapas Makassar", "3 Tahun", "Berjalan"],
    ]  # fmt: skip
    merges = "A1:A2 B1:B2 C1:C2 D1:F1 G1:G2 H1:H2".split()
    book, _ = workbook(("Bapas Kelas I Makassar", rows, merges))
    home = {"units": ["bapas-makassar"], "regency": "Kota Makassar"}
    home |= {"province": "Sulawesi Selatan", "note": "Penanda tangan: Kabapas Makassar"}
    return Layout("nama-lembar.xlsx", saved(book), [
        home | {"title": "Pendampingan klien anak", "place": "Aula Bapas Makassar",
                "partners": {"Dinas Sosial Kabupaten Maros": "pemerintah_daerah"},
                "signed_on": "2025-11-05", "term_months": 24},
        home | {"title": "Magang", "partners": {"Universitas Muslim Maros": "perguruan_tinggi"},
                "signed_on": "2025-11-06", "place": "Kampus UMMA", "term_months": 36},
    ], frozenset({("unit_from_heading", None)}))  # fmt: skip


LATER: dict[str, Callable[[], Layout]] = {
    made.__name__: made
    for made in (
        numbers_with_days, unicode_text, by_year_in_one_sheet, sides_beside_each_other, quarterly,
        in_everyday_words, unit_in_the_sheets_name,
    )
}  # fmt: skip
