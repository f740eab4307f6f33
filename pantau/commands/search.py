"""``pantau search``: find stories with a query in Lucene's syntax."""

from __future__ import annotations

from datetime import date
from typing import Literal

import click

from pantau.options import App, Day, command_options
from pantau.output import note, print_json, shown
from search import SearchResult, search_stories


@click.command("search")
@click.argument("query")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Hits shown.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date"]),
    default="relevance",
    show_default=True,
    help="Best fitting first, or newest first.",
)
@click.option("--since", type=Day(), help="Published on this day or later.")
@click.option("--until", type=Day(), help="Published on this day or earlier.")
@command_options
def search_command(
    app: App,
    query: str,
    *,
    limit: int,
    sort: Literal["relevance", "date"],
    since: date | None,
    until: date | None,
) -> int:
    """Find stories: words, "a phrase", unit:…, party:…, kind:MoU, published:[2026-01-01 TO *]."""
    with app.store() as store, app.engine() as engine:
        result = search_stories(
            store, engine, query, limit=limit, sort=sort, since=since, until=until
        )
    if app.as_json:
        print_json(result)
    else:
        show_result(result)
    return 0


def show_result(result: SearchResult) -> None:
    """Print the hits with the places that matched."""
    for hit in result.hits:
        click.secho(f"\n{hit.title}", bold=True)
        sites = ", ".join(dict.fromkeys(article.site for article in hit.articles))
        click.echo(f"  {hit.id} · {shown(hit.published) or 'no date'} · {sites}")
        for fragment in hit.highlights:
            click.echo(f"  … {fragment}")
        for article in hit.articles[:1]:
            click.echo(f"  {article.url}")
    shown_hits = f", {len(result.hits)} shown" if len(result.hits) < result.total else ""
    note(f"\n{result.total} stories{shown_hits}" if result.total != 1 else "\n1 story")
