"""Forgetting: out of the store, then out of the files of the search index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.audit import Act
from model.exceptions import NotFoundError
from pantau.indexing import renew
from store import Erased, Erasure

if TYPE_CHECKING:
    from pantau.options import App
    from store import Store


def forget(app: App, store: Store, what: str, why: Erasure, act: Act) -> Erased:
    """Forget a story by its id, or what is known of an address.

    Raises:
        NotFoundError: no story has this id.
        ArchiveError: an archived page cannot be written over; then nothing is forgotten.
    """
    if "://" in what:
        erased = store.erasing.address(what, why)
    else:
        found = store.erasing.story(what, why, act)
        if found is None:
            raise NotFoundError(f"{what}: no story has this id (see pantau stories)")
        erased = found
    if erased.story is not None:
        renew(app, store)
    return erased
