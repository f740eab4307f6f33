"""People's values from the command line: they outlive reading anew, rebuilding and kills."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands.conftest import STORIES, Run
from tests.commands.test_store_commands import answered

ENTRY = {
    "kind": "PKS",
    "parties": "Lapas Kelas IIB Garut; Yayasan Cahaya Kenari",
    "units": "Lapas Kelas IIB Garut",
    "signed_on": "4 Maret 2026",
    "term_months": "2 tahun",
    "number_ours": "W11.PAS.PAS-9.HH.01.01",
}


@pytest.fixture
def kept(run: Run, imported: Any) -> Any:
    (found,) = [
        one
        for one in answered(run, "agreements")
        if any(party["name"] == "Puskesmas Tarogong" for party in one["parties"])
    ]
    return found


def edited(run: Run, identity: str, *arguments: str) -> Any:
    return answered(run, "agreements", "edit", identity, "--by", "sari", *arguments)


def test_values_outlive_reading_anew_and_rebuilding(run: Run, kept: Any) -> None:
    one = edited(
        run,
        kept["id"],
        "--set",
        "term_months=3 tahun",
        "--set",
        "pic=Bagian Kerja Sama",
        "--set",
        "parties=Lapas Kelas IIB Garut; UPT Puskesmas Anggrek",
        "--note",
        "menurut naskah",
    )
    assert (one["term_months"], one["pic"]) == (36, "Bagian Kerja Sama")
    assert one["given"]["term_months"]["news"] == 24
    assert "conflict" not in one["given"]["term_months"]
    assert run("reread", "--save").returncode == 0
    assert run("index", "rebuild").returncode == 0
    assert answered(run, "show", kept["id"]) == one
    (found,) = answered(run, "agreements", "--query", 'party:"UPT Puskesmas Anggrek"')
    assert found["id"] == kept["id"]
    shown = run("show", kept["id"]).stdout.decode()
    assert "given by sari" in shown
    assert "menurut naskah" in shown
    assert "the news says 24" in shown


def test_a_value_is_withdrawn(run: Run, kept: Any) -> None:
    edited(run, kept["id"], "--set", "term_months=36")
    one = edited(run, kept["id"], "--unset", "term_months")
    assert one["term_months"] == kept["term_months"] == 24
    assert "given" not in one
    rows = answered(run, "agreements", "history", kept["id"])
    assert [(row["act"], row["value"], row["by"]) for row in rows] == [
        ("withdrawn", 36, "sari"),
        ("given", 36, "sari"),
    ]
    assert "withdrawn" in run("agreements", "history", kept["id"]).stdout.decode()


def test_a_conflict_is_listed_until_it_is_settled(run: Run, kept: Any) -> None:
    edited(run, kept["id"], "--set", "term_months=36")
    edition = {**STORIES[0], "fetched_at": "2026-02-08T10:00:00+07:00"}
    edition["text"] = edition["text"].replace("selama dua tahun", "selama lima tahun")
    answer = run("import", "-", stdin=json.dumps(edition).encode() + b"\n")
    assert answer.returncode == 0, answer.stderr.decode()
    (one,) = answered(run, "agreements", "conflicts")
    assert (one["term_months"], one["given"]["term_months"]["news"]) == (36, 60)
    assert one["given"]["term_months"]["conflict"] is True
    assert "60" in run("agreements", "conflicts").stdout.decode()
    settle = ("conflicts", "--settle", kept["id"], "term_months")
    assert answered(run, "agreements", *settle, "petugas", "--by", "sari") == []
    assert answered(run, "show", kept["id"])["term_months"] == 36
    assert answered(run, "agreements", *settle, "berita", "--by", "sari") == []
    assert answered(run, "show", kept["id"])["term_months"] == 60


def test_an_agreement_is_entered_found_exported_and_removed(run: Run, imported: Any) -> None:
    settings = [part for pair in ENTRY.items() for part in ("--set", "=".join(pair))]
    one = answered(run, "agreements", "enter", "--by", "sari", *settings)
    assert one["entered"]["by"] == "sari"
    assert (one["stories"], one["articles"]) == ([], [])
    assert one["units"][0]["kind"] == "lapas"
    found = answered(run, "agreements", "--query", "party:kenari valid_until:2028-03-04")
    assert [each["id"] for each in found] == [one["id"]]
    table = run("agreements", "--format", "csv").stdout.decode()
    assert "W11.PAS.PAS-9.HH.01.01" in table
    assert "2028-03-04" in table
    shown = run("show", one["id"]).stdout.decode()
    assert "2028-03-04 (counted from the term)" in shown
    assert run("index", "rebuild").returncode == 0
    assert run("index", "verify").returncode == 0
    assert answered(run, "agreements", "remove", one["id"], "--by", "sari") == {
        "deleted": one["id"]
    }
    assert answered(run, "agreements", "--query", "party:kenari") == []


def test_agreements_are_entered_from_a_file(run: Run, tmp_path: Path, imported: Any) -> None:
    file = tmp_path / "lama.yaml"
    typed = {**ENTRY, "signed_on": date(2020, 3, 4), "term_months": 12}
    file.write_text(yaml.safe_dump([ENTRY, typed]), encoding="utf-8")
    found = answered(run, "agreements", "enter", "--file", str(file), "--by", "sari")
    assert [one["signed_on"] for one in found] == ["2026-03-04", "2020-03-04"]
    file.write_text(yaml.safe_dump([ENTRY, {**typed, "tone": "senang"}]), encoding="utf-8")
    answer = run("agreements", "enter", "--file", str(file), "--by", "sari")
    assert answer.returncode == 2
    assert b"tone" in answer.stderr
    assert len(answered(run, "agreements")) == 4


def test_a_story_that_tells_of_what_was_entered_joins_it(run: Run) -> None:
    settings = {**ENTRY, "parties": "Lapas Kelas IIB Garut; Puskesmas Tarogong"}
    settings["signed_on"] = "2026-02-04"
    pairs = [part for pair in settings.items() for part in ("--set", "=".join(pair))]
    one = answered(run, "agreements", "enter", "--by", "sari", *pairs)
    assert run("import", "-", stdin=json.dumps(STORIES[0]).encode() + b"\n").returncode == 0
    (joined,) = answered(run, "agreements")
    assert joined["id"] == one["id"]
    assert len(joined["stories"]) == 1
    assert joined["number_ours"] == ENTRY["number_ours"]
    assert run("index", "verify").returncode == 0


def test_coverage_of_later_is_attached(run: Run, kept: Any) -> None:
    (other,) = [one["id"] for one in answered(run, "stories") if one["id"] not in kept["stories"]]
    attach = ("attach", kept["id"], other, "--by", "sari")
    assert answered(run, "agreements", *attach)["follow_ups"] == [other]
    assert other in run("show", kept["id"]).stdout.decode()
    assert [
        (one["story"], one["state"], one["by"])
        for one in answered(run, "agreements", "later", kept["id"])
    ] == [(other, "attached", "sari")]
    assert "follow_ups" not in answered(run, "agreements", *attach, "--detach")
    answer = run("agreements", *attach, "--refuse").stdout.decode()
    assert "as was said before" in answer
    assert answered(run, "agreements", "later", "--look") == []
    assert run("agreements", "later", "aaaaaaaaaaaa").returncode == 1
    assert b"refused" in run("agreements", "later", kept["id"]).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["edit", "ID"], "--set FIELD=VALUE"),
        (["edit", "ID", "--set", "pic"], "is not FIELD=VALUE"),
        (["edit", "ID", "--set", "numbr=1"], "numbr: no field"),
        (["edit", "ID", "--set", "term_months=lama"], "term_months"),
        (["edit", "ID", "--unset", "pic"], "pic: nobody gave a value"),
        (["enter"], "--file FILE"),
        (["enter", "--set", "pic=Sari"], "at least one of its parties"),
        (["remove", "ID"], "stories tell of it"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, kept: Any, arguments: list[str], said: str) -> None:
    filled = [kept["id"] if part == "ID" else part for part in arguments]
    answer = run("agreements", filled[0], "--by", "sari", *filled[1:])
    assert answer.returncode == 2
    assert said in answer.stderr.decode()


def test_what_is_not_there_is_not_found(run: Run, imported: Any) -> None:
    answer = run("agreements", "history", "aaaaaaaaaaaa")
    assert answer.returncode == 1
    assert b"no agreement has the id" in answer.stderr
