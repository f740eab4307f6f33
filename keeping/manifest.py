"""What a backup says of itself, and which backups there are in a directory."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pydantic import AwareDatetime, Field, ValidationError

from model.exceptions import BackupError
from model.records import Record

MANIFEST = "manifest.json"
STORE = "store.db"
ARCHIVE = "archive"
MODEL = "model.json"
CONFIG = "config.yaml"
SETTINGS = "settings.json"
#: How backups are made; another number is of another Pantau.
FORMAT = 1
_NAME = "%Y-%m-%dT%H%M%SZ"
_MARK = "pantau-"


class Source(Record):
    """A file of the archive as it was when it was copied: unchanged, it is not copied again."""

    bytes: int
    modified_ns: int


class File(Record):
    """A file of a backup. ``source`` is null where it must be copied anew the next time."""

    bytes: int
    sha256: str
    source: Source | None = None


class Manifest(Record):
    """What a backup holds; ``made`` is the moment that it shows, in UTC.

    ``version`` is that of Pantau, ``revision`` that of the store's tables, ``engine`` the sort of
    database that it came from. ``counts`` are rows by table. ``missing`` files of the archive were
    not there, or too short. ``left_out`` are the settings whose values were secrets.
    """

    format: int = FORMAT
    made: AwareDatetime
    version: str
    revision: str
    engine: str
    counts: dict[str, int]
    files: dict[str, File]
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def bytes(self) -> int:
        """Bytes of all files."""
        return sum(file.bytes for file in self.files.values())


class Backup(Record):
    """A whole backup: its directory, and what it says of itself."""

    directory: Path
    manifest: Manifest

    def path(self, name: str) -> Path:
        """Return where a file of it is."""
        return self.directory / name


class LastBackup(Record):
    """The newest backup, for people to see how old it is; null where there is none."""

    directory: Path
    made: datetime | None = Field(None)


def name_of(made: datetime) -> str:
    """Return what a backup of that moment is called."""
    return _MARK + made.astimezone(UTC).strftime(_NAME)


def names(directory: Path) -> list[Path]:
    """Return the backups in a directory, the oldest first."""
    return sorted(path.parent for path in directory.glob(f"{_MARK}*/{MANIFEST}"))


def opened(directory: Path) -> Backup:
    """Open a backup, or the newest in a directory of backups.

    Raises:
        BackupError: there is none, or it cannot be read.
    """
    found = (
        directory if (directory / MANIFEST).is_file() else next(reversed(names(directory)), None)
    )
    if found is None:
        raise BackupError(f"there is no backup in {directory}")
    try:
        text = (found / MANIFEST).read_text(encoding="utf-8")
        manifest = Manifest.model_validate_json(text)
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"the backup {found} cannot be read: {error}") from error
    except ValidationError as error:
        raise BackupError(f"the backup {found} is damaged: {MANIFEST} is none") from error
    if manifest.format != FORMAT:
        raise BackupError(f"the backup {found} is of another Pantau (format {manifest.format})")
    return Backup(directory=found, manifest=manifest)


def last(directory: Path | None) -> LastBackup | None:
    """Return the newest backup of a directory that can be read; null where none is wanted."""
    if directory is None:
        return None
    for found in reversed(names(directory)):
        try:
            return LastBackup(directory=directory, made=opened(found).manifest.made)
        except BackupError:
            continue
    return LastBackup(directory=directory)
