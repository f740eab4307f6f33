"""Engines and transactions: one writer at a time, and errors in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Executable,
    Table,
    bindparam,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from model.exceptions import StoreError

#: Seconds that a writer waits for another one.
BUSY_SECONDS = 60
#: Seconds until an unreachable server is given up.
CONNECT_SECONDS = 10
#: Values in one statement; databases limit them.
BATCH = 500
#: Steps of SQLite's machine between two calls of who hears how a long copy goes.
_STEPS = 500_000
#: Advisory lock of PostgreSQL that every writer holds while it writes: "pantau" in bytes.
WRITE_LOCK = int.from_bytes(b"pantau", "big")


class Database:
    """A database, as the one place where connections, transactions and errors are made."""

    def __init__(self, address: str) -> None:
        self.url = _parsed(address)
        self._engine = _engine(self.url)
        self._writer = self._engine.execution_options(pantau_write=True)

    @property
    def engine(self) -> Engine:
        """What opens connections, for a library that keeps its own table here."""
        return self._engine

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite, not PostgreSQL."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database that has one."""
        name = self.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that only reads: one consistent view.

        Raises:
            StoreError: if the database cannot be reached or asked.
        """
        with self._plain_errors("read"), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open a transaction that reads the database as it is at one moment, however long.

        Nobody who writes waits for it.

        Raises:
            StoreError: if the database cannot be reached or asked.
        """
        engine = self._engine
        if not self.is_sqlite:
            engine = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with self._plain_errors("read"), engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self, lock: int = WRITE_LOCK) -> Iterator[Connection]:
        """Open a transaction that writes; all others that write wait until it ends.

        Raises:
            StoreError: if the database cannot be reached or written; then nothing was.
        """
        with self._plain_errors("written"), self._writer.begin() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})
            yield connection

    def write_ahead(self) -> None:
        """Let readers of an SQLite file go on while one writes; the file remembers it.

        Raises:
            StoreError: if the file cannot be opened or is no database.
        """
        self._set_journal("WAL")

    def _set_journal(self, mode: str) -> None:
        with self._plain_errors("prepared"):
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute(f"PRAGMA journal_mode = {mode}")
            except sqlite3.Error as error:
                raise DBAPIError(None, None, error) from error
            finally:
                connection.close()

    def vacuum_into(self, file: Path, heard: Callable[[], object]) -> None:
        """Write an SQLite database, as it is at one moment, into a new file without gaps.

        Who writes meanwhile does not wait. ``heard`` is called now and then.

        Raises:
            StoreError: if it cannot be read, or the file not be written.
        """
        with self._plain_errors(f"copied to {file}"):
            connection = self._engine.raw_connection()
            driver: Any = connection.driver_connection
            try:
                driver.set_progress_handler(heard, _STEPS)
                driver.execute("VACUUM INTO ?", (str(file),))
            except sqlite3.Error as error:
                raise DBAPIError(None, None, error) from error
            finally:
                driver.set_progress_handler(None, 0)
                connection.close()

    def roll_back_alone(self) -> None:
        """Let an SQLite file hold all by itself, with nothing beside it, once it is closed.

        Raises:
            StoreError: if it cannot be written.
        """
        self._set_journal("DELETE")

    def truncate_log(self) -> None:
        """Bring all that is in the log of an SQLite file into the file, and empty the log.

        Raises:
            StoreError: if somebody reads or writes the file for long.
        """
        if not self.is_sqlite:
            return
        with self._plain_errors("written"):
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                raise DBAPIError(None, None, error) from error
            finally:
                connection.close()

    @contextmanager
    def _plain_errors(self, doing: str) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise StoreError(self._in_words(error, doing)) from error

    def _in_words(self, error: SQLAlchemyError, doing: str) -> str:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        reason = " ".join(str(cause).split()) or type(cause).__name__
        if self.url.password:
            reason = reason.replace(str(self.url.password), "***")
        place = self.url.render_as_string(hide_password=True)
        return f"the store at {place} cannot be {doing}: {reason[:500]}"


def batches(values: Iterable[str | int]) -> Iterator[list[Any]]:
    """Yield ``values``, each once and in order, in lists that fit into one statement."""
    wanted = sorted(set(values))
    for start in range(0, len(wanted), BATCH):
        yield wanted[start : start + BATCH]


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    key: str,
    only: ColumnElement[bool] | None = None,
) -> None:
    """Insert ``rows``, or update those whose ``key`` is there already, or ``only`` some of them."""
    if rows:
        statement = _upsert(connection.dialect.name, table, tuple(rows[0]), key, only)
        connection.execute(statement, list(rows) if len(rows) > 1 else dict(rows[0]))


@cache
def _upsert(
    dialect: str,
    table: Table,
    names: tuple[str, ...],
    key: str,
    only: ColumnElement[bool] | None,
) -> Executable:
    insert = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    values = insert.values({name: bindparam(name) for name in names})
    changes = {name: values.excluded[name] for name in names if name != key}
    statement: Executable = values.on_conflict_do_update(
        index_elements=[key], set_=changes, where=only
    )
    return statement


def _parsed(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        # The cause is left out: it may quote the address with its password.
        raise StoreError(
            "store.url is not the address of a database, such as"
            " postgresql://user@host/name or sqlite:////directory/pantau.db"
        ) from None
    backend = url.get_backend_name()
    if backend in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StoreError(f"store.url names {backend}; the store can be sqlite or postgresql")
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        query = {"connect_timeout": str(CONNECT_SECONDS), **url.query}
        return create_engine(url.set(query=query), pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    # Python's own transaction control begins late, at the first write; ours begins at BEGIN.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")
    # FULL: what was told to be saved is on the disk, even when the power goes.
    connection.execute("PRAGMA synchronous = FULL")
    # What is deleted is written over, so that what was forgotten is not on the disk any more.
    connection.execute("PRAGMA secure_delete = ON")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: a reader that turns writer may fail however long it waits.
    writes = connection.get_execution_options().get("pantau_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
