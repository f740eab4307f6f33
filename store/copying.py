"""All rows of one database into another one, of the other kind too: from SQLite to PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Table, column, delete, func, insert, inspect, select, text
from sqlalchemy import table as sql_table

from model.exceptions import StoreError
from store.tables import metadata

#: What is made anew where the rows go: which builds of a search index follow the store, and what
#: they lack, and what masks learnt.
DERIVED = frozenset({"build", "index_queue", "lesson", "joint_lesson"})
#: Tables that have rows from the beginning.
_SEEDED = frozenset({"bookmark", "change_counter"})
#: Rows that are in memory at once; the largest hold a text of some ten thousand characters.
_BATCH = 500
_DIGEST_BYTES = 16

#: Told the table under way, and how many rows of it are done.
Told = Callable[[str, int], None]


class Tally(NamedTuple):
    """How many rows a table has, and the sum of their digests, in whatever order they come."""

    rows: int = 0
    sum: int = 0

    def with_rows(self, rows: Sequence[Row[Any]]) -> Tally:
        """Count more rows."""
        return Tally(self.rows + len(rows), self.sum + sum(map(_digest, rows)))


def tables() -> list[Table]:
    """Return the tables that are copied, each after those that it refers to."""
    return [table for table in metadata.sorted_tables if table.name not in DERIVED]


def counts(connection: Connection) -> dict[str, int]:
    """Count the rows of the tables that there are."""
    there = set(inspect(connection).get_table_names())
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables()
        if table.name in there
    }


def is_empty(connection: Connection) -> bool:
    """Whether nothing was ever kept here, beside what a store has when it is made."""
    there = set(inspect(connection).get_table_names())
    return not any(
        connection.execute(select(table).limit(1)).first()
        for table in metadata.sorted_tables
        if table.name not in _SEEDED and table.name in there
    )


def copy(source: Connection, target: Connection, told: Told) -> dict[str, int]:
    """Copy all rows within the two transactions, and hold the copy to what was read.

    The tables of ``target`` are those of today, and empty.

    Returns:
        The number of rows of each table.

    Raises:
        StoreError: a table of the copy does not hold what was read.
    """
    for name in sorted(_SEEDED):
        target.execute(delete(metadata.tables[name]))
    copied = {table.name: _copy(source, target, table, told) for table in tables()}
    for table in tables():
        if table.dialect_options["sqlite"]["autoincrement"]:
            _go_on_counting(source, target, table)
    return copied


def clear(connection: Connection) -> None:
    """Empty all tables of a PostgreSQL, whatever keeps their rows; the transaction decides."""
    quoted = connection.dialect.identifier_preparer.format_table
    names = [quoted(table) for table in metadata.sorted_tables]
    for change in ("DISABLE", "ENABLE"):
        for name in names:
            connection.execute(text(f"ALTER TABLE {name} {change} TRIGGER USER"))
        if change == "DISABLE":
            connection.execute(text(f"TRUNCATE {', '.join(names)}"))


def _copy(source: Connection, target: Connection, table: Table, told: Told) -> int:
    read = Tally()
    for rows in _batches(source, table):
        target.execute(insert(table), [_values(row) for row in rows])
        read = read.with_rows(rows)
        told(table.name, read.rows)
    written = Tally()
    for rows in _batches(target, table):
        written = written.with_rows(rows)
    if written != read:
        raise StoreError(
            f"the copy of the table {table.name} is not what was read: {read.rows} rows were read,"
            f" {written.rows} are there; nothing was kept of it"
        )
    return read.rows


def _batches(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    query = select(table).execution_options(stream_results=True, max_row_buffer=_BATCH)
    with connection.execute(query) as result:
        yield from result.partitions(_BATCH)


def _values(row: Row[Any]) -> Mapping[str, Any]:
    return dict(row._mapping)


def _digest(row: Row[Any]) -> int:
    written = repr(tuple(row)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(written, digest_size=_DIGEST_BYTES).digest(), "big")


def _go_on_counting(source: Connection, target: Connection, table: Table) -> None:
    """Let the numbers of new rows follow the last that was ever given, as before."""
    (key,) = table.primary_key.columns
    highest = target.execute(select(func.max(key))).scalar_one() or 0
    last = max(_last_number(source, table.name, key.name), highest)
    if not last:
        return
    if target.dialect.name == "sqlite":
        target.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
        target.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"),
            {"name": table.name, "last": last},
        )
    else:
        target.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, :key), :last)"),
            {"name": table.name, "key": key.name, "last": last},
        )


def _last_number(source: Connection, table: str, key: str) -> int:
    if source.dialect.name == "sqlite":
        query = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        return source.execute(query, {"name": table}).scalar_one_or_none() or 0
    sequence = source.execute(
        text("SELECT pg_get_serial_sequence(:name, :key)"), {"name": table, "key": key}
    ).scalar_one()
    numbers = sql_table(str(sequence).rpartition(".")[2], column("last_value"), column("is_called"))
    row = source.execute(select(numbers)).one()
    return int(row.last_value) if row.is_called else 0
