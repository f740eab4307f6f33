"""The embedded index's fields and documents, as tantivy has them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from tantivy import (
    Document,
    Filter,
    Index,
    Schema,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from search import schema
from search.analysis import fingerprint, stem, words
from search.wording import WIDEST

#: Counts changes of this module that make an older index useless.
_LAYOUT_VERSION = 5
#: What an index says of itself; one that says otherwise is made anew.
VERSION = f"{_LAYOUT_VERSION}.{schema.SCHEMA_VERSION}.{fingerprint()}"

T = TypeVar("T")

#: The two indexes of a build, by what they hold; each is a directory in that of the build. Words
#: are as rare as they are among stories, whatever the agreements say.
STORIES, AGREEMENTS = "stories", "agreements"
PARTS = (STORIES, AGREEMENTS)

ID, MOMENT, CHANGE, FILLED = "id", "moment", "version", "filled"
#: The id as two numbers, by which documents can be sorted and read quickly.
HEAD, TAIL = "id_head", "id_tail"
#: Of all that a document was made of, so that it can be told from what it should be.
DIGEST = "digest"
#: Bytes of each number; the store's ids have 12, and at most 16.
_HALF = 8
#: Stands for a time of publication that is not known: before all others.
NO_MOMENT = -(2**53)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
#: Words come analysed, with spaces between.
_SPACES = "spaces"
#: Stands in a text where no word is, and counts as a place.
_NO_WORD = "\0"
#: Stands for the text of a field that has none; no query can ask for it as a word. Elasticsearch
#: tells how rare a word is, and how long a text, among the documents that have the field, tantivy
#: among all; where all have it, both score alike.
NO_TEXT = "\1"
#: Between two texts of one field: more places than a phrase reaches over.
_BETWEEN = f" {' '.join([_NO_WORD] * (WIDEST + 1))} "
#: Texts whose words are remembered.
_REMEMBERED = 64


class Key(NamedTuple):
    """An id as numbers that sort as it does."""

    head: int
    tail: int

    @property
    def id(self) -> str:
        """The id."""
        content = b"".join(half.to_bytes(_HALF, "big") for half in self)
        return content.rstrip(b"\0").decode("utf-8", "replace")


def key_of(identity: str) -> Key:
    """Return the numbers of an id.

    Raises:
        ValueError: where the id is longer than those of the store, or no text.
    """
    content = identity.encode()
    if len(content) > 2 * _HALF:
        raise ValueError(f"the id {identity[:40]!r} is longer than {2 * _HALF} bytes")
    content = content.ljust(2 * _HALF, b"\0")
    return Key(int.from_bytes(content[:_HALF], "big"), int.from_bytes(content[_HALF:], "big"))


def exact(field: str) -> str:
    """Return the name of the field with the folded words of ``field``, unstemmed."""
    return f"{field}_exact"


def counted(field: str) -> str:
    """Return the name of the field with the values that ``field`` is counted by."""
    return f"{field}_counted"


def make_schema() -> Schema:
    """Return the fields of both indexes."""
    builder = SchemaBuilder()
    for field in schema.TEXT_FIELDS:
        builder.add_text_field(field, tokenizer_name=_SPACES)
        builder.add_text_field(exact(field), tokenizer_name=_SPACES)
    for field in (*schema.VALUE_FIELDS, FILLED, ID):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in schema.FACET_FIELDS:
        builder.add_text_field(
            counted(field), fast=True, tokenizer_name="raw", index_option="basic"
        )
    for field in (*schema.DATE_FIELDS, MOMENT):
        builder.add_integer_field(field, indexed=True, fast=True)
    builder.add_integer_field(CHANGE, fast=True)
    for field in (HEAD, TAIL, DIGEST):
        builder.add_unsigned_field(field, fast=True)
    return builder.build()


def open_index(path: Path | None) -> Index:
    """Open the index at ``path``, or begin one in this empty directory; null: in memory."""
    index = Index(make_schema(), None if path is None else str(path))
    analyzer = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(
        Filter.custom_stopword([_NO_WORD])
    )
    index.register_tokenizer(_SPACES, analyzer.build())
    # Searches look for changes themselves; no thread has to watch the directory.
    index.config_reader(reload_policy="manual")
    return index


@lru_cache(_REMEMBERED)
def _analysed(text: str) -> tuple[str, str]:
    """The words of ``text`` and their stems; kept for the documents of a story's agreements."""
    found = words(text)
    return " ".join(found), " ".join(map(stem, found))


def as_tantivy(document: schema.Document) -> Document:
    """Return ``document`` with its text analysed.

    Raises:
        ValueError: where it holds what is no text, or an id that is no id of the store.
    """
    made = Document()
    _identify(made, document)
    for field, texts in document.text.items():
        analysed = [_analysed(text) for text in texts]
        if field in schema.DEFAULT_FIELDS and not any(map(any, analysed)):
            analysed = [(NO_TEXT, NO_TEXT)]
        made.add_text(exact(field), _BETWEEN.join(folded for folded, _ in analysed))
        made.add_text(field, _BETWEEN.join(stemmed for _, stemmed in analysed))
    for field, value in _pairs(document.values):
        made.add_text(field, value)
    for field, day in _pairs(document.dates):
        made.add_integer(field, day.toordinal())
    for field, value in _pairs(document.facets):
        made.add_text(counted(field), value)
    for field, content in (document.text | document.values | document.dates).items():
        if content:
            made.add_text(FILLED, field)
    return made


def digest(document: schema.Document) -> int:
    """Return a number that two documents share only where the index is made of the same of them."""
    groups = (document.text, document.values, document.dates, document.facets)
    content = repr((document.moment, *(sorted(group.items()) for group in groups)))
    hashed = hashlib.blake2b(content.encode("utf-8", "replace"), digest_size=_HALF)
    return int.from_bytes(hashed.digest(), "big")


def _pairs(fields: Mapping[str, Iterable[T]]) -> Iterator[tuple[str, T]]:
    for field, content in fields.items():
        for one in content:
            yield field, one


def _identify(made: Document, document: schema.Document) -> None:
    key = key_of(document.id)
    made.add_unsigned(HEAD, key.head)
    made.add_unsigned(TAIL, key.tail)
    made.add_text(ID, document.id)
    made.add_integer(CHANGE, document.version)
    moment = document.moment
    made.add_integer(MOMENT, (moment - _EPOCH) // _MILLISECOND if moment else NO_MOMENT)
    made.add_unsigned(DIGEST, digest(document))
