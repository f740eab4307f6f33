"""Documents as Elasticsearch is given them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from search.analysis import tokens
from search.elasticsearch.analysis import NO_TEXT
from search.elasticsearch.templates import (
    FACETS,
    FILLED,
    ID,
    MOMENT,
    POINTS,
    PUBLISHED_ON,
    STORY,
)
from search.engine import Held
from search.places import point_of
from search.schema import DEFAULT_FIELDS, Document

Action = dict[str, Any]

#: Stands for a time of publication that is not known: before all others. Milliseconds.
NO_MOMENT = -(2**53)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
#: Letters; a longer word is cut by the analysis, which the server's tokenizer cannot.
_LONGEST_WORD = 64
#: An older version than the one that is there is refused, the same is written again.
_VERSIONED = "external_gte"


def put(index: str, document: Document) -> Action:
    """Return what writes ``document`` to ``index``, unless a later version is there."""
    return {
        "_op_type": "index",
        "_index": index,
        "_id": document.id,
        "version": document.version,
        "version_type": _VERSIONED,
        "_source": source(document),
    }


def drop(index: str, gone: Held) -> Action:
    """Return what removes a document from ``index``, unless a later version is there."""
    return {
        "_op_type": "delete",
        "_index": index,
        "_id": gone.id,
        "version": gone.version,
        "version_type": _VERSIONED,
    }


def source(document: Document) -> dict[str, Any]:
    """Return the fields of ``document``: what is searched, counted and shown, in plain words."""
    groups = (document.text, document.values, document.dates)
    filled = [field for group in groups for field, content in group.items() if content]
    dates = {field: [day.isoformat() for day in days] for field, days in document.dates.items()}
    extra = {field: list(content) for field, content in document.extra.items() if content}
    found: dict[str, Any] = {
        ID: document.id,
        STORY: document.story,
        MOMENT: _milliseconds(document.moment),
        **extra,
        **{field: _texts(field, texts) for field, texts in document.text.items()},
        **{field: list(values) for field, values in document.values.items()},
        **{FACETS[field]: list(document.facets[field]) for field in ("site", "language", "year")},
        **dates,
        PUBLISHED_ON: dates["published"],
        "published": [moment.isoformat() for moment in document.extra["published"]],
        FILLED: filled,
    }
    for field, points in POINTS.items():
        places = filter(None, map(point_of, document.text[field]))
        found[points] = [f"{place.lat},{place.lon}" for place in places]
    return {field: content for field, content in found.items() if content != []}


def _milliseconds(moment: datetime | None) -> int:
    return NO_MOMENT if moment is None else (moment - _EPOCH) // _MILLISECOND


def _texts(field: str, texts: Iterable[str]) -> list[str]:
    """What is indexed of ``texts``; a field that is sought unnamed is never without a word."""
    if field in DEFAULT_FIELDS and not any(map(_has_words, texts)):
        return [NO_TEXT]
    return [_cut(text) for text in texts]


def _has_words(text: str) -> bool:
    return next(tokens(text), None) is not None


def _cut(text: str) -> str:
    """Return ``text`` with words too long cut, as every engine indexes them."""
    if max(map(len, text.split()), default=0) <= _LONGEST_WORD:
        return text
    kept, done = [], 0
    for token in tokens(text):
        if token.end - token.start > _LONGEST_WORD:
            kept += [text[done : token.start], token.word]
            done = token.end
    return "".join([*kept, text[done:]])
