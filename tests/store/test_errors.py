"""What goes wrong with a database is said in plain words, without secrets."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from model.exceptions import StoreError
from store import open_store
from tests.store.readings import reading, state

SECRET = "r4hasia"  # not a secret of anyone's


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"postgresql://pantau:{SECRET}@127.0.0.1:1/pantau", "cannot be read"),
        (f"postgresql://pantau:{SECRET}@/pantau?host=/nonexistent", "cannot be read"),
        (f"postgresql://pantau:{SECRET}@[::1/pantau", "store.url"),
        (f"postgresql://pantau:{SECRET}@localhost:port/pantau", "store.url"),
        (f"mysql://pantau:{SECRET}@localhost/pantau", "mysql"),
        (f"mongodb://pantau:{SECRET}@localhost/pantau", "mongodb"),
        ("nothing", "store.url"),
        ("", "store.url"),
        ("sqlite:////proc/nowhere/pantau.db", "cannot be made"),
    ],
)
def test_an_address_that_does_not_work(address: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=words) as caught, open_store(address, tmp_path):
        pass
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "pantau.db"
    file.write_text("Lapas Cempaka meneken kerja sama. " * 100)
    with (
        pytest.raises(StoreError, match="not a database"),
        open_store(f"sqlite:///{file}", tmp_path),
    ):
        pass


def test_a_data_directory_that_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.touch()
    with pytest.raises(StoreError, match="cannot be made"), open_store("sqlite://", file):
        pass


def test_a_database_that_fails_midway_keeps_what_it_had(address: str, tmp_path: Path) -> None:
    read = reading()
    with open_store(address, tmp_path) as store:
        store.save(read, state(read))
        with store._database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE index_queue RENAME TO elsewhere")
        other = reading("https://kabar.example/y", title="Lain")
        with pytest.raises(StoreError, match="index_queue"):
            store.save(other, state(other))
        assert len(store.stories()) == 1
        assert store.explain(other.url) is None
