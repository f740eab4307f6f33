"""A small index in memory, for a few documents that many queries are asked of."""

from __future__ import annotations

from collections.abc import Iterator

from tantivy import DocAddress, Query, Searcher

from search.embedded.errors import plain_errors
from search.embedded.layout import as_tantivy, exact, open_index
from search.embedded.query import compiled
from search.embedded.ranking import held
from search.schema import Document
from search.tree import Node, Phrase, Term

#: Bytes of memory for what is not yet written; the least that tantivy takes is 15 MB.
_HEAP = 32_000_000


class MemoryIndex:
    """Documents as the embedded engine holds them, put there once and then only asked.

    Sets of documents are numbers, in which each document has a bit; ``ids`` are in their order.
    """

    def __init__(self) -> None:
        self._index = open_index(None)
        self._schema = self._index.schema
        with plain_errors():
            self._writer = self._index.writer(_HEAP, num_threads=1)
        self._searcher: Searcher = self._index.searcher()
        self._places: dict[tuple[int, int], int] = {}
        self.ids: list[str] = []
        self.all = 0

    def put(self, document: Document) -> None:
        """Add a document; one that the engine would refuse is left out."""
        try:
            made = as_tantivy(document)
        except ValueError:
            return
        with plain_errors():
            self._writer.add_document(made)

    def finish(self) -> None:
        """Let all documents be found; none can be added any more."""
        with plain_errors():
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._index.reload()
            self._searcher = self._index.searcher()
            hits = self._search(Query.all_query())
            self._places = {(one.segment_ord, one.doc): place for place, one in enumerate(hits)}
            self.ids = [one.id for one in held(self._searcher, hits)]
        self.all = (1 << len(self.ids)) - 1

    def found(self, leaf: Node) -> int:
        """Return the set of all documents that ``leaf`` finds: a query that joins nothing."""
        with plain_errors():
            if not all(self._searcher.doc_freq(field, word) for field, word in _needed(leaf)):
                return 0
            bits = bytearray(len(self.ids))
            for one in self._search(compiled(leaf, self._schema)):
                bits[-1 - self._places[one.segment_ord, one.doc]] = 1
        return int(bits.translate(_DIGITS) or b"0", 2)

    def _search(self, query: Query) -> list[DocAddress]:
        most = max(self._searcher.num_docs, 1)
        return [address for _, address in self._searcher.search(query, most, count=False).hits]


def _needed(leaf: Node) -> Iterator[tuple[str, str]]:
    """Yield the fields and words without which ``leaf`` finds nothing."""
    if isinstance(leaf, Term | Phrase):
        field = exact(leaf.field) if leaf.exact else leaf.field
        for word in (leaf.word,) if isinstance(leaf, Term) else leaf.words:
            yield field, word


#: Turns the bytes 0 and 1 into the digits of a number.
_DIGITS = bytes.maketrans(b"\0\1", b"01")
