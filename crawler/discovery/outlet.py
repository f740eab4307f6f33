"""Whether a front page is that of an Indonesian news site: domains change hands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from crawler.discovery.listing import Listing
from model.sayings import Saying, saying
from pipelines.read.language import INDONESIAN, UNDETERMINED, language_of

_FILE = Path(__file__).with_name("outlet.yaml")
#: Signs of one sort that a news site does not have, beside what it advertises.
_MOST = {"for_sale": 0, "gambling": 5, "shop": 8}
#: Articles that a front page of a news site lists at least.
_FEWEST = 5


def why_abandoned(listing: Listing, body: bytes) -> Saying | None:
    """Say that a domain holds something else than news now; None where it does not.

    One that lists many articles without selling beside each may advertise what it likes.
    """
    text = body.decode("utf-8", "replace")
    for sort, most in _MOST.items():
        signs = len(_patterns()[sort].findall(text))
        if signs > max(most, len(listing.articles) // 2 if most else 0):
            return saying(sort, signs=signs)
    return None


def why_no_news(listing: Listing) -> Saying | None:
    """Say why a front page is none of an Indonesian news site; None where it is."""
    count = len(listing.articles)
    if count < _FEWEST:
        return saying("few_articles", articles=count, fewest=_FEWEST)
    headlines = ". ".join(found.title for found in listing.articles if found.title)
    language = language_of(headlines)
    if language not in {INDONESIAN, UNDETERMINED}:
        return saying("other_language", language=language)
    return None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    groups: dict[str, Sequence[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        name: re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})", re.IGNORECASE)
        for name, words in groups.items()
    }
