"""``pantau agreements history`` and ``conflicts``: what people said of which fields."""

from __future__ import annotations

from collections.abc import Sequence

import click

from model.exceptions import NotFoundError
from model.records import KeptAgreement
from model.values import FIELDS
from pantau.indexing import follow
from pantau.options import App, command_options, now
from pantau.output import print_json, print_table
from pantau.people import by_option, person

_WHOM = ("berita", "petugas")


@click.command("history")
@click.argument("id_", metavar="ID")
@command_options
def history_command(app: App, *, id_: str) -> int:
    """List what people said of an agreement, the newest first."""
    with app.store() as store:
        if store.agreement(id_) is None:
            raise NotFoundError(f"no agreement has the id {id_} (see pantau agreements)")
        rows = store.desk.history(id_)
    if app.as_json:
        print_json(rows)
        return 0
    lines = [(one.at, one.by, one.act, one.field, one.value, one.news, one.note) for one in rows]
    print_table(["At", "By", "What", "Field", "Value", "The news then", "Note"], lines)
    return 0


@click.command("conflicts")
@click.option(
    "--settle",
    nargs=3,
    multiple=True,
    type=(str, click.Choice(FIELDS), click.Choice(_WHOM)),
    metavar="ID FIELD berita|petugas",
    help="Let the news, or what people gave, count for a field.",
)
@by_option("settles it")
@command_options
def conflicts_command(app: App, *, settle: Sequence[tuple[str, str, str]], by: str | None) -> int:
    """List the fields of which the news says something else since people gave values."""
    with app.store() as store:
        for identity, field, whom in settle:
            if whom == "berita":
                store.desk.withdraw(identity, field, person(by), now())
            else:
                store.desk.keep(identity, field, person(by), now())
        if settle:
            follow(app, store)
        found = store.desk.conflicts()
    if app.as_json:
        print_json(found)
    else:
        _show_conflicts(found)
    return 0


def _show_conflicts(found: Sequence[KeptAgreement]) -> None:
    rows = [
        (one.id, field, one.given[field].value, one.given[field].by, one.given[field].news)
        for one in found
        for field in one.conflicts
    ]
    print_table(["Id", "Field", "People", "By", "The news"], rows)
