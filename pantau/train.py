"""Fit the judge on the labelled corpus: ``python -m pantau.train tests/corpus``.

A logistic regression over the signals is fitted on the voices of the train split. Its calibration
and its thresholds come from voices that a fold did not see, so that they hold for new writers. The
same corpus gives the same file, byte for byte.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from model.records import Label
from pantau.corpus import LabelledStory, Split, Voice, load_corpus
from pipelines.judge.facts import read_facts
from pipelines.judge.model import MODEL_FILE, Calibration, Model, Threshold, means_to_sign
from pipelines.judge.signals import SIGNALS, find_signals

MODEL_PATH = Path(__file__).resolve().parent.parent / "pipelines" / "judge" / MODEL_FILE
#: Inverse strength of the L2 penalty: of .1, .3, 1, 3, 10 the largest that still lowers the
#: log-loss on voices left out (.091, .082, .074, .070, .070).
PENALTY = 3.0
#: Signals that show in fewer stories say too little to be weighed.
LEAST_STORIES = 3
#: Figures after the point in the model file.
DIGITS = 4
#: Share of the stories by which scores differ without meaning: two of the corpus of 350.
CHANCE = 0.006
#: Probabilities among which thresholds are chosen; further out a few stories decide by chance.
PARTNERSHIP_STEPS = [step / 100 for step in range(40, 61)]
CANDIDATE_STEPS = [step / 100 for step in range(10, 35)]

Floats = NDArray[np.float64]


class Sample(NamedTuple):
    """Signals, label, whether partnership, and the voice of each story of one language."""

    names: tuple[str, ...]
    values: Floats
    labels: tuple[Label, ...]
    wanted: NDArray[np.int64]
    voices: NDArray[np.int64]


def sample_of(voices: Sequence[Voice]) -> Sample:
    """What the signals find in the Indonesian stories of ``voices``."""
    names = tuple(SIGNALS)
    rows, labels, groups = [], [], []
    for number, voice in enumerate(voices):
        for story in voice.stories:
            if story.language != "id":
                continue
            rows.append(_row(names, story))
            labels.append(story.label)
            groups.append(number)
    wanted = np.array([int(label is Label.PARTNERSHIP) for label in labels])
    return Sample(names, np.array(rows, dtype=float), tuple(labels), wanted, np.array(groups))


def _row(names: Sequence[str], story: LabelledStory) -> list[float]:
    findings = find_signals(read_facts(story.article))
    return [findings[name].value if name in findings else 0.0 for name in names]


def fit(values: Floats, wanted: NDArray[np.int64]) -> LogisticRegression:
    """A logistic regression, the same one for the same stories."""
    return LogisticRegression(C=PENALTY, solver="lbfgs", max_iter=10_000, tol=1e-8).fit(
        values, wanted
    )


def choose(sample: Sample) -> list[int]:
    """The columns to weigh: shown often enough, and speaking the way their signal says."""
    columns = [
        column
        for column in range(len(sample.names))
        if np.count_nonzero(sample.values[:, column]) >= LEAST_STORIES
    ]
    while True:
        weights = fit(sample.values[:, columns], sample.wanted).coef_[0]
        right = {
            column: weight * SIGNALS[sample.names[column]].sign
            for column, weight in zip(columns, weights, strict=True)
        }
        worst = min(columns, key=lambda column: float(right[column]))
        if right[worst] > 0:
            return columns
        columns.remove(worst)


def unseen_sums(sample: Sample, columns: list[int]) -> Floats:
    """The sum of weighed signals of each story, by a model that never saw its voice."""
    sums = np.zeros(len(sample.wanted))
    values = sample.values[:, columns]
    for voice in np.unique(sample.voices):
        held = sample.voices == voice
        sums[held] = fit(values[~held], sample.wanted[~held]).decision_function(values[held])
    return sums


def calibrate(sums: Floats, wanted: NDArray[np.int64]) -> Calibration:
    """Platt's scaling of ``sums``."""
    platt = LogisticRegression(C=1e6, solver="lbfgs", max_iter=10_000).fit(
        sums.reshape(-1, 1), wanted
    )
    return Calibration(
        slope=round(float(platt.coef_[0][0]), DIGITS),
        offset=round(float(platt.intercept_[0]), DIGITS),
    )


def choose_thresholds(sample: Sample, probabilities: Floats) -> dict[Label, Threshold]:
    """The thresholds that judge stories of unseen voices best, each with its reason."""

    def kept(at_least: float) -> int:
        return int(np.sum((probabilities >= at_least) == (sample.wanted == 1)))

    partnership = _steady(PARTNERSHIP_STEPS, kept, len(sample.labels))
    open_ones = [
        (probability, label is not Label.OTHER)
        for probability, label, row in zip(probabilities, sample.labels, sample.values, strict=True)
        if probability < partnership
        and not means_to_sign([n for n, v in zip(sample.names, row, strict=True) if v])
    ]

    def told(at_least: float) -> int:
        return sum((probability >= at_least) == close for probability, close in open_ones)

    candidate = _steady(CANDIDATE_STEPS, told, len(open_ones))
    wrong = len(sample.labels) - kept(partnership)
    return {
        Label.PARTNERSHIP: Threshold(
            at_least=partnership,
            reason=f"{wrong} mistakes in {len(sample.labels)} stories of voices left out of "
            "fitting; of the thresholds that do as well, but for chance, the nearest to one half",
        ),
        Label.CANDIDATE: Threshold(
            at_least=candidate,
            reason=f"tells {told(candidate)} of {len(open_ones)} stories of voices left out of "
            "fitting, in which no plan is told, as close or other; chosen in the same way",
        ),
    }


def _steady(steps: Sequence[float], score: Callable[[float], int], stories: int) -> float:
    """The one nearest the middle of ``steps`` whose score is the best but for ``CHANCE``."""
    enough = max(map(score, steps)) - CHANCE * stories
    middle = steps[len(steps) // 2]
    return min((step for step in steps if score(step) >= enough), key=lambda s: abs(s - middle))


def train(corpus: Sequence[Voice]) -> Model:
    """The model fitted on the train split of ``corpus``."""
    voices = [voice for voice in corpus if voice.split is Split.TRAIN]
    sample = sample_of(voices)
    columns = choose(sample)
    fitted = fit(sample.values[:, columns], sample.wanted)
    weights = {
        sample.names[column]: round(float(weight), DIGITS)
        for column, weight in zip(columns, fitted.coef_[0], strict=True)
    }
    sums = unseen_sums(sample, columns)
    calibration = calibrate(sums, sample.wanted)
    probabilities = 1 / (1 + np.exp(-(calibration.slope * sums + calibration.offset)))
    return Model(
        intercept=round(float(fitted.intercept_[0]), DIGITS),
        coefficients=dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))),
        calibration=calibration,
        thresholds=choose_thresholds(sample, probabilities),
        corpus=_counts(voices),
    )


def _counts(voices: Sequence[Voice]) -> dict[str, int]:
    labels = Counter(story.label.value for voice in voices for story in voice.stories)
    return {"voices": len(voices), "stories": labels.total(), **dict(sorted(labels.items()))}


def write(model: Model, path: Path) -> None:
    """Write ``model`` as a file for people and for judging."""
    content = json.dumps(model.model_dump(mode="json"), ensure_ascii=False, indent=2)
    path.write_text(content + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Fit on the corpus directory in ``arguments`` and write the model that judging uses."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m pantau.train CORPUS\n")
        return 2
    write(train(load_corpus(Path(arguments[0]))), MODEL_PATH)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
