"""``pantau agreements``: the register."""

from __future__ import annotations

import click

from pantau.grouping import ListedGroup

_COMMANDS = {
    "list": "agreements_list",
    "edit": "agreements_edit",
    "enter": "agreements_edit",
    "remove": "agreements_edit",
    "history": "agreements_said",
    "conflicts": "agreements_said",
    "attach": "agreements_later",
    "later": "agreements_later",
    "export": "agreements_export",
    "import": "agreements_import",
    "match": "agreements_import",
    "reconcile": "agreements_reconcile",
}


@click.group("agreements", cls=ListedGroup, modules=_COMMANDS, default="list")
def agreements_command() -> None:
    """List the agreements of the register, or work on it; "list" is what is done by default."""
