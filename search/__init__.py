"""Search: index what the store holds, and find it again. Only this package knows an engine."""

from search.engine import FacetCount, SearchEngine
from search.following import catch_up, retry, sync
from search.matching import Matcher, Matches, asks_for, matcher, understood
from search.opening import open_engine
from search.rebuilding import rebuild
from search.retention import KEEP_ALL, Retention
from search.status import IndexStatus, Refusal, index_status
from search.stories import (
    Hit,
    SearchResult,
    agreement_ids,
    as_they_are,
    matching_agreements,
    matching_ids,
    matching_stories,
    newest_stories,
    search_stories,
)
from search.verifying import Verified, verify

__all__ = [
    "KEEP_ALL",
    "FacetCount",
    "Hit",
    "IndexStatus",
    "Matcher",
    "Matches",
    "Refusal",
    "Retention",
    "SearchEngine",
    "SearchResult",
    "Verified",
    "agreement_ids",
    "as_they_are",
    "asks_for",
    "catch_up",
    "index_status",
    "matcher",
    "matching_agreements",
    "matching_ids",
    "matching_stories",
    "newest_stories",
    "open_engine",
    "rebuild",
    "retry",
    "search_stories",
    "sync",
    "understood",
    "verify",
]
