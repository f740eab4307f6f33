"""The store: the source of truth. Only this package knows SQL."""

from __future__ import annotations

from store.pages import DELETED
from store.records import (
    Counts,
    Endpoint,
    Explanation,
    PageState,
    Queued,
    RunRow,
    Saved,
    SetAside,
    SiteState,
    SiteStatus,
    Told,
    Visit,
)
from store.store import Store, open_store

__all__ = [
    "DELETED",
    "Counts",
    "Endpoint",
    "Explanation",
    "PageState",
    "Queued",
    "RunRow",
    "Saved",
    "SetAside",
    "SiteState",
    "SiteStatus",
    "Store",
    "Told",
    "Visit",
    "open_store",
]
