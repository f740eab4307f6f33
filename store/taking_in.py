"""Rows of spreadsheets become agreements: many in one transaction, each once.

A row is remembered, its agreement entered and the two linked together or not at all, so that an
import that was cut off goes on where it ended when the same file is imported again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    known = _known_keys(connection, [one.row.key for one in work if one.row])
    taken = _taken(connection, [one.number for one in work if one.number is not None])
    done: dict[int, RowDone] = {}
    new: dict[int, tuple[int, entering.Entry]] = {}
    for place, one in enumerate(work):
        if _is_late(one, known, taken):
            done[place] = RowDone()
            continue
        number = _remember(connection, one, by, at)
        saying = Saying(by, at, one.note)
        try:
            if one.links and one.agreement is None:
                new[place] = (number, _entry(connection, one, saying))
            else:
                done[place] = _join(connection, one, number, saying)
        except (InputError, NotFoundError) as error:
            done[place] = RowDone(problem=str(error))
    # Many are entered at once: one by one they take five times as long.
    names = entering.enter(connection, [entry for _, entry in new.values()])
    _link(connection, zip((number for number, _ in new.values()), names, strict=True))
    done |= {place: RowDone(len(work[place].values)) for place in new}
    return [done[place] for place in range(len(work))]


def _is_late(one: RowWork, known: Collection[str], taken: Collection[int]) -> bool:
    if one.links and one.number in taken:
        return True
    return one.number is None and one.row is not None and one.row.key in known


def _entry(connection: Connection, one: RowWork, saying: Saying) -> entering.Entry:
    said = entering.checked_entry(one.values)
    editing.check_parent(connection, "", said)
    return entering.Entry(said, saying)


def _join(connection: Connection, one: RowWork, number: int, saying: Saying) -> RowDone:
    """Write what a row says of an agreement that is there, and link the two where that is new."""
    fields = _edit(connection, one, saying)
    if one.links and one.agreement is not None:
        _link(connection, [(number, one.agreement)])
    return RowDone(fields)


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
