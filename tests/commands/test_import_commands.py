"""An office's register from the command line: shown, brought in, matched, reconciled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from tests.commands.conftest import Run
from tests.commands.test_store_commands import answered
from tests.importing.layouts import Row, saved, two_row_head, workbook

HEAD: Row = ["Satuan Kerja", "Mitra", "Jenis", "Tanggal", "Nomor Pihak Kesatu", "Sandi"]


@pytest.fixture
def kept(run: Run, imported: Any) -> Any:
    (found,) = [
        one
        for one in answered(run, "agreements")
        if any(party["name"] == "Puskesmas Tarogong" for party in one["parties"])
    ]
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    layout = two_row_head()
    path = tmp_path / layout.name
    path.write_bytes(layout.data)
    return path


def register(directory: Path, *rows: Row) -> Path:
    path = directory / "register.xlsx"
    path.write_bytes(saved(workbook(("2026", [HEAD, *rows], []))[0]))
    return path


def row_of(kept: Any, **cells: object) -> Row:
    values: dict[str, object] = {
        "Satuan Kerja": "Lapas Kelas IIB Garut",
        "Mitra": "Puskesmas Tarogong",
        "Jenis": "PKS",
        "Tanggal": kept["signed_on"],
        "Nomor Pihak Kesatu": "W11-PAS-7/2026",
    }
    return [{**values, **cells}.get(str(head)) for head in HEAD]


def test_it_is_shown_and_nothing_written_before_apply(run: Run, file: Path) -> None:
    shown = run("agreements", "import", file)
    assert shown.returncode == 0
    assert b"number_theirs" in shown.stdout
    assert b"3 new" in shown.stdout
    assert b"--apply writes it" in shown.stderr
    assert answered(run, "agreements") == []


def test_it_is_brought_in_once(run: Run, file: Path) -> None:
    first = answered(run, "agreements", "import", file, "--apply", "--by", "sari")
    assert (first["applied"]["rows"]["new"], first["plan"]["removed"]) == (3, [])
    again = answered(run, "agreements", "import", file, "--apply", "--by", "sari")
    assert again["applied"]["rows"] | {"same": 0} == dict.fromkeys(again["applied"]["rows"], 0)
    assert len(answered(run, "agreements")) == 3


def test_columns_are_said_and_remembered(run: Run, tmp_path: Path) -> None:
    row = ["Lapas Kelas IIB Garut", "Pemkab Garut", "MoU", "1/2/2026", None, "W11-9"]
    path, mapping = register(tmp_path, row), tmp_path / "kolom.yaml"
    command = ("agreements", "import", path, "--mapping", mapping)
    found = answered(run, *command)
    assert found["read"]["unknown_columns"] == ["Sandi"]
    mapping.unlink()
    found = answered(run, *command, "--map", "Sandi=number_ours")
    assert found["read"]["rows"][0]["values"]["number_ours"] == "W11-9"
    written = yaml.safe_load(mapping.read_text(encoding="utf-8"))
    assert written["columns"]["Sandi"] == "number_ours"
    again = answered(run, *command)
    assert again["read"]["rows"] == found["read"]["rows"]
    assert {one["by"] for one in again["read"]["sheets"][0]["columns"]} == {"mapping"}


def test_unknown_columns_are_kept_when_asked(run: Run, tmp_path: Path) -> None:
    row = ["Lapas Kelas IIB Garut", "Pemkab Garut", "MoU", "1/2/2026", None, "lemari 3"]
    found = answered(run, "agreements", "import", register(tmp_path, row), "--keep-unknown")
    assert found["read"]["rows"][0]["values"]["note"] == "Sandi: lemari 3"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--map", "Sandi"), b"write it as"),
        (("--map", "Sandi=warna"), b"no field is called 'warna'"),
        (("--sheet", "2019"), b"No sheet is called '2019'"),
    ],
)
def test_wrong_usage_is_told(
    run: Run, file: Path, options: tuple[str, ...], message: bytes
) -> None:
    answer = run("agreements", "import", file, *options)
    assert answer.returncode == 2
    assert message in answer.stderr


def test_what_is_no_spreadsheet_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "register.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100)
    answer = run("agreements", "import", path)
    assert answer.returncode == 2
    assert b"save it as Excel Workbook (.xlsx)" in answer.stderr


def test_a_row_that_may_be_known_is_matched(run: Run, kept: Any, tmp_path: Path) -> None:
    path = register(tmp_path, row_of(kept, Tanggal=None))
    found = answered(run, "agreements", "import", path, "--apply", "--by", "sari")
    assert found["applied"]["rows"]["ask"] == 1
    (waiting,) = answered(run, "agreements", "match")
    assert [one["agreement"] for one in waiting["may_be"]] == [kept["id"]]
    assert kept["id"].encode() in run("agreements", "match").stdout
    number = f"r{waiting['number']}"
    done = answered(run, "agreements", "match", kept["id"], number, "--by", "budi")
    assert done == {"agreement": kept["id"], "row": number}
    assert answered(run, "agreements", "match") == []
    assert run("agreements", "match", kept["id"], "enam", "--by", "budi").returncode == 2


def test_documents_and_news_are_reconciled(run: Run, kept: Any, tmp_path: Path) -> None:
    path = register(tmp_path, row_of(kept, Jenis="Adendum PKS"))
    answered(run, "agreements", "import", path, "--apply", "--by", "sari")
    found = answered(run, "agreements", "reconcile")
    assert found["counts"]["different"] == 1
    (one,) = found["different"]
    assert [each["field"] for each in one["differences"]] == ["act"]
    assert b"Both, and different: 1" in run("agreements", "reconcile").stdout
    decided = ("--settle", kept["id"], "act", "document", "--by", "budi")
    assert answered(run, "agreements", "reconcile", *decided)["counts"]["both"] == 1
    year = kept["signed_on"][:4]
    assert answered(run, "agreements", "reconcile", "--period", year)["counts"]["both"] == 1
    assert answered(run, "agreements", "reconcile", "--period", "1999-01")["counts"]["both"] == 0
    book = tmp_path / "pencocokan.xlsx"
    assert run("agreements", "reconcile", "--output", book).returncode == 0
    assert "Keduanya" in load_workbook(book).sheetnames


@pytest.mark.parametrize(
    "options",
    [
        ("--period", "2026", "--from", "2026-01-01"),
        ("--period", "Januari"),
        ("--unit", "Lapas"),
        ("--province", "Atlantis"),
    ],
)
def test_what_cannot_be_compared_is_told(run: Run, options: tuple[str, ...]) -> None:
    assert run("agreements", "reconcile", *options).returncode == 2


def test_pantaus_own_spreadsheet_changes_nothing(run: Run, kept: Any, tmp_path: Path) -> None:
    path = tmp_path / "ekspor.xlsx"
    assert run("agreements", "--output", path).returncode == 0
    found = answered(run, "agreements", "import", path)
    assert found["read"]["unknown_columns"] == []
    actions = {one["action"] for one in found["plan"]["rows"]}
    assert actions <= {"join", "ask"}, json.dumps(found["plan"]["rows"])[:2000]
    for one in found["plan"]["rows"]:
        assert one["conflicts"] == []
        assert one["differences"] == [], one["row"]["values"]
