"""What is told of a story that was forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from pydantic import AwareDatetime

from model.records import JAKARTA, Record


class Erasure(NamedTuple):
    """Why something is forgotten, who asked for it, and when (UTC)."""

    reason: str
    by: str
    at: datetime


class Tombstone(Record):
    """What stays of a page that was forgotten.

    ``address`` is a SHA-256 of its canonical address, ``story`` the id of the story that it told.
    """

    address: str
    story: str | None
    reason: str
    by: str
    at: AwareDatetime

    @property
    def said(self) -> str:
        """Say when it was forgotten, and why."""
        return f"forgotten on {self.at.astimezone(JAKARTA):%Y-%m-%d} because: {self.reason}"


class Sending(Record):
    """That a story was told to somebody before it was forgotten; ``to`` hides what is secret."""

    subscription: str
    to: str
    at: AwareDatetime | None


class Erased(Record):
    """What was forgotten: a story, its agreements, how many pages, and what had been sent of it."""

    story: str | None
    agreements: tuple[str, ...]
    pages: int
    sent: tuple[Sending, ...]
