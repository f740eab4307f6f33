"""Registers as offices keep them, made up: their layouts, their habits, their slips.

Each is a file and what must be read from it: one dictionary for each agreement, in the short form
of :func:`brief`, with every cell that says something.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Row = Sequence[Any]
Told = dict[str, Any]

#: A day as Excel holds it: with a time, and without a zone.
MIDNIGHT = datetime.combine(date(2026, 1, 1), time())


class Layout(NamedTuple):
    """A file, what must be read from it, and what must be told of it, by codes and rows."""

    name: str
    data: bytes
    told: list[Told]
    problems: frozenset[tuple[str, int | None]] = frozenset()
    unit: str | None = None


def brief(values: Mapping[str, Any]) -> Told:
    """Shorten the values of a row to what its cells tell."""
    plain = ("kind", "act", "title", "signed_on", "valid_until", "term_months", "place", "regency")
    own = ("number_ours", "number_theirs", "pic", "follow_up", "document_url", "note", "parent")
    counts = ("province", "partner_count", "instrument_count")
    told: Told = {name: values[name] for name in (*plain, *own, *counts) if values.get(name)}
    told["units"] = [one["id"] or one["name"] for one in values["units"]]
    told["partners"] = {
        one["name"]: one["kind"]
        for one in values.get("parties", [])
        if one["kind"] != "pemasyarakatan"
    }
    if values.get("officials"):
        told["officials"] = {one["name"]: one["role"] for one in values["officials"]}
    if values.get("scope"):
        told["scope"] = list(values["scope"])
    return told


def workbook(*sheets: tuple[str, Sequence[Row], Sequence[str]]) -> tuple[Workbook, list[Worksheet]]:
    """Make a workbook of rows and merged ranges."""
    book = Workbook()
    book.remove(book.worksheets[0])
    made = []
    for title, rows, merges in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for merge in merges:
            sheet.merge_cells(merge)
        made.append(sheet)
    return book, made


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def computed(data: bytes, results: Mapping[str, str]) -> bytes:
    """Give formulas the results that Excel stores beside them, by cell."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.startswith("xl/worksheets/"):
                for cell, value in results.items():
                    sort = "n" if value.isdecimal() else "str"
                    pattern = rf'<c r="{cell}"([^>]*)>(<f>.*?</f>)<v\s*/?>(?:</v>)?'.encode()
                    result = rf'<c r="{cell}"\1 t="{sort}">\2<v>{value}</v>'.encode()
                    content = re.sub(pattern, result, content)
            new.writestr(info, content)
    return packed.getvalue()


def plain_table() -> Layout:
    """One row of heads, one agreement a row: as tidy as it gets."""
    rows = [
        ["No", "Satuan Kerja", "Mitra", "Jenis Naskah", "Judul", "Tanggal", "Berlaku s.d."],
        [1, "Lapas Kelas IIB Blitar", "Pemerintah Kota Blitar", "MoU", "Pembinaan Kemandirian",
         date(2026, 1, 12), date(2029, 1, 11)],
        [2, "Bapas Kelas I Malang", "Universitas Brawijaya", "PKS", "Magang Mahasiswa",
         date(2026, 2, 3), date(2027, 2, 2)],
    ]  # fmt: skip
    book, _ = workbook(("Register", rows, []))
    return Layout("plain.xlsx", saved(book), [
        {"units": ["lapas-blitar"], "partners": {"Pemerintah Kota Blitar": "pemerintah_daerah"},
         "regency": "Kota Blitar", "province": "Jawa Timur",
         "kind": "nota_kesepahaman", "title": "Pembinaan Kemandirian", "signed_on": "2026-01-12",
         "valid_until": "2029-01-11"},
        {"units": ["bapas-malang"], "regency": "Kota Malang",
         "province": "Jawa Timur", "partners": {"Universitas Brawijaya": "perguruan_tinggi"},
         "kind": "perjanjian_kerja_sama", "title": "Magang Mahasiswa", "signed_on": "2026-02-03",
         "valid_until": "2027-02-02"},
    ])  # fmt: skip


