"""What a search engine does for Pantau; each engine implements it for itself."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Literal, NamedTuple, Protocol

from search.schema import Document
from search.tree import Node

Sort = Literal["relevance", "date"]


class Match(NamedTuple):
    """A story that a query found; the score is 0 where hits are sorted by date."""

    story: str
    score: float


class Found(NamedTuple):
    """How many stories a query found in all, and the first of them."""

    total: int
    matches: list[Match]


class Writer(Protocol):
    """Changes an index; nothing is seen before :meth:`commit`."""

    def put(self, documents: Iterable[Document]) -> None:
        """Take the documents of a story, after :meth:`drop` of what it had before."""

    def drop(self, story: str) -> None:
        """Forget all documents of a story."""

    def commit(self) -> None:
        """Make all changes visible, and sure to outlive a crash."""


class SearchEngine(Protocol):
    """An index of stories and agreements.

    Every method may raise ``SearchError``, with one sentence of what is wrong.
    """

    @property
    def usable(self) -> bool:
        """Whether the index is there, whole, and of this version; else it must be rebuilt."""

    def search(self, query: Node, limit: int, sort: Sort) -> Found:
        """Return the first ``limit`` stories; ties are broken by date, newest first, then id."""

    def stories(self, query: Node) -> set[str]:
        """Return the ids of all stories that ``query`` finds."""

    def agreements(self, query: Node) -> set[tuple[str, str]]:
        """Return (story, agreement) of every agreement that ``query`` finds as such."""

    def count(self) -> int:
        """Return how many stories are indexed."""

    def alone(self) -> AbstractContextManager[None]:
        """Hold the right to write, waiting until no other process does; may be nested."""

    def writer(self) -> AbstractContextManager[Writer]:
        """Change the index in use; to be called while :meth:`alone`."""

    def successor(self) -> AbstractContextManager[Writer]:
        """Fill a new index, which takes the place of the old one when the block ends well.

        Until then, and for ever where it ends badly, the old one answers. To be called while
        :meth:`alone`.
        """
