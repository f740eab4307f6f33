"""How results are shown: JSON for programs, tables and plain lines for people."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import click
from pydantic import BaseModel
from pydantic_core import to_jsonable_python
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from desk.wording import shown

#: Columns of a page that is no terminal (a file, a pipe): wide enough for tables to stay whole.
_PAGE_WIDTH = 120


class _Output(Console):
    """Standard output."""

    def on_broken_pipe(self) -> None:
        """Leave a reader that went away to :func:`pantau.cli.main`."""
        raise BrokenPipeError


def console() -> Console:
    """Return where results are written: standard output."""
    return _Output(width=None if sys.stdout.isatty() else _PAGE_WIDTH, highlight=False)


def end_unread() -> NoReturn:
    """End well where the reader of our output went away (``… | head``): nothing is left to say."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def to_json(value: object, *, indent: int | None = 2) -> str:
    """Write ``value`` (models included) as JSON."""
    return json.dumps(to_jsonable_python(value), ensure_ascii=False, indent=indent)


def print_json(value: object) -> None:
    """Print ``value`` (models included) as JSON in UTF-8."""
    click.echo(to_json(value))


def print_line(value: BaseModel) -> None:
    """Write ``value`` as one line of JSON and hand it over at once."""
    sys.stdout.write(to_json(value, indent=None) + "\n")
    sys.stdout.flush()


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None
) -> None:
    """Write rows under headings; a column whose values are all numbers is set to the right."""
    lines = [list(row) for row in rows]
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for place, column in enumerate(columns):
        numbers = bool(lines) and all(isinstance(line[place], int) for line in lines)
        table.add_column(column, justify="right" if numbers else "left", overflow="fold")
    for line in lines:
        table.add_row(*(escape(shown(cell)) for cell in line))
    console().print(table)


def print_fields(fields: Iterable[tuple[str, object]], *, indent: str = "  ") -> None:
    """Write names and values below each other, leaving out what is empty."""
    for name, value in fields:
        if value not in (None, "", (), [], {}):
            click.echo(f"{indent}{name:<16} {shown(value)}")


def write_file(content: bytes, output: Path | None, *, is_text: bool) -> None:
    """Write a file that was asked for: to ``output``, or to standard output where that is null.

    Raises:
        click.UsageError: it is no text, and would be shown on a terminal.
    """
    if output is not None:
        output.write_bytes(content)
        return
    if not is_text and sys.stdout.isatty():
        raise click.UsageError("This is no text: give --output FILE.")
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


def note(message: str) -> None:
    """Tell people something that is no result, on standard error."""
    click.echo(message, err=True)