def two_row_head() -> Layout:
    """A title, a two-row head, groups of partners, a row of numbers, a total and who signed it."""
    rows: list[Row] = [
        ["DAFTAR KERJA SAMA LAPAS KELAS IIB BLITAR"],
        ["TAHUN 2026"],
        [],
        ["No", "Mitra Kerja Sama", "Jenis", "Nomor", None, "Tentang", "Penanda Tangan", None,
         "Tanggal", "Masa Berlaku", "Keterangan"],
        [None, None, None, "Pihak I", "Pihak II", None, "Nama", "Jabatan"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)"],
        ["A. PEMERINTAH DAERAH"],
        [1, "Pemkot Blitar", "MoU", "W15.PAS.PAS9-HH.04.02-12", "421/45/2026", "Pelatihan Kerja",
         "Budi Santoso, S.H.", "Kalapas", "12 Januari 2026", "3 tahun", "-"],
        [2, "Dinas Kesehatan Kab. Blitar", "PKS", "W15.PAS.PAS9-HH.04.02-13", None,
         "Layanan Kesehatan", "Budi Santoso, S.H.", "Kalapas", "Senin, 19 Januari 2026",
         "19-1-2026 s.d. 18-1-2029", "Sudah berjalan"],
        ["B. PERGURUAN TINGGI"],
        [3, "Universitas Islam Balitar", "NK", "W15.PAS.PAS9-HH.04.02-14", "7/UN/2026", "Magang",
         "Budi Santoso, S.H.", "Kalapas", '"', "36 bln", None],
        ["Jumlah", None, None, 3],
        [],
        [None] * 8 + ["Blitar, 2 Februari 2026"],
        [None] * 8 + ["Kepala Lapas"],
        [],
        [None] * 8 + ["Budi Santoso"],
    ]  # fmt: skip
    heads = "A4:A5 B4:B5 C4:C5 D4:E4 F4:F5 G4:H4 I4:I5 J4:J5 K4:K5".split()
    book, _ = workbook(("2026", rows, ["A1:K1", "A2:K2", "A7:K7", "A10:K10", *heads]))
    ours = {"units": ["lapas-blitar"], "officials": {"Budi Santoso": "Kalapas"}}
    ours |= {"regency": "Kota Blitar", "province": "Jawa Timur"}
    return Layout("dua-baris.xlsx", saved(book), [
        ours | {"partners": {"Pemerintah Kota Blitar": "pemerintah_daerah"}, "term_months": 36,
                "kind": "nota_kesepahaman", "number_ours": "W15.PAS.PAS9-HH.04.02-12",
                "number_theirs": "421/45/2026", "title": "Pelatihan Kerja",
                "signed_on": "2026-01-12"},
        ours | {"partners": {"Dinas Kesehatan Kabupaten Blitar": "pemerintah_daerah"},
                "kind": "perjanjian_kerja_sama", "number_ours": "W15.PAS.PAS9-HH.04.02-13",
                "title": "Layanan Kesehatan", "signed_on": "2026-01-19",
                "valid_until": "2029-01-18", "note": "Sudah berjalan"},
        ours | {"partners": {"Universitas Islam Balitar": "perguruan_tinggi"}, "term_months": 36,
                "kind": "nota_kesepahaman", "number_ours": "W15.PAS.PAS9-HH.04.02-14",
                "number_theirs": "7/UN/2026", "title": "Magang", "signed_on": "2026-01-19"},
    ], frozenset({("kind_guessed", 11), ("unit_from_heading", None)}))  # fmt: skip


def merged_downward() -> Layout:
    """One agreement over several rows: a partner and its signatory on each."""
    rows: list[Row] = [
        ["REKAPITULASI PERJANJIAN KERJA SAMA"],
        [],
        ["No", "UPT", "Judul Kerja Sama", "Nomor PKS", "Tgl TTD", "Nama Instansi Mitra",
         "Penandatangan Pihak II"],
        [1, "Rutan Kelas IIB Trenggalek", "Bantuan Hukum Gratis", "W15-22.HH.05.05",
         MIDNIGHT.replace(2025, 7, 1), "LBH Pijar Keadilan", "Sari Dewi"],
        [None, None, None, None, None, "LBH Nusantara", "Anton Wijaya"],
        [None, None, None, None, None, "Posbakum Trenggalek", "Rini Astuti"],
        [2, "Rutan Kelas IIB Trenggalek", "Pelayanan Rohani", "W15-23.HH.05.05",
         MIDNIGHT.replace(2025, 8, 17), "Kemenag Kab. Trenggalek", "Ahmad Zaini"],
    ]  # fmt: skip
    merges = [f"{column}4:{column}6" for column in "ABCDE"]
    book, _ = workbook(("PKS", rows, ["A1:G1", *merges]))
    ours = {"units": ["rutan-trenggalek"], "kind": "perjanjian_kerja_sama"}
    home = {"regency": "Kabupaten Trenggalek", "province": "Jawa Timur"}
    return Layout("gabung-bawah.xlsx", saved(book), [
        ours | home | {
            "title": "Bantuan Hukum Gratis", "number_ours": "W15-22.HH.05.05",
            "signed_on": "2025-07-01",
            "partners": {"LBH Pijar Keadilan": "bantuan_hukum", "LBH Nusantara": "bantuan_hukum",
                         "Posbakum Trenggalek": "bantuan_hukum"},
            "officials": {"Sari Dewi": "", "Anton Wijaya": "", "Rini Astuti": ""}},
        ours | home | {
            "title": "Pelayanan Rohani", "number_ours": "W15-23.HH.05.05",
            "signed_on": "2025-08-17",
            "partners": {"Kantor Kementerian Agama Kabupaten Trenggalek": "kementerian_lembaga"},
            "officials": {"Ahmad Zaini": "Kantor Kementerian Agama Kabupaten Trenggalek"}},
    ])  # fmt: skip


