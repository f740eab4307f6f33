"""``pantau stories list``: the stories that were kept, newest first."""

from __future__ import annotations

import click

from model.records import Label
from pantau.options import App, command_options
from pantau.output import print_json
from pantau.show import show_stories
from search import catch_up, matching_ids

_ALL = "all"
_JSON_FIELDS = {"id", "title", "published", "label", "articles", "agreements", "withdrawn"}


@click.command("list")
@click.option(
    "--label",
    type=click.Choice([Label.PARTNERSHIP.value, Label.CANDIDATE.value, _ALL]),
    default=Label.PARTNERSHIP.value,
    show_default=True,
    help="Which stories.",
)
@click.option("--query", help="Only stories that this query finds (see pantau search).")
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@command_options
def list_command(app: App, *, label: str, query: str | None, limit: int | None) -> int:
    """List the stories that were kept."""
    with app.store() as store:
        ids = None
        if query is not None:
            with app.engine() as engine:
                catch_up(store, engine, app.retention)
                ids = sorted(matching_ids(engine, query))
        wanted = None if label == _ALL else Label(label)
        stories = store.stories(label=wanted, limit=limit, ids=ids)
    if app.as_json:
        print_json([story.model_dump(mode="json", include=_JSON_FIELDS) for story in stories])
    else:
        show_stories(stories)
    return 0
