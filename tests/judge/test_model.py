"""The model can be read, makes sense, and comes out of the corpus again."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from model.exceptions import ConfigError
from model.records import JAKARTA, Article, Label, Page
from pantau import train
from pantau.corpus import Split, load_corpus
from pipelines.chain import process
from pipelines.judge import judge
from pipelines.judge.model import MODEL_FILE, Model, load_model
from pipelines.judge.signals import SIGNALS
from pipelines.judge.wording import SIGNS
from pipelines.workers import Workers

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def test_every_weight_has_the_sign_that_its_signal_declares() -> None:
    model = load_model()
    assert model.coefficients
    for name, weight in model.coefficients.items():
        sign = SIGNS[name] if name in SIGNS else SIGNALS[name].sign
        assert weight * sign > 0, name
    assert len(SIGNALS) <= 40


def test_coefficients_are_sorted_and_thresholds_say_why() -> None:
    model = load_model()
    weights = list(model.coefficients.values())
    assert weights == sorted(weights, reverse=True)
    assert set(model.thresholds) == {Label.PARTNERSHIP, Label.CANDIDATE}
    assert all(threshold.reason for threshold in model.thresholds.values())


def test_a_signal_for_raises_and_one_against_lowers_the_probability() -> None:
    model = load_model()
    base = {"signed_by_unit": 1.0}
    for name, weight in model.coefficients.items():
        if name not in base:
            changed = model.probability({**base, name: 1.0}) - model.probability(base)
            assert changed * weight > 0, name


def test_the_hard_part_of_the_corpus_stands_on_its_own() -> None:
    hard = [voice for voice in load_corpus(CORPUS) if voice.name.startswith("hard-")]
    stories = [story for voice in hard for story in voice.stories]
    assert len(stories) >= 110
    assert all(voice.split is Split.TRAIN for voice in hard)
    assert {story.label for story in stories} == set(Label)
    assert len({story.id for story in stories}) == len(stories)
    assert all(story.agreements for story in stories if story.label is Label.PARTNERSHIP)


@pytest.mark.slow
def test_fitting_again_gives_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    train.write(train.train(load_corpus(CORPUS)).model, path)
    assert path.read_bytes() == train.MODEL_PATH.read_bytes()
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_model_has_the_same_name_and_another_one_another() -> None:
    model = load_model()
    assert re.fullmatch("[0-9a-f]{12}", model.version)
    again = Model.model_validate_json(model.model_dump_json())
    assert (again, again.version) == (model, model.version)
    other = model.model_copy(update={"intercept": model.intercept + 0.0001})
    assert other.version != model.version


def test_every_judgement_names_the_model(tmp_path: Path) -> None:
    other = load_model().model_copy(update={"intercept": 9.0})
    for language in ("id", "en"):
        article = Article(title="Lapas Slawi", text="Lapas Slawi panen.", language=language)
        assert judge(article).model == load_model().version
        assert judge(article, other).model == other.version
        sure = judge(article, other).label is Label.PARTNERSHIP
        assert sure is (language == "id")


def test_a_model_in_the_data_directory_is_taken_instead(tmp_path: Path) -> None:
    assert load_model(tmp_path) == load_model()
    other = load_model().model_copy(update={"intercept": 9.0})
    train.write(other, tmp_path / MODEL_FILE)
    assert load_model(tmp_path) == other
    assert load_model(tmp_path).version == other.version


def test_workers_judge_by_the_model_that_they_are_given() -> None:
    model = load_model().model_copy(update={"intercept": 9.0})
    page = Page(
        url="https://a.example/1",
        title="Lapas Slawi Panen Raya",
        body="Lapas Slawi panen raya bersama warga binaan di kebun, kata kepala lapas itu.",
        plain=True,
        fetched_at=datetime(2026, 1, 30, tzinfo=JAKARTA),
    )
    with Workers(1, 60, model) as workers:
        reading = workers.submit(page).result(60)
    assert reading.judgement == judge(process(page).article or pytest.fail("not read"), model)
    assert reading.judgement.label is Label.PARTNERSHIP


def _broken(**changes: object) -> str:
    return json.dumps(load_model().model_dump(mode="json") | changes)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        _broken(intercept="big"),
        _broken(intercept=float("nan")),
        _broken(calibration={"slope": -1, "offset": 0}),
        _broken(thresholds={"partnership": {"at_least": 0.5, "reason": ""}}),
        _broken(
            thresholds={
                "partnership": {"at_least": 0.2, "reason": ""},
                "candidate": {"at_least": 0.5, "reason": ""},
            }
        ),
        _broken(unknown=1),
    ],
)
def test_a_file_that_is_no_model_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / MODEL_FILE).write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"model\.json: is no model of the judge"):
        load_model(tmp_path)