def sheets_by_year() -> Layout:
    """A sheet for each year, one hidden, a summary beside them; days without their year."""
    head = ["No.", "Satker", "Mitra", "Bentuk", "Perihal", "Tanggal", "Ket."]
    first = [head, [1, "Lapas Kelas I Malang", "Polres Malang", "PKS", "Pengamanan",
                    "5 Agustus", None]]  # fmt: skip
    second = [
        ["REGISTER TAHUN 2025"], head,
        [1, "Lapas Kelas I Malang", "BNNK Malang", "MoU", "Rehabilitasi", "12/3/2025", None],
        [2, "Lapas Perempuan Kelas IIA Malang", "RSUD Kanjuruhan", "PKS", "Rujukan",
         "7 Nopember 2025", "proses perpanjangan"],
    ]  # fmt: skip
    old = [head, [1, "Lapas Kelas I Malang", "PT Lama", "PKS", "Lama", "1/1/2019", None]]
    summary = [["Jenis", "Jumlah"], ["MoU", 1], ["PKS", 2]]
    book, sheets = workbook(
        ("2024", first, []), ("2025", second, []), ("Lama", old, []), ("Rekap", summary, [])
    )
    sheets[2].sheet_state = "hidden"
    malang = {"regency": "Kota Malang", "province": "Jawa Timur"}
    return Layout("per-tahun.xlsx", saved(book), [
        malang | {"units": ["lapas-malang"], "partners": {"Kepolisian Resor Malang": "kepolisian"},
         "kind": "perjanjian_kerja_sama", "title": "Pengamanan", "signed_on": "2024-08-05"},
        malang | {"units": ["lapas-malang"], "kind": "nota_kesepahaman", "title": "Rehabilitasi",
         "partners": {"Badan Narkotika Nasional Kabupaten Malang": "bnn"},
         "signed_on": "2025-03-12"},
        malang | {"units": ["lapas-perempuan-malang"],
         "partners": {"RSUD Kanjuruhan": "layanan_kesehatan"},
         "kind": "perjanjian_kerja_sama", "title": "Rujukan", "signed_on": "2025-11-07",
         "note": "proses perpanjangan"},
    ], frozenset({("year_from_sheet", 2), ("sheet_hidden", None),
                  ("sheet_without_table", None)}))  # fmt: skip


