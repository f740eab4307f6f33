"""What is forgotten is in no file any more, does not come back, and is told of."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.conftest import STORIES, Run, lines

#: Stands in the text of the first story alone.
_WORDS = "Zebrakuda Melintang"
_SECRET = {**STORIES[0], "text": f"{STORIES[0]['text']}\nAcara itu diberi nama sandi {_WORDS}."}
_URL = str(STORIES[0]["url"])


def holding(directory: Path, words: str) -> list[str]:
    """The files under a directory that hold words, in any case."""
    wanted = words.lower().encode()
    return sorted(
        str(file.relative_to(directory))
        for file in directory.rglob("*")
        if file.is_file() and wanted in file.read_bytes().lower()
    )


def told(run: Run, *arguments: str, stdin: bytes | None = None) -> object:
    answer = run(*arguments, "--json", stdin=stdin)
    assert answer.returncode == 0, answer.stderr.decode()
    return json.loads(answer.stdout)


def test_no_file_holds_what_was_forgotten(run: Run, tmp_path: Path) -> None:
    told(run, "import", "-", stdin=lines(_SECRET, STORIES[1]))
    data = tmp_path / "data"
    assert holding(data, _WORDS.split(maxsplit=1)[0])
    found = told(run, "search", _WORDS.split(maxsplit=1)[0])
    assert isinstance(found, dict)
    story = found["hits"][0]["id"]
    erased = told(run, "forget", story, "--reason", "diminta keluarga", "--by", "sari", "--yes")
    assert isinstance(erased, dict)
    assert (erased["pages"], erased["sent"]) == (1, [])
    assert holding(data, _WORDS.split(maxsplit=1)[0]) == []
    assert holding(data, _URL) == []


def test_what_is_forgotten_does_not_come_back(run: Run) -> None:
    told(run, "import", "-", stdin=lines(*STORIES))
    told(run, "forget", _URL, "--reason", "salah orang", "--by", "sari", "--yes")
    again = told(run, "import", "-", stdin=lines(*STORIES))
    assert isinstance(again, dict)
    assert again["stories"] == 0
    said = told(run, "explain", _URL)
    assert isinstance(said, dict)
    assert "forgotten on" in said["why"]
    assert "salah orang" in said["why"]
    (tomb,) = told(run, "forget", "--list")  # type: ignore[misc]
    assert (tomb["reason"], tomb["by"]) == ("salah orang", "sari")
    assert _URL not in json.dumps(tomb)


def test_forgetting_asks_for_a_reason(run: Run) -> None:
    assert run("forget", _URL, "--yes").returncode == 2
    assert run("forget", "sunknown", "--reason", "x", "--by", "y", "--yes").returncode == 1
