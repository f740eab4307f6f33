"""Import, then search, list, show, explain and export: the daily use without a crawl."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.commands.conftest import STORIES, Run, lines


def answered(run: Run, *arguments: object) -> Any:
    answer = run(*arguments, "--json")
    assert answer.returncode == 0, answer.stderr.decode()
    return json.loads(answer.stdout)


def test_what_is_imported_is_kept_and_counted(imported: dict[str, Any]) -> None:
    assert (imported["given"], imported["kept"], imported["dropped"]) == (
        3,
        2,
        {"not_relevant": 1},
    )
    assert (imported["stories"], imported["agreements"]) == (2, 2)


def test_importing_again_changes_nothing(run: Run, imported: dict[str, Any]) -> None:
    before = answered(run, "stories", "--label", "all"), answered(run, "agreements")

    again = json.loads(run("import", "-", "--json", stdin=lines(*STORIES)).stdout)

    assert (again["stories"], again["agreements"], again["unchanged"]) == (0, 0, 3)
    assert (answered(run, "stories", "--label", "all"), answered(run, "agreements")) == before


def test_search_finds_what_was_imported(run: Run, imported: dict[str, Any]) -> None:
    found = answered(run, "search", "kind:MoU unit:bali")

    assert found["total"] == 1
    hit = found["hits"][0]
    assert list(hit) == ["id", "title", "score", "published", "highlights", "articles"]
    assert hit["title"] == STORIES[1]["title"]
    assert hit["articles"][0]["url"] == STORIES[1]["url"]
    assert answered(run, "search", "puskesmas", "--since", "2026-02-06")["total"] == 0
    assert answered(run, "search", "puskesmas", "--until", "2026-02-05")["total"] == 1


def test_search_finds_after_the_index_is_lost(
    run: Run, imported: dict[str, Any], tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "data" / "index")

    assert answered(run, "search", "puskesmas")["total"] == 1


def test_the_index_is_made_anew(run: Run, imported: dict[str, Any]) -> None:
    assert answered(run, "index", "rebuild")["indexed"] == 2
    assert answered(run, "index", "sync")["indexed"] == 0
    assert answered(run, "search", "kerja sama")["total"] == 2


def test_stories_are_listed_with_their_articles(run: Run, imported: dict[str, Any]) -> None:
    stories = answered(run, "stories")

    assert [story["title"] for story in stories] == [STORIES[1]["title"], STORIES[0]["title"]]
    assert list(stories[0]) == ["id", "title", "published", "label", "articles", "agreements"]
    assert stories[0]["articles"][0]["site"] == "warta-melati.example"
    assert len(answered(run, "stories", "--limit", 1)) == 1
    assert len(answered(run, "stories", "--query", "udayana")) == 1
    assert answered(run, "stories", "--label", "candidate") == []


def test_agreements_tell_their_stories(run: Run, imported: dict[str, Any]) -> None:
    agreements = answered(run, "agreements")
    stories = {story["id"]: story for story in answered(run, "stories")}

    for agreement in agreements:
        (story,) = agreement["stories"]
        assert agreement["id"] in stories[story]["agreements"]
    narrowed = answered(run, "agreements", "--query", "party:puskesmas")
    assert [agreement["kind"] for agreement in narrowed] == ["perjanjian_kerja_sama"]


def test_the_register_opens_in_a_spreadsheet(
    run: Run, imported: dict[str, Any], tmp_path: Path
) -> None:
    csv_file, xlsx_file = tmp_path / "register.csv", tmp_path / "register.xlsx"

    assert run("agreements", "--output", csv_file).returncode == 0
    assert run("agreements", "--format", "xlsx", "--output", xlsx_file).returncode == 0

    assert csv_file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(csv_file.read_text(encoding="utf-8-sig"))))
    assert {row["Jenis Naskah"] for row in rows} == {
        "Nota Kesepahaman (MoU)",
        "Perjanjian Kerja Sama (PKS)",
    }
    sheet = load_workbook(xlsx_file).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(rows[0])
    assert sheet.max_row == 3


def test_csv_on_standard_output_has_no_byte_order_mark(run: Run, imported: dict[str, Any]) -> None:
    answer = run("agreements", "--format", "csv")

    assert answer.stdout.startswith(b"No,Jenis Naskah,")


def test_a_story_and_an_agreement_are_shown_whole(run: Run, imported: dict[str, Any]) -> None:
    story = answered(run, "stories")[0]

    whole = answered(run, "show", story["id"])
    agreement = answered(run, "show", story["agreements"][0])

    assert whole["text"] == STORIES[1]["text"]
    assert whole["agreements"] == [agreement]
    assert "Universitas Udayana" in run("show", story["id"]).stdout.decode()


def test_explain_says_why(run: Run, imported: dict[str, Any]) -> None:
    kept = answered(run, "explain", STORIES[0]["url"])
    dropped = answered(run, "explain", STORIES[2]["url"])

    assert kept["page"]["outcome"] == "partnership"
    assert kept["reading"]["judgement"]["signals"]
    assert dropped["page"]["outcome"] == "not_relevant"
    assert "not_relevant" in run("explain", STORIES[2]["url"]).stdout.decode()
    assert answered(run, "explain", kept["story"])["page"]["url"] == STORIES[0]["url"]


def test_status_counts(run: Run, imported: dict[str, Any]) -> None:
    status = answered(run, "status")

    assert (status["stories"], status["agreements"], status["queued"]) == (2, 2, 0)
    assert status["indexed"] == 2
    assert "No crawl yet" in run("status").stdout.decode()


@pytest.mark.parametrize("command", ["show", "explain"])
def test_what_was_never_met_is_exit_code_one(run: Run, command: str) -> None:
    answer = run(command, "https://nowhere.example/")

    assert answer.returncode == 1
    assert b"nowhere.example" in answer.stderr
    assert answer.stdout == b""


def test_a_file_of_nothing_but_bad_lines_is_exit_code_one(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"No,Judul\n1,MoU\n")

    answer = run("import", bad)

    assert answer.returncode == 1
    assert b"line 1" in answer.stderr
