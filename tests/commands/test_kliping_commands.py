"""``pantau kliping``: from putting it together to sending it, as people type it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from model.audit import Act
from store import open_store
from tests.commands.conftest import Run

DAY = ("--date", "2026-02-06")
#: Whoever runs the tests may have no name.
BY = {"USER": "rina"}


def told(run: Run, *arguments: str, code: int = 0) -> Any:
    answer = run("kliping", *arguments, *DAY, "--json", **BY)
    assert answer.returncode == code, answer.stderr.decode()
    return json.loads(answer.stdout) if answer.stdout else answer.stderr.decode()


def text(run: Run, *arguments: str) -> str:
    answer = run("kliping", *arguments, *DAY, **BY)
    assert answer.returncode == 0, answer.stderr.decode()
    return answer.stdout.decode()


@pytest.mark.usefixtures("imported")
class TestKliping:
    def test_without_a_command_it_is_put_together_and_shown(self, run: Run) -> None:
        shown = text(run)

        assert "*KLIPING PEMBERITAAN KERJA SAMA*" in shown
        assert "Lapas Kelas IIB Garut dengan Puskesmas Tarogong" in shown
        assert "_Disusun Pantau, belum diperiksa." in shown
        assert text(run, "show", "--format", "wa") == shown

    @pytest.mark.parametrize(
        ("ending", "start"),
        [("html", b"<!DOCTYPE"), ("pdf", b"%PDF"), ("xlsx", b"PK"), ("txt", b"*KLIP")],
    )
    def test_the_name_of_a_file_says_its_form(
        self, run: Run, tmp_path: Path, ending: str, start: bytes
    ) -> None:
        file = tmp_path / f"kliping.{ending}"

        answer = run("kliping", *DAY, "--output", file, **BY)

        assert answer.returncode == 0, answer.stderr.decode()
        assert answer.stdout == b""
        assert file.read_bytes().startswith(start)

    def test_a_workbook_comes_on_standard_output_too(self, run: Run) -> None:
        answer = run("kliping", *DAY, "--format", "xlsx", **BY)

        sheet = load_workbook(io.BytesIO(answer.stdout)).active
        assert sheet is not None
        assert sheet.max_row == 2

    def test_it_is_changed_checked_and_sent(self, run: Run) -> None:
        text(run)
        [entry] = told(run, "show", "--keys")
        assert entry["place"] == "A1"

        assert told(run, "note", "A1", "Penting", "--tone", "positif")["revision"] == 2
        assert told(run, "note", "saran", "Hubungi media lokal.")["revision"] == 3
        assert told(run, "remove", "A1")["totals"]["events"] == 0
        assert told(run, "remove", "--undo", entry["key"])["totals"]["events"] == 1
        assert "check the kliping" in told(run, "send", code=1)
        assert told(run, "check")["state"] == "diperiksa"
        assert told(run, "reopen")["state"] == "draf"
        assert told(run, "check")["state"] == "diperiksa"
        assert told(run, "send")["state"] == "terkirim"

        shown = text(run)
        assert "Catatan: Penting" in shown
        assert "Catatan/Saran: Hubungi media lokal." in shown
        assert "_Disusun Pantau, diperiksa rina." in shown
        assert "was sent: it stays as it is" in told(run, "note", "A1", "lagi", code=1)

    def test_entries_change_places(self, run: Run) -> None:
        text(run)

        assert told(run, "reorder", "A1", "2")["revision"] == 1
        assert "no entry A2" in told(run, "reorder", "A2", "1", code=1)

    def test_klipings_are_listed(self, run: Run) -> None:
        text(run)
        answer = run("kliping", "list", "--json", **BY)

        [row] = json.loads(answer.stdout)
        assert (row["date"], row["state"], row["totals"]["events"]) == ("2026-02-06", "draf", 1)
        assert b"2026-02-06" in run("kliping", "list", **BY).stdout

    def test_who_does_it_must_be_known(self, run: Run) -> None:
        answer = run("kliping", "build", *DAY, USER="", LOGNAME="")

        assert answer.returncode == 2
        assert b"--by NAME" in answer.stderr

    def test_who_only_looks_need_not_be_known(self, run: Run) -> None:
        answer = run("kliping", *DAY, USER="", LOGNAME="")

        assert answer.returncode == 0
        assert answer.stdout.startswith(b"*KLIPING")

    def test_what_leaves_as_a_file_is_logged(self, run: Run, tmp_path: Path) -> None:
        run("kliping", *DAY, "--output", tmp_path / "k.pdf", **BY)

        url = f"sqlite:///{tmp_path / 'data' / 'pantau.db'}"
        with open_store(url, tmp_path / "data") as store:
            [deed] = store.audit.deeds(5, act=Act.EXPORT)
        assert (deed.by, deed.subject) == ("rina", "kliping 2026-02-06")
        assert deed.detail == {"format": "pdf", "revision": 1}


def test_an_empty_store_says_nihil(run: Run) -> None:
    assert "Ringkasan: NIHIL" in text(run)


def test_there_is_no_kliping_of_tomorrow(run: Run) -> None:
    answer = run("kliping", "--date", "2999-01-01", **BY)

    assert answer.returncode == 2
    assert b"yet to come" in answer.stderr


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("kliping: {send_at: 06:00}", "send_at must not be before time"),
        ("kliping: {days: [kemarin]}", "kliping.days"),
        ("kliping: {time: 25:00}", "kliping.time"),
    ],
)
def test_wrong_settings_are_refused(run: Run, tmp_path: Path, given: str, problem: str) -> None:
    with (tmp_path / "config.yaml").open("a", encoding="utf-8") as file:
        file.write(f"{given}\n")

    answer = run("config")

    assert answer.returncode == 2
    assert problem in answer.stderr.decode()


def test_settings_are_read_as_people_write_them(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "config.yaml").open("a", encoding="utf-8") as file:
        file.write("office: {zone: WIT}\nkliping: {time: 06:15, days: [senin, kamis]}\n")

    jobs = json.loads(run("schedule", "list", "--json").stdout)

    [job] = [one for one in jobs if one["job"] == "kliping"]
    assert job["when"] == "mon,thu at 06.15"
