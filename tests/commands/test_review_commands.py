"""What people decide, from the command line to the index, and what training makes of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from model.records import Decision, Label
from pantau.corpus import Split, load_corpus
from pantau.train import write
from pipelines.judge.model import MODEL_FILE, Threshold, load_model
from store import open_store
from tests.commands.conftest import STORIES, Run, lines
from tests.commands.test_store_commands import answered
from tests.judge.test_model import CORPUS

SIGNED, OTHER = STORIES[0], STORIES[2]


@pytest.fixture
def candidates(run: Run, tmp_path: Path) -> list[Any]:
    """What is near the line of a model that is sure of nothing."""
    unsure = {
        Label.PARTNERSHIP: Threshold(at_least=1.0, reason="never"),
        Label.CANDIDATE: Threshold(at_least=0.0, reason="always"),
    }
    (tmp_path / "data").mkdir()
    write(load_model().model_copy(update={"thresholds": unsure}), tmp_path / "data" / MODEL_FILE)
    answer = run("import", "-", stdin=lines(*STORIES))
    assert answer.returncode == 0, answer.stderr.decode()
    return list(answered(run, "review"))


def found(run: Run) -> list[str]:
    return [hit["id"] for hit in answered(run, "search", "Tarogong")["hits"]]


def test_candidates_are_listed_nearest_the_line_first(run: Run, candidates: list[Any]) -> None:
    said = [item["probability"] for item in candidates]
    assert len(said) == 3
    assert said == sorted(said, reverse=True)
    signed = next(item for item in candidates if item["url"] == SIGNED["url"])
    assert (signed["title"], signed["site"]) == (SIGNED["title"], "kabar-anggrek.example")
    assert signed["label"] == "candidate"
    assert signed["review"] is None
    assert len(signed["model"]) == 12
    assert all(signal["weight"] > 0 for signal in signed["speaks_for"])
    assert signed["sentence"] in SIGNED["title"] + SIGNED["text"]
    shown = run("review", "--limit", 1).stdout.decode()
    assert candidates[0]["id"] in shown
    assert candidates[1]["id"] not in shown
    assert f"“{candidates[0]['sentence'][:40]}" in shown
    assert "begins at 1.00" in shown


def test_what_is_kept_and_dropped_counts_at_once(run: Run, candidates: list[Any]) -> None:
    name = next(item["id"] for item in candidates if item["url"] == SIGNED["url"])
    assert answered(run, "agreements") == []
    kept = answered(run, "review", name, "keep", "--by", "Rina", "--note", "naskah ada")
    assert (kept["label"], kept["review"]["by"]) == ("partnership", "Rina")
    (agreement,) = answered(run, "agreements")
    assert "Lapas Kelas IIB Garut" in {party["name"] for party in agreement["parties"]}
    assert found(run) == [name]
    assert len(answered(run, "review")) == 2
    assert "kept by Rina" in run("show", name).stdout.decode()
    assert answered(run, "search", "label:partnership")["total"] == 1

    assert answered(run, "review", agreement["id"], "drop", "--by", "Budi")["label"] == "other"
    assert found(run) == answered(run, "agreements") == answered(run, "stories") == []
    assert run("index", "verify").returncode == 0
    (decided,) = answered(run, "review", "--decided")
    assert (decided["id"], decided["review"]["decision"]) == (name, "drop")
    assert "Budi" in run("review", "--decided").stdout.decode()

    assert answered(run, "review", name, "undo", "--by", "Budi")["label"] == "partnership"
    assert [kept["id"] for kept in answered(run, "agreements")] == [agreement["id"]]
    assert found(run) == [name]
    assert run("index", "verify").returncode == 0
    assert run("index", "rebuild").returncode == 0
    assert found(run) == [name]


def test_a_dropped_story_is_not_brought_back(run: Run, imported: Any) -> None:
    name = answered(run, "explain", SIGNED["url"])["story"]
    run("review", name, "drop", "--by", "Rina")
    copy = {**SIGNED, "url": "https://warta-melati.example/read/99"}
    answer = run("import", "-", "--json", stdin=lines(SIGNED, copy))
    taken = json.loads(answer.stdout)
    assert [page["story"] for page in taken["pages"]] == [name, name]
    assert (taken["kept"], taken["dropped"]) == (0, {"dropped_by_person": 2})
    assert (taken["stories"], taken["agreements"]) == (0, 0)
    assert found(run) == []
    assert len(answered(run, "stories", "--label", "all")) == 1


def test_the_candidates_one_by_one(run: Run, candidates: list[Any]) -> None:
    answer = run("review", "--ask", "--by", "Rina", stdin=b"k\nx\ns\nd\n")
    assert answer.returncode == 0, answer.stderr.decode()
    assert all(item["title"] in answer.stdout.decode() for item in candidates)
    decided = {
        item["id"]: item["review"]["decision"] for item in answered(run, "review", "--decided")
    }
    assert decided == {candidates[0]["id"]: "keep", candidates[2]["id"]: "drop"}
    assert run("review", "--ask", "--by", "Rina", stdin=b"q\n").returncode == 0
    cut_off = run("review", "--ask", "--by", "Rina", stdin=b"")
    assert cut_off.returncode == 130
    assert len(answered(run, "review")) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["snone", "keep"], 1, "snone: no story has this id"),
        (["snone", "undo"], 1, "snone: no decision stands"),
        (["snone"], 2, "keep, drop or undo"),
        (["snone", "maybe"], 2, "maybe"),
        (["--ask", "--json"], 2, "--ask"),
    ],
)
def test_wrong_use_is_told(run: Run, arguments: list[str], code: int, said: str) -> None:
    answer = run("review", *arguments, USER="rina")
    assert answer.returncode == code
    assert said in answer.stderr.decode()


def test_who_decides_is_known(run: Run, imported: Any) -> None:
    name = answered(run, "explain", SIGNED["url"])["story"]
    nobody = run("review", name, "drop", USER="", LOGNAME="")
    assert nobody.returncode == 2
    assert "--by" in nobody.stderr.decode()
    told = run("review", name, "drop", "--json", USER="rina")
    assert json.loads(told.stdout)["review"]["by"] == "rina"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A part of the corpus that is fitted on in a second."""
    voices = load_corpus(CORPUS)
    chosen = [voice for voice in voices if voice.split is Split.TRAIN][::4]
    directory = tmp_path / "corpus"
    directory.mkdir()
    for voice in [*chosen, *[voice for voice in voices if voice.split is Split.TEST][::6]]:
        content = yaml.safe_dump(voice.model_dump(mode="json", exclude={"name"}))
        (directory / f"{voice.name}.yaml").write_text(content, encoding="utf-8")
    return directory


