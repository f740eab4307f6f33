"""The data dictionary of a bundle: its tables and columns, and what they mean."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from model.records import Record
from model.words import words_of

_FILE = Path(__file__).with_name("dictionary.yaml")

Type = Literal["string", "integer", "number", "array", "date", "datetime", "yearmonth"]
Source = Literal["berita", "petugas", "register", "pantau"]


class Column(Record):
    """A column; ``en`` and ``id`` say what it means, ``words`` is the group of its values."""

    type: Type
    source: Source
    en: str
    id: str
    unit: str | None = None
    required: bool = False
    words: str | None = None

    def values(self) -> list[str]:
        """Return the values that it may have; empty where they are not fixed."""
        return list(words_of(self.words)) if self.words else []


class Table(Record):
    """A table: what a row of it is, and the columns that no two rows have the same values in."""

    en: str
    id: str
    key: tuple[str, ...]
    columns: dict[str, Column]

    @property
    def is_of_agreements(self) -> bool:
        """Whether each row belongs to a row of the first table."""
        return "agreement_id" in self.columns and self.key != ("agreement_id",)


@cache
def tables() -> dict[str, Table]:
    """Return the tables by name, in the order in which a bundle has them."""
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: Table.model_validate(told) for name, told in content.items()}
