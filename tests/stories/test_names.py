"""Two spellings of one body are one; two bodies are two, however alike their names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stories.names import alike, partner_key, unit_key

SAME_UNITS = [
    ("Lapas Kelas IIA Cempaka", "Lembaga Pemasyarakatan Cempaka"),
    ("Lapas Kelas II A Cempaka", "Lapas Klas IIA Cempaka"),
    ("Rutan Kelas I Intan", "Rumah Tahanan Negara Kelas I Intan"),
    ("Kanwil Ditjenpas Tirta", "Kantor Wilayah Direktorat Jenderal Pemasyarakatan Tirta"),
    ("Bapas Kelas II Delima", "Balai Pemasyarakatan (Bapas) Delima"),
    ("LPKA Kelas II Teratai", "Lembaga Pembinaan Khusus Anak Kelas II Teratai"),
    ("Lapas Kelas IIB Seruniraya", "Lapas Kelas IIB Serunniraya"),
]
OTHER_UNITS = [
    ("Lapas Kelas IIA Kemuning", "Lapas Perempuan Kelas IIA Kemuning"),
    ("Lapas Kelas IIA Kemuning", "Rutan Kelas IIA Kemuning"),
    ("Lapas Narkotika Dahlia", "Lapas Dahlia"),
    ("Kanwil Ditjenpas Jawa Tengah", "Kanwil Ditjenpas Jawa Timur"),
    ("Direktorat Jenderal Pemasyarakatan", "Kanwil Ditjenpas Tirta"),
    ("Lapas Kelas I Mekar", "Lapas Kelas I Mawar"),
]
SAME_PARTNERS = [
    ("Pemerintah Kota Seruni", "Pemkot Seruni"),
    ("PT Busana Prima", "Busana Prima"),
    ("Balai Latihan Kerja Sukaraja", "BLK Sukaraja"),
    ("Palang Merah Indonesia Kota Intan", "PMI Kota Intan"),
    ("Kepolisian Daerah Zamrud", "Polda Zamrud"),
    ("LBH Cahaya Keadilan", "Lembaga Bantuan Hukum Cahaya Keadilan"),
    ("Universitas Melati Nusantara", "Universitas Melati Nusantara (UMN)"),
    ("Kantor Kementerian Agama Kabupaten Bougenvil", "Kemenag Kabupaten Bougenvil"),
    ("Dinas Kesehatan Kabupaten Tuban", "Dinas Kesehatan"),
    ("Kantor Wilayah Kementerian Agama Provinsi NTB", "Kanwil Kemenag Nusa Tenggara Barat"),
    ("RSJ Prof. Dr. V.L. Ratumbuysang", "Rumah Sakit Jiwa Ratumbuysang"),
    ("SMK Negeri 1 Tuban", "SMKN 1 Tuban"),
    ("Asosiasi Pengusaha Indonesia Banten", "Apindo Banten"),
    ("Asosiasi Pengusaha Indonesia Banten", "Apindo"),
    ("Universitas Muhammadiyah Palangka Raya", "Universitas Muhammadiyah Palangkaraya"),
    ("RSKD Delima Provinsi Jawa Timur", "RSKD Delima Jawa Timur"),
    ("Dinas Sosial Kabupaten Bougenvil Barat", "Dinas Sosial Bougenvil Barat"),
    ("PT Busana Prima Sepatu", "PT Boesana Prima Sepatoe"),
    ("RSUD Bagas Waras Kabupaten Klaten", "RSUD Bagaswaras Klaten"),
    ("RSUD KRT Setjonegoro Kabupaten Wonosobo", "RSUD Setyonegoro"),
]
OTHER_PARTNERS = [
    ("Pemerintah Kota Delima", "Pemerintah Kabupaten Delima"),
    ("Pemerintah Kota Seruni", "Pemerintah Kota Seruni Selatan"),
    ("SMA Negeri 1 Teratai", "SMA Negeri 2 Teratai"),
    ("SMA Negeri 1 Teratai", "SMA Negeri 11 Teratai"),
    ("Universitas Melati 1", "Universitas Melati 11"),
    ("Koperasi Busana II", "Koperasi Busana III"),
    ("Pemerintah Kabupaten Siak", "Pemerintah Kabupaten Sikka"),
    ("Universitas Melati", "Universitas Mawar"),
    ("Kejaksaan Negeri Ara", "Pengadilan Negeri Ara"),
    ("Dinas Kesehatan Kota Kediri", "Dinas Kesehatan Kabupaten Kediri"),
    ("Pemerintah", "Pemerintah Kota Seruni"),
    ("Banten", "Universitas Banten Jaya"),
    ("Apdesi", "Asosiasi Pengusaha Indonesia"),
    ("RSUD Setjonegoro Kabupaten Wonosobo", "RSUD Setyonegoro Kota Metro"),
    ("Puskesmas Delima Kota", "Puskesmas Delima"),
    ("SMK A1 Teratai", "SMK A2 Teratai"),
]


@pytest.mark.parametrize(("left", "right"), SAME_UNITS)
def test_one_unit(left: str, right: str) -> None:
    assert alike(unit_key(left), unit_key(right))


@pytest.mark.parametrize(("left", "right"), OTHER_UNITS)
def test_two_units(left: str, right: str) -> None:
    assert not alike(unit_key(left), unit_key(right))


@pytest.mark.parametrize(("left", "right"), SAME_PARTNERS)
def test_one_partner(left: str, right: str) -> None:
    assert alike(partner_key(left), partner_key(right))


@pytest.mark.parametrize(("left", "right"), OTHER_PARTNERS)
def test_two_partners(left: str, right: str) -> None:
    assert not alike(partner_key(left), partner_key(right))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_breaks_it(left: str, right: str) -> None:
    for key in (unit_key, partner_key):
        assert alike(key(left), key(right)) == alike(key(right), key(left))
        assert alike(key(left), key(left))
