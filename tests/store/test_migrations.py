"""The tables are made once, whoever comes first, and are those the code expects."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, insert, inspect, select, text

from model.exceptions import StoreError
from model.records import Correction, CorrectionKind, Decision, Label
from store import open_store
from store.database import Database
from store.making import make
from store.migrate import migrate
from store.tables import HEAD, metadata, moved
from store.upgrade import SCRIPTS, configuration, downgrade, upgrade
from tests.store.readings import agreement, reading, state, text_about

#: Indexes, triggers and the like, and whether ids are given twice, as a database knows them.
_OTHER_THINGS = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL UNION ALL"
    " SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'",
    "postgresql": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal UNION ALL"
    " SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    " UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


def test_migrations_make_the_tables_of_the_code(address: str) -> None:
    database = Database(address)
    with database.write() as connection:
        upgrade(connection)
    with database.read() as connection:
        options = {"target_metadata": metadata, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD
    database.close()


def test_an_empty_database_is_made_as_by_all_migrations(address: str) -> None:
    database = Database(address)
    told = []
    for way in (upgrade, make):
        with database.write() as connection:
            way(connection)
            told.append(described(connection))
            downgrade(connection)
            connection.execute(text("DROP TABLE alembic_version"))
    database.close()
    assert told[0] == told[1]


def described(connection: Connection) -> dict[str, object]:
    """All that a database has, whichever order the columns of a table are in."""
    inspector, whole = inspect(connection), MetaData()
    whole.reflect(connection)
    tables: dict[str, object] = {
        table.name: [
            sorted(f"{column['name']}: {column!r}" for column in inspector.get_columns(table.name)),
            sorted(map(str, inspector.get_foreign_keys(table.name))),
            inspector.get_pk_constraint(table.name),
            sorted(map(str, inspector.get_unique_constraints(table.name))),
            sorted(map(str, inspector.get_check_constraints(table.name))),
            connection.execute(select(*sorted(table.columns, key=str))).all(),
        ]
        for table in whole.sorted_tables
    }
    other = _OTHER_THINGS[connection.dialect.name]
    return tables | {"": sorted(connection.execute(text(other)).scalars())}


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


def test_a_store_with_stories_is_upgraded(address: str, tmp_path: Path) -> None:
    """A store of the first release: its stories stay, and every index is made anew."""
    pages = [
        reading(
            f"https://a.example/{number}",
            agreements=(agreement(partner=f"Universitas Melati {number}"),),
            text=text_about("Lapas Cempaka", f"Universitas Melati {number}", seed=number),
        )
        for number in range(3)
    ]
    with open_store(address, tmp_path) as store:
        names = [store.save(read, state(read)).story or "" for read in pages]
        before = store.stories(), store.agreements()
    database = Database(address)
    with database.write() as connection:
        command.downgrade(configuration(connection), "0001")
        queued = connection.execute(text("SELECT story FROM index_queue")).scalars()
        assert set(queued) == set(names)
        connection.execute(text("UPDATE story SET version = 7"))
        connection.execute(text("INSERT INTO index_queue (story, version) VALUES ('sgone', 9)"))
    database.close()
    with open_store(address, tmp_path) as store:
        assert (store.stories(), store.agreements()) == before
        assert store.indexing.builds("embedded") == []
        assert store.news() == []
        assert store.indexing.begin("1", "embedded") == len(pages)
        changed = pages[0].model_copy(update={"agreements": ()})
        assert store.save(changed, state(changed)).story == names[0]
        rows = {row.item: row.version for row in store.indexing.pending("1", 10)}
        gone = {kept.id for kept in before[1] if kept.stories == (names[0],)}
        assert rows == {names[0]: 10, names[1]: 7, names[2]: 7} | dict.fromkeys(gone, 10)
        copy = pages[1].model_copy(update={"url": "https://b.example/1"})
        assert store.save(copy, state(copy)).story == names[1]
        assert store.news() == []


def test_readings_of_before_have_their_times(address: str, tmp_path: Path) -> None:
    """A store without versions: what it holds was seen when it was fetched, and can be edited."""
    read = reading()
    with open_store(address, tmp_path) as store:
        name = store.save(read, state(read, body_hash="a")).story
        before = store.stories()
        correction = Correction(kind=CorrectionKind.RALAT, evidence="Ralat", urls=(read.url,))
        other = reading("https://harian.example/ralat", label=Label.OTHER, title="Ralat")
        told = other.model_copy(update={"correction": correction})
        assert store.save(told, state(told)).story == name
    database = Database(address)
    with database.write() as connection:
        command.downgrade(configuration(connection), "0003")
    database.close()
    with open_store(address, tmp_path) as store:
        assert store.stories() == before
        (known,) = store.versions_of(read.url)
        assert known.first_seen == known.last_seen == state(read).fetched_at
        again = reading(text="Lain sama sekali.")
        store.save(again, state(again, body_hash="a"))
        assert len(store.versions_of(read.url)) == 1
        edited = reading(title="Judul baru yang lain")
        assert store.save(edited, state(edited, body_hash="b")).story == name
        assert len(store.versions_of(read.url)) == 2


def test_a_store_without_reviews_knows_no_model(address: str, tmp_path: Path) -> None:
    """What was judged before models had names can be read, decided on, and is no edit."""
    read = reading()
    with open_store(address, tmp_path) as store:
        name = store.save(read, state(read)).story or ""
        before = store.stories()
    database = Database(address)
    with database.write() as connection:
        command.downgrade(configuration(connection), "0004")
        unnamed = text("UPDATE reading SET body = replace(body, ', \"model\": null', '')")
        assert connection.execute(unnamed).rowcount == 1
    database.close()
    with open_store(address, tmp_path) as store:
        assert store.stories() == before
        explained = store.explain(name)
        assert explained is not None
        assert explained.reading == read
        assert explained.reviews == ()
        assert store.decide(name, Decision.DROP, "rina", state(read).fetched_at) == name
        assert store.stories() == []
    database = Database(address)
    with database.write() as connection:
        command.downgrade(configuration(connection), "0004")
        labels = connection.execute(text("SELECT label FROM story")).scalars().all()
    database.close()
    assert labels == ["candidate"]


def test_ids_are_in_the_order_of_bytes_in_every_database(address: str) -> None:
    database = Database(address)
    migrate(database)
    ids = ["sa", "sB", "s-", "s2", "sz", "S"]
    with database.write() as connection:
        connection.execute(insert(moved), [{"id": name, "target": name} for name in ids])
        found = connection.execute(select(moved.c.id).order_by(moved.c.id)).scalars().all()
    assert found == sorted(ids)
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
