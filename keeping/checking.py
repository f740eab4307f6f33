"""Whether a backup is what it says it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from keeping import files, manifest
from keeping.manifest import Backup
from model.exceptions import StoreError
from store.snapshots import described, faults

Told = Callable[[str, int], None]


def check(backup: Backup, told: Told) -> list[str]:
    """Return what is wrong with a backup, file by file; every byte of it is read."""
    found = [fault for name in backup.manifest.files for fault in _file(backup, name, told)]
    return found or list(_store(backup))


def _file(backup: Backup, name: str, told: Told) -> Iterator[str]:
    wanted = backup.manifest.files[name]
    try:
        there = files.read(backup.path(name), lambda more: told("files", more))
    except OSError as error:
        yield f"{name} cannot be read: {error.strerror or error}"
        return
    if there.bytes != wanted.bytes:
        yield f"{name} has {there.bytes} bytes, not {wanted.bytes}"
    elif there.sha256 != wanted.sha256:
        yield f"{name} is not as it was written: its SHA-256 is another"


def _store(backup: Backup) -> Iterator[str]:
    """Hold the store to the rest: what is as it was written may yet not be what is needed."""
    file = backup.path(manifest.STORE)
    try:
        yield from (f"{manifest.STORE}: {fault}" for fault in faults(file))
        snapshot = described(file)
    except StoreError as error:
        yield str(error)
        return
    if snapshot.counts != backup.manifest.counts:
        yield f"{manifest.STORE} has other rows than the manifest says"
    for volume, end in snapshot.volumes.items():
        held = backup.manifest.files.get(f"{manifest.ARCHIVE}/{volume}")
        if volume not in backup.manifest.missing and (held is None or held.bytes < end):
            yield f"{manifest.ARCHIVE}/{volume} lacks pages that the store names"
