"""An import, written: each row as the plan says, then one deed for the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from desk.importing.planning import Action, Plan, PlannedRow, join
from desk.importing.records import ImportRow
from desk.sheets import Problem
from model.audit import Act, Deed
from model.exceptions import InputError, NotFoundError
from model.records import Record
from store import KeptRow, RowWork, SheetRow, Store

#: Rows that are written in one transaction.
AT_ONCE = 200

#: Told how many rows are done.
Told = Callable[[int], None]


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


def apply(plan: Plan, store: Store, said: Said, told: Told = lambda _: None) -> Applied:
    """Write what a plan says; a row that somebody took in meanwhile is left alone.

    Rows are written many at a time, each with all that follows from it or not at all: who imports
    the file again after a kill goes on where it ended. ``told`` hears how many are done.
    """
    done: Counter[str] = Counter({action.value: 0 for action in Action})
    kept = {row.number: row for row in store.imports.rows()}
    fields, refused = 0, []
    for start in range(0, len(plan.rows), AT_ONCE):
        rows = plan.rows[start : start + AT_ONCE]
        work = [_work(one, said.file, kept) for one in rows]
        for one, made in zip(rows, store.imports.take_in(work, said.by, said.at), strict=True):
            if made.problem is None:
                done[one.action] += 1
                fields += made.fields
            else:
                refused.append(_refused(one, made.problem))
        told(start + len(rows))
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
    if identity is None:
        one = PlannedRow(row=row, action=Action.NEW, number=number, values=row.values)
    else:
        found = store.agreement(identity)
        if found is None:
            raise NotFoundError(f"no agreement has the id {identity}")
        one = join(row, found, number)
    # Where its agreement was deleted, the row is none of any until then.
    (made,) = store.imports.take_in([_work(one, kept.file, {})], by, at)
    if made.problem is not None:
        raise InputError(made.problem)
    return store.imports.row(number).agreement or ""


def where(row: ImportRow, file: str) -> str:
    """Name file, sheet and row: the note of each value that was taken from there."""
    rows = str(row.row) if row.last_row == row.row else f"{row.row}–{row.last_row}"
    return f"{file}, {row.sheet}, baris {rows}"


def _work(one: PlannedRow, file: str, kept: Mapping[int, KeptRow]) -> RowWork:
    """Return what is to be done for one row."""
    writes = one.action in {Action.NEW, Action.JOIN, Action.CHANGE}
    return RowWork(
        number=one.number,
        row=_changed(one, file, kept),
        agreement=one.agreement,
        links=one.action in {Action.NEW, Action.JOIN},
        values=one.values if writes else {},
        unset=one.unset if writes else (),
        note=where(one.row, file),
    )


def _changed(one: PlannedRow, file: str, kept: Mapping[int, KeptRow]) -> SheetRow | None:
    """Return the row as it stands in the file now; null where it stands as it did."""
    if one.number is None:
        return _sheet_row(one, file)
    before = kept.get(one.number)
    if before is None:
        return None
    new = _sheet_row(one, file, before)
    was = SheetRow.model_validate(before.model_dump(include=set(SheetRow.model_fields)))
    return None if new == was else new


def _refused(one: PlannedRow, problem: str) -> Problem:
    values = {"reason": problem}
    return Problem(code="row_refused", sheet=one.row.sheet, row=one.row.row, values=values)


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
