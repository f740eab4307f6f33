"""A backup put in place of what is there: prepared beside it, then changed over by renaming.

What is restored is made ready beside its place, under names of its own. Only then a plan of the
renames is written down, and followed. A restore that is cut off before has changed nothing; one
that is cut off after is finished by running it again, and until then no store is opened
(``store.store.UNFINISHED``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from keeping import files, manifest, presence
from keeping.checking import check
from keeping.manifest import Backup
from model.exceptions import BackupError
from model.records import Record
from store import snapshots
from store.store import UNFINISHED

_LOCK = ".restore.lock"
_STAGED = ".restoring"
#: What SQLite keeps beside a database; it goes where the database goes.
_BESIDE = ("-wal", "-shm")
_SHOWN = 5
#: How names begin of what a restore keeps in an archive that is a file system of its own, and of
#: what every file system has.
_OURS = (_STAGED, ".before-", "lost+found")

Told = Callable[[str, int], None]


class Place(NamedTuple):
    """Where a store is: its address, the data directory, and that of the archive."""

    url: str
    data: Path
    archive: Path


class Restored(Record):
    """What was restored.

    ``buried`` pages had been deleted since the backup was made, and are deleted again. ``aside``
    are the places to which was moved what was there before. ``configuration`` is where the backup's
    configuration file is now, ``left_out`` its settings that were secrets.
    """

    backup: str
    made: datetime
    counts: dict[str, int]
    buried: int
    aside: tuple[Path, ...]
    configuration: Path | None
    left_out: tuple[str, ...]
    missing: tuple[str, ...]


class _Move(Record):
    """A thing that ``is_ready`` at ``staged``, and to where goes what stands in its place.

    Of what the backup does not hold, nothing is ready: what stands there goes, and nothing comes.
    """

    staged: Path
    target: Path
    aside: Path
    is_ready: bool


class _Plan(Record):
    """What is to be done, in order; ``load`` is the file to load into a PostgreSQL first."""

    load: Path | None
    moves: tuple[_Move, ...]
    restored: Restored


def restore(
    backup: Backup, place: Place, by: str, now: datetime, told: Told, *, force: bool = False
) -> Restored:
    """Check a backup, and put it in place of what is there; the search index is left to be made.

    With ``force`` what is there is moved aside, where it stays. What was deleted for good there, or
    in the backup, stays deleted. A restore that was cut off is finished, whatever ``backup`` is.

    Raises:
        BackupError: the backup is damaged, there is something already, jobs or the web page
            run, or the disk refuses; then nothing was changed.
        StoreError: the backup belongs to a newer Pantau, or the database cannot be written.
    """
    written = place.data / UNFINISHED
    try:
        files.make_directory(place.data)
        with FileLock(place.data / _LOCK, timeout=0), presence.alone(place.data):
            if not written.is_file():
                plan = _Restoring(backup, place, by, now, told).prepared(force=force)
                _write(written, plan)
            return _follow(written, place, told)
    except Timeout:
        raise BackupError(f"another restore is at work in {place.data}") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BackupError(f"{backup.directory} cannot be restored: {reason}") from error


class _Restoring:
    """A restore up to the moment at which all is ready."""

    def __init__(self, backup: Backup, place: Place, by: str, now: datetime, told: Told) -> None:
        self._backup, self._place, self._by = backup, place, by
        self._now, self._told = now, told
        self._mark = _mark(place, f".before-{now:%Y-%m-%dT%H%M%SZ}")

    def prepared(self, *, force: bool) -> _Plan:
        """Check everything, and make it ready beside its place."""
        self._refuse_damage()
        self._refuse_busy()
        if not force:
            self._refuse_full()
        _sweep(self._place)
        try:
            return self._staged()
        except BaseException:
            _sweep(self._place)
            raise

    def _refuse_damage(self) -> None:
        found = check(self._backup, self._told)
        if found:
            more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            raise BackupError(
                f"the backup {self._backup.directory} is damaged, and nothing was restored:"
                f" {'; '.join(found[:_SHOWN])}{more}"
            )

    def _refuse_busy(self) -> None:
        busy = snapshots.busy_at(self._place.url, self._now)
        if busy:
            raise BackupError(
                f"jobs are at work on the store ({', '.join(busy)}): stop Pantau first; those of"
                " one that was killed are believed to live for another minute"
            )

    def _refuse_full(self) -> None:
        archive = self._place.archive
        if not snapshots.is_empty_at(self._place.url):
            what = snapshots.shown(self._place.url)
        elif any(_held(archive)):
            what = str(archive)
        else:
            return
        raise BackupError(
            f"{what} is not empty: name another place with --data, or let --force move it aside"
        )

    def _staged(self) -> _Plan:
        gone = snapshots.gone_at(self._place.url)
        database, archive = _staged(_store_file(self._place)), _archive_staged(self._place)
        files.make_directory(archive)
        for name in self._backup.manifest.files:
            self._copy(name)
        origin = self._backup.directory.name
        buried = snapshots.adopt(database, archive, gone, self._by, origin, self._now)
        for path in _beside(database):
            files.remove(path)
        files.sync(database)
        files.sync(archive)
        return self._plan(snapshots.described(database).counts, buried)

    def _copy(self, name: str) -> None:
        target = self._ready_at(name)
        if target is None:
            return
        file, source = self._backup.manifest.files[name], self._backup.path(name)
        there = files.copy(source, target, file.bytes, lambda more: self._told("restored", more))
        if there.sha256 != file.sha256:
            raise BackupError(f"{source} has changed while it was read")

    def _ready_at(self, name: str) -> Path | None:
        """Return where a file is made ready; null for one that is there for people to read."""
        if name.startswith(f"{manifest.ARCHIVE}/"):
            return _archive_staged(self._place) / Path(name).name
        target = {
            manifest.STORE: _store_file(self._place),
            manifest.MODEL: self._place.data / manifest.MODEL,
            manifest.CONFIG: _configuration(self._place),
        }.get(name)
        return None if target is None else _staged(target)

    def _plan(self, counts: dict[str, int], buried: int) -> _Plan:
        in_file = snapshots.file_at(self._place.url) is not None
        moves = self._moves(with_store=in_file)
        aside = list(
            dict.fromkeys(self._told_aside(move) for move in moves if move.target.exists())
        )
        if not in_file and not snapshots.is_empty_at(self._place.url):
            aside.append(self._rows_aside())
        held = self._backup.manifest
        configuration = _configuration(self._place) if manifest.CONFIG in held.files else None
        restored = Restored(
            backup=self._backup.directory.name,
            made=held.made,
            counts=counts,
            buried=buried,
            aside=tuple(aside),
            configuration=configuration,
            left_out=held.left_out,
            missing=held.missing,
        )
        load = None if in_file else _staged(_store_file(self._place))
        return _Plan(load=load, moves=moves, restored=restored)

    def _moves(self, *, with_store: bool) -> tuple[_Move, ...]:
        targets = [self._place.data / manifest.MODEL, _configuration(self._place)]
        if with_store:
            targets.append(_store_file(self._place))
        named = (
            _Move(
                staged=_staged(target),
                target=target,
                aside=self._aside(target),
                is_ready=_staged(target).exists(),
            )
            for target in targets
        )
        return (*self._archive_moves(), *named)

    def _archive_moves(self) -> Iterator[_Move]:
        """Yield how the archive is changed over: as a whole, or file by file where it is mounted.

        A file system cannot be renamed, but what is in it can.
        """
        archive, staged = self._place.archive, _archive_staged(self._place)
        if not archive.is_mount():
            aside = self._aside(archive)
            yield _Move(staged=staged, target=archive, aside=aside, is_ready=staged.exists())
            return
        aside = archive / self._mark
        for name in sorted({one.name for one in (*_held(archive), *staged.iterdir())}):
            yield _Move(
                staged=staged / name,
                target=archive / name,
                aside=aside / name,
                is_ready=(staged / name).exists(),
            )

    def _told_aside(self, move: _Move) -> Path:
        """Return where somebody finds what was there: of files in the archive, the directory."""
        in_archive = move.target.parent == self._place.archive
        return move.aside.parent if in_archive else move.aside

    def _rows_aside(self) -> Path:
        """Write into a file what a PostgreSQL holds, which cannot be moved; return the file."""
        aside = self._aside(_store_file(self._place))
        snapshots.write_at(self._place.url, _staged(aside), lambda *_: None)
        files.settle(_staged(aside))
        for path in _beside(_staged(aside)):
            files.remove(path)
        _staged(aside).rename(aside)
        return aside

    def _aside(self, target: Path) -> Path:
        return target.with_name(target.name + self._mark)


def _follow(written: Path, place: Place, told: Told) -> Restored:
    """Do what is planned; what was done before is not done again."""
    plan = _Plan.model_validate_json(written.read_text(encoding="utf-8"))
    if plan.load is not None and plan.load.exists():
        snapshots.load(plan.load, place.url, told)
    for move in plan.moves:
        _change_over(move)
    snapshots.make_ready(place.url)
    for left in (*([plan.load] if plan.load else []), place.archive / _STAGED):
        files.remove(left)
    written.unlink()
    files.sync(written.parent)
    return plan.restored


def _change_over(move: _Move) -> None:
    """Rename what is there, with what SQLite keeps beside it, then what is ready.

    Once nothing is ready any more, this was done.
    """
    if move.is_ready and not move.staged.exists():
        return
    for end in (*_BESIDE, ""):
        there = move.target.with_name(move.target.name + end)
        aside = move.aside.with_name(move.aside.name + end)
        if there.exists() and not aside.exists():
            aside.parent.mkdir(exist_ok=True)
            there.rename(aside)
    if move.is_ready:
        move.staged.rename(move.target)
    files.sync(move.target.parent)


def _write(file: Path, plan: _Plan) -> None:
    """Write the plan under its name when it is on the disk: from then on it is followed."""
    staged = _staged(file)
    files.remove(staged)
    files.write(staged, plan.model_dump_json(indent=1))
    staged.rename(file)
    files.sync(file.parent)


def _mark(place: Place, moment: str) -> str:
    """Return how names end of what is moved aside: as nothing does yet."""
    number, mark = 1, moment
    places = {place.data, place.archive, place.archive.parent, _store_file(place).parent}
    while any(any(where.glob(f"*{mark}*")) for where in places):
        number += 1
        mark = f"{moment}-{number}"
    return mark


def _store_file(place: Place) -> Path:
    """Return the store's file; for a PostgreSQL, where one of it would be."""
    return snapshots.file_at(place.url) or place.data / "pantau.db"


def _configuration(place: Place) -> Path:
    return place.data / "config.restored.yaml"


def _staged(target: Path) -> Path:
    return target.with_name(target.name + _STAGED)


def _archive_staged(place: Place) -> Path:
    """Return where an archive is made ready: beside it, or in it where it is a file system."""
    archive = place.archive
    return archive / _STAGED if archive.is_mount() else _staged(archive)


def _held(archive: Path) -> Iterator[Path]:
    """Yield what an archive holds, but for what restores made ready, or moved aside, in it."""
    if archive.is_dir():
        yield from (one for one in archive.iterdir() if not one.name.startswith(_OURS))


def _beside(database: Path) -> list[Path]:
    ends = (*_BESIDE, "-journal", ".lock")
    return [database.with_name(database.name + end) for end in ends]


def _sweep(place: Place) -> None:
    """Remove what was made ready by a restore that was cut off."""
    database = _staged(_store_file(place))
    ready = (database, *_beside(database), _archive_staged(place))
    for path in (*ready, *place.data.glob(f"*{_STAGED}*")):
        files.remove(path)
