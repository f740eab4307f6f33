"""The store: the source of truth. Only this package knows SQL."""

from __future__ import annotations

from store.pages import DELETED
from store.records import Counts, Explanation, PageState, Queued, RunRow, Saved, SetAside, Told
from store.store import Store, open_store

__all__ = [
    "DELETED",
    "Counts",
    "Explanation",
    "PageState",
    "Queued",
    "RunRow",
    "Saved",
    "SetAside",
    "Store",
    "Told",
    "open_store",
]