def nasty_dates() -> Layout:
    """Days as people type them, and some that are none."""
    rows: list[Row] = [
        ["No", "UPT", "Mitra", "Tentang", "Tanggal Penandatanganan", "Jangka Waktu"],
        [1, "Lapas Narkotika Kelas IIA Pamekasan", "Pemkab Pamekasan", "A", "12/01/26", "3 thn"],
        [2, "idem", "Kodim 0826 Pamekasan", "B", 46034, "1 (satu) tahun"],
        [3, "s.d.a.", "Kejari Pamekasan", "C", "Jan-26", "2026-2029"],
        [4, "s.d.a.", "PT Garam", "D", "31 Februari 2026", "tidak terbatas"],
        [5, "s.d.a.", "Universitas Madura", "E", "01/13/2026", 24],
        [6, "s.d.a.", "IAIN Madura", "F", "Selasa, 12 Januari 2026", "18 bulan"],
        [7, "s.d.a.", "PN Pamekasan", "G", "segera", "s.d. 31 Desember 2026"],
    ]
    book, (sheet,) = workbook(("Sheet1", rows, []))
    typed = sheet.cell(4, 5, MIDNIGHT.replace(2026, 1, 1))
    typed.number_format = "mmm-yy"
    unit = {"units": ["lapas-narkotika-pamekasan"], "province": "Jawa Timur"}
    unit |= {"regency": "Kabupaten Pamekasan"}
    return Layout("tanggal.xlsx", saved(book), [
        unit | {"partners": {"Pemerintah Kabupaten Pamekasan": "pemerintah_daerah"}, "title": "A",
                "signed_on": "2026-01-12", "term_months": 36},
        unit | {"partners": {"Komando Distrik Militer 0826 Pamekasan": "tni"}, "title": "B",
                "signed_on": "2026-01-12", "term_months": 12},
        unit | {"partners": {"Kejaksaan Negeri Pamekasan": "kejaksaan"}, "title": "C",
                "note": "Masa berlaku: 2026-2029"},
        unit | {"partners": {"PT Garam": "bumn_bumd"}, "title": "D",
                "note": "Masa berlaku: tidak terbatas"},
        unit | {"partners": {"Universitas Madura": "perguruan_tinggi"}, "title": "E",
                "signed_on": "2026-01-13", "note": "Masa berlaku: 24"},
        unit | {"partners": {"Institut Agama Islam Negeri Madura": "perguruan_tinggi"},
                "title": "F", "signed_on": "2026-01-12", "term_months": 18},
        unit | {"partners": {"Pengadilan Negeri Pamekasan": "pengadilan"}, "title": "G",
                "valid_until": "2026-12-31"},
    ], frozenset({("month_only", 4), ("years_only", 4), ("impossible_date", 5), ("open_term", 5),
                  ("month_first", 6), ("not_a_term", 6), ("wrong_weekday", 7),
                  ("not_a_date", 8)}))  # fmt: skip


def both_sides() -> Layout:
    """Three-row head: each side with its number, its name and who signed for it."""
    rows: list[Row] = [
        ["KANTOR WILAYAH DITJENPAS JAWA TIMUR"],
        ["DATA KERJA SAMA"],
        ["NO", "JENIS NASKAH", "PIHAK KESATU", None, None, "PIHAK KEDUA", None, None, None,
         "RUANG LINGKUP", "JANGKA WAKTU", None, "PIC"],
        [None, None, "Nomor", "Nama", "Jabatan", "Instansi", "Nomor", "Nama", "Jabatan", None,
         "Mulai", "Berakhir"],
        [1, "Nota Kesepahaman", "WP.15-HH.05.04-31", "Kadiyono, A.Md.IP., S.H.",
         "Kepala Kantor Wilayah", "Universitas Airlangga", "118/UN3/2026", "Prof. Dr. M. Nasih",
         "Rektor", "1. Pendidikan\n2. Penelitian\n3. Pengabdian masyarakat", date(2026, 3, 2),
         date(2031, 3, 1), "Bagian TU / 0812-0000-0001"],
        [2, "Perjanjian Kerja Sama", "WP.15-HH.05.04-32", "Kadiyono, A.Md.IP., S.H.",
         "Kepala Kantor Wilayah", "Bank Jatim", "061/7/BJTM", "Busrul Iman", "Direktur Utama",
         "Payroll; Edukasi keuangan", "3 Maret 2026", "2 Maret 2028", None],
    ]  # fmt: skip
    merges = "A3:A4 B3:B4 C3:E3 F3:I3 J3:J4 K3:L3 M3:M4 A1:M1 A2:M2".split()
    book, _ = workbook(("Kerja Sama", rows, merges))
    kanwil = {"units": ["kanwil-jawa-timur"]}
    return Layout("para-pihak.xlsx", saved(book), [
        kanwil | {
            "kind": "nota_kesepahaman", "number_ours": "WP.15-HH.05.04-31",
            "number_theirs": "118/UN3/2026",
            "partners": {"Universitas Airlangga": "perguruan_tinggi"},
            "officials": {"Kadiyono": "Kepala Kantor Wilayah", "M. Nasih": "Rektor "
                          "Universitas Airlangga"},
            "scope": ["Pendidikan", "Penelitian", "Pengabdian masyarakat"],
            "valid_until": "2031-03-01", "pic": "Bagian TU / 0812-0000-0001",
            "note": "Mulai berlaku: 02/03/2026"},
        kanwil | {
            "kind": "perjanjian_kerja_sama", "number_ours": "WP.15-HH.05.04-32",
            "number_theirs": "061/7/BJTM", "partners": {"Bank Jatim": "bumn_bumd"},
            "officials": {"Kadiyono": "Kepala Kantor Wilayah", "Busrul Iman": "Direktur Utama"},
            "scope": ["Payroll", "Edukasi keuangan"], "valid_until": "2028-03-02",
            "note": "Mulai berlaku: 3 Maret 2026"},
    ], frozenset({("unit_from_heading", None)}))  # fmt: skip


