"""A restore: all that was there comes back, what was deleted does not, and nothing by half."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL

from keeping.presence import alone, serving
from model.audit import Act
from model.exceptions import BackupError, StoreError
from model.records import Label
from store import DELETED, Due, copying, open_store
from store.store import UNFINISHED
from store.tables import HEAD
from tests import postgres
from tests.keeping.world import NOW, World, rows_at, world_at
from tests.store.erasing import GONE
from tests.store.readings import agreement, reading, state, text_about


def destroy(world: World) -> None:
    """Lose the machine: the data directory, and what a PostgreSQL held."""
    shutil.rmtree(world.data)
    if not world.url.startswith("sqlite"):
        with open_store(world.url, world.data) as store, store._database.write() as connection:
            copying.clear(connection)
        shutil.rmtree(world.data)


def test_all_comes_back(world: World) -> None:
    rows, bodies, logged = world.rows(), world.bodies(), world.store.audit.deeds(10)
    backup = world.back_up()
    destroy(world)

    restored = world.restore(backup)

    assert world.rows() == rows
    assert restored.aside == ()
    assert restored.buried == 0
    assert restored.configuration == world.data / "config.restored.yaml"
    with open_store(world.url, world.data) as store:
        archive = store.archive
        assert {one.url: archive.page(one).body for one in archive.captures()} == bodies
        assert archive.missing() == world.store.archive.missing()
        last, *before = store.audit.deeds(10)
    assert (last.act, last.by, last.subject) == (Act.RESTORE, "rina", backup.directory.name)
    assert before == logged
    assert (world.data / "model.json").read_text(encoding="utf-8") == '{"made": "up"}'


def test_new_rows_get_numbers_that_nobody_had(world: World) -> None:
    run = world.store.begin_run(NOW)
    with world.store._database.write() as connection:
        connection.exec_driver_sql(f"DELETE FROM run WHERE id = {run}")
    backup = world.back_up()
    destroy(world)
    world.restore(backup)
    with open_store(world.url, world.data) as store:
        assert store.begin_run(NOW) == run + 1
        assert store.story(next(iter(store.stories())).id) is not None


@pytest.mark.parametrize("origin", ["sqlite", "postgresql"])
def test_into_the_other_database(origin: str, postgres_server: URL, tmp_path: Path) -> None:
    file = f"sqlite:///{tmp_path / 'data' / 'pantau.db'}"
    with postgres.database(postgres_server) as server:
        url, other = (file, server) if origin == "sqlite" else (server, file)
        with world_at(url, tmp_path) as world:
            rows, backup = world.rows(), world.back_up()
            shutil.rmtree(world.data)
            world.url = other
            world.restore(backup)
            assert rows_at(other) == rows


def test_what_is_there_is_not_touched(world: World) -> None:
    backup, rows = world.back_up(), world.rows()
    with pytest.raises(BackupError, match="is not empty: name another place with --data"):
        world.restore(backup)
    assert world.rows() == rows
    assert not list(world.data.glob("*.restoring*"))


def test_an_archive_alone_is_something_too(on_sqlite: World) -> None:
    backup = on_sqlite.back_up()
    (on_sqlite.data / "pantau.db").unlink()
    with pytest.raises(BackupError, match="archive is not empty"):
        on_sqlite.restore(backup)


def test_by_force_it_is_moved_aside(world: World) -> None:
    backup, rows = world.back_up(), world.rows()
    world.save(50)
    newer = world.rows()

    restored = world.restore(backup, force=True)

    assert world.rows() == rows
    former = next(path for path in restored.aside if "pantau.db" in path.name)
    assert rows_at(f"sqlite:///{former}") == newer
    assert {path.name.partition(".before-")[0] for path in restored.aside} == {
        *("archive", "model.json", "pantau.db"),
    }


def test_what_was_deleted_since_stays_deleted(world: World) -> None:
    backup = world.back_up()
    gone, *others = world.store.stories(Label.PARTNERSHIP)
    address = gone.articles[0].url
    assert world.store.erasing.story(gone.id, GONE)

    restored = world.restore(backup, force=True)

    assert restored.buried == len(gone.articles)
    with open_store(world.url, world.data) as store:
        assert store.story(gone.id) is None
        assert store.states([address])[address].outcome == DELETED
        assert {story.id for story in store.stories(Label.PARTNERSHIP)} == {
            story.id for story in others
        }
        assert address not in [one.url for one in store.archive.captures()]
        # Nor can a crawl bring it back.
        world.store = store
        store.remember([store.states([address])[address].model_copy(update={"outcome": "waiting"})])
        assert store.states([address])[address].outcome == DELETED
    # And the backup itself is as it was.
    destroy(world)
    assert world.restore(backup).buried == 0


def test_what_was_deleted_after_it_was_found_later(world: World) -> None:
    """A page that the backup never knew stays deleted too."""
    backup = world.back_up()
    address = "https://harian.example/berita/lain"
    later = reading(
        address,
        title="Rutan Seruni dan PT Dahlia Sentosa teken PKS",
        text=text_about("Rutan Seruni", "PT Dahlia Sentosa", seed=77),
        agreements=(agreement("Rutan Kelas IIB Seruni", "PT Dahlia Sentosa"),),
    )
    story = world.store.save(later, state(later)).story
    assert story is not None
    assert world.store.erasing.story(story, GONE)
    assert world.restore(backup, force=True).buried == 0
    with open_store(world.url, world.data) as store:
        assert store.states([address])[address].outcome == DELETED


def test_a_damaged_backup_changes_nothing(on_sqlite: World) -> None:
    backup, rows = on_sqlite.back_up(), on_sqlite.rows()
    with backup.path("store.db").open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff" * 100)
    with pytest.raises(BackupError, match=r"is damaged, and nothing was restored: store\.db"):
        on_sqlite.restore(backup, force=True)
    assert on_sqlite.rows() == rows


def test_a_backup_of_a_newer_pantau_changes_nothing(on_sqlite: World) -> None:
    with on_sqlite.store._database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    backup = on_sqlite.back_up()
    with on_sqlite.store._database.write() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{HEAD}'")
    with pytest.raises(StoreError, match="made by a newer Pantau"):
        on_sqlite.restore(backup, force=True)
    assert not list(on_sqlite.data.glob("*.restoring*"))
    assert not (on_sqlite.data / UNFINISHED).exists()


def test_jobs_at_work_are_not_pulled_from_under(on_sqlite: World) -> None:
    backup = on_sqlite.back_up()
    now = datetime.now(UTC)
    due = Due(job="crawl", lease="crawl", scheduled=None)
    on_sqlite.store.schedule.begin(due, "me", now, now + timedelta(days=9_999))
    with pytest.raises(BackupError, match=r"jobs are at work on the store \(crawl\)"):
        on_sqlite.restore(backup, force=True)


def test_an_archive_that_is_a_file_system_of_its_own_is_changed_over_file_by_file(
    on_sqlite: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mounting needs rights that tests have not: the archive is only said to be mounted."""
    backup = on_sqlite.back_up()
    before = on_sqlite.bodies()
    archive = on_sqlite.place.archive
    held = {one.name for one in archive.iterdir()}
    on_sqlite.save(99)
    (archive / "lost+found").mkdir()
    number = archive.stat().st_ino
    monkeypatch.setattr(Path, "is_mount", lambda path: path == archive)

    restored = on_sqlite.restore(backup, force=True)

    assert archive.stat().st_ino == number, "the archive itself was renamed"
    aside = [one for one in restored.aside if one.parent == archive]
    assert len(aside) == 1
    assert {one.name for one in aside[0].iterdir()} >= held
    assert not (archive / ".restoring").exists()
    assert (archive / "lost+found").is_dir()
    with open_store(on_sqlite.url, on_sqlite.data) as store:
        found = {one.url: store.archive.page(one).body for one in store.archive.captures()}
    assert found == before


def test_a_web_page_that_is_open_is_noticed_and_waits_for_a_restore(on_sqlite: World) -> None:
    backup = on_sqlite.back_up()
    with (
        serving(on_sqlite.data),
        serving(on_sqlite.data),
        pytest.raises(BackupError, match="the web page is open"),
    ):
        on_sqlite.restore(backup, force=True)
    with (
        alone(on_sqlite.data),
        pytest.raises(StoreError, match="a restore"),
        serving(on_sqlite.data),
    ):
        pass
    assert on_sqlite.restore(backup, force=True).backup == backup.directory.name
