"""``pantau evaluate reading``: measure reading on golden pages, beside other extractors."""

from __future__ import annotations

from pathlib import Path

import click

from pantau.evaluation.contestants import contestants
from pantau.evaluation.golden import PAGES, golden_pages
from pantau.evaluation.reading import Flaw, ReadingEvaluation, evaluate_reading
from pantau.options import App, command_options
from pantau.output import print_json, print_table

#: Characters of a line that was read wrongly, shown to people.
_LINE = 100


@click.command("reading")
@click.argument(
    "pages", type=click.Path(path_type=Path, exists=True, file_okay=False), default=PAGES
)
@command_options
def reading_command(app: App, pages: Path) -> int:
    """Measure reading on the golden pages of a directory, beside other extractors.

    PAGES holds <site>/<case>/page.html beside article.json, or a file gold.jsonl with a line
    {"id", "url", "text", "title", "published"} for each page <id>.html or <id>.html.gz; title and
    published may be left out.
    """
    result = evaluate_reading(golden_pages(pages), contestants())
    if app.as_json:
        print_json(result)
    else:
        show(result)
    return 0


def show(result: ReadingEvaluation) -> None:
    """Print an evaluation for people."""
    rows = [
        (
            name,
            f"{scores.token_f1:.3f}",
            f"{scores.shingle_f1:.3f}",
            f"{scores.chrome_lines:.2f}",
            f"{scores.missed_lines:.2f}",
            *map(_share, (scores.title, scores.day)),
            f"{scores.refused} of {result.articles}",
            f"{scores.let_through} of {result.refusals}",
        )
        for name, scores in result.readers.items()
    ]
    columns = ["", "token F1", "shingle F1", "chrome", "missed", "title", "day"]
    print_table(
        [*columns, "not read", "read wrongly"],
        rows,
        title=f"{result.articles} articles, {result.refusals} other pages; lines are per article",
    )
    own = next(iter(result.readers.values()))
    shares = ", ".join(
        f"{name} {_share(getattr(own, name))}" for name in ("authors", "editors", "sources")
    )
    click.echo(f"All named rightly: {shares}")
    click.echo("Text found by " + ", ".join(f"{n} {c}" for n, c in result.extractors.items()))
    for flaw in result.flaws:
        _show_flaw(flaw)


def _show_flaw(flaw: Flaw) -> None:
    click.echo(f"{flaw.page}: F1 {flaw.token_f1:.3f}")
    wrong = {"title": flaw.title, "published": flaw.published, "refused": flaw.reason}
    wrong |= {name: ", ".join(names) or "nobody" for name, names in flaw.people.items()}
    for name, value in wrong.items():
        if value is not None:
            click.echo(f"  {name}: {value}")
    for sign, lines in (("+", flaw.chrome), ("-", flaw.missed)):
        for line in lines:
            click.echo(f"  {sign} {line[:_LINE]}")


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
