"""What people decided is learnt from, and a model that is worse is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

import pytest

from model.exceptions import InputError
from model.records import ArticleRef, Decision, Judgement, Label, Review, Story
from pantau.corpus import LabelledStory, Split, Voice, load_corpus
from pantau.train import Training, train
from pantau.trial import FOLDS, Reviews, attempt, compare, reviews_of
from pipelines.judge.model import load_model
from store import Case
from tests.judge.test_model import CORPUS
from tests.store.readings import MORNING

NONE = Reviews((), {})


def part(voices: Iterable[Voice], number: int = 0) -> list[Voice]:
    """About one voice in four, by its name, so that a new voice moves no other one."""
    return [voice for voice in voices if sha256(voice.name.encode()).digest()[0] % 4 == number]


@pytest.fixture(scope="module")
def corpus() -> list[Voice]:
    """A part of the corpus that is fitted on in a second."""
    voices = load_corpus(CORPUS)
    train_on = part(voice for voice in voices if voice.split is Split.TRAIN)
    return train_on + [voice for voice in voices if voice.split is Split.TEST]


@pytest.fixture(scope="module")
def plain(corpus: list[Voice]) -> Training:
    """Fitted on that part alone."""
    return train(corpus)


def case(story: LabelledStory, decision: Decision, site: str, day: int = 0) -> Case:
    """A story as a person decided on it, so many days after the first."""
    url = f"https://{site}/{story.id}"
    review = Review(
        decision=decision,
        by="rina",
        at=MORNING + timedelta(days=day),
        label=Label.CANDIDATE,
        probability=0.4,
    )
    told = Story(
        id=story.id,
        title=story.title,
        published=story.published,
        label=Label.PARTNERSHIP,
        probability=0.4,
        language="id",
        text=story.text,
        articles=(ArticleRef(url=url, site=site, title=story.title, published=None),),
        review=review,
    )
    judgement = Judgement(label=Label.CANDIDATE, probability=0.4)
    return Case(
        revision=0, story=told, url=url, site=site, article=story.article, judgement=judgement
    )


def cases(stories: Iterable[LabelledStory], *, upside_down: bool = False) -> list[Case]:
    """What somebody who reads well, or who has it all wrong, decides of stories."""
    decided = []
    for number, story in enumerate(stories):
        is_kept = (story.label is Label.PARTNERSHIP) != upside_down
        decision = Decision.KEEP if is_kept else Decision.DROP
        decided.append(case(story, decision, f"media{number % 7}.example", number))
    return decided


def unseen() -> list[LabelledStory]:
    """Stories of voices that the part of the corpus does not hold."""
    voices = part((v for v in load_corpus(CORPUS) if v.split is Split.TRAIN), 1)
    return [story for voice in voices for story in voice.stories if story.language == "id"]


def test_decisions_are_voices_whose_sites_stay_together() -> None:
    found = reviews_of(cases(unseen()[:40]))
    assert len(found.stories) == 40
    assert found.until == MORNING + timedelta(days=39)
    assert 1 < len(found.voices) <= FOLDS
    of_site: dict[str, set[str]] = {}
    for voice in found.voices:
        for story in voice.stories:
            of_site.setdefault(story.id.split("/")[2], set()).add(voice.name)
    assert len(of_site) == 7
    assert all(len(names) == 1 for names in of_site.values())
    keep, drop = (
        case(unseen()[0], Decision.KEEP, "a.example"),
        case(unseen()[1], Decision.DROP, "a.example"),
    )
    labels = {story.id: story.label for story in reviews_of([keep, drop]).stories}
    assert labels == {keep.url: Label.PARTNERSHIP, drop.url: Label.OTHER}


def test_a_model_learns_from_what_people_decided(corpus: list[Voice]) -> None:
    few = [voice for voice in corpus if voice.split is Split.TRAIN][::4]
    corpus = few + [voice for voice in corpus if voice.split is Split.TEST]
    old = train(corpus).model
    reviews = reviews_of(cases(unseen()))
    new, trial = attempt(corpus, reviews, old)
    assert (trial.before, trial.after) == (old.version, new.version)
    assert new.reviews_until == reviews.until
    assert new.corpus["stories"] == old.corpus["stories"] + len(reviews.stories)
    assert trial.reviews == len(reviews.stories)
    assert trial.reviewed is not None
    assert trial.reviewed.after.mistakes <= trial.reviewed.before.mistakes
    assert trial.refused is None
    relabelled = {story.id for story in trial.relabelled}
    assert all(story.before != story.after for story in trial.relabelled)
    assert relabelled
    assert sum(part.stories for part in trial.calibration.bins) >= new.corpus["stories"] * 0.9


def test_a_model_that_is_worse_on_the_test_split_is_refused(
    corpus: list[Voice], plain: Training
) -> None:
    old = plain.model
    reviews = reviews_of(cases(unseen()[::4], upside_down=True))
    _, trial = attempt(corpus, reviews, old)
    assert trial.test.after.mistakes > trial.test.before.mistakes
    assert trial.refused == (
        f"{trial.test.after.mistakes} mistakes on the test split, "
        f"{trial.test.before.mistakes} before"
    )


def test_decisions_that_contradict_all_else_are_refused(
    corpus: list[Voice], plain: Training
) -> None:
    reviews = reviews_of(cases(unseen(), upside_down=True))
    with pytest.raises(InputError, match="contradict"):
        attempt(corpus, reviews, plain.model)


def test_a_model_that_is_worse_on_what_people_decided_is_refused(corpus: list[Voice]) -> None:
    """The one in force was fitted with far more of what they decide on."""
    whole = load_model()
    reviews = reviews_of(cases(unseen()))
    small = [voice for voice in corpus if voice.split is Split.TRAIN][:3]
    _, trial = attempt(small, reviews, whole)
    assert trial.test.stories == 0
    assert trial.reviewed is not None
    assert trial.reviewed.after.mistakes > trial.reviewed.before.mistakes
    assert "what people decided" in (trial.refused or "")


def test_what_the_model_in_force_was_fitted_on_is_judged_on_even_terms(
    corpus: list[Voice],
) -> None:
    reviews = reviews_of(cases(unseen()))
    training = train(corpus, reviews.voices, reviews.until)
    old = training.model
    trial = compare(training, corpus, reviews, old)
    assert trial.reviewed is not None
    assert trial.reviewed.before == trial.reviewed.after
    forgetful = old.model_copy(update={"reviews_until": None})
    unfair = compare(training, corpus, reviews, forgetful)
    assert unfair.reviewed is not None
    assert unfair.reviewed.brier_after > unfair.reviewed.brier_before


def test_without_decisions_the_corpus_alone_is_fitted_on(
    corpus: list[Voice], plain: Training
) -> None:
    old = plain.model
    new, trial = attempt(corpus, NONE, old)
    assert new == old
    assert (trial.reviewed, trial.reviews, trial.relabelled, trial.refused) == (None, 0, [], None)
    assert new.reviews_until is None


def test_a_corpus_that_tells_too_little_is_refused(corpus: list[Voice], plain: Training) -> None:
    with pytest.raises(InputError, match="train split"):
        attempt([voice for voice in corpus if voice.split is Split.TEST], NONE, plain.model)
    with pytest.raises(InputError, match="train split"):
        train([voice for voice in corpus if voice.split is Split.TRAIN][:1])
