"""Documents that fit equally well, and answers page by page, for what every engine is held to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from search.engine import Found, SearchEngine, Sort
from search.query import understand
from search.schema import Document
from tests.search.library import story, told

Again = Callable[[], SearchEngine]

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def ids(engine: SearchEngine, query: str, limit: int = 100) -> list[str]:
    return [match.story for match in engine.search(understand(query), limit, "relevance").matches]


def numbered(count: int, title: str = "Lapas sama") -> list[Document]:
    made: list[Document] = []
    for number in range(count):
        day = datetime(2026, 1, 1 + number % 3, tzinfo=UTC) if number % 10 else None
        made += told(story(f"n{number:04}", title, published=day))
    return made


def in_order(documents: list[Document]) -> list[str]:
    """The ids of stories that fit equally well, newest first."""

    def rank(document: Document) -> tuple[bool, float, str]:
        moment = document.moment
        return moment is None, -(moment or NEVER).timestamp(), document.id

    return [document.id for document in sorted(documents, key=rank)]


def pages(engine: SearchEngine, query: str, limit: int, sort: Sort) -> Iterator[Found]:
    after = None
    while True:
        found = engine.search(understand(query), limit, sort, after)
        yield found
        after = found.after
        if after is None:
            return


def walked(engine: SearchEngine, query: str, limit: int, sort: Sort) -> list[str]:
    return [match.story for page in pages(engine, query, limit, sort) for match in page.matches]
