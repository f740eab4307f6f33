"""Every way in which a record can be wrong is counted under its own name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from model.records import (
    Agreement,
    Capacity,
    Instrument,
    Official,
    Party,
    PartyKind,
    Unit,
    UnitKind,
    UnitRole,
)
from pantau.commands.evaluate_record import record_command
from pantau.corpus import GoldAgreement
from pantau.evaluation.naming import consistent_ids, plain, same_office, same_party
from pantau.evaluation.recording import compare, evaluate_recording
from pantau.evaluation.tally import RecordingScores, Tally

LAPAS = "Lapas Kelas IIB Garut"
CLINIC = "Puskesmas Tarogong"
FOUND = Agreement(
    kind=Instrument.PERJANJIAN_KERJA_SAMA,
    parties=(
        Party(name=LAPAS, kind=PartyKind.PEMASYARAKATAN),
        Party(name=CLINIC, kind=PartyKind.LAYANAN_KESEHATAN),
    ),
    units=(Unit(name=LAPAS, kind=UnitKind.LAPAS, id="lapas-garut", role=UnitRole.SIGNATORY),),
    signed_on=date(2026, 2, 4),
    place="Aula Lapas Garut",
    officials=(
        Official(name="Asep Sunarya", role="Kepala Lapas Garut", capacity=Capacity.SIGNATORY),
    ),
    scope=("layanan kesehatan", "penyuluhan"),
    term_months=24,
)
GOLD = {
    "kind": "perjanjian_kerja_sama",
    "parties": FOUND.parties,
    "units": [{"name": LAPAS, "kind": "lapas", "role": "signatory"}],
    "signed_on": date(2026, 2, 4),
    "place": "Aula Lapas Garut",
    "officials": [{"name": "Asep Sunarya", "role": "Kepala Lapas Garut", "capacity": "signatory"}],
    "scope": ("layanan kesehatan", "penyuluhan"),
    "term_months": 24,
}


def test_an_office_is_right_with_and_without_its_body() -> None:
    assert same_office("Kalapas", "Kepala Lapas Kelas IIB Garut")
    assert same_office("Kepala Lapas Garut", "Kepala Lapas Garut")
    assert not same_office("Kepala Lapas Garut", "Kepala Lapas")
    assert not same_office("Kepala Bapas", "Kepala Lapas Garut")


def scores(found: Agreement | None = FOUND, **gold: Any) -> RecordingScores:
    tally = Tally()
    compare(tally, (GoldAgreement.model_validate(GOLD | gold),), (found,) if found else ())
    return tally.scores(1, 1)


def fallen(result: RecordingScores) -> set[str]:
    return {name for name, value in result.figures().items() if value < 1}


def test_what_is_all_right_is_all_right() -> None:
    assert fallen(scores()) == set()
    assert scores().wrong == []
    assert scores().fields["unit_id"].measured == 1


@pytest.mark.parametrize(
    ("gold", "wrong"),
    [
        ({"kind": "nota_kesepahaman"}, {"kind"}),
        ({"act": "renewed"}, {"act"}),
        ({"signed_on": None}, {"signed_on"}),
        ({"term_months": 12}, {"term_months"}),
        ({"place": "Pendopo"}, {"place"}),
        ({"place": None, "place_contains": "Pendopo"}, {"place"}),
        ({"place": None, "place_contains": "Aula"}, set()),
        ({"scope": ("penyuluhan",)}, {"scope_exact", "scope_f1"}),
        ({"parties": FOUND.parties[:1]}, {"parties_exact", "parties_f1"}),
        ({"parties": FOUND.parties[:1], "partners_named": (CLINIC,)}, set()),
        (
            {"parties": (FOUND.parties[0], Party(name=CLINIC, kind=PartyKind.SWASTA))},
            {"party_kind"},
        ),
        ({"units": []}, {"units_f1", "signatories_exact"}),
        ({"units": [{"name": LAPAS, "role": "attendee"}]}, {"unit_role", "signatories_exact"}),
        ({"officials": []}, {"officials_f1"}),
        ({"officials": [{"name": "Asep Sunarya", "capacity": "quoted"}]}, {"official_capacity"}),
        ({"officials": [{"name": "Asep Sunarya", "role": "Bupati"}]}, {"official_role"}),
        ({"officials": None, "units": None, "scope": None, "place": None}, set()),
    ],
)
def test_each_fault_has_its_name(gold: dict[str, Any], wrong: set[str]) -> None:
    result = scores(**gold)
    assert fallen(result) == wrong
    assert bool(result.wrong) == bool(wrong)


def test_an_agreement_that_was_not_found_is_missed_in_the_lists() -> None:
    result = scores(None)
    assert (result.lists["parties"].missed, result.lists["officials"].missed) == (2, 1)
    assert set(result.fields) == {"agreements"}


def test_one_too_many_is_extra_in_the_lists() -> None:
    tally = Tally()
    other = FOUND.model_copy(update={"parties": FOUND.parties[:1]})
    gold = GoldAgreement.model_validate(GOLD)
    compare(tally, (gold,), (other, FOUND))
    result = tally.scores(1, 1)
    assert fallen(result) == {"agreements", "parties_f1", "units_f1", "officials_f1"}
    assert (result.lists["parties"].found, result.lists["parties"].extra) == (2, 1)
    assert result.share("parties_exact") == 1


def test_agreements_are_compared_with_those_of_their_parties() -> None:
    others = tuple(
        FOUND.model_copy(
            update={"parties": (FOUND.parties[0], Party(name=name, kind=PartyKind.SWASTA))}
        )
        for name in ("PT Satu", "PT Dua", "PT Tiga")
    )
    gold = [GoldAgreement.model_validate(GOLD | {"parties": one.parties}) for one in others]
    tally = Tally()
    compare(tally, gold, others[::-1])
    assert fallen(tally.scores(1, 3)) == set()


def test_one_unit_has_one_id() -> None:
    names = ["Lapas Garut", LAPAS, "Lapas Kelas IIB Garut", "Lapas Kelas IIA Ambon"]
    assert consistent_ids(list(zip(names, "aaab", strict=True))) == [True] * 4
    assert consistent_ids(list(zip(names, "aaaa", strict=True))) == [True, True, True, False]
    assert consistent_ids(list(zip(names, "abab", strict=True))) == [True, False, True, False]


def test_spellings_of_one_name() -> None:
    assert plain("Kanwil  Ditjenpas Bali") == plain(
        "Kantor Wilayah Direktorat Jenderal Pemasyarakatan Bali"
    )
    short = Party(name="Lapas Garut", kind=PartyKind.PEMASYARAKATAN)
    assert same_party(short, FOUND.parties[0])
    assert not same_party(short, FOUND.parties[1])


def test_stories_without_a_readers_agreements_are_not_measured() -> None:
    assert evaluate_recording(()).stories == 0
    assert evaluate_recording(()).share("kind") == 1


def test_the_command_prints_shares_with_their_intervals(tmp_path: Path) -> None:
    as_json = CliRunner().invoke(record_command, ["--json"], standalone_mode=False)
    assert as_json.exception is None
    told = json.loads(as_json.stdout)
    kind = told["fields"]["kind"]
    assert kind["low"] < kind["share"] < kind["high"]
    assert 50 < kind["measured"] <= told["agreements"]
    shown = CliRunner().invoke(record_command, standalone_mode=False)
    assert shown.return_value == 0
    assert f"{kind['low']:.3f}–{kind['high']:.3f}" in shown.stdout
    assert "differences" in shown.stdout
