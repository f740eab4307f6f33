"""Fit the judge on labelled stories: ``python -m pantau.train tests/corpus`` for this release.

A logistic regression over the signals is fitted on the voices of the train split, and on what
people reviewed where that is given. Its calibration and its thresholds come from voices that a fold
did not see, so that they hold for new writers. The same stories give the same file, byte for byte.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from model.exceptions import InputError
from model.records import Label
from pantau.corpus import LabelledStory, Split, Voice, load_corpus
from pantau.evaluate import Judged
from pantau.fitting import Fitted, Row, fit, probability
from pipelines.judge.facts import read_facts
from pipelines.judge.model import MODEL_FILE, Calibration, Model, Threshold, means_to_sign
from pipelines.judge.signals import SIGNALS, find_signals

MODEL_PATH = Path(__file__).resolve().parent.parent / "pipelines" / "judge" / MODEL_FILE
#: Inverse strength of the L2 penalty: of .1, .3, 1, 3, 10 the largest that still lowers the
#: log-loss on voices left out (.091, .082, .074, .070, .070).
PENALTY = 3.0
#: Inverse strength of the penalty of the calibration: none to speak of.
_FREE = 1e6
#: Signals that show in fewer stories say too little to be weighed.
LEAST_STORIES = 3
#: Figures after the point in the model file.
DIGITS = 4
#: Share of the stories by which scores differ without meaning: two of the corpus of 350.
CHANCE = 0.006
#: Probabilities among which thresholds are chosen; further out a few stories decide by chance.
PARTNERSHIP_STEPS = [step / 100 for step in range(40, 61)]
CANDIDATE_STEPS = [step / 100 for step in range(10, 35)]


class Told(NamedTuple):
    """A story, the signals in it, and the number of its voice."""

    story: LabelledStory
    signals: Row
    voice: int

    @property
    def is_wanted(self) -> bool:
        """Whether it tells of a partnership."""
        return self.story.label is Label.PARTNERSHIP


class Training(NamedTuple):
    """A model, and its stories as it judges each of them without having seen its voice."""

    model: Model
    left_out: tuple[Judged, ...]


def told_by(voices: Sequence[Voice]) -> list[Told]:
    """The Indonesian stories of ``voices``, and what signals they show."""
    return [
        Told(story, _signals(story), number)
        for number, voice in enumerate(voices)
        for story in voice.stories
        if story.language == "id"
    ]


def _signals(story: LabelledStory) -> Row:
    found = find_signals(read_facts(story.article))
    return {name: finding.value for name, finding in found.items() if finding.value}


def fitted(stories: Sequence[Told], names: Sequence[str], start: Fitted | None = None) -> Fitted:
    """The weights of ``names``, the same ones for the same stories."""
    rows = [story.signals for story in stories]
    return fit(rows, [story.is_wanted for story in stories], names, PENALTY, start)


def choose(stories: Sequence[Told]) -> list[str]:
    """The signals to weigh: shown often enough, and speaking the way they are declared to."""
    shown = Counter(name for story in stories for name in story.signals)
    names = [name for name in SIGNALS if shown[name] >= LEAST_STORIES]
    found: Fitted | None = None
    while names:
        found = fitted(stories, names, found)
        right = {name: found.weights[name] * SIGNALS[name].sign for name in names}
        worst = min(names, key=right.__getitem__)
        if right[worst] > 0:
            break
        names.remove(worst)
    return names


def unseen_sums(stories: Sequence[Told], names: Sequence[str], whole: Fitted) -> list[float]:
    """The sum of weighed signals of each story, by a model that never saw its voice."""
    without = {
        voice: fitted([story for story in stories if story.voice != voice], names, whole)
        for voice in {story.voice for story in stories}
    }
    return [without[story.voice].log_odds(story.signals) for story in stories]


def calibrate(sums: Sequence[float], stories: Sequence[Told]) -> Calibration:
    """Platt's scaling of ``sums``."""
    wanted = [story.is_wanted for story in stories]
    platt = fit([{"sum": value} for value in sums], wanted, ["sum"], _FREE)
    if platt.weights["sum"] <= 0:
        raise InputError("the voices contradict each other: what some say misleads about others")
    return Calibration(
        slope=round(platt.weights["sum"], DIGITS), offset=round(platt.intercept, DIGITS)
    )


def choose_thresholds(
    stories: Sequence[Told], probabilities: Sequence[float]
) -> dict[Label, Threshold]:
    """The thresholds that judge stories of unseen voices best, each with its reason."""
    judged = list(zip(stories, probabilities, strict=True))

    def kept(at_least: float) -> int:
        return sum((said >= at_least) == story.is_wanted for story, said in judged)

    partnership = _steady(PARTNERSHIP_STEPS, kept, len(judged))
    open_ones = [
        (said, story.story.label is not Label.OTHER)
        for story, said in judged
        if said < partnership and not means_to_sign(story.signals)
    ]

    def told(at_least: float) -> int:
        return sum((said >= at_least) == close for said, close in open_ones)

    candidate = _steady(CANDIDATE_STEPS, told, len(open_ones))
    wrong = len(judged) - kept(partnership)
    return {
        Label.PARTNERSHIP: Threshold(
            at_least=partnership,
            reason=f"{wrong} mistakes in {len(judged)} stories of voices left out of "
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


def train(
    corpus: Sequence[Voice],
    reviews: Sequence[Voice] = (),
    reviews_until: datetime | None = None,
) -> Training:
    """Fit on the train split of ``corpus`` and on ``reviews``, of which the last is of that time.

    Raises:
        InputError: if there is too little to fit on, or the voices contradict each other.
    """
    voices = [voice for voice in corpus if voice.split is Split.TRAIN] + list(reviews)
    stories = told_by(voices)
    if not all(_tells_both(stories, number) for number in range(-1, len(voices))):
        raise InputError("the train split must tell partnerships and others in several voices")
    names = choose(stories)
    whole = fitted(stories, names)
    sums = unseen_sums(stories, names, whole)
    calibration = calibrate(sums, stories)
    said = [probability(calibration.slope * value + calibration.offset) for value in sums]
    weights = {name: round(weight, DIGITS) for name, weight in whole.weights.items()}
    model = Model(
        intercept=round(whole.intercept, DIGITS),
        coefficients=dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))),
        calibration=calibration,
        thresholds=choose_thresholds(stories, said),
        corpus=_counts(voices),
        reviews_until=reviews_until,
    )
    return Training(
        model,
        tuple(_judged(model, story, its) for story, its in zip(stories, said, strict=True)),
    )


def _tells_both(stories: Sequence[Told], without: int) -> bool:
    return len({story.is_wanted for story in stories if story.voice != without}) == 2


def _judged(model: Model, told: Told, said: float) -> Judged:
    story = told.story
    return Judged(story.id, story.label, model.label(said, told.signals), said, story.title)


def _counts(voices: Sequence[Voice]) -> dict[str, int]:
    labels = Counter(story.label.value for voice in voices for story in voice.stories)
    return {"voices": len(voices), "stories": labels.total(), **dict(sorted(labels.items()))}


def write(model: Model, path: Path) -> None:
    """Write ``model`` as a file for people and for judging, whole or not at all."""
    content = json.dumps(model.model_dump(mode="json"), ensure_ascii=False, indent=2)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_text(content + "\n", encoding="utf-8")
    unfinished.replace(path)


def main(arguments: Sequence[str]) -> int:
    """Fit on the corpus directory in ``arguments`` and write the model of this release."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m pantau.train CORPUS\n")
        return 2
    write(train(load_corpus(Path(arguments[0]))).model, MODEL_PATH)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
