"""The store: the source of truth. Only this package knows SQL."""

from __future__ import annotations

from store.job_records import Alarm, Due, Forgotten, JobOutcome, JobRun
from store.pages import DELETED, WITHDRAWN
from store.records import (
    ArchiveSize,
    Capture,
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
from store.texts import as_stored

__all__ = [
    "DELETED",
    "WITHDRAWN",
    "Alarm",
    "ArchiveSize",
    "Capture",
    "Case",
    "Counts",
    "Due",
    "Endpoint",
    "Explanation",
    "Forgotten",
    "History",
    "JobOutcome",
    "JobRun",
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
    "as_stored",
    "open_store",
]
