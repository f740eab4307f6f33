"""A backup: store, archive, model and configuration as they are at one moment, while all goes on.

The store comes first. What it knows of the archive is on the disk then, and files of the archive
only grow, so each is copied up to where that snapshot knows it. A file that has not changed since
the last backup is not copied again: both backups have it (a hard link).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from filelock import FileLock, Timeout

from keeping import files, manifest
from keeping.manifest import Backup, File, Manifest, Source
from keeping.secrets import without_secrets
from model.exceptions import BackupError
from store import Store
from store.snapshots import Snapshot, described

_LOCK = ".lock"
#: How names begin of what is being written, and of what is being removed.
_STAGED, _LEAVING = ".making-", ".removing-"
#: A file that was written so shortly before it was copied may have changed since, unseen: clocks of
#: file systems are that coarse.
_RACY_NS = 2_000_000_000

#: Told in words what is done, and how many bytes more of it are done.
Told = Callable[[str, int], None]


class Kept(NamedTuple):
    """What a backup is made of, beside the store.

    ``config`` is the configuration file, null where there is none; ``settings`` are the settings in
    force, without secrets, as JSON.
    """

    data: Path
    archive: Path
    config: Path | None
    settings: str


def make(
    store: Store, kept: Kept, directory: Path, now: datetime, told: Told, *, keep: int | None = None
) -> Backup:
    """Make a backup in ``directory``, under a name of its own, which it gets when it is whole.

    Of all backups there, the ``keep`` newest stay.

    Raises:
        BackupError: the disk cannot take it, or another one is being made there.
        StoreError: the store cannot be read.
    """
    with _plain_errors(directory):
        files.make_directory(directory)
        with _alone(directory):
            _sweep(directory)
            before = _newest(directory)
            name = manifest.name_of(now)
            if (directory / name).exists():
                raise BackupError(f"the backup {directory / name} is there already")
            staged = directory / f"{_STAGED}{name}"
            with files.new_directory(directory / name, staged) as stage:
                made = _Making(store, kept, stage, before, told).manifest(now)
                files.write(stage / manifest.MANIFEST, made.model_dump_json(indent=1) + "\n")
            _thin(directory, keep)
    return Backup(directory=directory / name, manifest=made)


class _Making:
    """One backup that is being made in the directory ``stage``."""

    def __init__(
        self, store: Store, kept: Kept, stage: Path, before: Backup | None, told: Told
    ) -> None:
        self._store, self._kept, self._stage = store, kept, stage
        self._before, self._told = before, told
        self._files: dict[str, File] = {}
        self._missing: list[str] = []

    def manifest(self, now: datetime) -> Manifest:
        """Copy everything, and say what it is."""
        snapshot = self._copy_store()
        self._copy_archive(snapshot)
        self._copy_model()
        left_out = self._copy_configuration()
        return Manifest(
            made=now,
            version=version("pantau"),
            revision=snapshot.revision,
            engine=self._store.snapshots.engine,
            counts=snapshot.counts,
            files=self._files,
            missing=tuple(self._missing),
            left_out=left_out,
        )

    def _copy_store(self) -> Snapshot:
        target, done = self._stage / manifest.STORE, 0

        def heard(_: str, size: int) -> None:
            nonlocal done
            self._told("store", size - done)
            done = size

        self._store.snapshots.write(target, heard)
        files.settle(target)
        self._note(manifest.STORE, files.read(target, lambda _: None))
        return described(target)

    def _copy_archive(self, snapshot: Snapshot) -> None:
        files.make_directory(self._stage / manifest.ARCHIVE)
        for volume, end in sorted(snapshot.volumes.items()):
            source = self._kept.archive / volume
            if not source.is_file() or source.stat().st_size < end:
                self._missing.append(volume)
            elif not self._link(f"{manifest.ARCHIVE}/{volume}", source, end):
                self._copy(f"{manifest.ARCHIVE}/{volume}", source, end)

    def _link(self, name: str, source: Path, end: int) -> bool:
        """Take a file that has not changed from the backup before; False where that cannot be."""
        known = self._before.manifest.files.get(name) if self._before is not None else None
        if self._before is None or known is None or known.bytes != end:
            return False
        if known.source is None or known.source != _source(source):
            return False
        try:
            if self._before.path(name).stat().st_size != end:
                return False
            os.link(self._before.path(name), self._stage / name)
        except OSError:
            # Not every file system has hard links, nor endless ones of one file.
            return False
        self._files[name] = known
        return True

    def _copy(self, name: str, source: Path, end: int) -> None:
        seen, when = _source(source), time_ns()
        written = files.copy(
            source, self._stage / name, end, lambda more: self._told("archive", more)
        )
        is_settled = when - seen.modified_ns > _RACY_NS
        self._note(name, written, seen if is_settled else None)

    def _copy_model(self) -> None:
        source = self._kept.data / manifest.MODEL
        if source.is_file():
            target = self._stage / manifest.MODEL
            self._note(manifest.MODEL, files.copy(source, target, None, lambda _: None))

    def _copy_configuration(self) -> tuple[str, ...]:
        self._note(
            manifest.SETTINGS, files.write(self._stage / manifest.SETTINGS, self._kept.settings)
        )
        if self._kept.config is None:
            return ()
        shown = without_secrets(self._kept.config.read_text(encoding="utf-8"))
        self._note(manifest.CONFIG, files.write(self._stage / manifest.CONFIG, shown.text))
        return shown.left_out

    def _note(self, name: str, written: files.Written, source: Source | None = None) -> None:
        self._files[name] = File(bytes=written.bytes, sha256=written.sha256, source=source)


def _source(file: Path) -> Source:
    stat = file.stat()
    return Source(bytes=stat.st_size, modified_ns=stat.st_mtime_ns)


def _newest(directory: Path) -> Backup | None:
    try:
        return manifest.opened(directory)
    except BackupError:
        return None


def _sweep(directory: Path) -> None:
    """Remove what a kill left behind."""
    for begin in (_STAGED, _LEAVING):
        for path in directory.glob(f"{begin}*"):
            files.remove(path)


def _thin(directory: Path, keep: int | None) -> None:
    """Remove all but the newest backups, each first by its name, so that none is there by half."""
    for path in manifest.names(directory)[: -keep if keep else 0]:
        leaving = path.with_name(f"{_LEAVING}{path.name}")
        path.rename(leaving)
        files.remove(leaving)


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    lock = FileLock(directory / _LOCK, timeout=0)
    try:
        with lock:
            yield
    except Timeout:
        raise BackupError(f"another backup is being made in {directory}") from None


@contextmanager
def _plain_errors(directory: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BackupError(f"no backup can be made in {directory}: {reason}") from error
