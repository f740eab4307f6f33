"""``pantau explain``: why a page was kept or dropped, step by step."""

from __future__ import annotations

import click

from model.exceptions import NotFoundError
from pantau.options import App, command_options
from pantau.output import print_json, shown
from pantau.show import show_judgement
from store import Explanation


@click.command("explain")
@click.argument("address", metavar="URL|ID")
@command_options
def explain_command(app: App, address: str) -> int:
    """Say why a page or story was kept or dropped."""
    with app.store() as store:
        explanation = store.explain(address)
    if explanation is None:
        raise NotFoundError(
            f"{address}: never met in a crawl, by add or import (try pantau add {address})"
        )
    if app.as_json:
        print_json(explanation)
    else:
        _show(explanation)
    return 0


def _show(explanation: Explanation) -> None:
    page, reading = explanation.page, explanation.reading
    click.secho(f"\n{page.url}", bold=True)
    click.echo(f"  1 fetched    {shown(page.fetched_at)}, site {page.site}")
    if reading is None or reading.article is None:
        click.echo(f"  2 dropped    {page.outcome}{': ' + page.detail if page.detail else ''}")
        return
    article = reading.article
    click.echo(f"  2 read       “{article.title}”, {len(article.text)} characters of text")
    click.echo(
        f"  3 published  {shown(article.published) or 'unknown'} ({article.published_basis})"
    )
    click.echo(f"  4 language   {article.language}")
    click.echo(f"  5 judged     {page.outcome}")
    if explanation.story:
        click.echo(f"  6 story      {explanation.story} (pantau show {explanation.story})")
    if reading.judgement:
        show_judgement(reading.judgement)
