"""What people write is taken for what they mean, and what is shown to them is taken back."""

from __future__ import annotations

import pytest

from desk.said import in_words, said, written
from model.exceptions import InputError
from model.values import checked
from model.words import words_of


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("signed_on", "2026-01-28", "2026-01-28"),
        ("signed_on", "28/1/2026", "2026-01-28"),
        ("signed_on", "28 Januari 2026", "2026-01-28"),
        ("signed_on", "Rabu, 28 Januari 2026", "2026-01-28"),
        ("signed_on", "", None),
        ("title", " ", None),
        ("note", "", None),
        ("partner_count", "", None),
        ("document_url", "", None),
        ("tone", "", None),
        ("term_months", "24 bulan", 24),
        ("term_months", "2 tahun", 24),
        ("term_months", "12", 12),
        ("kind", "PKS", "perjanjian_kerja_sama"),
        ("kind", "Nota Kesepahaman (MoU)", "nota_kesepahaman"),
        ("act", "Perpanjangan", "renewed"),
        ("tone", "Negatif", "negatif"),
        ("province", "provinsi banten", "Banten"),
        ("partner_count", "40", 40),
        ("scope", "pelatihan kerja; kesehatan\nbantuan hukum", None),
        ("partner_kinds", "Yayasan; perguruan_tinggi", ["yayasan", "perguruan_tinggi"]),
    ],
)
def test_what_people_write_is_a_value(field: str, text: str, value: object) -> None:
    if field == "scope":
        value = ["pelatihan kerja", "kesehatan", "bantuan hukum"]
    assert checked(said({field: text})) == {field: value}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pemerintah Kota Tangerang", "pemerintah_daerah"),
        ("Universitas Melati", "perguruan_tinggi"),
        ("Lapas Kelas IIA Tangerang", "pemasyarakatan"),
        ("Polres Garut", "kepolisian"),
        ("Warung Bu Siti", "lainnya"),
        ("Warung Bu Siti | Swasta", "swasta"),
    ],
)
def test_a_party_is_what_its_name_says_unless_it_is_said(text: str, kind: str) -> None:
    (party,) = checked(said({"parties": text}))["parties"]
    assert party == {"name": text.split(" | ", 1)[0], "kind": kind}


def test_a_unit_is_found_in_the_register_of_units() -> None:
    (unit,) = checked(said({"units": "Lapas Kelas IIA Tangerang | Hadir"}))["units"]
    assert unit["kind"] == "lapas"
    assert unit["role"] == "attendee"
    with pytest.raises(InputError, match="names no office of corrections"):
        said({"units": "Kantor Pos Garut"})


def test_what_is_written_of_values_means_them_again() -> None:
    values = checked(
        said(
            {
                "parties": "Lapas Kelas IIB Garut\nPemerintah Kabupaten Garut",
                "units": "Lapas Kelas IIB Garut",
                "officials": "Asep Sunarya | Kepala Lapas Kelas IIB Garut | Saksi",
                "scope": "pelatihan",
                "signed_on": "4 Februari 2026",
                "act": "Baru",
                "term_months": "1 tahun",
            }
        )
    )
    texts = {field: written(field, value) for field, value in values.items()}
    assert checked(said(texts)) == values


@pytest.mark.parametrize("name", ["PT Maju; Tbk", "Dinas | Sosial | Kota | Baru", "[Rahasia]"])
def test_names_with_signs_of_their_own_are_written_as_json(name: str) -> None:
    values = {"parties": [{"name": name, "kind": "swasta"}]}
    assert checked(said({"parties": written("parties", values["parties"])})) == values


def test_json_is_taken_as_it_is() -> None:
    assert said({"scope": '["a; b"]'}) == {"scope": ["a; b"]}
    with pytest.raises(InputError, match="scope: begins as JSON and is none"):
        said({"scope": "[a"})
    with pytest.raises(InputError, match="numbr: no field"):
        said({"numbr": "1"})


def test_values_are_told_in_words() -> None:
    party = [{"name": "Yayasan Kenari", "kind": "yayasan"}]
    assert in_words("parties", party) == "Yayasan Kenari | Yayasan"
    assert in_words("kind", "perjanjian_kerja_sama") == "Perjanjian Kerja Sama (PKS)"
    assert in_words("place", None) == ""


@pytest.mark.parametrize("group", ["party", "role", "capacity"])
def test_words_mean_one_value_each(group: str) -> None:
    words = words_of(group)
    assert len({shown.casefold() for shown in words.values()}) == len(words)
