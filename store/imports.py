"""What offices' own spreadsheets say: each row as it was read last, and which agreement it is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Connection, Row, insert, select

from model.audit import Act, Deed
from model.exceptions import NotFoundError
from store import audit, taking_in, views
from store.changes import next_change
from store.database import Database, batches
from store.import_tables import import_row, settled_value
from store.sheet_rows import KeptRow, as_json
from store.tables import agreement, moved
from store.taking_in import RowDone, RowWork


class Choice(StrEnum):
    """Which of two that contradict each other is right."""

    DOCUMENT = "document"
    NEWS = "news"


class Settled(NamedTuple):
    """Which is right of a field, and what document and news said when that was decided."""

    document: JsonValue
    news: JsonValue
    choice: Choice


class Imports:
    """Rows of spreadsheets, as the rest of Pantau sees them.

    Every method is one transaction, and raises ``StoreError`` where the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self) -> list[KeptRow]:
        """Return all rows, in the order in which they came."""
        with self._database.read() as connection:
            return list(_kept(connection))

    def waiting(self) -> list[KeptRow]:
        """Return the rows of which nobody said which agreement they are."""
        with self._database.read() as connection:
            return list(_kept(connection, import_row.c.agreement.is_(None)))

    def row(self, number: int) -> KeptRow:
        """Return one row.

        Raises:
            NotFoundError: there is none.
        """
        with self._database.read() as connection:
            for row in _kept(connection, import_row.c.id == number):
                return row
        raise NotFoundError(f"no row of a spreadsheet has the number {number}")

    def of(self, ids: Collection[str]) -> dict[str, list[KeptRow]]:
        """Return the rows of agreements, by the agreements' ids."""
        found: dict[str, list[KeptRow]] = defaultdict(list)
        with self._database.read() as connection:
            for batch in batches(ids):
                older = select(moved.c.id).where(moved.c.target.in_(batch))
                own = import_row.c.agreement.in_(batch) | import_row.c.agreement.in_(older)
                for row in _kept(connection, own):
                    found[str(row.agreement)].append(row)
        return found

    def take_in(self, work: Sequence[RowWork], by: str, at: datetime) -> list[RowDone]:
        """Do what is to be done with rows: all of it or, after a kill, nothing.

        One that is refused leaves the others alone.
        """
        with self._database.write() as connection:
            next_change(connection)
            return taking_in.take_in(connection, work, by, at)

    def settle(self, identity: str, field: str, found: Settled, by: str, at: datetime) -> None:
        """Decide which of document and news is right about a field, and log it."""
        row = {
            "agreement": identity,
            "field": field,
            "document": as_json(found.document),
            "news": as_json(found.news),
            "choice": found.choice,
            "by": by,
            "at": at,
        }
        detail = {"fields": [field], "right": found.choice.value}
        with self._database.write() as connection:
            next_change(connection)
            connection.execute(
                settled_value.delete().where(
                    settled_value.c.agreement == identity, settled_value.c.field == field
                )
            )
            connection.execute(insert(settled_value).values(row))
            audit.write(
                connection, Deed(act=Act.REVIEW, by=by, at=at, subject=identity, detail=detail)
            )

    def settled(self, ids: Collection[str]) -> dict[str, dict[str, Settled]]:
        """Return what was decided about agreements, by their ids and by field."""
        found: dict[str, dict[str, Settled]] = defaultdict(dict)
        with self._database.read() as connection:
            for batch in batches(ids):
                query = select(settled_value).where(settled_value.c.agreement.in_(batch))
                for row in connection.execute(query):
                    document, news = json.loads(row.document), json.loads(row.news)
                    one = Settled(document, news, Choice(row.choice))
                    found[row.agreement][row.field] = one
        return found


def _kept(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[KeptRow]:
    rows = connection.execute(select(import_row).where(*conditions).order_by(import_row.c.id)).all()
    names = {
        row.agreement: views.current_id(connection, row.agreement) for row in rows if row.agreement
    }
    there = _there(connection, names.values())
    for row in rows:
        yield _kept_row(row, names.get(row.agreement), there)


def _there(connection: Connection, names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for batch in batches(names):
        query = select(agreement.c.id).where(agreement.c.id.in_(batch))
        found.update(connection.execute(query).scalars())
    return found


def _kept_row(row: Row[Any], name: str | None, there: set[str]) -> KeptRow:
    return KeptRow(
        number=row.id,
        key=row.key,
        parties_key=row.parties_key,
        agreement=name,
        gone=name is not None and name not in there,
        file=row.file,
        sheet=row.sheet,
        row=row.row,
        last_row=row.last_row,
        values=json.loads(row.body),
        by=row.by,
        at=row.at,
    )
