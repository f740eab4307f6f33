"""The tables are made once, whoever comes first, and are those the code expects."""

from __future__ import annotations

import subprocess
import sys
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
from tests.conftest import ROOT

_PROCESSES = 10
_OPEN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from store import open_store
sys.stdin.readline()
with open_store(sys.argv[1], Path(sys.argv[2])) as store:
    print(store.begin_run(datetime.now(UTC)))
"""


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


def test_ten_processes_start_at_once(address: str, tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", _OPEN, address, str(tmp_path)]
    started = [
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in range(_PROCESSES)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    answers = [process.communicate(timeout=60) for process in started]
    assert [error for _, error in answers] == [""] * _PROCESSES
    assert sorted(int(output) for output, _ in answers) == list(range(1, _PROCESSES + 1))


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
