"""``pantau units``: the offices of the prison service that Pantau knows."""

from __future__ import annotations

from collections.abc import Iterable

import click

from model.exceptions import NotFoundError
from pantau.options import App, command_options
from pantau.output import print_json, print_table
from pipelines.text.unit_ids import entry_of, unit_id
from pipelines.text.unit_register import Entry, register, sources


@click.command("units")
@click.argument("words", metavar="[QUERY]", nargs=-1)
@command_options
def units_command(app: App, *, words: tuple[str, ...]) -> int:
    """List the offices of the prison service, or those that QUERY names.

    QUERY is a name in any spelling ("LP Cipinang"), an id, or words that all must be there (a
    kind, a regency, a province). With --json everything that is known of them is told.
    """
    query = " ".join(words)
    entries = _found(query)
    if not entries:
        made = unit_id(query)
        told = f"; records call it {made}" if made else ""
        raise NotFoundError(f"{query}: no office of the register{told}")
    if app.as_json:
        print_json([_whole(entry) for entry in entries])
    else:
        _show(entries)
    return 0


def _found(query: str) -> list[Entry]:
    """The one office that a query means, else all that have its words."""
    meant = register().get(query) or entry_of(query)
    if meant is not None:
        return [meant]
    words = query.casefold().split()
    return [entry for entry in register().values() if _has_all(entry, words)]


def _has_all(entry: Entry, words: Iterable[str]) -> bool:
    regency = entry.regency.name if entry.regency else ""
    told = " ".join((entry.id, str(entry.name), regency, *entry.provinces, *entry.others))
    return all(word in told.casefold() for word in words)


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


def _whole(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "name": str(entry.name),
        "kind": entry.name.kind,
        "class": entry.name.rank or None,
        "regency": entry.regency.name if entry.regency else None,
        "provinces": entry.provinces,
        "kanwil": entry.kanwil,
        "other_names": entry.others,
        "since": entry.since,
        "until": entry.until,
        "follows": entry.follows,
        "verified": entry.verified,
        "source": sources()[entry.source] if entry.source else None,
    }
