"""The tables are made once, whoever comes first, and are those the code expects."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from model.exceptions import StoreError
from store import open_store
from store.database import Database
from store.migrate import migrate
from store.tables import HEAD, metadata
from store.upgrade import SCRIPTS, downgrade


def test_migrations_make_the_tables_of_the_code(address: str) -> None:
    database = Database(address)
    migrate(database)
    with database.read() as connection:
        options = {"target_metadata": metadata, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD
    database.close()


def test_the_newest_script_is_the_one_the_code_expects() -> None:
    assert ScriptDirectory(str(SCRIPTS)).get_current_head() == HEAD


def test_migrations_can_be_undone_and_done_again(address: str) -> None:
    database = Database(address)
    migrate(database)
    with database.write() as connection:
        downgrade(connection)
    migrate(database)
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM story")).scalar_one() == 0
    database.close()


def test_a_store_of_a_newer_version_is_refused(address: str, tmp_path: Path) -> None:
    with open_store(address, tmp_path):
        pass
    database = Database(address)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(StoreError, match="newer Pantau"), open_store(address, tmp_path):
        pass


def test_a_directory_with_odd_characters_is_no_obstacle(tmp_path: Path) -> None:
    place = tmp_path / "50% déjà vu"
    with open_store(f"sqlite:///{place / 'pantau.db'}", place) as store:
        assert store.counts().pages == 0
