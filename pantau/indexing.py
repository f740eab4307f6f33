"""The index after a command that changed the store."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from model.exceptions import SearchError
from pantau.output import note
from search import SearchEngine, rebuild, sync

if TYPE_CHECKING:
    from pantau.options import App
    from store import Store


#: Seconds between two lines about work that goes on.
_QUIET = 2.0
_CATCHES_UP = (
    "Nothing is lost: what was saved waits for the search index, and the next crawl or"
    " `pantau index sync` catches up."
)
_IS_MADE_ANEW = (
    "It is out of the store. The search index is made anew, and what it holds of it goes, as soon"
    " as the engine is there: by the next search, crawl or `pantau index sync`."
)


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
    _change(lambda engine: sync(store, engine, app.retention, progress()), app, _CATCHES_UP)


def renew(app: App, store: Store) -> None:
    """Make the index anew, as engines hide what they drop, and keep its words in their files.

    Where the engine cannot be used now, it is made when that is used next; so are the indexes of
    other engines that followed the store.
    """
    kept: list[str] = []

    def make(engine: SearchEngine) -> None:
        rebuild(store, engine, app.retention, progress())
        kept.extend(store.indexing.builds(engine.kind))

    _change(make, app, _IS_MADE_ANEW)
    store.erasing.leave_indexes(kept)


def _change(change: Callable[[SearchEngine], object], app: App, otherwise: str) -> None:
    """Change the index; where the engine cannot be used now, say what happens instead."""
    try:
        with app.engine() as engine:
            change(engine)
    except SearchError as error:
        note(f"pantau: {error}")
        note(otherwise)
