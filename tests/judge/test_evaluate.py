"""Measuring the judge, on the corpus and on real texts beside the checkout."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from model.exceptions import InputError
from model.records import Article, Label
from pantau.commands import evaluate_all
from pantau.commands.evaluate import evaluate_command
from pantau.corpus import Split, load_corpus
from pantau.evaluation import stories
from pantau.evaluation.judging import evaluate, interval, read_texts, stories_of
from pipelines.judge import judge
from pipelines.judge.baseline import plain_rule
from pipelines.judge.model import load_model

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def article(text: str) -> Article:
    return Article(title="", text=text, language="id")


def test_the_plain_rule_wants_both_words_in_one_sentence() -> None:
    assert plain_rule(article("Lapas Slawi meneken MoU.")) is Label.PARTNERSHIP
    assert plain_rule(article("Lapas Slawi penuh. Bupati meneken MoU.")) is Label.OTHER


def test_the_judge_clearly_beats_the_plain_rule_on_voices_it_never_saw() -> None:
    result = evaluate(stories_of(load_corpus(CORPUS), Split.TEST))
    assert result.judge.precision is not None
    assert result.judge.recall is not None
    assert result.judge.f1 is not None
    assert result.plain_rule.f1 is not None
    assert result.judge.precision >= 0.94
    assert result.judge.recall >= 0.93
    assert result.judge.f1 > result.plain_rule.f1 + 0.15
    assert result.calibration.brier < 0.05
    assert sum(item.stories for item in result.calibration.bins) == result.stories


def test_the_command_prints_figures_for_programs_and_for_people(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # What comes of reading and clustering is held elsewhere: a part of each will do.
    shutil.copytree(evaluate_all.PAGES / "amp", tmp_path / "pages" / "amp")
    shutil.copy(stories.EVENTS / "releases.yaml", tmp_path)
    monkeypatch.setattr(evaluate_all, "PAGES", tmp_path / "pages")
    monkeypatch.setattr(stories, "EVENTS", tmp_path)
    monkeypatch.setattr(stories, "ORDERS", 1)
    as_json = CliRunner().invoke(evaluate_command, ["--json"], standalone_mode=False)
    assert as_json.exception is None
    report = json.loads(as_json.stdout)
    assert [found["name"] for found in report["clusters"]] == ["releases"]
    assert report["reading"]["articles"]
    assert report["judge"]["f1"] > report["plain_rule"]["f1"]
    assert report["model"] == load_model().version
    for scores in (report["judge"], report["plain_rule"]):
        for rate in ("precision", "recall"):
            low, high = scores[f"{rate}_interval"]
            assert 0 <= low <= scores[rate] <= high <= 1
    for part in report["calibration"]["bins"]:
        assert part["interval"][0] <= part["share_true"] <= part["interval"][1]
    assert {"id", "label", "judged", "probability", "title"} >= set(*report["mistakes"][:1] or [()])
    shown = CliRunner().invoke(evaluate_command, [str(CORPUS)], standalone_mode=False)
    assert shown.return_value == 0
    assert "plain rule" in shown.stdout
    low, high = report["plain_rule"]["precision_interval"]
    assert f"({low:.2f}–{high:.2f})" in shown.stdout


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 10, (0.0, 0.2775)),
        (10, 10, (0.7225, 1.0)),
        (81, 263, (0.2553, 0.3662)),  # Newcombe (1998), table I
        (1, 29, (0.0061, 0.1718)),  # the same
        (0, 0, None),
    ],
)
def test_intervals_are_wilsons(part: int, whole: int, expected: tuple[float, float] | None) -> None:
    assert interval(part, whole) == expected


def test_texts_of_one_label_are_measured_too(tmp_path: Path) -> None:
    lines = tmp_path / "texts.jsonl"
    lines.write_text('{"id": "a", "text": "Panen raya di desa."}\n', encoding="utf-8")
    result = evaluate(read_texts(lines, Label.OTHER))
    assert (result.stories, result.judge.true_negatives, result.mistakes) == (1, 1, [])
    lines.write_text('{"no text": 1}\n', encoding="utf-8")
    with pytest.raises(InputError, match="not JSON lines"):
        evaluate(read_texts(lines, Label.OTHER))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["lapas", "mou_other", "random"])
def test_real_stories_of_other_things_are_not_kept(shared: Path, name: str) -> None:
    result = evaluate(read_texts(shared / "real" / f"{name}.jsonl", Label.OTHER))
    assert result.judge.false_positives <= result.stories * 0.01


@pytest.mark.slow
def test_the_seed_stories_are_kept(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        judgement = judge(article(path.read_text(encoding="utf-8")))
        assert judgement.label is Label.PARTNERSHIP, path.name
