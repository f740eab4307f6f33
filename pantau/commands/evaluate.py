"""``pantau evaluate``: measure the judge on labelled stories."""

from __future__ import annotations

from pathlib import Path

import click

from model.records import Label
from pantau.corpus import Split, load_corpus
from pantau.evaluate import Evaluation, Scores, evaluate, read_texts, stories_of
from pantau.options import App, command_options
from pantau.output import print_json, print_table

#: The labelled corpus of the checkout.
CORPUS = Path(__file__).resolve().parent.parent.parent / "tests" / "corpus"


@click.command("evaluate")
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
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Measure on JSON lines (text, title) instead, all of which have the label --label.",
)
@click.option(
    "--label",
    type=click.Choice([label.value for label in Label]),
    default=Label.OTHER.value,
    show_default=True,
    help="What the stories of --texts are.",
)
@command_options
def evaluate_command(app: App, corpus: Path, *, split: str, texts: Path | None, label: str) -> int:
    """Measure the judge on labelled stories, beside the plain rule that it must beat."""
    if texts is not None:
        result = evaluate(read_texts(texts, Label(label)))
    else:
        result = evaluate(stories_of(load_corpus(corpus), Split(split)))
    if app.as_json:
        print_json(result)
    else:
        show(result)
    return 0


def show(result: Evaluation) -> None:
    """Print an evaluation for people."""
    print_table(
        ["", "precision", "recall", "F1", "kept rightly", "kept wrongly", "missed"],
        [_row("judge", result.judge), _row("plain rule", result.plain_rule)],
        title=f"{result.stories} stories, partnership against all else",
    )
    calibration = result.calibration
    print_table(
        ["probability from", "stories", "mean said", "came true"],
        [
            (f"{b.at_least:.1f}", b.stories, f"{b.mean_probability:.3f}", f"{b.share_true:.3f}")
            for b in calibration.bins
        ],
        title=f"Calibration: Brier {calibration.brier:.4f}, "
        f"expected error {calibration.expected_error:.4f}",
    )
    if result.mistakes:
        print_table(
            ["mistake", "label", "judged", "probability", "title"],
            [(m.id, m.label, m.judged, f"{m.probability:.2f}", m.title) for m in result.mistakes],
            title=f"{len(result.mistakes)} mistakes",
        )


def _row(name: str, scores: Scores) -> tuple[object, ...]:
    rates = [
        "" if rate is None else f"{rate:.3f}"
        for rate in (scores.precision, scores.recall, scores.f1)
    ]
    counts = (scores.true_positives, scores.false_positives, scores.false_negatives)
    return (name, *rates, *counts)
