"""``pantau report`` and ``pantau agreements export`` as people run them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from store import open_store
from tests.commands.conftest import Run


def deeds(tmp_path: Path) -> list[tuple[str, str]]:
    data = tmp_path / "data"
    with open_store(f"sqlite:///{data / 'pantau.db'}", data) as store:
        return [(deed.act, deed.subject) for deed in store.audit.deeds(10)]


def test_a_month_on_screen_and_as_json(imported: Any, run: Run) -> None:
    answer = run("report", "--month", "2026-02")
    assert answer.returncode == 0, answer.stderr.decode()
    text = answer.stdout.decode()
    assert "Februari 2026: 1 kegiatan penandatanganan; naskah: tidak disebut; mitra: 1" in text
    assert "Lapas Kelas IIB Garut" in text
    told = json.loads(run("report", "--month", "2026-02", "--json").stdout)
    assert (told["totals"]["signings"], told["totals"]["instruments"]) == (1, 0)
    assert told["signings"][0]["signed_on"] == "2026-02-04"


def test_a_file_is_what_its_name_says(imported: Any, run: Run, tmp_path: Path) -> None:
    for form, start in (("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")):
        target = tmp_path / f"laporan.{form}"
        answer = run("report", "--month", "2026-02", "--output", target)
        assert answer.returncode == 0, answer.stderr.decode()
        assert target.read_bytes().startswith(start)
    piped = run("report", "--month", "2026-02", "--format", "docx")
    assert piped.stdout.startswith(b"PK")
    assert deeds(tmp_path) == [("export", "report 2026-02")] * 4


def test_the_schedule_writes_all_files(imported: Any, run: Run, tmp_path: Path) -> None:
    assert run("report", "--last-month").returncode == 0
    found = sorted(path.suffix for path in (tmp_path / "data" / "reports").iterdir())
    assert found == [".docx", ".pdf", ".xlsx"]


def test_wrong_usage_is_told(run: Run, tmp_path: Path) -> None:
    for arguments, said in (
        (("--month", "2026-13"), "'2026-13' is no month such as 2026-01"),
        (("--month", "2999-01"), "has not begun yet"),
        (("--output", tmp_path / "laporan.odt"), "pdf, docx, xlsx"),
        (("--last-month", "--format", "pdf"), "no other option"),
        (("--month", "2026-01", "--output", tmp_path / "tiada" / "a.xlsx"), "cannot be written"),
    ):
        answer = run("report", *arguments)
        assert answer.returncode == 2, arguments
        assert said in answer.stderr.decode()


def test_a_bundle_of_what_a_query_finds(imported: Any, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "paket.zip"
    answer = run(
        "agreements", "export", "--bundle", target, "--query", "kind:PKS", "--sample", 1, "--json"
    )
    assert answer.returncode == 0, answer.stderr.decode()
    told = json.loads(answer.stdout)
    assert (told["chosen"], told["population"], told["asked"]["seed"]) == (1, 1, 0)
    with zipfile.ZipFile(target) as archive:
        table = archive.read("data/agreements.csv").decode().splitlines()
    assert len(table) == 2
    assert "perjanjian_kerja_sama" in table[1]
    assert deeds(tmp_path) == [("export", "bundle")]
    wrong = run("agreements", "export", "--bundle", tmp_path / "x", "--query", "kind:")
    assert wrong.returncode == 2
    assert not (tmp_path / "x").exists()
    upside = ("--from", "2026-02-01", "--to", "2026-01-01")
    assert run("agreements", "export", "--bundle", tmp_path / "x", *upside).returncode == 2
