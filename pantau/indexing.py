"""The index after a command that saved something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.exceptions import SearchError
from pantau.output import note
from search import sync

if TYPE_CHECKING:
    from pantau.options import App
    from store import Store


def follow(app: App, store: Store) -> None:
    """Index what was saved; where the engine cannot be used now, say that it will be later.

    What was saved is safe in the store, so an engine that is away is no failure of the command.
    """
    try:
        with app.engine() as engine:
            sync(store, engine, app.retention)
    except SearchError as error:
        note(f"pantau: {error}")
        note(
            "Nothing is lost: what was saved waits for the search index, and the next crawl or"
            " `pantau index sync` catches up."
        )
