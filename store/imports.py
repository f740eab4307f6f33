"""What offices' own spreadsheets say: each row as it was read last, and which agreement it is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import AwareDatetime, JsonValue
from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from model.audit import Act, Deed
from model.exceptions import NotFoundError
from model.records import Record
from store import audit, views
from store.database import Database, batches
from store.import_tables import import_row, settled_value
from store.tables import agreement, moved


class SheetRow(Record):
    """Where a row of a spreadsheet stands, what is known again of it, and what it says.

    ``row`` and ``last_row`` count from 1; ``values`` are fields of ``model.values``, as JSON.
    """

    key: str
    parties_key: str
    file: str
    sheet: str
    row: int
    last_row: int
    values: dict[str, JsonValue]


class KeptRow(SheetRow):
    """A row as the store holds it; ``agreement`` is null while nobody said which one it is.

    ``gone`` says that the agreement was deleted. ``at`` is when the row was read last, in UTC.
    """

    number: int
    agreement: str | None
    gone: bool = False
    by: str
    at: AwareDatetime


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

    def begin(self, row: SheetRow, by: str, at: datetime) -> int | None:
        """Take in a row, of no agreement yet; null where another import did so meanwhile."""
        with self._database.write() as connection:
            known = select(import_row.c.id).where(import_row.c.key == row.key)
            if connection.execute(known).first() is not None:
                return None
            made = insert(import_row).values(**_columns(row), by=by, at=at)
            return int(connection.execute(made.returning(import_row.c.id)).scalar_one())

    def put(self, number: int, row: SheetRow, by: str, at: datetime) -> None:
        """Write a row as it stands in the file now."""
        with self._database.write() as connection:
            own = import_row.c.id == number
            connection.execute(update(import_row).where(own).values(**_columns(row), by=by, at=at))

    def link(self, number: int, identity: str) -> None:
        """Say which agreement a row is."""
        with self._database.write() as connection:
            own = import_row.c.id == number
            connection.execute(update(import_row).where(own).values(agreement=identity))

    def settle(self, identity: str, field: str, found: Settled, by: str, at: datetime) -> None:
        """Decide which of document and news is right about a field, and log it."""
        row = {
            "agreement": identity,
            "field": field,
            "document": _as_json(found.document),
            "news": _as_json(found.news),
            "choice": found.choice,
            "by": by,
            "at": at,
        }
        detail = {"fields": [field], "right": found.choice.value}
        with self._database.write() as connection:
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


def _columns(row: SheetRow) -> dict[str, Any]:
    columns = row.model_dump(mode="json", exclude={"values"})
    columns["body"] = _as_json(row.values)
    return {name: columns[name] for name in (*SheetRow.model_fields, "body") if name in columns}


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


def _as_json(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
