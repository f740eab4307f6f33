"""``pantau agreements``: the register."""

from __future__ import annotations

import click

from pantau.commands.agreements_edit import edit_command, enter_command, remove_command
from pantau.commands.agreements_export import export_command
from pantau.commands.agreements_import import import_command, match_command
from pantau.commands.agreements_later import attach_command, later_command
from pantau.commands.agreements_list import list_command
from pantau.commands.agreements_reconcile import reconcile_command
from pantau.commands.agreements_said import conflicts_command, history_command
from pantau.grouping import ListedGroup


@click.group("agreements", cls=ListedGroup, default=str(list_command.name))
def agreements_command() -> None:
    """List the agreements of the register, or work on it; "list" is what is done by default."""


for _command in (
    list_command,
    edit_command,
    enter_command,
    remove_command,
    history_command,
    conflicts_command,
    attach_command,
    later_command,
    export_command,
    import_command,
    match_command,
    reconcile_command,
):
    agreements_command.add_command(_command)
