"""Where a bundle goes: a directory or a ZIP file, there whole or not at all."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from model.exceptions import InputError

#: The earliest time that ZIP knows: what is in one must not depend on when it was made.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


@contextmanager
def placed(target: Path) -> Iterator[Path]:
    """Give a directory to write a bundle into, and put it in its place when the block is done.

    Raises:
        InputError: there is something already at ``target``, or nothing can be written there.
    """
    is_zip = target.suffix.lower() == ".zip"
    _check(target, is_zip=is_zip)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as temporary:
            content = Path(temporary) / "bundle"
            yield content
            if is_zip:
                packed = Path(temporary) / "bundle.zip"
                _pack(content, packed)
                packed.replace(target)
            else:
                content.replace(target)
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror}") from error


def _check(target: Path, *, is_zip: bool) -> None:
    if is_zip and target.is_dir():
        raise InputError(f"{target} is a directory: give the name of a file")
    if not is_zip and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError(f"{target} is there already: give a new or an empty directory")


def _pack(directory: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in directory.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(directory).as_posix(), _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _READABLE
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, packed.open(entry, "w") as part:
                shutil.copyfileobj(source, part)
