"""``pantau stories``: the stories that were kept."""

from __future__ import annotations

import click

from pantau.commands.stories_export import export_command
from pantau.commands.stories_list import list_command
from pantau.grouping import ListedGroup


@click.group("stories", cls=ListedGroup, default=str(list_command.name))
def stories_command() -> None:
    """List the stories that were kept, or export them; "list" is what is done by default."""


for _command in (list_command, export_command):
    stories_command.add_command(_command)
