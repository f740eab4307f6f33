"""How well the judge tells partnership stories, and how true its probabilities are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from model.exceptions import InputError
from model.records import Article, Label
from pantau.corpus import Split, Voice
from pantau.evaluation.shares import wilson
from pipelines.judge import judge
from pipelines.judge.baseline import plain_rule
from pipelines.judge.model import Model, load_model

#: Standard deviations on either side within which 95 of 100 estimates lie.
#: Least and greatest share that the figures leave open, at 95 %.
Interval = tuple[float, float]
#: Probabilities are compared with what came true in this many equal bins.
BINS = 10


class Judged(NamedTuple):
    """A labelled story and what the judge makes of it; ``wanted`` is the label of its reader."""

    id: str
    wanted: Label
    judged: Label
    probability: float
    title: str


class Scores(BaseModel):
    """Counts and rates for the label ``partnership`` against all else; null where undefined.

    Intervals hold the true rate of such stories in 95 of 100 samples (Wilson).
    """

    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int
    precision: float | None
    precision_interval: Interval | None
    recall: float | None
    recall_interval: Interval | None
    f1: float | None

    @property
    def mistakes(self) -> int:
        """Stories kept wrongly or missed."""
        return self.false_positives + self.false_negatives


class Bin(BaseModel):
    """Stories whose probability lies in one range: what was said, and what came true.

    ``interval`` holds the share that comes true of such stories in 95 of 100 samples (Wilson).
    """

    at_least: float
    stories: int
    mean_probability: float
    share_true: float
    interval: Interval


class CalibrationScores(BaseModel):
    """Brier score and expected calibration error (both best at 0), and the bins behind it."""

    brier: float
    expected_error: float
    bins: list[Bin]


class Mistake(BaseModel):
    """A story that the judge labels otherwise than its reader."""

    id: str
    label: Label
    judged: Label
    probability: float
    title: str


class Evaluation(BaseModel):
    """The judge and the plain rule on the same stories; ``model`` is the version of the judge's.

    ``mistakes`` are about partnership or not; ``confusion`` counts labels as ``wanted>judged``.
    """

    stories: int
    model: str
    judge: Scores
    plain_rule: Scores
    calibration: CalibrationScores
    confusion: dict[str, int]
    mistakes: list[Mistake]


Sample = tuple[str, Article, Label]


def stories_of(corpus: Sequence[Voice], split: Split) -> list[Sample]:
    """The labelled stories of one part of ``corpus``."""
    return [
        (story.id, story.article, story.label)
        for voice in corpus
        if voice.split is split
        for story in voice.stories
    ]


def read_texts(path: Path, label: Label) -> Iterator[Sample]:
    """Stories of a file of JSON lines with ``text`` and optional ``title``, all of one label.

    Raises:
        InputError: if the file cannot be read or a line is not such an object.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                content = json.loads(line)
                title = content.get("title") or ""
                article = Article(title=title, text=content["text"], language="id")
                yield str(content.get("id", number)), article, label
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise InputError(f"{path}: not JSON lines with a text: {error!r}") from error


def evaluate(samples: Iterable[Sample], model: Model | None = None) -> Evaluation:
    """Judge ``samples`` and compare with their labels; by the model of this release, or another."""
    samples, model = list(samples), model or load_model()
    judged = judged_by(model, samples)
    plain = list(_judged(samples, lambda article: (plain_rule(article), 0.0)))
    return Evaluation(
        stories=len(judged),
        model=model.version,
        judge=scores_of(judged),
        plain_rule=scores_of(plain),
        calibration=calibration_of(judged),
        confusion=_confusion(judged),
        mistakes=[_mistake(story) for story in judged if _kept(story.judged) != _true(story)],
    )


def judged_by(model: Model, samples: Iterable[Sample]) -> list[Judged]:
    """The stories as ``model`` judges them."""

    def judge_story(article: Article) -> tuple[Label, float]:
        judgement = judge(article, model)
        return judgement.label, judgement.probability

    return list(_judged(samples, judge_story))


def interval(part: int, whole: int) -> Interval | None:
    """The 95 % interval of the share ``part`` of ``whole``, which is null where that is 0."""
    if not whole:
        return None
    low, high = wilson(part, whole)
    return round(low, 4), round(high, 4)


def _judged(
    samples: Iterable[Sample], judge_story: Callable[[Article], tuple[Label, float]]
) -> Iterator[Judged]:
    for story_id, article, label in samples:
        judged, probability = judge_story(article)
        yield Judged(story_id, label, judged, probability, article.title)


def _kept(label: Label) -> bool:
    return label is Label.PARTNERSHIP


def _true(story: Judged) -> bool:
    return _kept(story.wanted)


def scores_of(stories: Sequence[Judged]) -> Scores:
    """How often the judge is right about partnerships."""
    pairs = [(_true(story), _kept(story.judged)) for story in stories]
    hits, extra = pairs.count((True, True)), pairs.count((False, True))
    missed = pairs.count((True, False))
    return Scores(
        true_positives=hits,
        false_positives=extra,
        false_negatives=missed,
        true_negatives=pairs.count((False, False)),
        precision=_rate(hits, hits + extra),
        precision_interval=interval(hits, hits + extra),
        recall=_rate(hits, hits + missed),
        recall_interval=interval(hits, hits + missed),
        f1=_rate(2 * hits, 2 * hits + extra + missed),
    )


def _rate(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def calibration_of(stories: Sequence[Judged]) -> CalibrationScores:
    """How true the probabilities of ``stories`` are."""
    numbers = [min(int(story.probability * BINS), BINS - 1) for story in stories]
    bins = [
        _bin(number, [s for s, its in zip(stories, numbers, strict=True) if its == number])
        for number in sorted(set(numbers))
    ]
    squares = sum((story.probability - _true(story)) ** 2 for story in stories)
    gaps = sum(abs(item.mean_probability - item.share_true) * item.stories for item in bins)
    return CalibrationScores(
        brier=_rate(squares, len(stories)) or 0.0,
        expected_error=_rate(gaps, len(stories)) or 0.0,
        bins=bins,
    )


def _bin(number: int, inside: Sequence[Judged]) -> Bin:
    true = sum(map(_true, inside))
    return Bin(
        at_least=number / BINS,
        stories=len(inside),
        mean_probability=round(sum(story.probability for story in inside) / len(inside), 4),
        share_true=round(true / len(inside), 4),
        interval=interval(true, len(inside)) or (0.0, 1.0),
    )


def _confusion(stories: Sequence[Judged]) -> dict[str, int]:
    counts = {f"{wanted}>{judged}": 0 for wanted in Label for judged in Label}
    for story in stories:
        counts[f"{story.wanted}>{story.judged}"] += 1
    return counts


def _mistake(story: Judged) -> Mistake:
    return Mistake(
        id=story.id,
        label=story.wanted,
        judged=story.judged,
        probability=story.probability,
        title=story.title,
    )
