"""Several processes at once, killed at any point: no page is lost, torn, or in another's place."""

from __future__ import annotations

import random
import signal
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from store import Store, open_store
from tests.archive.pages import numbered, state_of
from tests.archive.processes import PAGES, archive_all, die_while_archiving, started
from tests.archive.test_archiving import everything_on_disk, files, rows, save
from tests.store.erasing import GONE


def held(store: Store) -> dict[str, object]:
    """Every archived page by its address, as it is read back."""
    return {one.url: store.archive.page(one).body for one in store.archive.captures()}


def assert_whole(address: str, directory: Path) -> int:
    """Each kept article can be read again, and each record on the disk by others."""
    with open_store(address, directory) as store:
        store.archive.mend()
        bodies = held(store)
        assert store.archive.missing() == 0
        assert len(bodies) == store.counts().pages
    for path in files(directory):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests=True):
                record.content_stream().read()
                assert record.digest_checker.passed is not False
    return len(bodies)


def test_two_processes_at_once(address: str, tmp_path: Path) -> None:
    with open_store(address, tmp_path):
        pass
    with ExitStack() as running:
        workers = [
            running.enter_context(started(archive_all, address, tmp_path, first))
            for first in (0, PAGES)
        ]
        for worker in workers:
            worker.join(100)
            assert worker.exitcode == 0
    assert assert_whole(address, tmp_path) == 2 * PAGES
    with open_store(address, tmp_path) as store:
        assert held(store) == {
            one.url: one.body for one in (numbered(number) for number in range(2 * PAGES))
        }


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99, 1.0])
def test_killed_before_the_end_of_the_transaction(
    address: str, tmp_path: Path, share: float
) -> None:
    """A page that the site named before is found on the disk again; a torn one is cut off."""
    with open_store(address, tmp_path) as store:
        save(store, numbered(0))
        store.remember([state_of(numbered(1)).model_copy(update={"outcome": "waiting"})])
        listed = rows(store)
    (file,) = files(tmp_path)
    size = file.stat().st_size
    with started(die_while_archiving, address, tmp_path, 1, share) as process:
        process.join(60)
        assert process.exitcode == -signal.SIGKILL
    torn = file.stat().st_size - size
    assert (torn > 0) == (share > 0)
    with open_store(address, tmp_path) as store:
        assert rows(store) == listed
        save(store, numbered(2))
        assert [place[:2] for place in rows(store)][1:] == (
            [(file.name, size), (file.name, size + torn)] if share == 1 else [(file.name, size)]
        )
        # What is not kept is read from nowhere, until it is saved.
        assert sorted(held(store)) == sorted([numbered(0).url, numbered(2).url])
        save(store, numbered(1))
        assert len(rows(store)) == len(held(store)) == 3


@pytest.mark.slow
def test_writers_are_killed_again_and_again(address: str, tmp_path: Path) -> None:
    chance = random.Random(8)
    known = 0
    for _ in range(10):
        with (
            started(archive_all, address, tmp_path, 0),
            started(archive_all, address, tmp_path, PAGES),
        ):
            time.sleep(chance.uniform(0.5, 2.5))
        now = assert_whole(address, tmp_path)
        assert now >= known
        known = now
    for first in (0, PAGES):
        with started(archive_all, address, tmp_path, first) as last:
            last.join(100)
            assert last.exitcode == 0
    assert assert_whole(address, tmp_path) == 2 * PAGES


@pytest.mark.slow
def test_what_was_killed_in_the_middle_can_be_deleted(address: str, tmp_path: Path) -> None:
    with started(archive_all, address, tmp_path, 0):
        time.sleep(2)
    with open_store(address, tmp_path) as store:
        for story in store.stories():
            assert store.erasing.story(story.id, GONE)
        assert store.archive.captures() == []
    assert "Kenanga" not in everything_on_disk(tmp_path)
