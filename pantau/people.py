"""Who does something by command: said with ``--by``, else whoever runs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def by_option(doing: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option ``--by``; ``doing`` says in its help what that person does."""
    return click.option(
        "--by", envvar=["USER", "LOGNAME"], help=f"Who {doing} (default: you, by $USER)."
    )


def person(by: str | None) -> str:
    """Return who it is.

    Raises:
        click.UsageError: nobody is named.
    """
    if by is None or not by.strip():
        raise click.UsageError("Say who does it: --by NAME.")
    return by.strip()
