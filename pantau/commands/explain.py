"""``pantau explain``: why a page was kept or dropped, step by step."""

from __future__ import annotations

import click

from desk.why import why
from desk.wording import decided, shown
from model.exceptions import NotFoundError
from model.records import CORRECTION, Correction
from pantau.options import App, command_options
from pantau.output import print_json
from pantau.show import show_judgement, show_ref, show_versions
from store import WITHDRAWN, Explanation


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
    reason = why(explanation, app.model)
    if app.as_json:
        print_json({"why": reason, **explanation.model_dump(mode="json")})
    else:
        _show(explanation, reason)
    return 0


def _show(explanation: Explanation, reason: str) -> None:
    page, reading = explanation.page, explanation.reading
    click.secho(f"\n{page.url}", bold=True)
    click.echo(f"  {reason}\n")
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
    was = reading.judgement.label if reading.judgement else "unknown"
    click.echo(f"  5 judged     {was if page.outcome == WITHDRAWN else page.outcome}")
    if explanation.story:
        click.echo(f"  6 story      {explanation.story} (pantau show {explanation.story})")
    if explanation.former_story:
        click.echo(f"  6 left       {explanation.former_story}, by an edit")
    _show_life(explanation)
    if reading.judgement:
        show_judgement(reading.judgement)


def _show_life(explanation: Explanation) -> None:
    """Print what became of the page after it was first read."""
    page, reading = explanation.page, explanation.reading
    if explanation.story is None and reading and reading.correction and page.outcome == CORRECTION:
        click.echo(f"  6 waits      for what it corrects: {_named(reading.correction)}")
    for article in explanation.articles:
        if article.url == page.url and (article.withdrawn or article.corrects or article.note):
            show_ref(article)
    for review in explanation.reviews:
        click.echo(f"  7 decided    {decided(review)}")
    if explanation.versions:
        click.echo("  7 edited")
        show_versions(explanation.versions)


def _named(correction: Correction) -> str:
    named = [*correction.urls, f"“{correction.title}”" if correction.title else None]
    return ", ".join(filter(None, named)) or "it does not say"
