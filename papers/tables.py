"""Papers as what they consist of, whichever sort of file they become."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from papers.indonesian import number, short_day

#: A longer one makes Excel call a workbook damaged.
_LONGEST_ADDRESS = 2_000


class Link(NamedTuple):
    """Words that lead to an address."""

    words: str
    url: str


class Change(NamedTuple):
    """A difference, and how pages say it: "+3 (+20 %)"."""

    number: int
    words: str


Cell = str | int | float | date | Link | Change | None


class Column(NamedTuple):
    """A column: its heading, its width beside the others, and whether it holds numbers."""

    name: str
    width: int = 10
    is_number: bool = False


class Table(NamedTuple):
    """A table; ``name`` is what a sheet of a workbook is called."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


class Bars(NamedTuple):
    """A picture of numbers: what it shows, in a sentence, and each bar's label and number."""

    told: str
    bars: Sequence[tuple[str, int]]


class Section(NamedTuple):
    """A part of a paper: sentences, then a picture, then a table.

    Pages that can show the picture leave out a table that ``is_drawn``: it says the same.
    """

    heading: str
    sentences: Sequence[str] = ()
    table: Table | None = None
    bars: Bars | None = None
    is_drawn: bool = False


class Paper(NamedTuple):
    """A whole paper; ``lines`` stand under its title, ``signed`` is where and when it is made."""

    title: str
    lines: Sequence[str]
    sections: Sequence[Section]
    signed: str


def shown(cell: Cell) -> str:
    """Write a cell for a page: numbers and days as Indonesian papers do, a dash for nothing."""
    if cell is None or cell == "":
        return "–"
    if isinstance(cell, Link | Change):
        return cell.words
    if isinstance(cell, date):
        return short_day(cell)
    return number(cell) if isinstance(cell, int | float) else cell


def address(cell: Cell) -> str | None:
    """Return where a cell leads to: only an address of the web that Excel takes is any."""
    if not isinstance(cell, Link) or len(cell.url) > _LONGEST_ADDRESS:
        return None
    return cell.url if cell.url.startswith(("http://", "https://")) else None
