"""``pantau store``: the database that everything is in."""

from __future__ import annotations

import os

import click

from model.targets import filled
from pantau.options import App, command_options
from pantau.output import note, print_json, print_table
from pantau.progress import Progress


@click.group("store")
def store_command() -> None:
    """Look after the database that everything is in."""


@store_command.command("copy")
@click.argument("url")
@command_options
def copy_command(app: App, url: str) -> int:
    """Copy the store into the empty database at URL, of SQLite or PostgreSQL; all or nothing.

    Stop Pantau first: what is saved meanwhile stays behind. In URL, ${NAME} stands for a variable
    of the environment, so that a password is seen by nobody.
    """
    with app.store() as store:
        counts = store.snapshots.copy_to(filled(url, os.environ), Progress().rows)
    if app.as_json:
        print_json({"rows": sum(counts.values()), "tables": counts})
        return 0
    print_table(["Table", "Rows"], counts.items())
    note("Each table was read back and is the same. Now set store.url to the new address;")
    note("the next `pantau index sync` makes the search index anew.")
    return 0
