"""What people do is logged, without the text of stories."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.commands.conftest import STORIES, Run


def told(run: Run, *arguments: str) -> Any:
    answer = run(*arguments, "--json")
    assert answer.returncode == 0, answer.stderr.decode()
    return json.loads(answer.stdout)


def test_deeds_are_listed_newest_first(run: Run, imported: dict[str, Any], tmp_path: Path) -> None:
    (first, *_) = told(run, "stories")
    run("review", first["id"], "drop", "--by", "sari")
    run("review", first["id"], "undo", "--by", "sari")
    run("agreements", "--output", str(tmp_path / "register.csv"))
    run("stories", "export", "--by", "sari")
    deeds = told(run, "audit")
    assert [deed["act"] for deed in deeds] == ["export", "export", "review", "review"]
    assert [deed["detail"].get("decision") for deed in deeds[2:]] == ["undo", "drop"]
    assert {deed["subject"] for deed in told(run, "audit", "--act", "review")} == {first["id"]}
    assert told(run, "audit", "--since", "2100-01-01") == []
    assert not any(str(story["title"]) in json.dumps(deeds) for story in STORIES)


def test_whole_texts_are_exported_with_a_reason_alone(run: Run, imported: dict[str, Any]) -> None:
    assert run("stories", "export", "--full-text", "--by", "sari").returncode == 2
    answer = run("stories", "export", "--full-text", "--by", "sari", "--reason", "diminta penyidik")
    whole = [json.loads(line) for line in answer.stdout.splitlines()]
    short = [
        json.loads(line) for line in run("stories", "export", "--by", "sari").stdout.splitlines()
    ]
    assert all(len(one["excerpt"].split()) <= 40 for one in short)
    assert all(
        len(one["text"]) >= len(two["excerpt"]) for one, two in zip(whole, short, strict=True)
    )
    (deed,) = told(run, "audit", "--act", "export", "--limit", "1") or [None]
    assert deed["by"] == "sari"
