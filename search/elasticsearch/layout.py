"""Documents as Elasticsearch is given them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from pydantic_core import to_json

from search.analysis import tokens
from search.elasticsearch.analysis import NO_TEXT
from search.elasticsearch.templates import (
    DAYS,
    FACETS,
    FILLED,
    ID,
    MOMENT,
    POINTS,
    STORY,
)
from search.engine import Held
from search.places import point_of
from search.schema import DEFAULT_FIELDS, Document

#: Stands for a time of publication that is not known: before all others. Milliseconds.
NO_MOMENT = -(2**53)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
#: Letters; a longer word is cut by the analysis, which the server's tokenizer cannot.
_LONGEST_WORD = 64
#: An older version than the one that is there is refused, the same is written again.
_VERSIONED = "external_gte"
#: Facets that are no other field's values.
_COUNTED = ("site", "language", "year")


class Action(NamedTuple):
    """A change of one document: what is done with which, and its fields as JSON, if it stays."""

    header: dict[str, dict[str, Any]]
    body: bytes | None

    @property
    def id(self) -> str:
        """The id of the document."""
        ((_, target),) = self.header.items()
        return str(target["_id"])


class Bodies:
    """Makes the JSON of documents, of those in a row that say the same only once."""

    def __init__(self) -> None:
        self._last: Document | None = None
        self._said = b""

    def of(self, document: Document) -> bytes:
        """Return the fields of ``document``: what is searched, counted and shown, in plain words.

        Raises:
            ValueError: where it holds what is no text.
        """
        if self._last is None or not document.says_as(self._last):
            # Three times as fast as the client's own.
            self._said = to_json(_said(document))
            self._last = document
        return to_json({ID: document.id, STORY: document.story})[:-1] + b"," + self._said[1:]


def put(index: str, document: Document, body: bytes) -> Action:
    """Return what writes ``document`` to ``index``, unless a later version is there."""
    return Action({"index": _target(index, document.id, document.version)}, body)


def drop(index: str, gone: Held) -> Action:
    """Return what removes a document from ``index``, unless a later version is there."""
    return Action({"delete": _target(index, gone.id, gone.version)}, None)


def _target(index: str, identity: str, version: int) -> dict[str, Any]:
    return {"_index": index, "_id": identity, "version": version, "version_type": _VERSIONED}


def _said(document: Document) -> dict[str, Any]:
    """What a document says, but for its ids; fields without content are left out."""
    groups = (document.text, document.values, document.dates)
    filled = [field for group in groups for field, content in group.items() if content]
    facets = {FACETS[field]: document.facets[field] for field in _COUNTED}
    whole = document.extra | document.values | facets
    said: dict[str, Any] = {field: content for field, content in whole.items() if content}
    for field, texts in document.text.items():
        if texts or field in DEFAULT_FIELDS:
            said[field] = _texts(field, texts)
    for field, days in document.dates.items():
        if days:
            said[DAYS[field]] = [day.isoformat() for day in days]
    for field, points in POINTS.items():
        places = [*filter(None, map(point_of, document.text[field]))]
        if places:
            said[points] = [f"{place.lat},{place.lon}" for place in places]
    if document.extra["published"]:
        said["published"] = [moment.isoformat() for moment in document.extra["published"]]
    return said | {MOMENT: _milliseconds(document.moment), FILLED: filled}


def _milliseconds(moment: datetime | None) -> int:
    return NO_MOMENT if moment is None else (moment - _EPOCH) // _MILLISECOND


def _texts(field: str, texts: Iterable[str]) -> list[str]:
    """What is indexed of ``texts``; a field that is sought unnamed is never without a word."""
    if field in DEFAULT_FIELDS and not any(map(_has_words, texts)):
        return [NO_TEXT]
    return [text if len(text) <= _LONGEST_WORD else _cut(text) for text in texts]


def _has_words(text: str) -> bool:
    first = text[:1]
    return (first.isascii() and first.isalnum()) or next(tokens(text), None) is not None


def _cut(text: str) -> str:
    """Return ``text`` with words too long cut, as every engine indexes them."""
    if not _may_need_cut(text):
        return text
    kept, done = [], 0
    for token in tokens(text):
        if token.end - token.start > _LONGEST_WORD:
            kept += [text[done : token.start], token.word]
            done = token.end
    return "".join([*kept, text[done:]])


def _may_need_cut(text: str) -> bool:
    """Whether a word may be too long: in so many letters in a row is no space."""
    start = 0
    while len(text) - start > _LONGEST_WORD:
        start = text.rfind(" ", start, start + _LONGEST_WORD + 1) + 1
        if not start:
            return True
    return False
