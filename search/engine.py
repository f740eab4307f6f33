"""What a search engine does for Pantau; each engine implements it for itself.

An engine holds *builds*: whole indexes, each under a name of its own. One of them is in use; a
rebuild fills another one beside it and puts that in its place. Every build follows the store by a
queue of its own, so that one that is being filled misses nothing that is saved meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from search.schema import Document
from search.tree import Node

Sort = Literal["relevance", "date"]


class Match(NamedTuple):
    """A story that a query found; the score is 0 where hits are sorted by date."""

    story: str
    score: float


class Found(NamedTuple):
    """How many stories a query found in all, and some of them.

    ``after`` leads to those that follow; null where none does.
    """

    total: int
    matches: list[Match]
    after: str | None


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the stories that a query found have one value of a field."""

    value: str
    count: int


class Size(NamedTuple):
    """How many documents an index holds."""

    stories: int
    agreements: int


class Held(NamedTuple):
    """A document that an index holds: a story or an agreement, and in which version."""

    id: str
    version: int


class Refused(NamedTuple):
    """A document that the engine does not take, though it takes others, and why."""

    id: str
    reason: str


class Writer(Protocol):
    """Changes one build. What is written twice is there once; an older version never wins."""

    def put(self, documents: Iterable[Document]) -> None:
        """Write documents, in place of those with their ids."""

    def drop(self, gone: Iterable[Held]) -> None:
        """Remove documents, unless they are there in a later version."""

    def commit(self) -> list[Refused]:
        """Make all changes since the last commit sure to outlive a crash; say what was refused.

        They are seen by all searches that begin from then on.
        """


class SearchEngine(Protocol):
    """Indexes of stories and agreements.

    Every method may raise ``SearchError``, with one sentence of what is wrong and what to do.
    """

    @property
    def kind(self) -> str:
        """The sort of engine, as ``search.engine`` names it in the configuration."""

    @property
    def name(self) -> str:
        """What people call this index: the engine, and where it is."""

    @property
    def current(self) -> str | None:
        """The build in use; null where none is, or it is damaged or of another version."""

    def search(self, query: Node, limit: int, sort: Sort, after: str | None = None) -> Found:
        """Return ``limit`` stories: the first, or those that follow ``after``.

        Ties are broken by date, newest first, then id. ``after`` is what an earlier search with
        the same query and order gave; an unreadable one is a ``SearchError``.
        """

    def facets(self, query: Node, fields: Sequence[str]) -> dict[str, list[FacetCount]]:
        """Count the stories that ``query`` finds by the values of some ``schema.FACET_FIELDS``.

        Values come by count, most first, then in the order of their letters.
        """

    def stories(self, query: Node) -> set[str]:
        """Return the ids of all stories that ``query`` finds."""

    def agreements(self, query: Node) -> frozenset[str]:
        """Return the ids of all agreements that ``query`` finds as such."""

    def size(self) -> Size:
        """Count what the build in use holds."""

    def builds(self) -> list[str]:
        """Return the names of all builds, finished or not, oldest first."""

    def begin(self) -> str:
        """Make an empty build, and return its name, which no other build ever had."""

    def writer(self, build: str) -> AbstractContextManager[Writer]:
        """Change a build, waiting until no other process of this machine does."""

    def held(self, build: str) -> Iterator[Held]:
        """Yield all that a build holds, in the order of ids; all that was committed is there."""

    def differing(self, build: str, documents: Sequence[Document]) -> Iterator[str]:
        """Yield the ids of ``documents`` that a build holds in their version, otherwise written."""

    def sweep(self, build: str) -> list[Held]:
        """Remove from a build what is no document of Pantau's, and say what that was.

        Others may write to an index too: a document without our fields, or under another id.
        Ids come with where they stood; what is written there next must have a later version.
        """

    def hindrance(self, build: str) -> str | None:
        """Say in a sentence what stands in the way of writing to a build, though it is there."""

    def use(self, build: str) -> None:
        """Put a build in place of the one in use, all at once."""

    def forget(self, build: str) -> None:
        """Remove a build, which may not be the one in use; nothing where none has that name.

        It waits until no other process of this machine changes that build.
        """

    def rebuilding(self) -> AbstractContextManager[None]:
        """Hold the right to make a new build, waiting until no other process of this machine does.

        It ends with the process.
        """
