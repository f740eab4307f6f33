"""The register as a spreadsheet: the offices' columns, in their words, harmless to open."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from openpyxl import load_workbook

from crawler.health import State
from desk import register
from model.records import (
    Act,
    ArticleRef,
    Capacity,
    Entered,
    Given,
    Instrument,
    KeptAgreement,
    Label,
    Official,
    Party,
    PartyKind,
    SignedOnBasis,
    Unit,
    UnitKind,
    UnitRole,
)
from model.words import word

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 2, 10, 5, tzinfo=UTC)


def agreement(**fields: object) -> KeptAgreement:
    given = {
        "id": "a1",
        "stories": ("s1",),
        "kind": Instrument.PERJANJIAN_KERJA_SAMA,
        "parties": (
            Party(name="Lapas Kelas IIB Garut", kind=PartyKind.PEMASYARAKATAN),
            Party(name="Puskesmas Tarogong", kind=PartyKind.LAYANAN_KESEHATAN),
        ),
        "units": (
            Unit(name="Lapas Kelas IIB Garut", kind=UnitKind.LAPAS, role=UnitRole.SIGNATORY),
        ),
        "signed_on": date(2026, 2, 4),
        "signed_on_basis": SignedOnBasis.STATED,
        "articles": (article("a.example", 1), article("b.example", 2), article("a.example", 3)),
    }
    return KeptAgreement.model_validate(given | fields)


def article(site: str, hour: int, **fields: object) -> ArticleRef:
    given = {
        "url": f"https://{site}/{hour}",
        "site": site,
        "title": "Teken",
        "published": datetime(2026, 2, 5, hour, tzinfo=UTC),
    }
    return ArticleRef.model_validate(given | fields)


def row(**fields: object) -> register.Row:
    return register.rows([agreement(**fields)], TODAY)[0]


def test_an_agreement_fills_its_columns() -> None:
    filled = row(
        officials=(
            Official(
                name="Asep Sunarya",
                role="Kepala Lapas Kelas IIB Garut",
                capacity=Capacity.SIGNATORY,
            ),
            Official(name="Lilis Komariah", role="Kepala Puskesmas", capacity=Capacity.SIGNATORY),
        ),
        term_months=24,
    )

    assert list(filled) == list(register.COLUMNS)
    assert filled["Jenis Naskah"] == "Perjanjian Kerja Sama (PKS)"
    assert (filled["Satuan Kerja"], filled["Mitra"]) == (
        "Lapas Kelas IIB Garut",
        "Puskesmas Tarogong",
    )
    assert filled["Jenis Mitra"] == "Layanan Kesehatan"
    assert (filled["Penanda Tangan Kesatu"], filled["Penanda Tangan Kedua"]) == (
        "Asep Sunarya",
        "Lilis Komariah",
    )
    assert (filled["Jumlah Media"], filled["Media Pertama"]) == (2, "a.example")
    assert filled["Dasar Tanggal"] == "Tertulis"


def test_notes_name_what_corrects_the_news_and_where_outlets_disagree() -> None:
    days = ("2026-02-04", "2026-02-03")
    filled = row(
        articles=(article("a.example", 1), article("b.example", 2, corrects="https://a.example/1")),
        contradictions={
            "kind": [{"value": kind, "articles": ["https://a.example/1"]} for kind in Instrument],
            "signed_on": [{"value": day, "articles": ["https://a.example/1"]} for day in days],
        },
    )
    notes = str(filled["Catatan"]).split("; ")
    assert notes[0] == "Ada koreksi: https://b.example/2"
    assert notes[1].startswith("Jenis naskah berbeda antarberita: Nota Kesepahaman (MoU) / ")
    assert notes[2] == "Tanggal penandatanganan berbeda antarberita: 2026-02-04 / 2026-02-03"


def test_news_that_is_gone_is_noted() -> None:
    gone = article("a.example", 1, withdrawn=datetime(2026, 3, 1, tzinfo=UTC))
    assert row(articles=(gone,))["Catatan"] == "Berita sumber telah ditarik dari situsnya"
    assert row(articles=(gone, article("b.example", 2)))["Catatan"] is None


@pytest.mark.parametrize(
    ("valid_until", "status"),
    [
        (None, "Masa berlaku tidak diketahui"),
        (date(2026, 11, 22), "Berakhir"),
        (TODAY, "Akan berakhir"),
        (date(2027, 2, 21), "Akan berakhir"),
        (date(2027, 2, 22), "Berlaku"),
    ],
)
def test_whether_it_is_in_force_is_told_by_its_end(valid_until: date | None, status: str) -> None:
    assert row(valid_until=valid_until)["Status"] == status


def test_an_end_that_is_not_told_is_counted_from_signing_and_term() -> None:
    filled = row(signed_on=date(2024, 2, 29), term_months=36)
    assert (filled["Berlaku s.d."], filled["Status"]) == (date(2027, 2, 28), "Berlaku")
    assert filled["Catatan"] == "Berlaku s.d. dihitung dari jangka waktu"
    told = row(signed_on=date(2024, 2, 29), term_months=36, valid_until=date(2027, 1, 1))
    assert (told["Berlaku s.d."], told["Catatan"]) == (date(2027, 1, 1), None)
    assert row(signed_on=None, term_months=36)["Berlaku s.d."] is None
    assert row(term_months=1_000_000)["Berlaku s.d."] is None


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"ended_on": TODAY, "renewed_by": ("a2",)}, "Diakhiri"),
        ({"ended_on": date(2026, 11, 24), "valid_until": date(2030, 1, 1)}, "Berlaku"),
        ({"renewed_by": ("a2",), "valid_until": date(2026, 1, 1)}, "Diperpanjang"),
        ({"amended_by": ("a2",), "valid_until": date(2030, 1, 1)}, "Diubah (adendum)"),
        ({"amended_by": ("a2",)}, "Diubah (adendum)"),
        ({"amended_by": ("a2",), "valid_until": date(2026, 12, 1)}, "Akan berakhir"),
        ({"amended_by": ("a2",), "valid_until": date(2026, 1, 1)}, "Berakhir"),
    ],
)
def test_what_people_say_became_of_it_goes_before_its_end(
    fields: dict[str, object], status: str
) -> None:
    assert row(**fields)["Status"] == status


def test_what_people_know_has_columns_that_tell_who_gave_it() -> None:
    at = datetime(2026, 2, 10, 18, tzinfo=UTC)
    own = {
        "number_ours": "W12.PAS-1.HH.01.02",
        "number_theirs": "445/17/PKM",
        "pic": "Bagian Kerja Sama",
        "follow_up": "Jadwal kunjungan dokter",
        "note": "Naskah asli di TU",
    }
    given = {field: Given(value=value, by="Sari", at=at) for field, value in own.items()}
    filled = row(**own, parent="a0", given=given)
    assert [filled[name] for name in ("Nomor Pihak Kesatu", "Nomor Pihak Kedua", "PIC")] == [
        "W12.PAS-1.HH.01.02",
        "445/17/PKM",
        "Bagian Kerja Sama",
    ]
    assert (filled["Tindak Lanjut"], filled["Catatan"]) == (
        "Jadwal kunjungan dokter",
        "Naskah asli di TU",
    )
    assert (filled["Naskah Induk"], filled["Sumber Data"]) == ("a0", "Berita; Petugas")
    assert (filled["Diperiksa Oleh"], filled["Tanggal Periksa"]) == ("Sari", date(2026, 2, 11))
    assert row()["Sumber Data"] == "Berita"
    assert row()["Diperiksa Oleh"] is None
    entered = Entered(by="Budi", at=at)
    assert row(stories=(), articles=(), entered=entered, given=given)["Sumber Data"] == "Petugas"


def test_a_parent_is_named_by_its_number_where_it_is_in_the_register() -> None:
    lines = register.rows(
        [agreement(id="a0", number_ours="PKS-7/2024"), agreement(parent="a0")], TODAY
    )
    assert [line["Naskah Induk"] for line in lines] == [None, "PKS-7/2024"]


def test_a_conflict_is_noted() -> None:
    given = {"place": Given(value="Aula", by="Sari", at=NOON, news="Balai", conflict=True)}
    assert "Berita kini menyebut lain" in str(row(place="Aula", given=given)["Catatan"])


def test_only_press_is_counted_and_all_links_are_listed() -> None:
    (filled,) = register.rows([agreement()], TODAY, other_outlets={"b.example"})
    assert (filled["Jumlah Media"], filled["Tautan"]) == (
        1,
        "https://a.example/1 https://b.example/2 https://a.example/3",
    )


@pytest.mark.parametrize("start", "=+-@\t\r")
def test_text_from_the_news_is_no_formula(start: str) -> None:
    title = f'{start}HYPERLINK("http://jahat.example")'
    lines = [row(title=title)]

    (cells,) = csv.DictReader(io.StringIO(register.csv_file(lines).decode(), newline=""))
    sheet = load_workbook(io.BytesIO(register.xlsx_file(lines))).active

    assert cells["Judul/Tentang"] == "'" + title
    assert sheet is not None
    cell = sheet.cell(2, register.COLUMNS.index("Judul/Tentang") + 1)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_what_a_spreadsheet_cannot_hold_does_not_break_it() -> None:
    lines = [row(title="a\x00b\x0b" + "c" * 40_000)]

    sheet = load_workbook(io.BytesIO(register.xlsx_file(lines))).active

    assert sheet is not None
    cell = sheet.cell(2, register.COLUMNS.index("Judul/Tentang") + 1)
    assert str(cell.value).startswith("a b c")


@pytest.mark.parametrize(
    ("group", "values"),
    [
        ("label", Label),
        ("kind", Instrument),
        ("act", Act),
        ("party", PartyKind),
        ("signed_on_basis", SignedOnBasis),
        ("site_state", State),
    ],
)
def test_every_value_has_a_word(group: str, values: type[StrEnum]) -> None:
    assert [value for value in values if word(group, value) == value] == []
