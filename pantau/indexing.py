"""The index after a command that saved something."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from model.exceptions import SearchError
from pantau.output import note
from search import sync

if TYPE_CHECKING:
    from pantau.options import App
    from store import Store


#: Seconds between two lines about work that goes on.
_QUIET = 2.0


def progress() -> Callable[[int], None]:
    """Return what tells people how many stories were indexed so far, every few seconds."""
    told = time.monotonic()

    def tell(count: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _QUIET:
            note(f"  {count} stories indexed so far")
            told = time.monotonic()

    return tell


def follow(app: App, store: Store) -> None:
    """Index what was saved; where the engine cannot be used now, say that it will be later.

    What was saved is safe in the store, so an engine that is away is no failure of the command.
    """
    try:
        with app.engine() as engine:
            sync(store, engine, app.retention, progress())
    except SearchError as error:
        note(f"pantau: {error}")
        note(
            "Nothing is lost: what was saved waits for the search index, and the next crawl or"
            " `pantau index sync` catches up."
        )