def several_in_a_cell() -> Layout:
    """Partners, numbers and people of one agreement put into one cell each."""
    rows: list[Row] = [
        ["No", "Pihak-Pihak", "Nomor Naskah", "Judul Perjanjian Kerja Sama", "Penandatangan",
         "Hari/Tanggal", "Link"],
        [1, "1. Lapas Kelas IIA Sidoarjo\n2. Pemerintah Kabupaten Sidoarjo\n3. PT Maju Bersama",
         "W15.PAS.PAS4-HH.04-9\n500/118/2026", "Pelatihan Las dan Bengkel",
         "Bambang Hariadi (Kalapas)\nMimik Idayana (Wakil Bupati)", "Rabu, 14 Januari 2026",
         "https://contoh.go.id/naskah/9.pdf"],
        [2, "Lapas Kelas IIA Sidoarjo dengan Polresta Sidoarjo, Kejari Sidoarjo dan PN Sidoarjo",
         "Pihak I: W15.PAS.PAS4-HH.04-10\nPihak II: B/77/II/2026", "Sinergi Penegakan Hukum",
         "Bambang Hariadi selaku Kalapas", "2 Februari 2026", "lemari arsip B2"],
    ]  # fmt: skip
    book, _ = workbook(("Data", rows, []))
    home = {"units": ["lapas-sidoarjo"], "regency": "Kabupaten Sidoarjo", "province": "Jawa Timur"}
    home["kind"] = "perjanjian_kerja_sama"
    return Layout("satu-sel.xlsx", saved(book), [
        home | {
            "partners": {"Pemerintah Kabupaten Sidoarjo": "pemerintah_daerah",
                         "PT Maju Bersama": "swasta"},
            "number_ours": "W15.PAS.PAS4-HH.04-9", "number_theirs": "500/118/2026",
            "title": "Pelatihan Las dan Bengkel", "signed_on": "2026-01-14",
            "officials": {"Bambang Hariadi": "Kalapas", "Mimik Idayana": "Wakil Bupati"},
            "document_url": "https://contoh.go.id/naskah/9.pdf"},
        home | {
            "partners": {"Kepolisian Resor Kota Sidoarjo": "kepolisian",
                         "Kejaksaan Negeri Sidoarjo": "kejaksaan",
                         "Pengadilan Negeri Sidoarjo": "pengadilan"},
            "number_ours": "W15.PAS.PAS4-HH.04-10", "number_theirs": "B/77/II/2026",
            "title": "Sinergi Penegakan Hukum", "signed_on": "2026-02-02",
            "officials": {"Bambang Hariadi": "Kalapas"}, "note": "Dokumen: lemari arsip B2"},
    ])  # fmt: skip


def semicolons() -> Layout:
    """What Indonesian Excel saves as CSV: semicolons, a BOM, lines within cells."""
    text = (
        'No;Nama UPT;Nama Mitra;"Jenis\nNaskah";Judul;Tgl;Lama (bulan);Catatan\r\n'
        "1;Lapas Kelas IIA Jember;RSD dr. Soebandi;PKS;Layanan Kesehatan Rujukan;05-01-2026;24;\r\n"
        '2;Lapas Kelas IIA Jember;"Univ. Jember";MoU;"Pendidikan; Penelitian";6/1/2026;60;'
        '=HYPERLINK("http://contoh.invalid")\r\n'
        "3;Lapas Kelas IIA Jember;PT. Kopi Jember;PKS;+Kemitraan kopi;7-1-2026;12;@lihat arsip\r\n"
    )
    home = {"units": ["lapas-jember"], "regency": "Kabupaten Jember", "province": "Jawa Timur"}
    return Layout("titik-koma.csv", b"\xef\xbb\xbf" + text.encode(), [
        home | {"partners": {"RSD dr. Soebandi": "lainnya"}, "term_months": 24,
                "kind": "perjanjian_kerja_sama", "title": "Layanan Kesehatan Rujukan",
                "signed_on": "2026-01-05"},
        home | {"partners": {"Universitas Jember": "perguruan_tinggi"}, "term_months": 60,
                "kind": "nota_kesepahaman", "title": "Pendidikan; Penelitian",
                "signed_on": "2026-01-06", "note": '=HYPERLINK("http://contoh.invalid")'},
        home | {"partners": {"PT Kopi Jember": "swasta"}, "term_months": 12,
                "kind": "perjanjian_kerja_sama", "title": "+Kemitraan kopi",
                "signed_on": "2026-01-07", "note": "@lihat arsip"},
    ])  # fmt: skip


