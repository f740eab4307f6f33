"""What is wrong with a spreadsheet or one of its cells, and what to do about it, in words."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from model.exceptions import InputError
from model.records import Record
from model.words import Tongue

_FILE = Path(__file__).with_name("problems.yaml")


class Problem(Record):
    """Something to tell of a file: where it is, and what.

    ``row`` counts from 1, ``column`` is a letter with the head in brackets. ``values`` fill in the
    sentence that ``code`` stands for.
    """

    code: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    values: dict[str, Any] = Field(default_factory=dict)

    def said(self, language: Tongue = "en") -> str:
        """Say what is wrong and what to do, without the place."""
        return _words()[self.code][language].format_map(self.values)

    def where(self, language: Tongue = "en") -> str:
        """Name sheet, row and column, as far as it has them."""
        row = ("baris" if language == "id" else "row") if self.row else ""
        parts = (self.sheet, f"{row} {self.row}" if self.row else None, self.column)
        return ", ".join(part for part in parts if part)


class SpreadsheetError(InputError):
    """A file cannot be taken as a spreadsheet at all; ``problem`` says why in each language."""

    def __init__(self, code: str, **values: Any) -> None:
        self.problem = Problem(code=code, values=values)
        super().__init__(self.problem.said())


@cache
def _words() -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content
