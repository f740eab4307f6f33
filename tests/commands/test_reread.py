"""``pantau reread``: what today's readers change is shown, and saved only when wanted."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from model.records import Label
from store import PageState, Store, open_store
from tests.commands.conftest import STORIES, Run, lines
from tests.commands.test_store_commands import answered

FIRST, SECOND = STORIES[0], STORIES[1]


@contextmanager
def opened(directory: Path) -> Iterator[Store]:
    data = directory / "data"
    with open_store(f"sqlite:///{data / 'pantau.db'}", data) as store:
        yield store


def read_worse(directory: Path, url: str) -> None:
    """Keep of a page what readers gave that left chrome in, and took the wrong partner."""
    with opened(directory) as store:
        (capture,) = store.archive.captures(of=[url])
        read = store.reading(url)
        assert read is not None
        assert read.article is not None
        article = read.article.model_copy(
            update={"text": read.article.text + "\nBagikan ini", "authors": ("Redaksi",)}
        )
        told = tuple(
            one.model_copy(update={"parties": one.parties[:1], "place": None})
            for one in read.agreements
        )
        worse = read.model_copy(update={"article": article, "agreements": told})
        assert store.archive.replace(capture, worse, "partnership")


def judge_worse(directory: Path, url: str, label: Label | None) -> None:
    with opened(directory) as store:
        (capture,) = store.archive.captures(of=[url])
        read = store.reading(url)
        assert read is not None
        assert read.judgement is not None
        judged = read.judgement.model_copy(
            update={"probability": 0.5, "label": label or read.judgement.label}
        )
        told = read.agreements if label is None else ()
        worse = read.model_copy(update={"judgement": judged, "agreements": told})
        assert store.archive.replace(capture, worse, str(label or "partnership"))


def test_nothing_changes_with_the_same_readers(run: Run, imported: Any) -> None:
    result = answered(run, "reread")
    assert (result["read"], result["same"], result["changed"]) == (2, 2, 0)
    assert (result["saved"], result["failed"], result["not_archived"]) == (None, [], 0)
    assert len(result["model"]) == 12
    shown = run("reread", "--save")
    assert shown.returncode == 0
    assert "readings saved" not in shown.stdout.decode()


def test_changes_are_shown_and_not_saved(run: Run, imported: Any, tmp_path: Path) -> None:
    read_worse(tmp_path, FIRST["url"])
    judge_worse(tmp_path, SECOND["url"], Label.CANDIDATE)
    before = answered(run, "show", story_of(run, FIRST["url"]))

    answer = run("reread")
    shown = answer.stdout.decode()
    assert answer.returncode == 0
    assert f"{story_of(run, FIRST['url'])}  {FIRST['url']}" in shown
    assert "(+0 -2 words)" in shown
    assert "authors: Redaksi → nothing" in shown
    assert "agreement 1: place: nothing → aula lapas" in shown
    assert "Puskesmas Tarogong (layanan_kesehatan)" in shown
    assert "label: candidate → partnership" in shown
    assert "candidate>partnership" in shown
    assert "Nothing was saved: --save does it." in answer.stderr.decode()

    result = answered(run, "reread")
    assert (result["changed"], result["saved"]) == (2, None)
    assert result["labels"] == {"candidate>partnership": 1}
    assert result["fields"] == {"text": 1, "authors": 1, "agreement": 2, "label": 1}
    (text,) = [told for told in result["changes"][0]["differences"] if told["field"] == "text"]
    assert text["before"] - text["after"] == len("\nBagikan ini")
    assert result["changes"][1]["probability_before"] == 0.5
    assert answered(run, "show", story_of(run, FIRST["url"])) == before


def test_changes_are_saved_once_and_searched(run: Run, imported: Any, tmp_path: Path) -> None:
    name = story_of(run, FIRST["url"])
    original = answered(run, "show", name)
    read_worse(tmp_path, FIRST["url"])
    judge_worse(tmp_path, SECOND["url"], None)

    saved = answered(run, "reread", "--save")
    assert (saved["changed"], saved["judged"], saved["saved"], saved["overtaken"]) == (1, 1, 2, 0)
    shown = answered(run, "show", name)
    assert shown["versions"] == []
    assert shown["text"] == original["text"]
    assert "Bagikan ini" not in run("explain", FIRST["url"]).stdout.decode()
    assert FIRST["title"] in run("search", "aula AND Tarogong").stdout.decode()
    assert FIRST["title"] not in run("search", '"bagikan ini"').stdout.decode()
    again = answered(run, "reread", "--save")
    assert (again["same"], again["changed"], again["saved"]) == (2, 0, None)


def test_what_to_read_is_chosen(run: Run, imported: Any) -> None:
    def count(*arguments: str) -> int:
        return int(answered(run, "reread", *arguments)["read"])

    name = story_of(run, FIRST["url"])
    assert count(name) == count(FIRST["url"]) == count("--site", "kabar-anggrek.example") == 1
    assert count("--site", "https://warta-melati.example/") == 1
    assert count("--site", "tidak-ada.example") == 0
    assert count("--since", "2026-03-12") == 1
    assert count("--since", "2026-03-13") == 0
    assert count(name, "--since", "2026-03-12") == 0
    refused = run("reread", "sunknown")
    assert refused.returncode == 1
    assert "sunknown: no story, agreement or page" in refused.stderr.decode()


def test_what_the_archive_does_not_give_is_told(run: Run, imported: Any, tmp_path: Path) -> None:
    (file,) = (tmp_path / "data" / "archive").iterdir()
    file.unlink()
    answer = run("reread", "--save", "--json")
    assert answer.returncode == 1
    result = json.loads(answer.stdout)
    assert result["read"] == len(result["failed"]) == 2
    assert "not_in_archive" in result["failed"][0]["error"]
    assert len(answered(run, "stories")) == 2


def test_without_an_archive_nothing_can_be_read_again(run: Run, tmp_path: Path) -> None:
    answer = run("import", "-", stdin=lines(*STORIES), PANTAU_ARCHIVE__ENABLED="false")
    assert answer.returncode == 0
    assert not (tmp_path / "data" / "archive").exists()
    result = answered(run, "reread")
    assert (result["read"], result["not_archived"]) == (0, 2)
    status = answered(run, "status")
    assert status["archive"] == {"pages": 0, "captures": 0, "bytes": 0}


def test_status_tells_how_much_is_archived(run: Run, imported: Any, tmp_path: Path) -> None:
    (file,) = (tmp_path / "data" / "archive").iterdir()
    told = answered(run, "status")["archive"]
    assert told == {"pages": 2, "captures": 2, "bytes": file.stat().st_size}
    assert "2 pages, 0.0 MB" in run("status").stdout.decode()


def test_a_deleted_story_is_in_no_file(run: Run, imported: Any, tmp_path: Path) -> None:
    name = story_of(run, FIRST["url"])
    assert run("delete", name, "--yes").returncode == 0
    assert answered(run, "reread")["read"] == 1
    assert answered(run, "status")["archive"]["pages"] == 1


def test_a_directory_of_its_own(run: Run, tmp_path: Path) -> None:
    elsewhere = tmp_path / "arsip"
    run("import", "-", stdin=lines(*STORIES), PANTAU_ARCHIVE__DIRECTORY=str(elsewhere))
    assert len(list(elsewhere.iterdir())) == 1
    run("import", "-", stdin=lines(FIRST), PANTAU_ARCHIVE__DIRECTORY="halaman")
    assert not (tmp_path / "data" / "archive").exists()


@pytest.mark.parametrize(("said", "saved"), [(b"y\n", True), (b"n\n", False)])
def test_a_person_is_asked(
    run: Run,
    imported: Any,
    environment: dict[str, str],
    tmp_path: Path,
    said: bytes,
    saved: bool,
) -> None:
    read_worse(tmp_path, FIRST["url"])
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "rb") as terminal, os.fdopen(ours, "wb", buffering=0) as keyboard:
        keyboard.write(said)
        done = subprocess.run(
            [sys.executable, "-m", "pantau", "reread"],
            stdin=terminal,
            capture_output=True,
            env=environment,
            timeout=100,
            check=True,
        )
    assert b"Save these 1 readings?" in done.stderr
    assert (b"1 readings saved" in done.stdout) == saved
    assert answered(run, "reread")["changed"] == (not saved)


def test_a_page_that_was_asked_for_again_keeps_its_state(
    run: Run, imported: Any, tmp_path: Path
) -> None:
    with opened(tmp_path) as store:
        before: PageState = next(iter(store.states([FIRST["url"]]).values()))
    read_worse(tmp_path, FIRST["url"])
    run("reread", "--save")
    with opened(tmp_path) as store:
        assert next(iter(store.states([FIRST["url"]]).values())) == before


def story_of(run: Run, url: str) -> str:
    return str(json.loads(run("explain", url, "--json").stdout)["story"])