def commas_two_rows() -> Layout:
    """CSV of another program: commas, no BOM, cp1252, a head of two rows without merging."""
    text = (
        "Register PKS Rutan Kelas I Surabaya,,,,,,\n"
        ",,,,,,\n"
        "No,Mitra,Tentang,Penanda Tangan,,Tanggal,Masa Berlaku\n"
        ",,,Nama,Jabatan,,\n"
        '1,Kecamatan Waru,"Pembinaan, Pelatihan",Tomi Elyus,Karutan,8 Jan 2026,2 tahun\n'
        "2,Caf\xe9 Warna,Kopi Warga Binaan,Tomi Elyus,Karutan,9/1/2026,6 bulan\n"
    )
    home = {"units": ["rutan-surabaya"], "officials": {"Tomi Elyus": "Karutan"}}
    home |= {"province": "Jawa Timur", "regency": "Kabupaten Sidoarjo"}
    home["kind"] = "perjanjian_kerja_sama"
    return Layout("koma.csv", text.encode("cp1252"), [
        home | {"partners": {"Kecamatan Waru": "pemerintah_daerah"}, "term_months": 24,
                "title": "Pembinaan, Pelatihan", "signed_on": "2026-01-08"},
        home | {"partners": {"Café Warna": "lainnya"}, "term_months": 6,
                "title": "Kopi Warga Binaan", "signed_on": "2026-01-09"},
    ], frozenset({("unit_from_heading", None)}))  # fmt: skip


def formulas() -> Layout:
    """Numbers made by formulas, with and without stored results, and one that failed."""
    rows: list[Row] = [
        ["No", "Satuan Kerja", "Mitra", "Judul", "Tanggal", "Berakhir", "Nomor Pihak Kesatu"],
        ["=ROW()-1", "Lapas Kelas IIB Tulungagung", "Pemkab Tulungagung", "Keterampilan",
         date(2026, 1, 20), "=EDATE(E2,36)", '="W15-"&A2'],
        ["=ROW()-1", "Lapas Kelas IIB Tulungagung", "Universitas Islam Negeri Satu", "Pesantren",
         date(2026, 1, 21),
         "=EDATE(E3,36)", "=#REF!"],
    ]  # fmt: skip
    book, (sheet,) = workbook(("Rumus", rows, []))
    sheet["F2"].number_format = "dd/mm/yyyy"
    data = computed(saved(book), {"A2": "1", "A3": "2", "F2": "47138", "G2": "W15-1"})
    home = {"units": ["lapas-tulungagung"], "province": "Jawa Timur"}
    home |= {"regency": "Kabupaten Tulungagung"}
    return Layout("rumus.xlsx", data, [
        home | {"partners": {"Pemerintah Kabupaten Tulungagung": "pemerintah_daerah"},
                "title": "Keterampilan", "signed_on": "2026-01-20", "valid_until": "2029-01-20",
                "number_ours": "W15-1"},
        home | {"partners": {"Universitas Islam Negeri Satu": "perguruan_tinggi"},
                "title": "Pesantren",
                "signed_on": "2026-01-21"},
    ], frozenset({("formula_without_value", 3)}))  # fmt: skip


def grouped_by_unit() -> Layout:
    """Headings name the units, each of which counts its agreements anew."""
    rows: list[Row] = [
        ["No", "Mitra", "Jenis MoU/PKS", "Tentang", "Tanggal MoU", "Provinsi", "Kab/Kota"],
        ["I", "LAPAS KELAS IIA KEDIRI"],
        [1, "Pemkot Kediri", "MoU", "Kemandirian", "1 Februari 2026", "Jawa Timur", "Kota Kediri"],
        [2, "IAIN Kediri", "PKS", "Keagamaan", "2 Februari 2026", "Jatim", "Kediri"],
        ["II", "LAPAS KELAS IIB NGAWI"],
        [1, "Pemkab Ngawi", "MoU", "Pertanian", "3 Februari 2026", "Jawa Timur", "Kab. Ngawi"],
        [],
        ["Total", "3"],
    ]
    book, _ = workbook(("Kanwil", rows, ["B2:G2", "B5:G5"]))
    return Layout("kelompok.xlsx", saved(book), [
        {"units": ["lapas-kediri"], "partners": {"Pemerintah Kota Kediri": "pemerintah_daerah"},
         "kind": "nota_kesepahaman", "title": "Kemandirian", "signed_on": "2026-02-01",
         "province": "Jawa Timur", "regency": "Kota Kediri"},
        {"units": ["lapas-kediri"], "kind": "perjanjian_kerja_sama", "title": "Keagamaan",
         "partners": {"Institut Agama Islam Negeri Kediri": "perguruan_tinggi"},
         "signed_on": "2026-02-02", "province": "Jawa Timur", "regency": "Kota Kediri"},
        {"units": ["lapas-ngawi"], "partners": {"Pemerintah Kabupaten Ngawi": "pemerintah_daerah"},
         "kind": "nota_kesepahaman", "title": "Pertanian", "signed_on": "2026-02-03",
         "province": "Jawa Timur", "regency": "Kabupaten Ngawi"},
    ])  # fmt: skip


