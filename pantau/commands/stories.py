"""``pantau stories``: the stories that were kept."""

from __future__ import annotations

import click

from pantau.grouping import ListedGroup

_COMMANDS = {
    "list": "stories_list",
    "export": "stories_export",
}


@click.group("stories", cls=ListedGroup, modules=_COMMANDS, default="list")
def stories_command() -> None:
    """List the stories that were kept, or export them; "list" is what is done by default."""