def trained(run: Run, *arguments: object) -> Any:
    answer = run("train", *arguments, "--json")
    assert answer.returncode in {0, 1}, answer.stderr.decode()
    return json.loads(answer.stdout)


@pytest.mark.slow
def test_training_takes_the_place_of_the_model_in_force(
    run: Run, imported: Any, corpus: Path, tmp_path: Path
) -> None:
    file = tmp_path / "data" / MODEL_FILE
    write(load_model().model_copy(update={"intercept": -9.0}), file)
    before = load_model(tmp_path / "data").version
    dry = trained(run, corpus, "--dry-run")
    assert (dry["before"], dry["written"]) == (before, None)
    assert load_model(tmp_path / "data").version == before

    done = trained(run, corpus)
    assert (done["before"], done["after"], done["written"]) == (before, dry["after"], str(file))
    assert load_model(tmp_path / "data").version == done["after"]
    assert {"precision", "recall", "f1"} <= set(done["test"]["after"])
    again = run("train", corpus)
    assert again.returncode == 0
    assert "Nothing new to learn" in again.stdout.decode()

    name = answered(run, "explain", SIGNED["url"])["story"]
    run("review", name, "drop", "--by", "Rina")
    told = run("train", corpus, "--dry-run").stdout.decode()
    assert "1 of them reviewed" in told
    assert "reviews, after" in told
    assert answered(run, "evaluate", corpus)["model"] == done["after"]
    run("import", "-", stdin=lines({**SIGNED, "url": "https://baru.example/1"}))
    judged = answered(run, "explain", "https://baru.example/1")["reading"]["judgement"]
    assert judged["model"] == done["after"]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_worse_model_is_refused(run: Run, imported: Any, corpus: Path, tmp_path: Path) -> None:
    """Who drops signing after signing teaches the judge nothing true."""
    stories = [
        {
            "url": f"https://media{number}.example/{story.id}",
            "title": story.title,
            "text": story.text,
            "published": story.published.isoformat() if story.published else None,
        }
        for number, voice in enumerate(load_corpus(CORPUS))
        if voice.split is Split.TRAIN and number % 2
        for story in voice.stories
        if story.label is Label.PARTNERSHIP
    ]
    trained(run, corpus)
    before = load_model(tmp_path / "data").version
    run("import", "-", stdin=lines(*stories))
    data = tmp_path / "data"
    with open_store(f"sqlite:///{data / 'pantau.db'}", data) as store:
        for story in store.stories()[:60]:
            assert store.decide(story.id, Decision.DROP, "Rina", datetime.now(UTC))
    answer = run("train", corpus)
    assert answer.returncode == 1
    assert f"Model {before} stays in force" in answer.stdout.decode()
    assert load_model(tmp_path / "data").version == before


def test_a_model_that_is_none_is_named(run: Run, imported: Any, tmp_path: Path) -> None:
    (tmp_path / "data" / MODEL_FILE).write_text("{}", encoding="utf-8")
    for command in (
        ["import", "-"],
        ["read", "x.txt"],
        ["review"],
        ["crawl", "--site", "http://127.0.0.1:9/"],
    ):
        answer = run(*command)
        assert answer.returncode == 2
        assert f"data/{MODEL_FILE}: is no model of the judge" in answer.stderr.decode()
