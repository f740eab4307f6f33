"""``pantau units``: the offices of the prison service that Pantau knows."""

from __future__ import annotations

from collections.abc import Iterable

import click

from desk.units import find, unit_record
from model.exceptions import NotFoundError
from pantau.options import App, command_options
from pantau.output import print_json, print_table
from pipelines.text.unit_ids import unit_id
from pipelines.text.unit_register import Entry


@click.command("units")
@click.argument("words", metavar="[QUERY]", nargs=-1)
@command_options
def units_command(app: App, *, words: tuple[str, ...]) -> int:
    """List the offices of the prison service, or those that QUERY names.

    QUERY is a name in any spelling ("LP Cipinang"), an id, or words that all must be there (a
    kind, a regency, a province). With --json everything that is known of them is told.
    """
    query = " ".join(words)
    entries = find(query)
    if not entries:
        made = unit_id(query)
        told = f"; records call it {made}" if made else ""
        raise NotFoundError(f"{query}: no office of the register{told}")
    if app.as_json:
        print_json([unit_record(entry).model_dump(by_alias=True) for entry in entries])
    else:
        _show(entries)
    return 0


def _show(entries: Iterable[Entry]) -> None:
    rows = [
        (
            entry.id,
            f"{entry.name}{f' (until {entry.until})' if entry.until else ''}",
            entry.regency.name if entry.regency else "",
            ", ".join(entry.provinces),
            "; ".join(entry.others),
            "yes" if entry.verified else "no",
        )
        for entry in entries
    ]
    print_table(["Id", "Name", "Regency", "Province", "Other names", "Verified"], rows)
