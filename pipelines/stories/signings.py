"""Sentences that speak of a signing, done or not, and the days in them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.text.date_mentions import DateMention
from pipelines.text.dates import find_dates
from pipelines.text.lookout import watch
from pipelines.text.sentences import sentences

SIGNS = watch(
    r"\b(?:(?:di|me)?teken|meneken|(?:di)?tanda ?tangan|(?:pe|me)nanda ?tangan)", re.IGNORECASE
)


class Signing(NamedTuple):
    """A sentence that speaks of a signing."""

    text: str
    days: tuple[DateMention, ...]


@lru_cache(maxsize=8)
def signings_in(text: str) -> tuple[Signing, ...]:
    """Return the sentences of ``text`` that speak of a signing; the last few are remembered."""
    return tuple(
        Signing(sentence.text, tuple(find_dates(sentence.text)))
        for sentence in sentences(text)
        if SIGNS.search(sentence.text)
    )
