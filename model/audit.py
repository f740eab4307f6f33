"""What people did that others may have to answer for: edits, deletions, exports, sendings."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, Field

from model.records import Record


class Act(StrEnum):
    """What somebody did."""

    REVIEW = "review"
    EDIT = "edit"
    IMPORT = "import"
    DELETE = "delete"
    FORGET = "forget"
    EXPORT = "export"
    SEND = "send"
    ACCESS = "access"
    RESTORE = "restore"


class Deed(Record):
    """One thing that was done, by whom, when (UTC), and to what.

    ``subject`` is an id or a name, such as a story's, and ``detail`` what else is told of it, as
    JSON: never the text of stories, nor anything that was to be forgotten.
    """

    act: Act
    by: str
    at: AwareDatetime
    subject: str
    detail: dict[str, Any] = Field(default_factory=dict)


class LoggedDeed(Deed):
    """A deed as the log holds it; numbers rise in the order in which they were written."""

    number: int
