"""A small index in memory, for a few documents that many queries are asked of."""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import Searcher

from search.embedded.errors import plain_errors
from search.embedded.layout import as_tantivy, open_index
from search.embedded.query import compiled
from search.embedded.ranking import held
from search.schema import Document
from search.tree import Node

#: Bytes of memory for what is not yet written; the least that tantivy takes is 15 MB.
_HEAP = 32_000_000


class MemoryIndex:
    """Documents as the embedded engine holds them, all at once and unchanged."""

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

    def ids(self, query: Node) -> set[str]:
        """Return the ids of all documents that ``query`` finds."""
        with plain_errors():
            asked = compiled(query, self._schema)
            hits = self._searcher.search(asked, max(self._searcher.num_docs, 1), count=False).hits
            return {one.id for one in held(self._searcher, [address for _, address in hits])}
