"""People who may open the web page, and what they may do there."""

from __future__ import annotations

from enum import StrEnum

from model.records import Record


class Role(StrEnum):
    """What somebody may do; each may all that those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def includes(self, other: Role) -> bool:
        """Whether this one may do what ``other`` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


class User(Record):
    """Who asks: a name, and what it may do."""

    name: str
    role: Role
