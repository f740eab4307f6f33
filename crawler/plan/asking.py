"""What a plan may yield, and what it is sent for it."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from crawler.discovery.found import Found
from store import Endpoint, PageState

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to make; the plan is sent its :class:`Answer`.

    ``is_front`` may lead to another host: the site moved. ``page`` is set for an article's page,
    ``part_of`` for a further part of one: the request for its first part.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    is_front: bool = False
    page: PageState | None = None
    part_of: Ask | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request; ``reason`` names why nothing did (``crawler.reasons``).

    ``url`` is where redirects led. Names of ``headers`` are in lower case.
    """

    url: str
    status: int = 0
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None
    detail: str = ""

    @property
    def is_unchanged(self) -> bool:
        """Whether the server says that what was had before is still so."""
        return self.status == 304


@dataclass(frozen=True, slots=True)
class Named:
    """Pages that the site names, and what is known now of the endpoint that named them.

    Both are remembered at once. The plan is sent a :class:`Sifted`.
    """

    found: Sequence[Found]
    endpoint: Endpoint | None = None


@dataclass(frozen=True, slots=True)
class Fetch:
    """Time to ask for the pages that wait, before the plan goes on. It is sent nothing."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """How many of the pages named were not known before, and how many were."""

    new: int = 0
    known: int = 0


Plan: TypeAlias = Generator[Ask | Named | Fetch, Any, _T]


def ask(request: Ask) -> Plan[Answer]:
    """Make a request."""
    answer: Answer = yield request
    return answer


def name(found: Sequence[Found], endpoint: Endpoint | None = None) -> Plan[Sifted]:
    """Tell of pages, and of the endpoint as it is known now."""
    sifted: Sifted = yield Named(found, endpoint)
    return sifted


def fetch() -> Plan[None]:
    """Let the pages that wait be asked for."""
    yield Fetch()
