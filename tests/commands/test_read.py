"""``pantau read``: pages in, readings out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.commands.conftest import STORIES, Run, lines
from tests.conftest import ROOT


def test_lines_are_answered_in_order_and_a_bad_one_is_named(run: Run) -> None:
    given = b"".join(
        [
            lines(STORIES[0]),
            b"{not json\n",
            lines({"html": "<p>tanpa alamat</p>"}, {"url": "https://a.example/"}, [1]),
            b"\n",
            lines({"url": "https://b.example/", "text": "x", "published": "kemarin"}),
            b"\xff\xfe\n",
            lines(STORIES[2]),
        ]
    )

    answer = run("read", "--jsonl", stdin=given)

    readings = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.returncode == 0
    assert [reading["error"] is None for reading in readings] == [True, *[False] * 6, True]
    assert [reading["error"] for reading in readings[1:7]] == [
        "bad_line: line 2: is not JSON: Expecting property name enclosed in double quotes"
        " at column 2",
        "bad_line: line 3: url is missing",
        "bad_line: line 4: html or text is missing",
        "bad_line: line 5: must be a JSON object",
        "bad_line: line 7: published is not an ISO date or time: 'kemarin'",
        "bad_line: line 8: is not UTF-8",
    ]
    assert readings[0]["judgement"]["label"] == "partnership"
    assert readings[7]["judgement"]["label"] == "other"
    assert readings[7]["agreements"] == []


def test_the_record_has_the_fields_of_the_contract(run: Run) -> None:
    answer = run("read", "--jsonl", stdin=lines(STORIES[0]))

    reading = json.loads(answer.stdout)
    assert list(reading) == ["url", "error", "article", "judgement", "agreements"]
    assert reading["article"]["published"] == "2026-02-05T10:00:00+07:00"
    assert reading["article"]["published_basis"] == "given"
    assert reading["article"]["language"] == "id"
    agreement = reading["agreements"][0]
    assert agreement["kind"] == "perjanjian_kerja_sama"
    assert {party["name"] for party in agreement["parties"]} == {
        "Lapas Kelas IIB Garut",
        "Puskesmas Tarogong",
    }
    assert (agreement["signed_on"], agreement["signed_on_basis"]) == ("2026-02-04", "stated")
    assert agreement["term_months"] == 24
    assert agreement["units"][0]["role"] == "signatory"
    text = STORIES[0]["title"] + "\n" + STORIES[0]["text"]
    for evidence in agreement["evidence"].values():
        for piece in [evidence] if isinstance(evidence, str) else evidence:
            assert piece in text


def test_a_line_is_answered_before_the_next_is_given(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "pantau", "read", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        cwd=ROOT,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for story in STORIES[:2]:
            process.stdin.write(lines(story))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["url"] == story["url"]
        process.stdin.close()
        assert process.wait(30) == 0


def test_files_are_read_as_html_or_plain_text(run: Run, tmp_path: Path) -> None:
    story = STORIES[0]
    body = "".join(f"<p>{line}</p>" for line in story["text"].split("\n"))
    page = tmp_path / "berita.html"
    page.write_text(
        f"<html><head><title>{story['title']}</title></head><body><article>"
        f"<h1>{story['title']}</h1>{body}</article></body></html>",
        encoding="utf-8",
    )
    text = tmp_path / "berita.txt"
    text.write_text(story["text"], encoding="utf-8")

    answer = run("read", page, text, tmp_path / "none.txt", "--json")

    readings = json.loads(answer.stdout)
    assert answer.returncode == 0
    assert [reading["error"] for reading in readings] == [
        None,
        None,
        "not_read: No such file or directory",
    ]
    for reading in readings[:2]:
        assert reading["judgement"]["label"] == "partnership"
        assert reading["article"]["text"] == story["text"]


def test_people_see_each_field_with_its_evidence(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "berita.txt"
    text.write_text(STORIES[0]["text"], encoding="utf-8")

    shown = run("read", text).stdout.decode()

    assert "judgement: partnership" in shown
    assert "agreement 1: perjanjian_kerja_sama" in shown
    assert "Puskesmas Tarogong (layanan_kesehatan)" in shown
    assert "“Lapas Kelas IIB Garut dan Puskesmas Tarogong menandatangani" in shown


def test_nothing_read_is_exit_code_one(run: Run, tmp_path: Path) -> None:
    assert run("read", tmp_path / "none.html").returncode == 1


def test_sources_or_lines_must_be_given(run: Run) -> None:
    answer = run("read")

    assert answer.returncode == 2
    assert b"--jsonl" in answer.stderr


def test_a_private_address_is_refused_by_name(run: Run) -> None:
    answer = run("read", "http://127.0.0.1:9/berita", "--json")

    assert answer.returncode == 1
    assert json.loads(answer.stdout)[0]["error"].startswith("private_address")
