"""``pantau delete``: as ``pantau forget``, for what nobody asked to be forgotten."""

from __future__ import annotations

import sys

import click

from model.audit import Act
from model.exceptions import NotFoundError
from pantau.commands.forget import asked
from pantau.forgetting import forget
from pantau.options import App, command_options
from pantau.output import note, print_json
from pantau.people import by_option

_REASON = "deleted"


@click.command("delete")
@click.argument("story")
@by_option("deletes it")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@command_options
def delete_command(app: App, story: str, *, by: str | None, yes: bool) -> int:
    """Delete a story with its articles and agreements; its pages are never read again.

    STORY is an id as `pantau stories` shows it. This cannot be undone. It does what `pantau
    forget` does; that asks for a reason, and takes addresses too.
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
        forget(app, store, found.id, asked(_REASON, by or "pantau"), Act.DELETE)
    if app.as_json:
        print_json({"deleted": found.id})
    else:
        click.echo(f"{found.id} deleted")
    return 0
