"""A backup: whole, or not there; cheap where nothing changed; what was deleted is not in it."""

from __future__ import annotations

import os
import stat
import threading
import time
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from keeping import checking, making, manifest
from keeping.manifest import Backup
from model.exceptions import BackupError
from tests.keeping.world import PAGES, World, rows_at
from tests.store.erasing import GONE
from tests.store.processes import save_all, started


def volumes(backup: Backup) -> list[Path]:
    return sorted((backup.directory / "archive").iterdir())


def faults(backup: Backup) -> list[str]:
    return checking.check(backup, lambda *_: None)


def test_it_holds_all(world: World) -> None:
    logged = len(world.store.audit.deeds(10))
    backup = world.back_up()

    held = rows_at(f"sqlite:///{backup.path('store.db')}")
    assert held == world.rows()
    assert all(held[name] for name in ("story", "agreement", "review", "subscription", "web_user"))
    assert all(held[name] for name in ("version", "run", "visit", "site", "archived"))
    assert backup.manifest.counts == {
        **{name: len(rows) for name, rows in held.items()},
        "audit": logged,
    }
    assert backup.path("model.json").read_text(encoding="utf-8") == '{"made": "up"}'
    assert backup.path("config.yaml").read_text(encoding="utf-8") == "data: data\n"
    assert manifest.opened(world.backups) == backup
    assert faults(backup) == []


def test_it_is_for_its_owner_alone(on_sqlite: World) -> None:
    backup = on_sqlite.back_up()
    for path in (on_sqlite.backups, backup.directory, *backup.directory.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.mark.slow
def test_while_others_write(world: World, tmp_path: Path) -> None:
    """Whatever is saved meanwhile, each backup is sound, and no writer waits for it."""
    with started(save_all, world.url, tmp_path / "data") as writer:
        backups = [world.back_up()]
        while writer.is_alive():
            backups.append(world.back_up())
        assert writer.exitcode == 0
    backups.append(world.back_up())
    counts = [backup.manifest.counts["story"] for backup in backups]
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]
    assert [faults(backup) for backup in backups] == [[] for _ in backups]
    assert rows_at(f"sqlite:///{backups[-1].path('store.db')}") == world.rows()


def test_the_archive_is_copied_up_to_where_the_store_knows_it(on_sqlite: World) -> None:
    (volume,) = (on_sqlite.data / "archive").iterdir()
    known = volume.stat().st_size
    with volume.open("ab") as file:
        file.write(b"what a save under way has written")

    backup = on_sqlite.back_up()

    (copied,) = volumes(backup)
    assert copied.stat().st_size == known
    with copied.open("rb") as file:
        assert sum(1 for _ in ArchiveIterator(file, check_digests=True)) > PAGES


