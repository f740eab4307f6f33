"""How an import is shown before it writes: columns, rows as they would be, what was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click
from pydantic import JsonValue

from desk.importing import FileRead
from desk.importing.applying import Applied
from desk.importing.planning import Action, Plan, PlannedRow
from desk.said import in_words
from desk.sheets import Problem
from model.records import PartyKind, Record
from pantau.output import note, print_table
from store import KeptRow

#: Rows and problems that people see of each sort; --json has all.
_SHOWN = 20
_WIDTH = 60
_SAID = {
    Action.NEW: "new",
    Action.JOIN: "joins {agreement}",
    Action.CHANGE: "changes {agreement}",
    Action.SAME: "as before",
    Action.ASK: "may be {asks}",
    Action.GONE: "{agreement} was deleted",
}


class Import(Record):
    """A file as it was read, what an import does, and what it did; null before it is applied."""

    read: FileRead
    plan: Plan
    applied: Applied | None = None


def show_import(found: Import) -> None:
    """Print what an import would do, or did."""
    _show_columns(found.read)
    rows = [one for one in found.plan.rows if one.action is not Action.SAME]
    if rows:
        lines = [_line(one) for one in rows[:_SHOWN]]
        print_table(["Sheet, row", "What", "Day", "Units", "Partners", "Title", "Fields"], lines)
        _tell_more(len(rows))
    _show_conflicts(rows)
    _show_problems("not taken", (*found.read.refused, *_refused(found)))
    _show_problems("to look at", (*found.read.cells, *found.read.notices))
    _show_skipped(found)
    _show_counts(found)


def show_waiting(rows: Sequence[KeptRow], may_be: dict[int, str]) -> None:
    """Print rows of which nobody said which agreement they are."""
    lines = [
        (f"r{row.number}", f"{row.file}, {row.sheet}, {row.row}", *_facts(row.values),
         may_be.get(row.number, ""))
        for row in rows
    ]  # fmt: skip
    print_table(["Row", "File, sheet, row", "Day", "Units", "Partners", "Title", "May be"], lines)


def _show_columns(read: FileRead) -> None:
    for sheet in read.sheets:
        lines = [
            (one.column, one.head, one.field or "? unknown: --map 'HEAD=FIELD'", one.by)
            for one in sheet.columns
        ]
        first, last = sheet.head
        title = f"{sheet.sheet} (head in row {first}" + (f" to {last})" if last > first else ")")
        print_table(["Column", "Head", "Field", "Told by"], lines, title=title)


def _line(one: PlannedRow) -> Sequence[object]:
    asks = ", ".join(ask.agreement for ask in one.asks)
    said = _SAID[one.action].format(agreement=one.agreement, asks=asks)
    fields = [*one.values, *(f"-{field}" for field in one.unset)]
    different = [f"{field} differs" for field in one.differences]
    place = f"{one.row.sheet}, {one.row.row}"
    names = "" if one.action is Action.NEW else ", ".join([*fields, *different])
    return (place, said, *_facts(one.row.values), names)


def _facts(values: dict[str, JsonValue]) -> tuple[str, str, str, str]:
    partners = [
        one for one in _listed(values.get("parties")) if one.get("kind") != PartyKind.PEMASYARAKATAN
    ]
    return (
        str(values.get("signed_on") or ""),
        _names(_listed(values.get("units"))),
        _names(partners),
        str(values.get("title") or "")[:_WIDTH],
    )


def _listed(value: JsonValue) -> list[dict[str, JsonValue]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _names(entries: Iterable[dict[str, JsonValue]]) -> str:
    return "; ".join(str(one.get("name")) for one in entries)


def _show_conflicts(rows: Iterable[PlannedRow]) -> None:
    for one in rows:
        for conflict in one.conflicts:
            file = in_words(conflict.field, conflict.file) or "nothing"
            standing = in_words(conflict.field, conflict.standing)
            note(
                f"{one.row.sheet}, row {one.row.row}: {conflict.field} is {standing!r} since"
                f" {conflict.by} said so in Pantau, and {file!r} in the file: it stays; settle it"
                f" with pantau agreements edit {one.agreement} --set {conflict.field}=VALUE"
            )


def _refused(found: Import) -> tuple[Problem, ...]:
    return found.applied.refused if found.applied else ()


def _show_problems(title: str, problems: Sequence[Problem]) -> None:
    if problems:
        lines = [(one.where(), one.said()) for one in problems[:_SHOWN]]
        print_table(["Where", "What, and what to do"], lines, title=title)
        _tell_more(len(problems))


def _show_skipped(found: Import) -> None:
    for row in found.read.skipped[:_SHOWN]:
        note(f"{row.sheet}, row {row.row}: no agreement ({row.sort}): {row.text[:_WIDTH]}")
    for gone in found.plan.removed[:_SHOWN]:
        note(
            f"{gone.sheet}, row {gone.row} of {gone.file}: not in the file any more; "
            f"{gone.agreement or f'r{gone.number}'} stays in the register"
        )


def _show_counts(found: Import) -> None:
    counts = [f"{found.plan.count(action)} {action}" for action in Action]
    done = "imported" if found.applied else "would be"
    waiting = found.plan.count(Action.ASK)
    click.echo(f"{found.read.file}: {done}: {', '.join(counts)}; {len(found.read.refused)} refused")
    if waiting:
        note("Say which agreement the rows are that may be one: pantau agreements match")


def _tell_more(count: int) -> None:
    if count > _SHOWN:
        note(f"… and {count - _SHOWN} more (--json has all)")
