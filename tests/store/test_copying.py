"""The whole store into another database and back: every row, every number, all or nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from model.exceptions import StoreError
from store import copying, open_store
from store.database import Database
from tests import postgres
from tests.keeping.conftest import filled_once, on_sqlite
from tests.keeping.world import NOW, World, rows_at
from tests.store.processes import started

__all__ = ["filled_once", "on_sqlite"]

#: What is logged of the filled store: two decisions, an export, and a story that was forgotten.
DEEDS = 4


@pytest.fixture
def server(postgres_server: URL) -> Iterator[str]:
    with postgres.database(postgres_server) as address:
        yield address


def silent(*_: object) -> None:
    """Hear nothing."""


def copy(source: str, data: Path, target: str) -> dict[str, int]:
    with open_store(source, data) as store:
        return store.snapshots.copy_to(target, silent)


def test_to_postgresql_and_back(on_sqlite: World, server: str, tmp_path: Path) -> None:
    rows = on_sqlite.rows()
    counts = copy(on_sqlite.url, on_sqlite.data, server)
    assert rows_at(server) == rows
    assert counts == {**{name: len(held) for name, held in rows.items()}, "audit": DEEDS}
    with open_store(server, on_sqlite.data) as store:
        # The log still only grows.
        with pytest.raises(StoreError, match="only grows"), store._database.write() as connection:
            connection.exec_driver_sql("DELETE FROM audit")
        assert len(store.audit.deeds(2 * DEEDS)) == DEEDS

    back = f"sqlite:///{tmp_path / 'back.db'}"
    copy(server, on_sqlite.data, back)
    assert rows_at(back) == rows


@pytest.mark.parametrize("way", ["out", "back"])
def test_numbers_go_on(way: str, on_sqlite: World, server: str, tmp_path: Path) -> None:
    """The number of a row that is gone is given to no other."""
    source, target = on_sqlite.url, server
    if way == "back":
        copy(source, on_sqlite.data, server)
        source, target = server, f"sqlite:///{tmp_path / 'back.db'}"
    with open_store(source, on_sqlite.data) as store:
        last = store.begin_run(NOW)
        with store._database.write() as connection:
            connection.exec_driver_sql(f"DELETE FROM run WHERE id = {last}")
    copy(source, on_sqlite.data, target)
    with open_store(target, on_sqlite.data) as store:
        assert store.begin_run(NOW) == last + 1


def test_the_index_is_made_anew_there(on_sqlite: World, server: str) -> None:
    on_sqlite.store.indexing.begin("one", "embedded")
    copy(on_sqlite.url, on_sqlite.data, server)
    with open_store(server, on_sqlite.data) as store:
        assert store.indexing.builds("embedded") == []


def test_a_store_with_anything_in_it_is_refused(on_sqlite: World, server: str) -> None:
    with open_store(server, on_sqlite.data) as store:
        store.begin_run(NOW)
    rows = rows_at(server)
    with pytest.raises(StoreError, match="holds data: name an empty database"):
        copy(on_sqlite.url, on_sqlite.data, server)
    with pytest.raises(StoreError, match="at that very address"):
        copy(on_sqlite.url, on_sqlite.data, on_sqlite.url)
    assert rows_at(server) == rows


def test_a_copy_that_differs_is_not_kept(
    on_sqlite: World, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = copying._values

    def altered(row: object) -> dict[str, object]:
        values = dict(whole(row))  # type: ignore[arg-type]
        if "title" in values:
            values["title"] = "Judul lain"
        return values

    monkeypatch.setattr(copying, "_values", altered)
    with pytest.raises(StoreError, match="copy of the table chrome_line is not what was read"):
        copy(on_sqlite.url, on_sqlite.data, server)
    monkeypatch.undo()
    assert not any(rows_at(server)[name] for name in ("page", "story", "run"))
    copy(on_sqlite.url, on_sqlite.data, server)
    assert rows_at(server) == on_sqlite.rows()


def die_in(source: str, data: Path, target: str, table: str) -> None:
    """Copy, and be killed when a table is done."""

    def told(name: str, _: int) -> None:
        if name == table:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_store(source, data) as store:
        store.snapshots.copy_to(target, told)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_killed_it_is_run_again(kind: str, on_sqlite: World, server: str, tmp_path: Path) -> None:
    target = server if kind == "postgresql" else f"sqlite:///{tmp_path / 'other.db'}"
    for table in ("page", "story", "article", "trace"):
        with started(die_in, on_sqlite.url, on_sqlite.data, target, table) as process:
            process.join(60)
            assert process.exitcode == -signal.SIGKILL
        database = Database(target)
        with database.read() as connection:
            assert copying.is_empty(connection)
        database.close()
    copy(on_sqlite.url, on_sqlite.data, target)
    assert rows_at(target) == on_sqlite.rows()
