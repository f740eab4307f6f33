"""The model can be read, makes sense, and comes out of the corpus again."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.records import Label
from pantau.corpus import Split, load_corpus
from pipelines.judge.model import load_model
from pipelines.judge.signals import SIGNALS

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def test_every_weight_has_the_sign_that_its_signal_declares() -> None:
    model = load_model()
    assert model.coefficients
    for name, weight in model.coefficients.items():
        assert weight * SIGNALS[name].sign > 0, name
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
    assert sum(voice.split is Split.TEST for voice in hard) >= 4
    assert {story.label for story in stories} == set(Label)
    assert len({story.id for story in stories}) == len(stories)
    assert all(story.agreements for story in stories if story.label is Label.PARTNERSHIP)


@pytest.mark.slow
def test_fitting_again_gives_the_same_file(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    from pantau import train  # noqa: PLC0415 - needs scikit-learn, which judging does not

    path = tmp_path / "model.json"
    train.write(train.train(load_corpus(CORPUS)), path)
    assert path.read_bytes() == train.MODEL_PATH.read_bytes()
