"""Which of some stories, and of their agreements, a query finds, before any engine holds them.

They are indexed in memory as the embedded engine does it, whichever engine is configured, so that
what a search finds is what an alert finds.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from search.embedded.memory import MemoryIndex
from search.query import understand
from search.schema import Document, documents
from search.tree import Node
from search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from store import Told

#: Queries whose trees are remembered: to read one takes longer than to ask it.
_REMEMBERED = 20_000


class Matches(NamedTuple):
    """The ids that a query found."""

    stories: frozenset[str]
    agreements: frozenset[str]


NOTHING = Matches(frozenset(), frozenset())


class _Part:
    """The documents of stories, or those of agreements."""

    def __init__(self, own: list[Document]) -> None:
        self._vocabulary = Vocabulary(own)
        self._index = MemoryIndex(own) if own else None

    def ids(self, asked: Node) -> frozenset[str]:
        if self._index is None or not self._vocabulary.may_fit(asked):
            return frozenset()
        return frozenset(self._index.ids(asked))


class Matcher:
    """Some stories with their agreements, for any number of queries."""

    def __init__(self, made: list[Document]) -> None:
        self._stories = _Part([one for one in made if not one.is_agreement])
        self._agreements = _Part([one for one in made if one.is_agreement])
        self._known: dict[Node, Matches] = {}

    def find(self, query: str) -> Matches:
        """Return which stories, and which agreements as such, a query finds.

        A query is asked once; of words that do not occur at all, never.

        Raises:
            QueryError: where ``query`` is wrong.
        """
        return self.find_node(understood(query))

    def find_node(self, asked: Node) -> Matches:
        """Return what a query that is read already finds."""
        found = self._known.get(asked)
        if found is None:
            found = Matches(self._stories.ids(asked), self._agreements.ids(asked))
            self._known[asked] = found
        return found


def matcher(told: Iterable[Told]) -> Matcher:
    """Return what finds queries' matches among stories and the agreements they speak for."""
    return Matcher([document for one in told for document in documents(one)])


@lru_cache(_REMEMBERED)
def understood(query: str) -> Node:
    """Return the tree of a query, remembered.

    Raises:
        QueryError: where ``query`` is wrong.
    """
    return understand(query)
