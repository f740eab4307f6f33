"""``pantau evaluate judge``: measure the judge on labelled stories."""

from __future__ import annotations

from pathlib import Path

import click

from model.records import Label
from pantau.corpus import CORPUS, Split, load_corpus
from pantau.evaluation.judging import Evaluation, evaluate, read_texts, stories_of
from pantau.options import App, command_options
from pantau.output import print_json, print_table
from pantau.score_tables import show_calibration, show_scores


@click.command("judge")
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
def judge_command(app: App, corpus: Path, *, split: str, texts: Path | None, label: str) -> int:
    """Measure the judge on labelled stories, beside the plain rule that it must beat."""
    if texts is not None:
        result = evaluate(read_texts(texts, Label(label)), app.model)
    else:
        result = evaluate(stories_of(load_corpus(corpus), Split(split)), app.model)
    if app.as_json:
        print_json(result)
    else:
        show(result)
    return 0


def show(result: Evaluation) -> None:
    """Print an evaluation for people."""
    show_scores(
        [("judge", result.judge), ("plain rule", result.plain_rule)],
        f"{result.stories} stories, partnership against all else (95 % intervals), "
        f"model {result.model}",
    )
    show_calibration(result.calibration)
    if result.mistakes:
        print_table(
            ["mistake", "label", "judged", "probability", "title"],
            [(m.id, m.label, m.judged, f"{m.probability:.2f}", m.title) for m in result.mistakes],
            title=f"{len(result.mistakes)} mistakes",
        )
