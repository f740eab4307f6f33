"""The store: the source of truth. Only this package knows SQL."""

from __future__ import annotations

from store.accounts import Accounts, Limit
from store.admitting import Pass
from store.cases import DecidedAt, Near
from store.desk import Desk
from store.erasure_records import Erased, Erasure, Sending, Tombstone
from store.imports import Choice, Imports, Settled
from store.job_records import Alarm, Due, Forgotten, JobOutcome, JobRun
from store.kliping_finds import Find, OtherPage
from store.lessons import LessonRow, Lessons
from store.listing import AgreementPage, Place, StoryPage
from store.overview import Fresh, RegisterFilter, RegisterOrder, RegisterPage
from store.pages import DELETED, WITHDRAWN
from store.records import (
    AgreementOrder,
    ArchiveSize,
    Batch,
    Capture,
    Case,
    Counts,
    Endpoint,
    Explanation,
    History,
    Mark,
    Named,
    NameSort,
    News,
    NewsSort,
    OutboxStatus,
    PageState,
    Post,
    Queued,
    Recipient,
    RunHead,
    RunRow,
    Saved,
    SetAside,
    SiteState,
    SiteStatus,
    Telling,
    Told,
    ValueAct,
    ValueRow,
    Version,
    Visit,
)
from store.reporting import Corrected, Dated, Look, Reporting, Scope
from store.rows import ArticleRow
from store.sheet_rows import KeptRow, SheetRow
from store.store import Store, open_store
from store.taking_in import RowDone, RowWork
from store.texts import as_stored

__all__ = [
    "DELETED",
    "WITHDRAWN",
    "Accounts",
    "AgreementOrder",
    "AgreementPage",
    "Alarm",
    "ArchiveSize",
    "ArticleRow",
    "Batch",
    "Capture",
    "Case",
    "Choice",
    "Corrected",
    "Counts",
    "Dated",
    "DecidedAt",
    "Desk",
    "Due",
    "Endpoint",
    "Erased",
    "Erasure",
    "Explanation",
    "Find",
    "Forgotten",
    "Fresh",
    "History",
    "Imports",
    "JobOutcome",
    "JobRun",
    "KeptRow",
    "LessonRow",
    "Lessons",
    "Limit",
    "Look",
    "Mark",
    "NameSort",
    "Named",
    "Near",
    "News",
    "NewsSort",
    "OtherPage",
    "OutboxStatus",
    "PageState",
    "Pass",
    "Place",
    "Post",
    "Queued",
    "Recipient",
    "RegisterFilter",
    "RegisterOrder",
    "RegisterPage",
    "Reporting",
    "RowDone",
    "RowWork",
    "RunHead",
    "RunRow",
    "Saved",
    "Scope",
    "Sending",
    "SetAside",
    "Settled",
    "SheetRow",
    "SiteState",
    "SiteStatus",
    "Store",
    "StoryPage",
    "Telling",
    "Told",
    "Tombstone",
    "ValueAct",
    "ValueRow",
    "Version",
    "Visit",
    "as_stored",
    "open_store",
]
