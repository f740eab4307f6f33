"""``pantau agreements import`` and ``match``: an office's own spreadsheet, brought in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from desk.importing import ColumnMap, FileRead, merged, pairs, read_file, read_mapping, written
from desk.importing.applying import Said, apply, link
from desk.importing.planning import Action, Plan, plan
from desk.importing.waiting import may_be
from desk.sheets import MOST_BYTES, SpreadsheetError, read_book
from model.exceptions import InputError
from pantau.import_view import Import, show_import, show_waiting
from pantau.indexing import follow
from pantau.options import App, command_options, now
from pantau.output import note, print_json
from pantau.people import by_option, person

_NEW = "new"


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--sheet", "sheets", multiple=True, help="Only this sheet; may be given again.")
@click.option(
    "--map",
    "said",
    multiple=True,
    metavar="HEAD=FIELD",
    help='What a column is: "Rekanan=partners", or skip.',
)
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of what the columns are: read if it is there, else written for the next time.",
)
@click.option("--unit", help="The office whose register it is, for rows that name none.")
@click.option("--keep-unknown", is_flag=True, help="Keep columns that nobody knows in the note.")
@click.option("--apply", "is_sure", is_flag=True, help="Write it; without, it is shown only.")
@by_option("imports it")
@command_options
def import_command(  # noqa: PLR0913 - what a person may say
    app: App,
    *,
    file: Path,
    sheets: Sequence[str],
    said: Sequence[str],
    mapping: Path | None,
    unit: str | None,
    keep_unknown: bool,
    is_sure: bool,
    by: str | None,
) -> int:
    """Show what an office's own register would bring (.xlsx, .csv), and bring it in.

    Importing the same file again changes nothing; a cell that changed is an edit of its field.
    What somebody changed in Pantau since then is not overwritten, and told.
    """
    known = _mapping(mapping, said)
    own = {"sheets": tuple(sheets) or known.sheets, "unit": unit or known.unit}
    known = known.model_copy(update={**own, "keep_unknown": keep_unknown or known.keep_unknown})
    read = read_file(read_book(file.name, _content(file)), known)
    if mapping is not None:
        _write_mapping(mapping, known, read)
    with app.store() as store:
        planned = plan(read, store)
        found = Import(read=read, plan=planned)
        if not is_sure and not app.as_json:
            show_import(found)
        if _goes_ahead(app, planned, is_sure=is_sure):
            applied = apply(planned, store, Said(file.name, person(by), now()))
            follow(app, store)
            found = found.model_copy(update={"applied": applied})
    _tell(app, found, is_sure=is_sure)
    return int(not planned.rows)


@click.command("match")
@click.argument("id_", metavar="[ID", required=False)
@click.argument("row", metavar="ROW]", required=False)
@by_option("says so")
@command_options
def match_command(app: App, *, id_: str | None, row: str | None, by: str | None) -> int:
    """List the rows of spreadsheets that may be an agreement that is known, or say which one is.

    ID is that of the agreement, or "new" where the row is one that is not known yet; ROW is the
    number that the list gives, such as r12.
    """
    with app.store() as store:
        if id_ is None:
            waiting = store.imports.waiting()
            found = may_be(store, waiting)
            if app.as_json:
                print_json([{**one.model_dump(), "may_be": found[one.number]} for one in waiting])
            else:
                names = {key: ", ".join(ask.agreement for ask in own) for key, own in found.items()}
                show_waiting(waiting, names)
            return 0
        if row is None:
            raise click.UsageError("Say which row it is: pantau agreements match ID ROW.")
        target = None if id_ == _NEW else id_
        name = link(store, _number(row), target, person(by), now())
        follow(app, store)
    if app.as_json:
        print_json({"agreement": name, "row": row})
    else:
        click.echo(f"{row} is {name}")
    return 0


def _mapping(file: Path | None, said: Sequence[str]) -> ColumnMap:
    known = read_mapping(file) if file is not None and file.exists() else ColumnMap()
    return merged(known, pairs(said))


def _content(file: Path) -> bytes:
    if file.stat().st_size > MOST_BYTES:
        raise SpreadsheetError("too_large", most=MOST_BYTES // 1_000_000)
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error


def _write_mapping(file: Path, known: ColumnMap, read: FileRead) -> None:
    """Write what all columns are, for people to look at and the next import to read."""
    content = written(known.model_copy(update={"columns": {**_told(read), **known.columns}}))
    if not file.exists() or file.read_text(encoding="utf-8") != content:
        file.write_text(content, encoding="utf-8")
        note(f"{file}: what the columns are, for the next import")


def _told(read: FileRead) -> dict[str, str]:
    """Say what each head means; one that means two things is told by the words beside it."""
    fields: dict[str, set[str]] = {}
    for one in (column for sheet in read.sheets for column in sheet.columns):
        fields.setdefault(one.head, set()).add(one.field or "skip")
    return {head: own.pop() for head, own in fields.items() if len(own) == 1}


def _goes_ahead(app: App, planned: Plan, *, is_sure: bool) -> bool:
    if is_sure or not any(one.action is not Action.SAME for one in planned.rows):
        return is_sure
    if app.as_json or not sys.stdin.isatty():
        return False
    return click.confirm("Write this to the register?")


def _tell(app: App, found: Import, *, is_sure: bool) -> None:
    if app.as_json:
        print_json(found)
    elif is_sure:
        show_import(found)
    elif found.applied is None:
        note("Nothing was written; --apply writes it")
    else:
        click.echo(f"{found.applied.fields} values written")


def _number(row: str) -> int:
    digits = row.lower().removeprefix("r")
    if not digits.isdecimal():
        raise InputError(f"{row}: a row is named by its number, such as r12")
    return int(digits)
