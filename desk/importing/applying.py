"""An import, written: each row as the plan says, then one deed for the whole."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from desk.importing.planning import Action, Plan, PlannedRow, join
from desk.importing.records import ImportRow
from desk.sheets import Problem
from model.audit import Act, Deed
from model.exceptions import InputError, NotFoundError
from model.records import Record
from store import KeptRow, SheetRow, Store


class Said(NamedTuple):
    """Who imports which file, and when (UTC)."""

    file: str
    by: str
    at: datetime


class Applied(Record):
    """What an import did: rows by action, fields that were written, rows that were refused."""

    rows: dict[str, int]
    fields: int
    refused: tuple[Problem, ...] = ()


def apply(plan: Plan, store: Store, said: Said) -> Applied:
    """Write what a plan says; a row that somebody took in meanwhile is left alone."""
    done: Counter[str] = Counter({action.value: 0 for action in Action})
    fields, refused = 0, []
    for one in plan.rows:
        try:
            fields += _apply(one, store, said)
            done[one.action] += 1
        except (InputError, NotFoundError) as error:
            values = {"reason": str(error)}
            refused.append(
                Problem(code="row_refused", sheet=one.row.sheet, row=one.row.row, values=values)
            )
    found = Applied(rows=dict(done), fields=fields, refused=tuple(refused))
    if any(count for action, count in done.items() if action != Action.SAME):
        detail = {"rows": found.rows, "fields": fields, "removed": len(plan.removed)}
        deed = Deed(act=Act.IMPORT, by=said.by, at=said.at, subject=said.file, detail=detail)
        store.audit.write(deed)
    return found


def link(store: Store, number: int, identity: str | None, by: str, at: datetime) -> str:
    """Say which agreement a row is that waits for it; null: one that is not known yet.

    Raises:
        NotFoundError: there is no such row or agreement.
        InputError: the row is one already.
    """
    kept = store.imports.row(number)
    if kept.agreement and not kept.gone:
        raise InputError(f"row {number} is {kept.agreement} already")
    row = import_row(kept)
    said = Said(kept.file, by, at)
    if identity is None:
        name = store.desk.enter(row.values, by, at, where(row, kept.file))
    else:
        found = store.agreement(identity)
        if found is None:
            raise NotFoundError(f"no agreement has the id {identity}")
        name = found.id
        _edit(join(row, found, number), store, said)
    store.imports.link(number, name)
    return name


def where(row: ImportRow, file: str) -> str:
    """Name file, sheet and row: the note of each value that was taken from there."""
    rows = str(row.row) if row.last_row == row.row else f"{row.row}–{row.last_row}"
    return f"{file}, {row.sheet}, baris {rows}"


def _apply(one: PlannedRow, store: Store, said: Said) -> int:
    """Do what is planned for one row; return how many fields were written."""
    match one.action:
        case Action.NEW | Action.JOIN:
            return _take_in(one, store, said)
        case Action.CHANGE:
            count = _edit(one, store, said)
        case _:
            count = 0
    _keep(one, store, said)
    return count


def _take_in(one: PlannedRow, store: Store, said: Said) -> int:
    """Let a row be an agreement, a new one or one that is there."""
    number = _keep(one, store, said)
    if number is None:
        return 0
    name, count = one.agreement, 0
    if name is None:
        name = store.desk.enter(one.values, said.by, said.at, where(one.row, said.file))
        count = len(one.values)
    else:
        count = _edit(one, store, said)
    store.imports.link(number, name)
    return count


def _edit(one: PlannedRow, store: Store, said: Said) -> int:
    if not one.values and not one.unset:
        return 0
    note = where(one.row, said.file)
    store.desk.edit(one.agreement or "", one.values, said.by, said.at, note, unset=one.unset)
    return len(one.values) + len(one.unset)


def _keep(one: PlannedRow, store: Store, said: Said) -> int | None:
    """Remember the row as it stands in the file now; one that is the same is not touched.

    Returns its number; null where another import took it in meanwhile.
    """
    if one.number is None:
        return store.imports.begin(_sheet_row(one, said.file), said.by, said.at)
    kept = store.imports.row(one.number)
    new = _sheet_row(one, said.file, kept)
    if new != SheetRow.model_validate(kept.model_dump(include=set(SheetRow.model_fields))):
        store.imports.put(one.number, new, said.by, said.at)
    return one.number


def _sheet_row(one: PlannedRow, file: str, kept: KeptRow | None = None) -> SheetRow:
    """Return the row for the store; a field in conflict stays as it was read before.

    So the conflict is told at each import until somebody settles it.
    """
    values = dict(one.row.values)
    for conflict in one.conflicts if kept else ():
        values.pop(conflict.field, None)
        if kept and conflict.field in kept.values:
            values[conflict.field] = kept.values[conflict.field]
    told = one.row.model_dump(mode="json", exclude={"derived", "values"})
    return SheetRow(file=file, values=values, **told)


def import_row(kept: KeptRow) -> ImportRow:
    """Return a row that the store holds as one that was just read."""
    fields = set(ImportRow.model_fields) & set(SheetRow.model_fields)
    return ImportRow.model_validate(kept.model_dump(include=fields))
