"""Killed at every step of a backup and of a restore: nothing by half, and it can be run again."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from keeping import checking, files, making, manifest
from keeping.restoring import Place, restore
from model.exceptions import StoreError
from store import open_store
from store.store import UNFINISHED
from tests.keeping.world import NOW, World, rows_at
from tests.store.processes import started

pytestmark = pytest.mark.slow

#: What is called at each step, in the process that is to die: by its place and name.
_STEPS = (
    (files, "copy"),
    (files, "write"),
    (files, "settle"),
    (files, "sync"),
    (files, "remove"),
    (Path, "rename"),
    (Path, "unlink"),
)
#: More steps than a backup or a restore has.
_MOST = 200


def die_at(step: int) -> None:
    """Let this process be killed before a step, counted from 1."""
    left = step

    def dying(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **named)

        return call

    for place, name in _STEPS:
        setattr(place, name, dying(getattr(place, name)))


def back_up(url: str, data: Path, directory: Path, step: int) -> None:
    """Make a backup, and die at a step of it."""
    with open_store(url, data) as store:
        die_at(step)
        kept = making.Kept(data, data / "archive", None, "[]\n")
        making.make(store, kept, directory, NOW, lambda *_: None, keep=1)


def restore_it(place: Place, directory: Path, step: int) -> None:
    """Restore a backup by force, and die at a step of it."""
    die_at(step)
    restore(manifest.opened(directory), place, "rina", NOW, lambda *_: None, force=True)


def test_in_a_backup(on_sqlite: World) -> None:
    """There is the former backup or the new one, whole, and the next one clears up."""
    former = on_sqlite.back_up()
    killed = 0
    for step in range(1, _MOST):
        with started(back_up, on_sqlite.url, on_sqlite.data, on_sqlite.backups, step) as process:
            process.join(60)
            ended = process.exitcode
        there = manifest.names(on_sqlite.backups)
        assert there
        for directory in there:
            assert checking.check(manifest.opened(directory), lambda *_: None) == []
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        killed += 1
        if former.directory not in there:
            # The new one took its place; begin again with one that is older.
            shutil.rmtree(on_sqlite.backups)
            former = on_sqlite.back_up()
        else:
            shutil.rmtree(on_sqlite.backups / manifest.name_of(NOW), ignore_errors=True)
    assert killed > 10
    last = on_sqlite.back_up(keep=1)
    assert [path.name for path in sorted(on_sqlite.backups.iterdir())] == [
        ".lock",
        last.directory.name,
    ]
    assert rows_at(f"sqlite:///{last.path('store.db')}") == on_sqlite.rows()


@pytest.mark.timeout(600)
def test_in_a_restore(world: World) -> None:
    """What was there is whole, or nobody opens it until the same restore has been run again."""
    before, backup = world.rows(), world.back_up()
    stride = 1 if world.url.startswith("sqlite") else 5
    killed = finished_later = 0
    for step in range(1, _MOST, stride):
        with open_store(world.url, world.data) as store:
            store.begin_run(NOW)
        there = world.rows()
        assert there != before
        with started(restore_it, world.place, backup.directory, step) as process:
            process.join(60)
            ended = process.exitcode
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        killed += 1
        if (world.data / UNFINISHED).exists():
            finished_later += 1
            with pytest.raises(StoreError, match="was cut off"), open_store(world.url, world.data):
                pass
        else:
            assert world.rows() in (there, before), step
        world.restore(backup, force=True)
        assert world.rows() == before, step
    assert world.rows() == before
    assert killed > 4
    assert finished_later > 1
    assert not list(world.data.glob("*.restoring*"))
    with open_store(world.url, world.data) as store:
        bodies = {one.url: store.archive.page(one).body for one in store.archive.captures()}
    assert bodies
