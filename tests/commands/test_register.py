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
def test_whether_it_is_in_force_is_told_by_its_end_alone(
    valid_until: date | None, status: str
) -> None:
    assert row(valid_until=valid_until, term_months=1)["Status"] == status


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
