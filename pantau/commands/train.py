"""``pantau train``: fit the judge anew, on the corpus and on what people decided."""

from __future__ import annotations

from pathlib import Path

import click

from pantau.corpus import CORPUS, load_corpus
from pantau.options import App, command_options
from pantau.output import print_json, print_table
from pantau.score_tables import show_calibration, show_scores
from pantau.train import MODEL_PATH, write
from pantau.trial import Reviews, Trial, attempt, reviews_of
from pipelines.judge.model import MODEL_FILE, load_model


@click.command("train")
@click.argument(
    "corpus", type=click.Path(path_type=Path, exists=True, file_okay=False), default=CORPUS
)
@click.option("--dry-run", is_flag=True, help="Tell what would change; write nothing.")
@click.option(
    "--packaged",
    is_flag=True,
    help="Fit on the corpus alone, and write the model that the release brings.",
)
@command_options
def train_command(app: App, corpus: Path, *, dry_run: bool, packaged: bool) -> int:
    """Fit the judge on the corpus and on what people decided, and judge by it from now on.

    The new model goes into the data directory. One that makes more mistakes than the model in
    force, on the test split of the corpus or on what people decided, is refused (exit code 1).
    """
    voices = load_corpus(corpus)
    if packaged:
        old, reviews, path = load_model(), Reviews((), {}), MODEL_PATH
    else:
        old, path = app.model, app.settings.data / MODEL_FILE
        with app.store() as store:
            reviews = reviews_of(store.decided())
    new, trial = attempt(voices, reviews, old)
    if not (trial.refused or dry_run or new.version == old.version):
        write(new, path)
        trial.written = str(path)
    if app.as_json:
        print_json(trial)
    else:
        _show(trial)
    return int(trial.refused is not None)


def _show(trial: Trial) -> None:
    changes = [("test split", trial.test), ("reviews", trial.reviewed)]
    rows = [
        (f"{name}, {when}", scores)
        for name, change in changes
        if change is not None
        for when, scores in (("before", change.before), ("after", change.after))
    ]
    show_scores(
        [*rows, ("voices left out", trial.left_out)],
        f"{trial.corpus['stories']} stories in {trial.corpus['voices']} voices to fit on, "
        f"{trial.reviews} of them reviewed",
    )
    for name, change in changes:
        if change is not None:
            click.echo(f"{name}: Brier {change.brier_before:.4f} → {change.brier_after:.4f}")
    for label, (before, after) in trial.thresholds.items():
        click.echo(f"{label} from {before:.2f} → {after:.2f}")
    show_calibration(trial.calibration, " on voices left out of fitting")
    if trial.relabelled:
        print_table(
            ["story", "is", "before", "after", "title"],
            [(s.id, s.label, s.before, s.after, s.title) for s in trial.relabelled],
            title=f"{len(trial.relabelled)} stories labelled otherwise",
        )
    click.echo(_outcome(trial))


def _outcome(trial: Trial) -> str:
    if trial.refused:
        return f"Refused: {trial.refused}. Model {trial.before} stays in force."
    if trial.before == trial.after:
        return f"Nothing new to learn: model {trial.before} stays in force."
    if trial.written is None:
        return f"Model {trial.after} would take the place of {trial.before}."
    return (
        f"Model {trial.after} takes the place of {trial.before} ({trial.written}). Pages are "
        "judged by it when they are read; stories that are there already stay as they are."
    )
