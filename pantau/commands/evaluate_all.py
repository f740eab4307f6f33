"""``pantau evaluate all``: every step on its test part."""

from __future__ import annotations

import click

from pantau.commands import evaluate_judge, evaluate_reading, evaluate_record
from pantau.corpus import CORPUS, Split, load_corpus
from pantau.evaluation import stories
from pantau.evaluation.contestants import contestants
from pantau.evaluation.events import load_sets
from pantau.evaluation.golden import PAGES, golden_pages
from pantau.evaluation.judging import Evaluation, evaluate, stories_of
from pantau.evaluation.reading import ReadingEvaluation
from pantau.evaluation.reading import evaluate_reading as evaluate_pages
from pantau.evaluation.recording import evaluate_recording
from pantau.evaluation.stories import SetScores, evaluate_sets
from pantau.evaluation.tally import RecordingScores
from pantau.options import App, command_options
from pantau.output import print_json


class Figures(Evaluation):
    """The figures of the judge, and beside them those of the other steps."""

    reading: ReadingEvaluation
    recording: RecordingScores
    clusters: tuple[SetScores, ...]


@click.command("all")
@command_options
def all_command(app: App) -> int:
    """Measure reading, judging, recording and clustering on their test parts."""
    corpus = load_corpus(CORPUS)
    judged = evaluate(stories_of(corpus, Split.TEST), app.model)
    voices = [voice for voice in corpus if voice.split is Split.TEST]
    result = Figures(
        **dict(judged),
        reading=evaluate_pages(golden_pages(PAGES), contestants()),
        recording=evaluate_recording(story for voice in voices for story in voice.stories),
        clusters=evaluate_sets(load_sets(stories.EVENTS), stories.ORDERS),
    )
    if app.as_json:
        print_json(result)
    else:
        _show(result)
    return 0


def _show(result: Figures) -> None:
    evaluate_reading.show(result.reading)
    evaluate_judge.show(result)
    evaluate_record.show(result.recording)
    stories.show(result.clusters)
