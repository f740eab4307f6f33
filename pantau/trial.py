"""A model that was just fitted, beside the one in force: what changes, and whether it is worse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from pydantic import BaseModel

from model.records import Decision, Label
from pantau.corpus import LabelledStory, Split, Voice
from pantau.evaluation.judging import (
    CalibrationScores,
    Judged,
    Scores,
    calibration_of,
    judged_by,
    scores_of,
    stories_of,
)
from pantau.train import Training, train
from pipelines.judge.model import Model
from store import Case

#: Reviews are left out of fitting in so many parts; those of one site are in the same one.
FOLDS = 10
#: What a story is, as the person says who decided on it.
_MEANT = {Decision.KEEP: Label.PARTNERSHIP, Decision.DROP: Label.OTHER}


class Change(BaseModel):
    """The same stories judged by the model in force and by the new one."""

    stories: int
    before: Scores
    after: Scores
    brier_before: float
    brier_after: float

    @property
    def is_worse(self) -> bool:
        """Whether the new model makes more mistakes."""
        return self.after.mistakes > self.before.mistakes


class Relabelled(BaseModel):
    """A story that the new model labels otherwise; ``label`` is what its reader says."""

    id: str
    title: str
    label: Label
    before: Label
    after: Label


class Trial(BaseModel):
    """What a new model changes.

    ``before`` and ``after`` are versions. ``test`` is about the test split of the corpus,
    ``reviewed`` about what people decided, where each story that the model in force was not fitted
    on is judged by a new model that was not either. ``left_out`` and ``calibration`` tell how right
    the new weights, and how true the probabilities, are for voices that fitting did not see.
    ``refused`` says why the new model is worse; null where it is not. ``written`` is the file that
    now holds it.
    """

    before: str
    after: str
    corpus: dict[str, int]
    reviews: int
    thresholds: dict[Label, tuple[float, float]]
    test: Change
    reviewed: Change | None
    left_out: Scores
    calibration: CalibrationScores
    relabelled: list[Relabelled]
    refused: str | None
    written: str | None = None


class Reviews(NamedTuple):
    """What people decided, as voices to fit on; ``until`` is when the last of it was decided."""

    voices: tuple[Voice, ...]
    decided: dict[str, datetime]

    @property
    def until(self) -> datetime | None:
        """When the last decision was made, in UTC."""
        return max(self.decided.values(), default=None)

    @property
    def stories(self) -> list[LabelledStory]:
        """All stories that were decided on."""
        return [story for voice in self.voices for story in voice.stories]


def reviews_of(cases: Sequence[Case]) -> Reviews:
    """The article that speaks for each story, labelled by the decision that the story follows."""
    folds: dict[int, list[LabelledStory]] = {}
    decided = {}
    for case in sorted(cases, key=lambda case: case.url):
        assert case.story.review is not None
        decided[case.url] = case.story.review.at
        folds.setdefault(_fold(case.site), []).append(_labelled(case, case.story.review.decision))
    voices = tuple(
        Voice(
            name=f"reviews-{number}",
            voice="Stories that people decided on",
            split=Split.TRAIN,
            stories=tuple(stories),
        )
        for number, stories in sorted(folds.items())
    )
    return Reviews(voices, decided)


def _fold(site: str) -> int:
    return int.from_bytes(sha256(site.encode()).digest()[:4], "big") % FOLDS


def _labelled(case: Case, decision: Decision) -> LabelledStory:
    return LabelledStory(
        id=case.url,
        label=_MEANT[decision],
        title=case.article.title,
        published=case.article.published,
        language=case.article.language,
        text=case.article.text,
    )


def attempt(corpus: Sequence[Voice], reviews: Reviews, old: Model) -> tuple[Model, Trial]:
    """Fit a model on ``corpus`` and ``reviews``, and compare it with ``old``.

    Raises:
        InputError: if the corpus is too small to fit on.
    """
    training = train(corpus, reviews.voices, reviews.until)
    return training.model, compare(training, corpus, reviews, old)


def compare(training: Training, corpus: Sequence[Voice], reviews: Reviews, old: Model) -> Trial:
    """Compare what was fitted on ``corpus`` and ``reviews`` with ``old``."""
    new = training.model
    samples = stories_of(corpus, Split.TEST)
    test = judged_by(old, samples), judged_by(new, samples)
    decided = _reviewed(training, reviews, old)
    changes = _change(*test), _change(*decided) if decided[0] else None
    pairs = [pair for part in (test, decided) for pair in zip(*part, strict=True)]
    return Trial(
        before=old.version,
        after=new.version,
        corpus=new.corpus,
        reviews=len(reviews.decided),
        thresholds={
            label: (old.thresholds[label].at_least, new.thresholds[label].at_least)
            for label in (Label.PARTNERSHIP, Label.CANDIDATE)
        },
        test=changes[0],
        reviewed=changes[1],
        left_out=scores_of(training.left_out),
        calibration=calibration_of(training.left_out),
        relabelled=[_relabelled(*pair) for pair in pairs if pair[0].judged != pair[1].judged],
        refused=_worse(*changes),
    )


def _reviewed(
    training: Training, reviews: Reviews, old: Model
) -> tuple[list[Judged], list[Judged]]:
    """Judge what was decided by both models, on even terms.

    What the old model was fitted on is judged by the new one that was too; the rest by models that
    did not see it.
    """
    samples = [(story.id, story.article, story.label) for story in reviews.stories]
    unseen = {
        judged.id: judged
        for judged in training.left_out
        if judged.id in reviews.decided
        and (old.reviews_until is None or reviews.decided[judged.id] > old.reviews_until)
    }
    after = judged_by(training.model, samples)
    return judged_by(old, samples), [unseen.get(judged.id, judged) for judged in after]


def _change(before: Sequence[Judged], after: Sequence[Judged]) -> Change:
    return Change(
        stories=len(before),
        before=scores_of(before),
        after=scores_of(after),
        brier_before=calibration_of(before).brier,
        brier_after=calibration_of(after).brier,
    )


def _relabelled(before: Judged, after: Judged) -> Relabelled:
    return Relabelled(
        id=before.id,
        title=before.title,
        label=before.wanted,
        before=before.judged,
        after=after.judged,
    )


def _worse(test: Change, reviewed: Change | None) -> str | None:
    for change, where in ((test, "the test split"), (reviewed, "what people decided")):
        if change is not None and change.is_worse:
            return f"{change.after.mistakes} mistakes on {where}, {change.before.mistakes} before"
    return None