def merged_unit_column() -> Layout:
    """The unit's cell is merged over its agreements, each of which has a number of its own."""
    rows: list[Row] = [
        ["NO", "NAMA UPT", "MITRA", "JENIS MITRA", "BENTUK", "JUDUL", "TANGGAL", "STATUS",
         "TINDAK LANJUT"],
        [1, "Lapas Kelas IIB Lumajang", "Toko Tani", "Swasta", "PKS", "Pupuk", "4/2/2026",
         "Aktif", "Panen pertama Juni"],
        [2, None, "Yayasan Harapan", "Yayasan", "PKS", "Konseling", "5/2/2026", "Aktif", None],
        [3, "Rutan Kelas IIB Situbondo", "Puskesmas Mangaran", "Layanan Kesehatan", "PKS",
         "Skrining TB", "6/2/2026", "Berakhir", None],
    ]  # fmt: skip
    book, _ = workbook(("UPT", rows, ["B2:B3"]))
    first = {"units": ["lapas-lumajang"], "kind": "perjanjian_kerja_sama"}
    first |= {"regency": "Kabupaten Lumajang", "province": "Jawa Timur"}
    return Layout("upt-gabung.xlsx", saved(book), [
        first | {"partners": {"Toko Tani": "swasta"}, "title": "Pupuk", "signed_on": "2026-02-04",
                 "follow_up": "Panen pertama Juni"},
        first | {"partners": {"Yayasan Harapan": "yayasan"}, "title": "Konseling",
                 "signed_on": "2026-02-05"},
        {"units": ["rutan-situbondo"], "kind": "perjanjian_kerja_sama", "title": "Skrining TB",
         "partners": {"Puskesmas Mangaran": "layanan_kesehatan"}, "signed_on": "2026-02-06",
         "regency": "Kabupaten Situbondo", "province": "Jawa Timur"},
    ])  # fmt: skip


def untidy() -> Layout:
    """Blank rows, a head repeated for print, hidden rows, wrapped names, remarks at the foot."""
    head = ["NO.", "PERIHAL", "INSTANSI / LEMBAGA", "TGL. PENANDATANGANAN", "NOMOR", "KET."]
    rows: list[Row] = [
        [None, "LAPAS PEMUDA KELAS IIA MADIUN"],
        [None, "Daftar MoU dan PKS"],
        [],
        head,
        ["1.", "Pembinaan Olahraga", "Dinas Pemuda dan Olahraga\nKota Madiun", "10 Pebruari 2026",
         "W15.PAS.PAS7-1", None],
        [],
        ["2.", "Perpustakaan Keliling", "Dinas Perpustakaan dan Kearsipan\nKota Madiun",
         "11 Pebruari 2026", "W15.PAS.PAS7-2", "NIHIL"],
        head,
        ["3.", "Penyuluhan  Hukum", "LKBH Universitas Merdeka Madiun", "12 Pebruari 2026",
         "W15.PAS.PAS7-3", "perpanjangan"],
        [],
        ["Keterangan: data s.d. Februari 2026"],
        ["Mengetahui,"],
        ["Kalapas"],
    ]  # fmt: skip
    book, (sheet,) = workbook(("Sheet1", rows, []))
    sheet.row_dimensions[7].hidden = True
    home = {"units": ["lapas-pemuda-madiun"], "regency": "Kota Madiun", "province": "Jawa Timur"}
    return Layout("berantakan.xlsx", saved(book), [
        home | {"partners": {"Dinas Pemuda dan Olahraga Kota Madiun": "pemerintah_daerah"},
                "title": "Pembinaan Olahraga", "signed_on": "2026-02-10",
                "number_ours": "W15.PAS.PAS7-1"},
        home | {"partners": {"Dinas Perpustakaan dan Kearsipan Kota Madiun": "pemerintah_daerah"},
                "title": "Perpustakaan Keliling", "signed_on": "2026-02-11",
                "number_ours": "W15.PAS.PAS7-2"},
        home | {"partners": {"LKBH Universitas Merdeka Madiun": "bantuan_hukum"},
                "title": "Penyuluhan Hukum", "signed_on": "2026-02-12",
                "number_ours": "W15.PAS.PAS7-3", "note": "perpanjangan"},
    ], frozenset({("rows_hidden", None), ("unit_from_heading", None)}))  # fmt: skip


