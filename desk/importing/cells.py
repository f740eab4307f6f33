"""The cells of one agreement by field, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from desk.sheets import Line, Problem, Unreadable, Value
from desk.sheets.book import WINDOWS_EPOCH, text_of
from model.records import Instrument

#: What people write into a cell to say that there is nothing.
_NOTHING = frozenset(
    {"", "-", "–", "—", "--", "n/a", "na", "nihil", "tidak ada", "kosong", "...", "0"}
)


class Cell(NamedTuple):
    """A value, and where it stands."""

    value: Value
    row: int
    column: int

    @property
    def text(self) -> str:
        """What it holds, as somebody would have typed it."""
        return text_of(self.value)


@dataclass(frozen=True)
class Setting:
    """What holds for all rows of a sheet.

    ``fields`` are by column, ``heads`` the texts above each. ``year`` is that of the sheet's name
    or title, ``unit`` the office and ``kind`` the paper of those that name none. ``kept`` are
    columns that go into the note.
    """

    sheet: str
    fields: Mapping[int, str]
    heads: Mapping[int, str]
    epoch: date = WINDOWS_EPOCH
    year: int | None = None
    unit: str | None = None
    kind: Instrument | None = None
    kept: frozenset[int] = frozenset()


@dataclass
class Cells:
    """The cells of one agreement; ``problems`` grows as they are read."""

    line: Line
    setting: Setting
    problems: list[Problem] = field(default_factory=list)

    def of(self, name: str) -> list[Cell]:
        """Return what the columns of a field hold, without what says that there is nothing.

        What cannot be read is told, and left out.
        """
        return list(self._readable(name))

    def texts(self, name: str) -> list[str]:
        """Return the texts of a field."""
        return [cell.text for cell in self.of(name)]

    def first(self, name: str) -> Cell | None:
        """Return the first value of a field."""
        return next(iter(self.of(name)), None)

    def tell(self, code: str, cell: Cell | None = None, **values: Any) -> None:
        """Note a problem, with the place of its cell, or of the row."""
        place = self.setting.heads.get(cell.column, "") if cell else ""
        column = f"{get_column_letter(cell.column)} ({place})" if cell else None
        problem = Problem(
            code=code,
            sheet=self.setting.sheet,
            row=cell.row if cell else self.line.rows[0],
            column=column,
            values={"value": cell.text if cell else "", **values},
        )
        if problem not in self.problems:
            self.problems.append(problem)

    def kept(self) -> Iterator[tuple[str, str]]:
        """Yield the heads and texts of columns that go into the note."""
        for column in sorted(self.setting.kept & self.line.cells.keys()):
            texts = [text_of(value) for _, value in self.line.cells[column]]
            yield self.setting.heads[column], "; ".join(filter(None, texts))

    def _readable(self, name: str) -> Iterator[Cell]:
        for column, own in self.setting.fields.items():
            if own != name:
                continue
            for row, value in self.line.cells.get(column, ()):
                cell = Cell(value, row, column)
                if isinstance(value, Unreadable):
                    self.tell(value.code, cell, shown=value.shown)
                elif cell.text.lower() not in _NOTHING:
                    yield cell
