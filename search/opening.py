"""Opens the search engine that the configuration names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from model.config import Settings
from search.embedded import EmbeddedEngine
from search.engine import SearchEngine


@contextmanager
def open_engine(settings: Settings) -> Iterator[SearchEngine]:
    """Open the search engine of ``settings`` for the time of the block.

    Raises:
        SearchError: when the index cannot be reached.
    """
    if settings.search.engine == "embedded":
        yield EmbeddedEngine(settings.index_dir)
        return
    # The client takes long to load, and few commands need it.
    from search.elasticsearch import open_elasticsearch  # noqa: PLC0415

    with open_elasticsearch(settings) as engine:
        yield engine