def titles_only() -> Layout:
    """Parties stand in the title alone, as on the papers themselves."""
    rows: list[Row] = [
        ["No Urut", "Judul/Tentang", "Tanggal", "Jangka Waktu (Tahun)", "Jumlah Naskah"],
        [1, "Perjanjian Kerja Sama antara Lapas Kelas IIB Bojonegoro dengan Pemerintah Kabupaten "
            "Bojonegoro tentang Penyediaan Lahan Pertanian", "2026-02-20", 5, 2],
        [2, "Nota Kesepahaman antara Lapas Kelas IIB Bojonegoro dan IKIP PGRI Bojonegoro tentang "
            "Pendidikan Kesetaraan", "2026-02-21", "3", 1],
    ]  # fmt: skip
    book, _ = workbook(("Naskah", rows, []))
    home = {"units": ["lapas-bojonegoro"], "regency": "Kabupaten Bojonegoro"}
    home |= {"province": "Jawa Timur"}
    return Layout("judul.xlsx", saved(book), [
        home | {"kind": "perjanjian_kerja_sama", "title": str(rows[1][1]), "term_months": 60,
                "partners": {"Pemerintah Kabupaten Bojonegoro": "pemerintah_daerah"},
                "signed_on": "2026-02-20", "instrument_count": 2},
        home | {"kind": "nota_kesepahaman", "title": str(rows[2][1]), "term_months": 36,
                "partners": {"IKIP PGRI Bojonegoro": "lainnya"},
                "signed_on": "2026-02-21", "instrument_count": 1},
    ])  # fmt: skip


def shouted() -> Layout:
    """All in capitals, with a unit given for all, renewals, and what this paper rests on."""
    rows: list[Row] = [
        ["NO", "NAMA MITRA", "JENIS KERJA SAMA", "BIDANG KERJA SAMA", "TEMPAT", "TMT",
         "MASA BERLAKU S.D.", "MOU INDUK", "JUMLAH MITRA", "PENANGGUNG JAWAB"],
        [1, "PEMERINTAH KOTA BATU", "ADENDUM PKS", "PERTANIAN", "BALAI KOTA AMONG TANI",
         "1-3-2026", "28-2-2027", "W15-PAS-77/2024", 1, "KASI BINADIK"],
        [2, "SMK NEGERI 1 BATU", "PERPANJANGAN MOU", "PENDIDIKAN", "AULA LAPAS", "2-3-2026",
         "1-3-2025", None, 1, "KASI BINADIK"],
    ]  # fmt: skip
    book, _ = workbook(("LAPAS", rows, []))
    home = {"units": ["lapas-malang"], "partner_count": 1, "pic": "KASI BINADIK"}
    home |= {"regency": "Kota Malang", "province": "Jawa Timur"}
    return Layout("kapital.xlsx", saved(book), [
        home | {"partners": {"Pemerintah Kota Batu": "pemerintah_daerah"}, "act": "amended",
                "kind": "perjanjian_kerja_sama", "scope": ["PERTANIAN"],
                "place": "BALAI KOTA AMONG TANI", "valid_until": "2027-02-28",
                "parent": "W15-PAS-77/2024", "note": "Mulai berlaku: 1-3-2026"},
        home | {"partners": {"SMK Negeri 1 Batu": "sekolah"}, "act": "renewed",
                "kind": "nota_kesepahaman", "scope": ["PENDIDIKAN"], "place": "AULA LAPAS",
                "valid_until": "2025-03-01", "note": "Mulai berlaku: 2-3-2026"},
    ], unit="Lapas Kelas I Malang")  # fmt: skip


LAYOUTS: dict[str, Callable[[], Layout]] = {
    made.__name__: made
    for made in (
        plain_table, two_row_head, merged_downward, sheets_by_year, nasty_dates, both_sides,
        several_in_a_cell, semicolons, commas_two_rows, formulas, grouped_by_unit,
        merged_unit_column, untidy, titles_only, shouted,
    )
}  # fmt: skip
