"""Which column is which field, as somebody says it: by option, or in a file that is used again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError

from desk.importing.columns import SKIP, fields, plain
from model.exceptions import InputError
from model.records import Record

_HEAD = """\
# How pantau agreements import reads this office's register; it is written and read by
# --mapping. Under "columns" stands what each head of a column is taken for: a field, or "skip".
# Fields: {fields}
"""


class ColumnMap(Record):
    """What is said of a file's columns; what is not said is told by the words of the heads.

    ``columns`` are heads and the fields they hold, ``sheets`` those that are read; none: all that
    are shown and hold a register. ``unit`` stands where a row names none. ``keep_unknown`` says
    that columns which nobody knows are kept in the note.
    """

    columns: dict[str, str] = Field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    unit: str | None = None
    keep_unknown: bool = False

    def field(self, path: tuple[str, ...]) -> str | None:
        """Return what is said of a column, by its whole head or the last row of it."""
        said = {plain(head): field for head, field in self.columns.items()}
        return said.get(plain(" ".join(path))) or said.get(plain(path[-1]))


def pairs(options: Iterable[str]) -> dict[str, str]:
    """Read options such as "Mitra Kami=partners".

    Raises:
        InputError: one has no "=", or names no field.
    """
    found = {}
    for option in options:
        head, sign, field = option.rpartition("=")
        if not sign or not head.strip():
            raise InputError(f'--map {option!r}: write it as "Head of the column=field"')
        found[head.strip()] = field.strip()
    return checked(ColumnMap(columns=found)).columns


def checked(said: ColumnMap, where: str = "--map") -> ColumnMap:
    """Return a mapping whose fields are all known.

    Raises:
        InputError: a field is none.
    """
    known = {*fields(), SKIP}
    for head, field in said.columns.items():
        if field not in known:
            raise InputError(f"{where}: {head}: no field is called {field!r}; there are {_named()}")
    return said


def read_mapping(file: Path) -> ColumnMap:
    """Read a mapping that was written before.

    Raises:
        InputError: the file cannot be read, or is none.
    """
    try:
        content: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
        return checked(ColumnMap.model_validate(content or {}), str(file))
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"{file} is no mapping of columns: {reason}") from error


def written(said: ColumnMap) -> str:
    """Write a mapping as a file that people may edit."""
    content = said.model_dump(mode="json", exclude_defaults=True) or {"columns": {}}
    body = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    return _HEAD.format(fields=_named()) + body


def merged(first: ColumnMap, over: Mapping[str, str]) -> ColumnMap:
    """Return a mapping in which some columns are said anew."""
    return first.model_copy(update={"columns": {**first.columns, **over}})


def _named() -> str:
    return ", ".join((*fields(), SKIP))
