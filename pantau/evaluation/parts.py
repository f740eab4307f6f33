"""The steps whose figures must hold, and how each is measured on its test part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pantau.corpus import CORPUS, Split, Voice, load_corpus
from pantau.evaluation.contestants import read_page
from pantau.evaluation.events import load_sets
from pantau.evaluation.figures import Figure, Figures
from pantau.evaluation.golden import PAGES, golden_pages
from pantau.evaluation.judging import evaluate, stories_of
from pantau.evaluation.reading import evaluate_reading
from pantau.evaluation.recording import evaluate_recording
from pantau.evaluation.stories import EVENTS, SetScores, evaluate_sets

#: Shares of fewer answers say nothing: one wrong answer would be a drop.
_FEWEST = 10


def judge_figures() -> Mapping[str, Figure]:
    """Measure the judge."""
    found = evaluate(stories_of(load_corpus(CORPUS), Split.TEST))
    rates = {
        "precision": found.judge.precision,
        "recall": found.judge.recall,
        "f1": found.judge.f1,
    }
    return {name: Figure(rate) for name, rate in rates.items() if rate is not None} | {
        "brier": Figure(found.calibration.brier, less_is_better=True),
    }


def record_figures() -> Mapping[str, Figure]:
    """Measure recording."""
    scores = evaluate_recording(
        story for voice in _test_voices() for story in voice.stories if story.agreements
    )
    few = {name for name, one in scores.fields.items() if one.measured < _FEWEST}
    few |= {f"{name}_f1" for name, one in scores.lists.items() if one.recall.measured < _FEWEST}
    return {name: Figure(value) for name, value in scores.figures().items() if name not in few}


def reading_figures() -> Mapping[str, Figure]:
    """Measure reading."""
    found = next(
        iter(evaluate_reading(golden_pages(PAGES), {"pantau": read_page}).readers.values())
    )
    return {
        "token_f1": Figure(found.token_f1),
        "chrome_lines": Figure(found.chrome_lines, less_is_better=True),
    }


def story_figures() -> Mapping[str, Figure]:
    """Measure how articles are put into stories."""
    return figures_of_sets(evaluate_sets(load_sets(EVENTS)))


def figures_of_sets(sets: Iterable[SetScores]) -> Mapping[str, Figure]:
    """What is held of each set of events."""
    return {f"{found.name}_ari": Figure(found.mean.adjusted_rand) for found in sets}


PARTS: Mapping[str, Callable[[], Mapping[str, Figure]]] = {
    "reading": reading_figures,
    "judge": judge_figures,
    "record": record_figures,
    "stories": story_figures,
}


def measured() -> Figures:
    """Measure every part."""
    return {name: measure() for name, measure in PARTS.items()}


def _test_voices() -> list[Voice]:
    return [voice for voice in load_corpus(CORPUS) if voice.split is Split.TEST]
