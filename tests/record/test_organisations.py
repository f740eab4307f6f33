"""Bodies in text: what sort they are, and their names in full."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.records import Article, PartyKind
from pipelines.record import record
from pipelines.record.organisations import find_organisations
from pipelines.record.story import Story
from tests.record.measure import FETCHED_AT, evidence_faults

#: Of processor time, which other work on the machine does not add to: it takes less than one.
MOST_SECONDS = 10


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Pemkot Tangerang", "Pemerintah Kota Tangerang", PartyKind.PEMERINTAH_DAERAH),
        ("Pemda Kuningan", "Pemerintah Kabupaten Kuningan", PartyKind.PEMERINTAH_DAERAH),
        (
            "Pemerintah Kabupaten (Pemkab) Muaro Jambi",
            "Pemerintah Kabupaten Muaro Jambi",
            PartyKind.PEMERINTAH_DAERAH,
        ),
        (
            "Kanwil Kementrian Agama Kalsel",
            "Kantor Wilayah Kementerian Agama Kalimantan Selatan",
            PartyKind.KEMENTERIAN_LEMBAGA,
        ),
        ("Bupati Muaro Jambi", "Pemerintah Kabupaten Muaro Jambi", PartyKind.PEMERINTAH_DAERAH),
        ("Gubernur Banten", "Pemerintah Provinsi Banten", PartyKind.PEMERINTAH_DAERAH),
        ("Dinkes Kabupaten Lebak", "Dinas Kesehatan Kabupaten Lebak", PartyKind.PEMERINTAH_DAERAH),
        (
            "Dinas Pemuda, Olahraga, dan Pariwisata Kota Serang",
            "Dinas Pemuda, Olahraga, dan Pariwisata Kota Serang",
            PartyKind.PEMERINTAH_DAERAH,
        ),
        (
            "Dinas Perindusrian dan Perdaganngan Kota Serang",
            "Dinas Perindustrian dan Perdagangan Kota Serang",
            PartyKind.PEMERINTAH_DAERAH,
        ),
        (
            "Kadisperindag Lebak",
            "Dinas Perindustrian dan Perdagangan Kabupaten Lebak",
            PartyKind.PEMERINTAH_DAERAH,
        ),
        ("Kapolres Lebak", "Kepolisian Resor Lebak", PartyKind.KEPOLISIAN),
        ("Kejari Lebak", "Kejaksaan Negeri Lebak", PartyKind.KEJAKSAAN),
        ("BNNP Jatim", "Badan Narkotika Nasional Provinsi Jawa Timur", PartyKind.BNN),
        ("Rektor Universitas Jambi", "Universitas Jambi", PartyKind.PERGURUAN_TINGGI),
        (
            "Fakultas Hukum Universitas Jambi (Unja)",
            "Fakultas Hukum Universitas Jambi",
            PartyKind.PERGURUAN_TINGGI,
        ),
        ("Yayasan Debintal", "Yayasan Debintal", PartyKind.YAYASAN),
        ("CV. Karya Mandiri", "CV Karya Mandiri", PartyKind.SWASTA),
        ("PT Bank Syariah Indonesia", "PT Bank Syariah Indonesia", PartyKind.BUMN_BUMD),
        ("RSUD dr. Adjidarmo", "RSUD dr. Adjidarmo", PartyKind.LAYANAN_KESEHATAN),
        ("LBH Mahatva", "LBH Mahatva", PartyKind.BANTUAN_HUKUM),
        ("Ponpes Al-Hikmah", "Pondok Pesantren Al-Hikmah", PartyKind.ORGANISASI_KEAGAMAAN),
        ("Lapas Kelas IIA Serang", "Lapas Kelas IIA Serang", PartyKind.PEMASYARAKATAN),
    ],
)
def test_a_body_has_its_name_in_full(text: str, name: str, kind: PartyKind) -> None:
    (body,) = find_organisations(f"Kerja sama dengan {text}, Kamis.")
    assert (body.name, body.kind) == (name, kind)


def test_the_office_before_a_body_is_part_of_the_mention() -> None:
    text = "Ditandatangani Wakil Rektor Universitas Jambi."
    (body,) = find_organisations(text)
    assert text[body.start : body.end] == "Wakil Rektor Universitas Jambi"
    assert body.via_head


def test_short_forms_mean_the_body_that_the_story_names() -> None:
    article = Article(
        title="BNNK dan Rutan Teken PKS",
        text=(
            "Badan Narkotika Nasional Kabupaten (BNNK) Gresik dan Rutan Kelas IIB Gresik bertemu. "
            "BNNK menyiapkan konselor. Karutan menyambut baik."
        ),
        language="id",
    )
    names = {body.name for body in Story(article).bodies.mentions}
    assert names == {"Badan Narkotika Nasional Kabupaten Gresik", "Rutan Kelas IIB Gresik"}


_WORDS = st.sampled_from(
    """Lapas Kelas IIA Serang Rutan dan dengan antara PKS MoU menandatangani Bupati Lebak ( ) , . :
    Universitas Jambi Dinas Kesehatan Kabupaten Kota “ ” " disaksikan oleh di Aula Kamis (6/3/2025)
    H. Drs. S.H. Yayasan (BNNK) - 1. 12 mitra tentang Pembinaan PT CV Kepala Kalapas ; \n""".split(
        " "
    )
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_WORDS, max_size=60), st.lists(_WORDS, max_size=12))
def test_no_jumble_of_words_breaks_recording(body: list[str], title: list[str]) -> None:
    article = Article(title=" ".join(title), text=" ".join(body), language="id")
    for agreement in record(article, FETCHED_AT):
        assert evidence_faults(article, agreement) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=80))
def test_no_text_breaks_recording(body: str, title: str) -> None:
    article = Article(title=title, text=body, language="id")
    for agreement in record(article, FETCHED_AT):
        assert evidence_faults(article, agreement) == []


@pytest.mark.parametrize(
    "piece",
    ["A", "PKS tentang ", "Kamis (1/2/2025) ", "Lapas Serang dan ", "“Lapas ", "di Aula ", "a, "],
)
def test_no_endless_repetition_stalls_recording(piece: str) -> None:
    article = Article(title="", text=piece * (40_000 // len(piece)), language="id")
    start = time.process_time()
    assert record(article, FETCHED_AT)
    assert time.process_time() - start < MOST_SECONDS
