"""People who may open the web page, and what they may do there."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime

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


class Account(User):
    """Somebody who may log in; ``tokens`` are those of their programs. Times are in UTC."""

    created: AwareDatetime
    tokens: int = 0


class PassSort(StrEnum):
    """What lets somebody in: a browser's session, or a program's token."""

    SESSION = "session"
    TOKEN = "token"  # noqa: S105 - no secret, but the name of one


class PassRow(Record):
    """A session or a token, without its secret; ``id`` is the beginning of the secret's digest."""

    id: str
    sort: PassSort
    label: str | None
    created: AwareDatetime
    ends: AwareDatetime | None
