"""``pantau evaluate record``: measure recording on agreements that a careful reader noted."""

from __future__ import annotations

from pathlib import Path

import click

from pantau.corpus import CORPUS, Split, load_corpus
from pantau.evaluation.recording import evaluate_recording
from pantau.evaluation.shares import Share
from pantau.evaluation.tally import RecordingScores
from pantau.options import App, command_options
from pantau.output import print_json, print_table


@click.command("record")
@click.argument(
    "corpus", type=click.Path(path_type=Path, exists=True, file_okay=False), default=CORPUS
)
@click.option(
    "--split",
    type=click.Choice([split.value for split in Split]),
    default=Split.TEST.value,
    show_default=True,
    help="Part of the corpus to measure on.",
)
@command_options
def record_command(app: App, corpus: Path, *, split: str) -> int:
    """Measure recording on the labelled stories of a corpus, field by field."""
    voices = [voice for voice in load_corpus(corpus) if voice.split is Split(split)]
    scores = evaluate_recording(story for voice in voices for story in voice.stories)
    if app.as_json:
        print_json(scores)
    else:
        show(scores)
        show_wrong(scores)
    return 0


def show(scores: RecordingScores) -> None:
    """Print the scores for people."""
    print_table(
        ["field", "right", "of", "share", "95 % interval"],
        [(name, one.right, one.measured, *_rate(one)) for name, one in scores.fields.items()],
        title=f"{scores.agreements} agreements in {scores.stories} stories",
    )
    print_table(
        ["names", "found", "extra", "missed", "precision", "recall", "F1"],
        [
            (
                name,
                *(one.found, one.extra, one.missed),
                *(" ".join(_rate(rate)) for rate in (one.precision, one.recall)),
                "" if one.f1 is None else f"{one.f1:.3f}",
            )
            for name, one in scores.lists.items()
        ],
    )


def show_wrong(scores: RecordingScores) -> None:
    """Print what is recorded otherwise than a careful reader takes it."""
    rows = [(one.story, one.field, one.wanted, one.recorded) for one in scores.wrong]
    print_table(["story", "field", "wanted", "recorded"], rows, title=f"{len(rows)} differences")


def _rate(one: Share) -> tuple[str, str]:
    if one.share is None:
        return "", ""
    return f"{one.share:.3f}", f"{one.low:.3f}–{one.high:.3f}"
