"""The store: the source of truth. Only this package knows SQL."""

from __future__ import annotations

from store.pages import DELETED
from store.records import (
    Case,
    Counts,
    Endpoint,
    Explanation,
    History,
    News,
    NewsSort,
    PageState,
    Queued,
    RunRow,
    Saved,
    SetAside,
    SiteState,
    SiteStatus,
    Told,
    Version,
    Visit,
)
from store.store import Store, open_store
from store.withdrawing import WITHDRAWN

__all__ = [
    "DELETED",
    "WITHDRAWN",
    "Case",
    "Counts",
    "Endpoint",
    "Explanation",
    "History",
    "News",
    "NewsSort",
    "PageState",
    "Queued",
    "RunRow",
    "Saved",
    "SetAside",
    "SiteState",
    "SiteStatus",
    "Store",
    "Told",
    "Version",
    "Visit",
    "open_store",
]
