"""A small index in memory, for a few documents that many queries are asked of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tantivy import Query, Searcher

from search.embedded.errors import plain_errors
from search.embedded.layout import as_tantivy, open_index
from search.embedded.query import compiled
from search.embedded.ranking import held
from search.schema import Document
from search.tree import Node

#: Bytes of memory for what is not yet written; the least that tantivy takes is 15 MB.
_HEAP = 32_000_000


class MemoryIndex:
    """Documents as the embedded engine holds them, all at once and unchanged.

    Sets of documents are numbers, in which each document has a bit; ``ids`` are in their order.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        """Index ``documents``; those that the engine would refuse are left out."""
        index = open_index(None)
        with plain_errors():
            writer = index.writer(_HEAP, num_threads=1)
            for document in documents:
                try:
                    writer.add_document(as_tantivy(document))
                except ValueError:
                    continue
            writer.commit()
            writer.wait_merging_threads()
            index.reload()
            self._searcher: Searcher = index.searcher()
            self._schema = index.schema
            found = list(self._addresses(Query.all_query()))
            self._places = {address: place for place, address in enumerate(found)}
            self.ids = self._ids()
        self.all = (1 << len(self.ids)) - 1

    def found(self, query: Node) -> int:
        """Return the set of all documents that ``query`` finds."""
        bits = bytearray(len(self.ids))
        with plain_errors():
            for address in self._addresses(compiled(query, self._schema)):
                bits[-1 - self._places[address]] = 1
        return int(bits.translate(_DIGITS) or b"0", 2)

    def _addresses(self, query: Query) -> Iterator[tuple[int, int]]:
        most = max(self._searcher.num_docs, 1)
        for _, address in self._searcher.search(query, most, count=False).hits:
            yield address.segment_ord, address.doc

    def _ids(self) -> list[str]:
        most = max(self._searcher.num_docs, 1)
        hits = self._searcher.search(Query.all_query(), most, count=False).hits
        return [one.id for one in held(self._searcher, [address for _, address in hits])]


#: Turns the bytes 0 and 1 into the digits of a number.
_DIGITS = bytes.maketrans(b"\0\1", b"01")
