"""The search engine of a team: Elasticsearch."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from search.draining import is_agreement
from search.elasticsearch.builds import Builds
from search.elasticsearch.contents import differing
from search.elasticsearch.errors import ServerError
from search.elasticsearch.paging import Cursor, read, written
from search.elasticsearch.query import compiled
from search.elasticsearch.server import Server
from search.elasticsearch.templates import AGREEMENTS, FACETS, ID, MOMENT, PARTS, STORIES
from search.elasticsearch.writing import ElasticsearchWriter
from search.engine import FacetCount, Found, Held, Match, Size, Sort
from search.schema import Document
from search.tree import Node

logger = logging.getLogger(__name__)

#: Hits of one answer: as many as servers give (``index.max_result_window``).
_AT_ONCE = 10_000
#: Values of one field: as many as servers count (``search.max_buckets``).
_MOST_VALUES = 65_535
#: How long a view of the index is kept for the next page.
_KEPT = "2m"
#: What an unknown, outlived or damaged view is answered with.
_NO_VIEW = (400, 404, 500)
_BY_DATE = [{MOMENT: "desc"}, {ID: "asc"}]
_ORDER: dict[Sort, list[dict[str, str]]] = {
    "date": _BY_DATE,
    "relevance": [{"_score": "desc"}, *_BY_DATE],
}
#: Reads no stored documents: ids are sorted by, and come with the order.
_BARE = {"_source": False, "stored_fields": "_none_"}


class ElasticsearchEngine:
    """Indices in a cluster; implements :class:`search.engine.SearchEngine`.

    Args:
        server: The cluster.
        builds: Where the indices lie.
        bulk_bytes: The most that is sent at once.
    """

    kind = "elasticsearch"

    def __init__(self, server: Server, builds: Builds, bulk_bytes: int) -> None:
        self._server = server
        self._builds = builds
        self._bulk_bytes = bulk_bytes

    @property
    def name(self) -> str:
        """What people call this index: the engine, and where it is."""
        aliases = " and ".join(map(self._builds.alias, PARTS))
        return f"{self._server.name} ({aliases})"

    @property
    def current(self) -> str | None:
        """The build in use; null where none is, or it is damaged or of another version."""
        return self._builds.current()

    def search(self, query: Node, limit: int, sort: Sort, after: str | None = None) -> Found:
        """Return ``limit`` stories that ``query`` finds: the first, or those after a page."""
        found = self._page(query, min(limit, _AT_ONCE - 1), sort, after)
        while found.after is not None and len(found.matches) < limit:
            wanted = min(limit - len(found.matches), _AT_ONCE - 1)
            more = self._page(query, wanted, sort, found.after)
            found = Found(found.total, found.matches + more.matches, more.after)
        return found

    def facets(self, query: Node, fields: Sequence[str]) -> dict[str, list[FacetCount]]:
        """Count the stories that ``query`` finds by the values of ``fields``."""
        terms = {
            field: {"terms": {"field": FACETS[field], "size": _MOST_VALUES}} for field in fields
        }
        asked = {"query": _own(query), "size": 0, "aggregations": terms}
        answer = self._asked(STORIES, asked) if fields else None
        if answer is None:
            return {field: [] for field in fields}
        found = answer["aggregations"]
        return {
            field: [FacetCount(each["key"], each["doc_count"]) for each in found[field]["buckets"]]
            for field in fields
        }

    def stories(self, query: Node) -> set[str]:
        """Return the ids of all stories that ``query`` finds."""
        return self._ids(STORIES, query)

    def agreements(self, query: Node) -> frozenset[str]:
        """Return the ids of all agreements that ``query`` finds as such."""
        return frozenset(self._ids(AGREEMENTS, query))

    def size(self) -> Size:
        """Count what the build in use holds."""
        asked = {"size": 0, "track_total_hits": True}
        answers = (self._asked(part, asked) for part in PARTS)
        return Size(*(answer["hits"]["total"]["value"] if answer else 0 for answer in answers))

    def builds(self) -> list[str]:
        """Return the names of all builds, oldest first."""
        return self._builds.names()

    def begin(self) -> str:
        """Make an empty build, and return its name, which no other build ever had."""
        return self._builds.begin()

    @contextmanager
    def writer(self, build: str) -> Iterator[ElasticsearchWriter]:
        """Change a build, waiting until no other process of this machine does."""
        with self._builds.writing(build):
            self._builds.check(build)
            indices = {part: self._builds.index(build, part) for part in PARTS}
            writer = ElasticsearchWriter(self._server, indices, self._bulk_bytes)
            try:
                yield writer
            finally:
                writer.close()

    def held(self, build: str) -> Iterator[Held]:
        """Yield all that a build holds, in the order of ids, as it is now."""
        for hit in self._scanned(build):
            if self._is_own(build, hit):
                yield Held(hit["_id"], hit["_version"])

    def differing(self, build: str, documents: Sequence[Document]) -> Iterator[str]:
        """Yield the ids of ``documents`` that a build holds in their version, otherwise written."""
        indices = {part: self._builds.index(build, part) for part in PARTS}
        return differing(self._server, indices, documents)

    def sweep(self, build: str) -> list[Held]:
        """Remove from a build what is no document of Pantau's, and say what that was."""
        foreign = [hit for hit in self._scanned(build) if not self._is_own(build, hit)]
        return [self._removed(hit["_index"], hit["_id"]) for hit in foreign]

    def hindrance(self, build: str) -> str | None:
        """Say in a sentence what stands in the way of writing to a build, though it is there."""
        return self._builds.hindrance(build)

    def use(self, build: str) -> None:
        """Put a build in place of the one in use, all at once."""
        self._builds.use(build)

    def forget(self, build: str) -> None:
        """Remove a build that is not in use."""
        self._builds.forget(build)

    def rebuilding(self) -> AbstractContextManager[None]:
        """Hold the right to make a new build, waiting until no other process does."""
        return self._builds.rebuilding()

    def _page(self, query: Node, limit: int, sort: Sort, after: str | None) -> Found:
        cursor = None if after is None else read(after, sort)
        asked = {
            "query": _own(query),
            # One more than wanted tells whether another page follows.
            "size": limit + 1,
            "sort": _ORDER[sort],
            "track_total_hits": True,
            **_BARE,
        }
        if cursor is None:
            answer = self._asked(STORIES, asked)
        else:
            answer = self._next(asked | {"search_after": cursor.last}, cursor.view)
        return _found(answer, limit, sort) if answer else Found(0, [], None)

    def _ids(self, part: str, query: Node) -> set[str]:
        asked = {"sort": [{ID: "asc"}], "query": _own(query)}
        try:
            return {hit["sort"][0] for hit in self._walked([self._builds.alias(part)], asked)}
        except ServerError as error:
            self._excuse(error)
            return set()

    def _removed(self, index: str, identity: str) -> Held:
        """Remove a document in whatever version, and return the one that this leaves."""
        gone = self._server.ask(self._server.client.delete, index=index, id=identity)
        return Held(f"{index}/{identity}", gone["_version"])

    def _scanned(self, build: str) -> Iterator[Any]:
        """All documents of a build in the order of ids, those of others first."""
        self._builds.check(build)
        self._refresh(build)
        asked = {"sort": [{ID: {"order": "asc", "missing": "_first"}}], "version": True}
        yield from self._walked(self._builds.both(build), asked, {"_source": False})

    def _is_own(self, build: str, hit: Any) -> bool:
        """Whether Pantau wrote a document, and it stands where it should."""
        part = AGREEMENTS if is_agreement(hit["_id"]) else STORIES
        whole = bool(hit["sort"][0] == hit["_id"])
        return whole and bool(hit["_index"] == self._builds.index(build, part))

    def _asked(self, part: str, asked: dict[str, Any]) -> Any:
        """The answer of the build in use; null where there is none."""
        search = self._server.client.search
        try:
            return self._server.ask(
                search,
                index=self._builds.alias(part),
                allow_partial_search_results=False,
                **asked,
            )
        except ServerError as error:
            self._excuse(error)
            return None

    def _next(self, asked: dict[str, Any], view: str | None) -> Any:
        """The answer from a view of the index, or from a new one in its place."""
        if view is not None:
            try:
                return self._seen(asked, view)
            except ServerError as error:
                if error.status not in _NO_VIEW:
                    raise
        try:
            return self._seen(asked, self._view([self._builds.alias(STORIES)]))
        except ServerError as error:
            self._excuse(error)
            return None

    def _walked(
        self, indices: list[str], asked: dict[str, Any], read: dict[str, Any] = _BARE
    ) -> Iterator[Any]:
        """All hits, in a view of their own; ``read`` says what is read of each."""
        view = self._view(indices)
        last: dict[str, Any] = {}
        try:
            while True:
                answer = self._seen(
                    {**asked, **last, **read, "size": _AT_ONCE, "track_total_hits": False}, view
                )
                view = answer["pit_id"]
                hits = answer["hits"]["hits"]
                yield from hits
                if len(hits) < _AT_ONCE:
                    return
                last = {"search_after": hits[-1]["sort"]}
        finally:
            self._server.ask(self._server.client.close_point_in_time, id=view)

    def _view(self, indices: list[str]) -> str:
        opened = self._server.ask(
            self._server.client.open_point_in_time, index=indices, keep_alive=_KEPT
        )
        return str(opened["id"])

    def _seen(self, asked: dict[str, Any], view: str) -> Any:
        pit = {"id": view, "keep_alive": _KEPT}
        return self._server.ask(self._server.client.search, pit=pit, **asked)

    def _refresh(self, build: str) -> None:
        refresh = self._server.client.indices.refresh
        self._server.ask(refresh, index=self._builds.both(build))

    def _excuse(self, error: ServerError) -> None:
        """Let it pass that there is no index yet."""
        if error.kind != "index_not_found_exception":
            raise error
        logger.warning("There is no search index yet: run `pantau index sync`.")


def _own(query: Node) -> dict[str, Any]:
    """What ``query`` finds among documents that can be ordered: others may write here too."""
    ordered = [{"exists": {"field": field}} for field in (ID, MOMENT)]
    return {"bool": {"must": [compiled(query)], "filter": ordered}}


def _found(answer: Any, limit: int, sort: Sort) -> Found:
    hits = answer["hits"]["hits"]
    shown = hits[:limit]
    after = None
    if len(hits) > limit:
        width = len(_ORDER[sort])
        after = written(Cursor(sort, shown[-1]["sort"][:width], answer.get("pit_id")))
    matches = [_match(hit["sort"], sort) for hit in shown]
    return Found(answer["hits"]["total"]["value"], matches, after)


def _match(order: list[Any], sort: Sort) -> Match:
    if sort == "date":
        return Match(order[1], 0.0)
    return Match(order[2], float(order[0]))
