"""Which of some stories, and of their agreements, many queries find, before any engine holds them.

They are indexed in memory as the embedded engine does it, whichever engine is configured, so that
what a search finds is what an alert finds. The engine is asked for the leaves of queries alone,
each once however many queries share it, and not at all for words that do not occur; what queries
make of their leaves are sets, joined here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from search import tree
from search.embedded.memory import MemoryIndex
from search.query import understand
from search.schema import Document, documents

if TYPE_CHECKING:
    from store import Told

#: Queries whose trees are remembered: to read one takes longer than to ask it.
_REMEMBERED = 20_000


class Matches(NamedTuple):
    """The ids that a query found."""

    stories: frozenset[str]
    agreements: frozenset[str]


class Matcher:
    """Some stories with their agreements, for any number of queries."""

    def __init__(self, made: list[Document]) -> None:
        stories, agreements = MemoryIndex(), MemoryIndex()
        # In this order, so that the text of a story is not analysed again for its agreements.
        for document in made:
            (agreements if document.is_agreement else stories).put(document)
        self._stories, self._agreements = _Part(stories), _Part(agreements)
        self._known: dict[str, Matches] = {}

    def find(self, query: str) -> Matches:
        """Return which stories, and which agreements as such, a query finds.

        Raises:
            QueryError: where ``query`` is wrong.
        """
        found = self._known.get(query)
        if found is None:
            found = self._known[query] = self.find_node(understood(query))
        return found

    def find_node(self, asked: tree.Node) -> Matches:
        """Return what a query that is read already finds."""
        return Matches(self._stories.ids(asked), self._agreements.ids(asked))


class _Part:
    """The documents of stories, or those of agreements; sets of them are bits of a number."""

    def __init__(self, index: MemoryIndex) -> None:
        index.finish()
        self._index = index
        self._leaves: dict[tree.Node, int] = {}

    def ids(self, asked: tree.Node) -> frozenset[str]:
        """Return the ids of the documents that a query finds."""
        found = self._found(asked)
        if not found:
            return frozenset()
        ids = self._index.ids
        return frozenset(
            ids[place] for place, bit in enumerate(reversed(f"{found:b}")) if bit == "1"
        )

    def _found(self, node: tree.Node) -> int:
        if isinstance(node, tree.And):
            found = self._index.all
            for part in node.parts:
                found &= self._found(part)
                if not found:
                    break
            return found
        if isinstance(node, tree.Or | tree.Best):
            found = 0
            for part in node.parts:
                found |= self._found(part)
            return found
        if isinstance(node, tree.Not):
            return self._index.all & ~self._found(node.part)
        if isinstance(node, tree.Boosted):
            return self._found(node.part)
        return self._leaf(node)

    def _leaf(self, leaf: tree.Node) -> int:
        found = self._leaves.get(leaf)
        if found is None:
            found = self._leaves[leaf] = self._index.found(leaf)
        return found


def matcher(told: Iterable[Told]) -> Matcher:
    """Return what finds queries' matches among stories and the agreements they speak for."""
    return Matcher([document for one in told for document in documents(one)])


@lru_cache(_REMEMBERED)
def understood(query: str) -> tree.Node:
    """Return the tree of a query, remembered.

    Raises:
        QueryError: where ``query`` is wrong.
    """
    return understand(query)


def asks_for(query: str, field: str) -> bool:
    """Say whether a query asks for values of ``field``, excluded ones among them.

    Raises:
        QueryError: where ``query`` is wrong.
    """
    return any(getattr(leaf, "field", None) == field for leaf in _leaves(understood(query)))


def _leaves(node: tree.Node) -> Iterator[tree.Node]:
    if isinstance(node, tree.And | tree.Or | tree.Best):
        for part in node.parts:
            yield from _leaves(part)
    elif isinstance(node, tree.Not | tree.Boosted):
        yield from _leaves(node.part)
    else:
        yield node
