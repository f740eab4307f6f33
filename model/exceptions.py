"""Every error that Pantau raises on purpose, as one tree.

A message names what was wrong, where, and what to do. The command line prints it as it is and exits
with ``exit_code``.
"""

from __future__ import annotations

from typing import ClassVar


class PantauError(Exception):
    """Base of all errors that Pantau raises on purpose."""

    #: 1: nothing could be done or a check found faults; 2: wrong usage, query or configuration.
    exit_code: ClassVar[int] = 1


class ConfigError(PantauError):
    """The configuration is wrong: names the key and, in a file, the line."""

    exit_code = 2

    def __init__(self, problem: str, *, key: str | None = None, where: str | None = None) -> None:
        self.problem, self.key, self.where = problem, key, where
        super().__init__(": ".join(part for part in (where, key, problem) if part))


class InputError(PantauError):
    """What the user gave (a file, a line, an address) cannot be used."""

    exit_code = 2


class QueryError(PantauError):
    """A search query cannot be understood; ``column`` counts characters from 1."""

    exit_code = 2

    def __init__(self, problem: str, *, query: str, column: int) -> None:
        self.problem, self.query, self.column = problem, query, column
        super().__init__(f"{problem} (column {column} of: {query})")


class NotFoundError(PantauError):
    """No story, agreement or page has the id or address that was asked for."""


class ConflictError(PantauError):
    """Somebody else changed meanwhile what was to be changed; nothing was done."""


class AccessError(PantauError):
    """Somebody may not do this, or is not who they say."""


class PageError(PantauError):
    """A page cannot be read as an article; ``reason`` is its short name in reports."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


class FetchError(PageError):
    """A page could not be fetched."""


class StoreError(PantauError):
    """The store cannot be opened, migrated or written."""


class ArchiveError(StoreError):
    """A page in the archive is gone or damaged, or none can be written there."""


class BackupError(PantauError):
    """A backup cannot be made or is damaged, or cannot be restored here."""


class DiskError(PantauError):
    """There is too little room on a disk to go on."""


class SearchError(PantauError):
    """The search engine cannot be opened, written or asked."""


class CursorError(SearchError):
    """What was given as the place of the next page is none."""


class DeliveryError(PantauError):
    """A message could not be sent; addresses in the text are masked."""


class TemporaryDeliveryError(DeliveryError):
    """A message could not be sent now; ``retry_after`` is in seconds, null where none is told."""

    def __init__(self, problem: str, *, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(problem)


class DeadChannelError(DeliveryError):
    """A channel takes no message ever: the address is refused for good."""
