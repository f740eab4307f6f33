"""Search: index what the store holds, and find it again. Only this package knows an engine."""

from search.engine import SearchEngine
from search.opening import open_engine
from search.stories import (
    Hit,
    SearchResult,
    matching_agreements,
    matching_ids,
    search_stories,
)
from search.sync import prepare, rebuild, sync

__all__ = [
    "Hit",
    "SearchEngine",
    "SearchResult",
    "matching_agreements",
    "matching_ids",
    "open_engine",
    "prepare",
    "rebuild",
    "search_stories",
    "sync",
]