def test_files_that_did_not_change_are_not_copied_again(
    on_sqlite: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (volume,) = (on_sqlite.data / "archive").iterdir()
    os.utime(volume, (1_700_000_000, 1_700_000_000))
    first, second = on_sqlite.back_up(), on_sqlite.back_up()
    assert volumes(first)[0].samefile(volumes(second)[0])
    assert faults(second) == []

    monkeypatch.setattr(os, "link", _no_links)
    third = on_sqlite.back_up()
    assert not volumes(second)[0].samefile(volumes(third)[0])
    assert volumes(second)[0].read_bytes() == volumes(third)[0].read_bytes()


def _no_links(*_: object) -> None:
    raise OSError(95, "Operation not supported")


def test_a_file_that_was_just_written_is_copied_again(on_sqlite: World) -> None:
    """The clock of a file system may be too coarse to show that it was written once more."""
    (volume,) = (on_sqlite.data / "archive").iterdir()
    # Written now by the file system's clock, however long the backup takes to get there.
    written = time.time() + 60
    os.utime(volume, (written, written))
    first, second = on_sqlite.back_up(), on_sqlite.back_up()
    assert not volumes(first)[0].samefile(volumes(second)[0])


def test_what_was_deleted_is_in_no_later_backup(on_sqlite: World) -> None:
    on_sqlite.back_up()
    gone = next(story for story in on_sqlite.store.stories() if "Kenanga" in story.title)
    address = gone.articles[0].url
    body = on_sqlite.bodies()[address]
    assert isinstance(body, bytes)
    assert on_sqlite.store.erasing.story(gone.id, GONE)

    backup = on_sqlite.back_up()

    assert gone.title.encode() not in backup.path("store.db").read_bytes()
    for volume in volumes(backup):
        with volume.open("rb") as file:
            assert body not in [one.content_stream().read() for one in ArchiveIterator(file)]


def test_a_file_of_the_archive_that_is_gone_is_told(on_sqlite: World) -> None:
    (volume,) = (on_sqlite.data / "archive").iterdir()
    volume.unlink()
    backup = on_sqlite.back_up()
    assert backup.manifest.missing == (volume.name,)
    assert faults(backup) == []


def test_the_newest_stay(on_sqlite: World) -> None:
    made = [on_sqlite.back_up(keep=2).directory for _ in range(4)]
    assert manifest.names(on_sqlite.backups) == made[-2:]
    assert {path.name for path in on_sqlite.backups.iterdir()} == {
        ".lock",
        *(path.name for path in made[-2:]),
    }


def test_one_at_a_time(on_sqlite: World, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def wait(*_: object) -> tuple[str, ...]:
        begun.set()
        goes_on.wait(30)
        return ()

    monkeypatch.setattr(making._Making, "_copy_configuration", wait)
    first = threading.Thread(target=on_sqlite.back_up)
    first.start()
    assert begun.wait(30)
    with pytest.raises(BackupError, match="another backup is being made"):
        on_sqlite.back_up()
    goes_on.set()
    first.join()
    assert len(manifest.names(on_sqlite.backups)) == 1


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: path.unlink(), "cannot be read: No such file or directory"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "bytes, not"),
        (lambda path: path.write_bytes(_flipped(path.read_bytes())), "its SHA-256 is another"),
    ],
    ids=["gone", "shorter", "flipped"],
)
@pytest.mark.parametrize("which", ["store.db", "archive", "model.json", "config.yaml"])
def test_harm_is_seen(on_sqlite: World, which: str, harm: object, said: str) -> None:
    backup = on_sqlite.back_up()
    path = volumes(backup)[0] if which == "archive" else backup.path(which)
    assert callable(harm)
    harm(path)
    (fault,) = faults(backup)
    assert said in fault
    assert which in fault


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def test_a_manifest_that_is_none(on_sqlite: World) -> None:
    backup = on_sqlite.back_up()
    backup.path("manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(BackupError, match="is damaged"):
        manifest.opened(on_sqlite.backups)
    # The next one does without it.
    assert faults(on_sqlite.back_up()) == []


def test_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="there is no backup in"):
        manifest.opened(tmp_path / "nowhere")
    assert manifest.last(None) is None
    found = manifest.last(tmp_path)
    assert found is not None
    assert found.made is None


def test_writers_do_not_wait(on_sqlite: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the snapshot of the store is being written, others save at once."""
    from store.database import Database  # noqa: PLC0415 - patched here alone

    calls: list[None] = []
    took: list[float] = []
    whole = Database.vacuum_into

    def slowly(database: Database, file: Path, heard: object) -> None:
        def heard_slowly() -> None:
            calls.append(None)
            # The first steps come before the moment that the snapshot shows.
            if len(calls) > 50 and len(took) < 3:
                began = time.monotonic()
                on_sqlite.save(100 + len(took))
                took.append(time.monotonic() - began)

        whole(database, file, heard_slowly)

    monkeypatch.setattr("store.database._STEPS", 50)
    monkeypatch.setattr(Database, "vacuum_into", slowly)
    before = on_sqlite.store.counts().pages
    backup = on_sqlite.back_up()
    assert len(took) == 3
    assert max(took) < 5
    assert backup.manifest.counts["page"] == before
    assert on_sqlite.store.counts().pages == before + 3
    assert faults(backup) == []
