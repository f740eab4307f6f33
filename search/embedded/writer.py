"""Changes a build of the embedded index: its index of stories, and that of agreements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from tantivy import Index, IndexWriter, Query

from search.embedded.errors import plain_errors
from search.embedded.layout import AGREEMENTS, ID, STORIES, as_tantivy
from search.embedded.ranking import held
from search.engine import Held, Refused
from search.schema import Document

#: Bytes of memory for what is not yet written to one index; measured by ``benchmarks/search.py``.
_HEAP = 64_000_000


class EmbeddedWriter:
    """Changes one build; implements :class:`search.engine.Writer`."""

    def __init__(self, indexes: Mapping[str, Index]) -> None:
        self._parts = {part: _PartWriter(index) for part, index in indexes.items()}

    def put(self, documents: Iterable[Document]) -> None:
        """Write ``documents``, in place of those with their ids."""
        written = [(self._part_of(document), document) for document in documents]
        known = {
            writer: writer.versions([document.id for own, document in written if own is writer])
            for writer in self._parts.values()
        }
        # In this order, so that the text of a story is not analysed again for its agreements.
        for writer, document in written:
            writer.put(document, known[writer].get(document.id))

    def drop(self, gone: Iterable[Held]) -> None:
        """Remove documents, unless they are there in a later version."""
        dropped = list(gone)
        for writer in self._parts.values():
            # An id does not tell which of the two holds it.
            writer.drop(dropped)

    def commit(self) -> list[Refused]:
        """Write all changes to disk, and show them to searches that begin from now on.

        A process that ends between the two leaves changes that are made once more, to no effect.
        """
        return [refused for writer in self._parts.values() for refused in writer.commit()]

    def close(self) -> None:
        """End; what was not committed is lost."""
        for writer in self._parts.values():
            writer.close()

    def _part_of(self, document: Document) -> _PartWriter:
        return self._parts[AGREEMENTS if document.is_agreement else STORIES]


class _PartWriter:
    """Changes one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._searcher = index.searcher()
        self._opened: IndexWriter | None = None
        #: What was changed since the last commit: the version now held, null for what was dropped.
        self._changes: dict[str, int | None] = {}
        self._refused: list[Refused] = []

    def put(self, document: Document, committed: int | None) -> None:
        """Write ``document`` unless a later version is there; ``committed`` is in which it is."""
        before = self._changes.get(document.id, committed)
        if before is None or before <= document.version:
            replaces = committed is not None or document.id in self._changes
            self._put(document, replaces=replaces)

    def drop(self, gone: Sequence[Held]) -> None:
        known = self.versions([identity for identity, _ in gone])
        for identity, version in gone:
            before = self._changes.get(identity, known.get(identity))
            if before is not None and before <= version:
                self._delete(identity)
                self._changes[identity] = None

    def commit(self) -> list[Refused]:
        if self._opened is not None:
            with plain_errors():
                self._opened.commit()
                self._index.reload()
                self._searcher = self._index.searcher()
        refused, self._refused, self._changes = self._refused, [], {}
        return refused

    def close(self) -> None:
        if self._opened is not None:
            with plain_errors():
                self._opened.wait_merging_threads()

    @property
    def _writer(self) -> IndexWriter:
        if self._opened is None:
            with plain_errors():
                # Analysing, which only one thread can, takes longer than writing.
                self._opened = self._index.writer(_HEAP, num_threads=1)
        return self._opened

    def _put(self, document: Document, *, replaces: bool) -> None:
        try:
            made = as_tantivy(document)
        except ValueError as error:
            self._refused.append(Refused(document.id, str(error)))
            return
        if replaces:
            self._delete(document.id)
        with plain_errors():
            self._writer.add_document(made)
        self._changes[document.id] = document.version

    def _delete(self, identity: str) -> None:
        with plain_errors():
            self._writer.delete_documents_by_term(ID, identity)

    def versions(self, ids: Sequence[str]) -> dict[str, int]:
        """The versions in which the last commit holds ``ids``."""
        searcher = self._searcher
        if not ids or not searcher.num_docs:
            return {}
        with plain_errors():
            query = Query.term_set_query(self._index.schema, ID, list(ids))
            hits = searcher.search(query, len(ids), count=False).hits
            return dict(held(searcher, [address for _, address in hits]))


@contextmanager
def writing(indexes: Mapping[str, Index]) -> Iterator[EmbeddedWriter]:
    """Change a build's ``indexes``, by part; no other process may do so meanwhile."""
    with plain_errors():
        writer = EmbeddedWriter(indexes)
    try:
        yield writer
    finally:
        writer.close()
