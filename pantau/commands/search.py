"""``pantau search``: find stories with a query in Lucene's syntax."""

from __future__ import annotations

from datetime import date
from typing import Literal

import click

from desk.wording import shown
from pantau.options import App, Day, command_options
from pantau.output import note, print_json, print_table
from search import SearchResult, search_stories
from search.schema import FACET_FIELDS


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
@click.option(
    "--facet",
    "facets",
    multiple=True,
    type=click.Choice(FACET_FIELDS),
    help="Count all that is found by this field (repeatable).",
)
@click.option("--after", help="The page that follows, as the one before said.")
@command_options
def search_command(  # noqa: PLR0913 - one for each option
    app: App,
    query: str,
    *,
    limit: int,
    sort: Literal["relevance", "date"],
    since: date | None,
    until: date | None,
    facets: tuple[str, ...],
    after: str | None,
) -> int:
    """Find stories: words, "a phrase", unit:…, party:…, kind:MoU, published:[2026-01-01 TO *]."""
    with app.store() as store, app.engine() as engine:
        result = search_stories(
            store,
            engine,
            query,
            limit=limit,
            sort=sort,
            since=since,
            until=until,
            after=after,
            facets=facets,
            retention=app.retention,
        )
    if app.as_json:
        print_json(result)
    else:
        show_result(result)
    return 0


def show_result(result: SearchResult) -> None:
    """Print the counts asked for, and the hits with the places that matched."""
    for field, counts in result.facets.items():
        print_table([field.capitalize(), "Stories"], [(one.value, one.count) for one in counts])
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
    if result.after:
        note(f"The next page: --after {result.after}")
