"""The search engine of one machine: tantivy over an index in the data directory."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock
from tantivy import Index, IndexWriter, Query, Searcher

from model.exceptions import SearchError
from search.embedded.generations import Generation, Generations
from search.embedded.layout import (
    AGREEMENT,
    STORY,
    VERSION,
    as_tantivy,
    make_schema,
    open_index,
)
from search.embedded.query import compiled, only_agreements, only_stories
from search.embedded.ranking import first
from search.engine import Found, Sort
from search.schema import Document
from search.tree import Everything, Node

logger = logging.getLogger(__name__)

#: Bytes of memory for what is not yet written; measured by ``benchmarks/search.py``.
_HEAP = 64_000_000
#: Seconds between two looks at the writer's lock.
_POLL = 0.02
#: How often a search begins again because the index was replaced just then.
_ATTEMPTS = 5

_UNUSABLE = "The search index is damaged or of another version: run `pantau index rebuild`."


class EmbeddedEngine:
    """An index in ``directory``; implements :class:`search.engine.SearchEngine`."""

    def __init__(self, directory: Path) -> None:
        self._generations = Generations(directory)
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SearchError(f"The search index cannot be written: {error}") from error
        self._lock = FileLock(directory / "write.lock", poll_interval=_POLL)
        self._schema = make_schema()
        self._open: tuple[Generation, Index] | None = None

    @property
    def usable(self) -> bool:
        """Whether the index is there, whole, and of this version."""
        try:
            return self._view() is not None
        except SearchError:
            return False

    def search(self, query: Node, limit: int, sort: Sort) -> Found:
        """Return the first ``limit`` stories that ``query`` finds."""
        searcher = self._searcher()
        if searcher is None:
            return Found(0, [], None)
        with _plain_errors():
            asked = only_stories(compiled(query, self._schema), self._schema)
            return first(searcher, asked, limit, sort)

    def stories(self, query: Node) -> set[str]:
        """Return the ids of all stories that ``query`` finds."""
        asked = only_stories(compiled(query, self._schema), self._schema)
        return {story for story, _ in self._ids(asked)}

    def agreements(self, query: Node) -> set[tuple[str, str]]:
        """Return (story, agreement) of every agreement that ``query`` finds."""
        return set(self._ids(only_agreements(compiled(query, self._schema), self._schema)))

    def count(self) -> int:
        """Return how many stories are indexed."""
        return self.search(Everything(), 1, "date").total

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the writers' lock, which ends with the process."""
        with _plain_errors():
            self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def writer(self) -> Iterator[EmbeddedWriter]:
        """Change the index in use."""
        if self._view() is None or self._open is None:
            raise SearchError(_UNUSABLE)
        with _writing(self._open[1]) as writer:
            yield writer

    @contextmanager
    def successor(self) -> Iterator[EmbeddedWriter]:
        """Fill a new index, and put it in place of the old one."""
        with _plain_errors():
            generation = self._generations.begin(VERSION)
        try:
            with _writing(self._index_of(generation)) as writer:
                yield writer
                writer.commit()
            with _plain_errors():
                self._generations.use(generation)
        except BaseException:
            self._generations.forget(generation)
            raise

    def _ids(self, query: Query) -> Iterator[tuple[str, str]]:
        searcher = self._searcher()
        if searcher is None:
            return
        with _plain_errors():
            hits = searcher.search(query, max(searcher.num_docs, 1)).hits
            for _, address in hits:
                stored = searcher.doc(address)
                yield str(stored.get_first(STORY)), str(stored.get_first(AGREEMENT))

    def _searcher(self) -> Searcher | None:
        searcher = self._view()
        if searcher is None:
            logger.warning("There is no search index yet: run `pantau index sync`.")
        return searcher

    def _view(self) -> Searcher | None:
        """A view of the index as it is now; null where none was ever made."""
        for _ in range(_ATTEMPTS):
            current = self._generations.current()
            if current is None:
                return None
            if current.version != VERSION:
                break
            try:
                with _plain_errors():
                    return self._current_index(current).searcher()
            except SearchError:
                self._open = None
                if self._generations.current() == current:
                    break
        raise SearchError(_UNUSABLE)

    def _current_index(self, current: Generation) -> Index:
        if self._open is None or self._open[0] != current:
            self._open = current, self._index_of(current)
        index = self._open[1]
        index.reload()
        return index

    def _index_of(self, generation: Generation) -> Index:
        path = self._generations.path(generation)
        if not path.is_dir():
            raise SearchError(_UNUSABLE)
        with _plain_errors():
            return open_index(str(path))


class EmbeddedWriter:
    """Changes one index; implements :class:`search.engine.Writer`."""

    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer

    def put(self, documents: Iterable[Document]) -> None:
        """Add ``documents``."""
        for document in documents:
            made = as_tantivy(document)
            with _plain_errors():
                self._writer.add_document(made)

    def drop(self, story: str) -> None:
        """Forget all documents of ``story``."""
        with _plain_errors():
            self._writer.delete_documents_by_term(STORY, story)

    def commit(self) -> None:
        """Write all changes to disk, and show them to searches that begin from now on."""
        with _plain_errors():
            self._writer.commit()


@contextmanager
def _writing(index: Index) -> Iterator[EmbeddedWriter]:
    with _plain_errors():
        # One thread: the order of documents, and so of equal hits, is that of writing.
        writer = index.writer(_HEAP, num_threads=1)
    try:
        yield EmbeddedWriter(writer)
    finally:
        with _plain_errors():
            writer.wait_merging_threads()


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Say in a sentence what tantivy says with an exception, or by panicking."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise SearchError(f"The search index cannot be used: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise SearchError(_UNUSABLE) from error
