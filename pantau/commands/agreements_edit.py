"""``pantau agreements edit``, ``enter`` and ``remove``: values of people's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import yaml

from desk.said import said
from model.exceptions import InputError
from model.values import FIELDS
from pantau.indexing import follow
from pantau.options import App, command_options, now
from pantau.output import print_json
from pantau.people import by_option, person
from pantau.show import show_kept
from store import Store

_set_option = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="FIELD=VALUE",
    help="A value; of lists, with semicolons between: 'parties=Pemkot Seruni; Yayasan Melati'.",
)
_note_option = click.option("--note", help="Why, for those who come after.")


@click.command("edit")
@click.argument("id_", metavar="ID")
@_set_option
@click.option(
    "--unset",
    multiple=True,
    type=click.Choice(FIELDS),
    metavar="FIELD",
    help="Withdraw what people gave for a field: what the news says counts again.",
)
@by_option("says so")
@_note_option
@command_options
def edit_command(
    app: App,
    *,
    id_: str,
    settings: Sequence[str],
    unset: Sequence[str],
    by: str | None,
    note: str | None,
) -> int:
    """Give fields of an agreement values, which go before what the news says."""
    values = said(_written(settings))
    if not values and not unset:
        raise click.UsageError("Say what to change: --set FIELD=VALUE, or --unset FIELD.")
    with app.store() as store:
        name = store.desk.edit(id_, values, person(by), now(), note, unset=unset)
        follow(app, store)
        return _show(app, store, [name])


@click.command("enter")
@_set_option
@click.option(
    "--file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="An agreement, or a list of them, as YAML or JSON: FIELD: VALUE.",
)
@by_option("enters it")
@_note_option
@command_options
def enter_command(
    app: App, *, settings: Sequence[str], file: Path | None, by: str | None, note: str | None
) -> int:
    """Enter agreements by hand; a story that tells of one joins it."""
    if bool(settings) is (file is not None):
        raise click.UsageError("Give the values with --set FIELD=VALUE, or --file FILE.")
    entries = _entries(file) if file else [said(_written(settings))]
    with app.store() as store:
        names = store.desk.enter_all(entries, person(by), now(), note)
        follow(app, store)
        return _show(app, store, names)


@click.command("remove")
@click.argument("id_", metavar="ID")
@by_option("removes it")
@command_options
def remove_command(app: App, *, id_: str, by: str | None) -> int:
    """Delete an agreement that no story tells of, with all that people said of it."""
    with app.store() as store:
        name = store.desk.remove(id_, person(by), now())
        follow(app, store)
    if app.as_json:
        print_json({"deleted": name})
    else:
        click.echo(f"{name} deleted")
    return 0


def _written(settings: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in settings:
        field, sign, text = one.partition("=")
        if not sign:
            raise click.UsageError(f"{one!r} is not FIELD=VALUE.")
        found[field.strip()] = text
    return found


def _entries(file: Path) -> list[Mapping[str, object]]:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise InputError(f"{file}: {error}") from None
    entries = content if isinstance(content, list) else [content]
    if not entries or not all(isinstance(one, dict) for one in entries):
        raise InputError(f"{file}: an agreement is written as FIELD: VALUE, several as a list")
    return [_meant(one) for one in entries]


def _meant(entry: Mapping[str, object]) -> dict[str, object]:
    """Take text as people write it, and what is typed already as it is."""
    texts = {str(field): value for field, value in entry.items() if isinstance(value, str)}
    return {**{str(field): value for field, value in entry.items()}, **said(texts)}


def _show(app: App, store: Store, names: Sequence[str]) -> int:
    kept = [one for name in names if (one := store.agreement(name))]
    if app.as_json:
        print_json(kept[0] if len(kept) == 1 else kept)
    else:
        for one in kept:
            show_kept(one)
    return 0
