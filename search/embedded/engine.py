"""The search engine of one machine: tantivy over indexes in the data directory."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from heapq import merge
from pathlib import Path
from typing import Any

from tantivy import Index, Query, Searcher

from model.exceptions import SearchError
from search.embedded.answers import Answers
from search.embedded.builds import Builds, Current
from search.embedded.contents import differing
from search.embedded.errors import UNUSABLE, plain_errors
from search.embedded.layout import (
    AGREEMENTS,
    PARTS,
    STORIES,
    VERSION,
    counted,
    key_of,
    make_schema,
    open_index,
)
from search.embedded.query import compiled, is_scored
from search.embedded.ranking import Ranking, by_id, held, ids_of
from search.embedded.writer import EmbeddedWriter, writing
from search.engine import FacetCount, Found, Held, Size, Sort
from search.schema import Document
from search.tree import Node

logger = logging.getLogger(__name__)

#: How often a search begins again because the index was replaced just then.
_ATTEMPTS = 5
#: Values of one field that are counted at most.
_MOST_VALUES = 10_000
#: Documents whose ids and versions are read at once.
_AT_ONCE = 10_000
#: The file in which tantivy says what an index holds.
_META = "meta.json"


@dataclass(frozen=True, slots=True)
class _Open:
    """A part of the build in use as it was when it was last looked at."""

    current: Current
    stamp: tuple[int, ...]
    index: Index
    searcher: Searcher


class EmbeddedEngine:
    """The builds in ``directory``; implements :class:`search.engine.SearchEngine`."""

    kind = "embedded"

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._builds = Builds(directory)
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SearchError(f"The search index cannot be written: {error}") from error
        self._schema = make_schema()
        #: By part.
        self._open: dict[str, _Open] = {}
        self._ranked: tuple[Searcher, Node, Ranking] | None = None
        self._answers = Answers()

    @property
    def name(self) -> str:
        """The engine, and the directory that it writes to."""
        return f"embedded, in {self._directory}"

    @property
    def current(self) -> str | None:
        """The build in use; null where none is, or it is damaged or of another version."""
        try:
            views = [self._view(part) for part in PARTS]
        except SearchError:
            return None
        return next((view.current.build for view in views if view is not None), None)

    def search(self, query: Node, limit: int, sort: Sort, after: str | None = None) -> Found:
        """Return ``limit`` stories that ``query`` finds: the first, or those after a page."""
        searcher = self._searcher(STORIES)
        if searcher is None:
            return Found(0, [], None)
        with plain_errors():
            # What fits equally well comes by date.
            scored = sort == "relevance" and is_scored(query)
            return self._ranking(searcher, query).page(limit, after, scored=scored)

    def facets(self, query: Node, fields: Sequence[str]) -> dict[str, list[FacetCount]]:
        """Count the stories that ``query`` finds by the values of ``fields``."""
        searcher = self._searcher(STORIES)
        if searcher is None or not fields:
            return {field: [] for field in fields}
        asked = (query, tuple(fields))
        return self._answers.get(searcher, asked, lambda: self._facets(searcher, query, fields))

    def _facets(
        self, searcher: Searcher, query: Node, fields: Sequence[str]
    ) -> dict[str, list[FacetCount]]:
        terms = {
            field: {"terms": {"field": counted(field), "size": _MOST_VALUES}} for field in fields
        }
        with plain_errors():
            found = searcher.aggregate(compiled(query, self._schema), terms)
        return {field: _counts(found[field]["buckets"]) for field in fields}

    def stories(self, query: Node) -> set[str]:
        """Return the ids of all stories that ``query`` finds."""
        searcher = self._searcher(STORIES)
        return set() if searcher is None else set(self._ids(searcher, query))

    def agreements(self, query: Node) -> frozenset[str]:
        """Return the ids of all agreements that ``query`` finds as such."""
        searcher = self._searcher(AGREEMENTS)
        if searcher is None:
            return frozenset()
        return self._answers.get(searcher, query, lambda: self._ids(searcher, query))

    def size(self) -> Size:
        """Count what the build in use holds."""
        searchers = map(self._searcher, PARTS)
        return Size(*(searcher.num_docs if searcher else 0 for searcher in searchers))

    def builds(self) -> list[str]:
        """Return the names of all builds, oldest first."""
        with plain_errors():
            return self._builds.names()

    def begin(self) -> str:
        """Make an empty build, and return its name, which no other build ever had."""
        with plain_errors():
            return self._builds.begin()

    @contextmanager
    def writer(self, build: str) -> Iterator[EmbeddedWriter]:
        """Change a build, waiting until no other process does."""
        with _locked(self._builds.writing(build)):
            indexes = {part: self._index_of(build, part) for part in PARTS}
            with writing(indexes) as writer:
                yield writer

    def held(self, build: str) -> Iterator[Held]:
        """Yield all that a build holds, in the order of ids, as it is now."""
        return merge(*(self._held(build, part) for part in PARTS))

    def differing(self, build: str, documents: Sequence[Document]) -> Iterator[str]:
        """Yield the ids of ``documents`` that a build holds in their version, otherwise written."""
        for part in PARTS:
            own = [one for one in documents if one.is_agreement == (part == AGREEMENTS)]
            with plain_errors():
                yield from differing(self._latest(build, part), self._schema, own)

    def sweep(self, build: str) -> list[Held]:  # noqa: ARG002 - the protocol's
        """Return nothing: nobody else writes here."""
        return []

    def hindrance(self, build: str) -> str | None:  # noqa: ARG002 - the protocol's
        """Return null: what can be read can be written."""
        return None

    def use(self, build: str) -> None:
        """Put a build in place of the one in use, all at once."""
        for part in PARTS:
            self._index_of(build, part)
        with plain_errors():
            self._builds.use(Current(build, VERSION))

    def forget(self, build: str) -> None:
        """Remove a build that is not in use."""
        with plain_errors():
            current = self._builds.current()
            if current is not None and current.build == build:
                raise SearchError(f"The build {build} is in use and cannot be removed.")
            self._builds.forget(build)

    def rebuilding(self) -> AbstractContextManager[None]:
        """Hold the right to make a new build, waiting until no other process does."""
        return _locked(self._builds.rebuilding())

    def _held(self, build: str, part: str) -> Iterator[Held]:
        searcher = self._latest(build, part)
        last = None
        while True:
            with plain_errors():
                addresses = by_id(searcher, self._schema, Query.all_query(), _AT_ONCE, last)
                found = list(held(searcher, addresses))
            yield from found
            if len(found) < _AT_ONCE:
                return
            last = key_of(found[-1].id)

    def _latest(self, build: str, part: str) -> Searcher:
        """A view of a build, in use or not, as it is now."""
        index = self._index_of(build, part)
        with plain_errors():
            index.reload()
            return index.searcher()

    def _ranking(self, searcher: Searcher, query: Node) -> Ranking:
        """The ranking of a query, the one of its page before as long as nothing was changed."""
        ranked = self._ranked
        if ranked is None or ranked[0] is not searcher or ranked[1] != query:
            asked = compiled(query, self._schema)
            ranked = searcher, query, Ranking(searcher, self._schema, asked)
            self._ranked = ranked
        return ranked[2]

    def _ids(self, searcher: Searcher, query: Node) -> frozenset[str]:
        with plain_errors():
            asked = compiled(query, self._schema)
            hits = searcher.search(asked, max(searcher.num_docs, 1), count=False).hits
            return frozenset(ids_of(searcher, [address for _, address in hits]))

    def _searcher(self, part: str) -> Searcher | None:
        found = self._view(part)
        if found is None:
            logger.warning("There is no search index yet: run `pantau index sync`.")
            return None
        return found.searcher

    def _view(self, part: str) -> _Open | None:
        """A part of the build in use as it is now; null where none was ever made."""
        for _ in range(_ATTEMPTS):
            current = self._builds.current()
            if current is None:
                return None
            if current.version != VERSION:
                break
            try:
                with plain_errors():
                    return self._opened(current, part)
            except SearchError:
                self._open = {}
                if self._builds.current() == current:
                    break
        raise SearchError(UNUSABLE)

    def _opened(self, current: Current, part: str) -> _Open:
        """A view of the build in use: the last one, if nothing was committed since."""
        path = self._path(current.build, part)
        with plain_errors():
            # Every commit puts another file in its place.
            found = (path / _META).stat()
        opened = self._open.get(part)
        if opened is None or opened.current != current:
            index = self._index_of(current.build, part)
        elif opened.stamp != _stamp(found):
            index = opened.index
            index.reload()
        else:
            return opened
        self._open[part] = _Open(current, _stamp(found), index, index.searcher())
        return self._open[part]

    def _index_of(self, build: str, part: str) -> Index:
        path = self._path(build, part)
        with plain_errors():
            return open_index(path)

    def _path(self, build: str, part: str) -> Path:
        path = self._builds.path(build)
        if path is None:
            raise SearchError(f"The search index has no build {build!r}: run `pantau index sync`.")
        return path / part


def _stamp(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_mtime_ns, found.st_size


def _counts(buckets: list[dict[str, Any]]) -> list[FacetCount]:
    counts = [FacetCount(bucket["key"], bucket["doc_count"]) for bucket in buckets]
    return sorted(counts, key=lambda found: (-found.count, found.value))


@contextmanager
def _locked(lock: AbstractContextManager[None]) -> Iterator[None]:
    """Hold ``lock``; what goes wrong in taking it is told in a sentence."""
    with ExitStack() as stack:
        with plain_errors():
            stack.enter_context(lock)
        yield
