"""``pantau delete``: a story out of store and index, for good."""

from __future__ import annotations

import sys

import click

from model.exceptions import NotFoundError
from pantau.indexing import follow
from pantau.options import App, command_options
from pantau.output import note, print_json


@click.command("delete")
@click.argument("story")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@command_options
def delete_command(app: App, story: str, *, yes: bool) -> int:
    """Delete a story with its articles and agreements; its pages are never read again.

    STORY is an id as `pantau stories` shows it. This cannot be undone.
    """
    with app.store() as store:
        found = store.story(story)
        if found is None:
            raise NotFoundError(f"{story}: no story has this id (see pantau stories)")
        if not yes and not sys.stdin.isatty():
            raise click.UsageError("Deleting is for good: say --yes.")
        if not yes:
            note(
                f"{found.title}\n{len(found.articles)} articles, {len(found.agreements)} agreements"
            )
            click.confirm("Delete it for good?", abort=True, err=True)
        store.delete_story(found.id)
        follow(app, store)
    if app.as_json:
        print_json({"deleted": found.id})
    else:
        click.echo(f"{found.id} deleted")
    return 0
