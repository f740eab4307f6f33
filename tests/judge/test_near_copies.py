"""No story that the judge is measured on is nearly one of those that it is fitted on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pantau.corpus import CORPUS, LabelledStory, Split, load_corpus
from pipelines.stories import fingerprint

#: Share of the shorter text's runs of four words that the other one has too. Measured: 0.17.
MOST_SHARED = 0.2


class Pair(NamedTuple):
    """Two stories of different splits, and the share of the shorter one that both have."""

    shared: float
    fitted: str
    measured: str


def test_no_test_story_is_a_near_copy_of_one_that_is_fitted_on() -> None:
    fitted, measured = stories_of(Split.TRAIN), stories_of(Split.TEST)
    assert len(fitted) > 1_000
    assert len(measured) > 100
    found = closest(fitted, measured)
    assert found.shared <= MOST_SHARED, found


def test_a_copy_under_another_title_is_found() -> None:
    fitted = stories_of(Split.TRAIN)
    copied = max(fitted, key=lambda story: len(story.text))
    paragraphs = copied.text.splitlines()
    cut = copied.model_copy(
        update={"id": "copy", "title": "Judul lain", "text": "\n".join(paragraphs[1:])}
    )
    assert closest(fitted, [cut]) == Pair(1.0, copied.id, "copy")


def stories_of(split: Split) -> list[LabelledStory]:
    return [
        story for voice in load_corpus(CORPUS) if voice.split is split for story in voice.stories
    ]


def closest(fitted: Iterable[LabelledStory], measured: Iterable[LabelledStory]) -> Pair:
    """Return the two stories that are most alike."""
    holding: defaultdict[int, list[str]] = defaultdict(list)
    sizes: dict[str, int] = {}
    for story in fitted:
        runs = runs_of(story)
        sizes[story.id] = len(runs)
        for run in runs:
            holding[run].append(story.id)
    return max(
        Pair(count / min(len(runs), sizes[other]), other, story.id)
        for story in measured
        for runs in [runs_of(story)]
        for other, count in Counter(name for run in runs for name in holding[run]).items()
    )


def runs_of(story: LabelledStory) -> frozenset[int]:
    return fingerprint(story.article, ()).shingles
