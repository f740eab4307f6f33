"""Rows of spreadsheets become agreements: many in one transaction, each once.

A row is remembered, its agreement entered and the two linked together or not at all, so that an
import that was cut off goes on where it ended when the same file is imported again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import JsonValue
from sqlalchemy import Connection, insert, or_, select, update

from model.exceptions import InputError, NotFoundError
from model.values import checked
from store import editing, entering
from store.database import batches
from store.given import Saying
from store.import_tables import import_row
from store.sheet_rows import SheetRow, columns_of
from store.tables import agreement, moved


class RowWork(NamedTuple):
    """What is to be done with a row.

    ``number`` is that of the row, null where it is not known; ``row`` is null where it stands in
    the file as it did. With ``links`` it becomes ``agreement``, or a new one where that is null.
    ``values`` are written, ``unset`` taken back, with ``note``.
    """

    number: int | None
    row: SheetRow | None
    agreement: str | None
    links: bool
    values: Mapping[str, JsonValue]
    unset: tuple[str, ...]
    note: str


class RowDone(NamedTuple):
    """How many fields of a row were written, and why it was refused, if it was."""

    fields: int = 0
    problem: str | None = None


def take_in(
    connection: Connection, work: Sequence[RowWork], by: str, at: datetime
) -> list[RowDone]:
    """Do what is to be done with rows; one that somebody took in meanwhile is left alone."""
    keys = [one.row.key for one in work if one.row]
    known = _known_keys(connection, keys)
    taken = _taken(connection, [one.number for one in work if one.number is not None])
    done: dict[int, RowDone] = {}
    entries: dict[int, tuple[int, entering.Entry]] = {}
    for place, one in enumerate(work):
        is_late = one.row is not None and one.number is None and one.row.key in known
        if is_late or (one.links and one.number in taken):
            done[place] = RowDone()
            continue
        number = _remember(connection, one, by, at)
        try:
            if one.links and one.agreement is None:
                said = entering.checked_entry(one.values)
                editing.check_parent(connection, "", said)
                entries[place] = (number, entering.Entry(said, Saying(by, at, one.note)))
                continue
            done[place] = RowDone(_edit(connection, one, Saying(by, at, one.note)))
            if one.links and one.agreement is not None:
                _link(connection, [(number, one.agreement)])
        except (InputError, NotFoundError) as error:
            done[place] = RowDone(problem=str(error))
    names = entering.enter(connection, [entry for _, entry in entries.values()])
    numbers = [number for number, _ in entries.values()]
    _link(connection, zip(numbers, names, strict=True))
    done |= {place: RowDone(len(work[place].values)) for place in entries}
    return [done[place] for place in range(len(work))]


def _edit(connection: Connection, one: RowWork, saying: Saying) -> int:
    if not one.values and not one.unset:
        return 0
    said = checked(one.values)
    # A row that is refused leaves the others of its transaction alone.
    with connection.begin_nested():
        editing.edit(connection, one.agreement or "", said, saying, unset=one.unset)
    return len(one.values) + len(one.unset)


def _remember(connection: Connection, one: RowWork, by: str, at: datetime) -> int:
    """Write a row as it stands in the file now; return its number."""
    if one.row is None:
        return one.number or 0
    values: dict[str, Any] = {**columns_of(one.row), "by": by, "at": at}
    if one.number is not None:
        own = import_row.c.id == one.number
        connection.execute(update(import_row).where(own).values(values))
        return one.number
    made = insert(import_row).values(values).returning(import_row.c.id)
    return int(connection.execute(made).scalar_one())


def _link(connection: Connection, pairs: Iterable[tuple[int, str]]) -> None:
    for number, identity in pairs:
        own = import_row.c.id == number
        connection.execute(update(import_row).where(own).values(agreement=identity))


def _known_keys(connection: Connection, keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for batch in batches(keys):
        query = select(import_row.c.key).where(import_row.c.key.in_(batch))
        found.update(connection.execute(query).scalars())
    return found


def _taken(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Return the rows that are an agreement by now, which is there still."""
    found: set[int] = set()
    there = or_(
        import_row.c.agreement.in_(select(agreement.c.id)),
        import_row.c.agreement.in_(select(moved.c.id)),
    )
    for batch in batches(numbers):
        query = select(import_row.c.id).where(import_row.c.id.in_(batch), there)
        found.update(connection.execute(query).scalars())
    return found
