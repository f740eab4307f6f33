"""``pantau index``: the search index, derived from the store."""

from __future__ import annotations

import click

from pantau.options import App, command_options
from pantau.output import print_json
from search import rebuild, sync


@click.group("index")
def index_command() -> None:
    """Bring the search index up to date, or make it anew."""


@index_command.command("sync")
@command_options
def sync_command(app: App) -> int:
    """Index what the store holds and the index does not yet."""
    with app.store() as store, app.engine() as engine:
        _tell(app, sync(store, engine))
    return 0


@index_command.command("rebuild")
@command_options
def rebuild_command(app: App) -> int:
    """Make a new index of everything in the store, and put it in place of the old one."""
    with app.store() as store, app.engine() as engine:
        _tell(app, rebuild(store, engine))
    return 0


def _tell(app: App, count: int) -> None:
    if app.as_json:
        print_json({"indexed": count})
    else:
        click.echo(f"{count} stories indexed")
