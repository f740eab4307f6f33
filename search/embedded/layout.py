"""The embedded index's fields and documents, as tantivy has them."""

from __future__ import annotations

from functools import lru_cache

from tantivy import (
    Document,
    Index,
    Schema,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from search import schema
from search.analysis import fingerprint, stem, words

#: Counts changes of this module that make an older index useless.
_LAYOUT_VERSION = 1
#: What an index says of itself; one that says otherwise is made anew.
VERSION = f"{_LAYOUT_VERSION}.{schema.SCHEMA_VERSION}.{fingerprint()}"

STORY, AGREEMENT, MOMENT, FILLED = "story_id", "agreement_id", "moment", "filled"
#: Stands for a time of publication that is not known: before all others. Unix seconds.
_NO_MOMENT = -(2**53)
#: Words come analysed, with spaces between.
_SPACES = "spaces"
#: Texts whose words are remembered.
_REMEMBERED = 64


def exact(field: str) -> str:
    """Return the name of the field with the folded words of ``field``, unstemmed."""
    return f"{field}_exact"


def make_schema() -> Schema:
    """Return the fields of the index."""
    builder = SchemaBuilder()
    for field in schema.TEXT_FIELDS:
        builder.add_text_field(field, tokenizer_name=_SPACES)
        builder.add_text_field(exact(field), tokenizer_name=_SPACES)
    for field in (*schema.VALUE_FIELDS, FILLED):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in (STORY, AGREEMENT):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic", stored=True)
    for field in schema.DATE_FIELDS:
        builder.add_integer_field(field, indexed=True, fast=True)
    builder.add_integer_field(MOMENT, fast=True)
    return builder.build()


def open_index(path: str) -> Index:
    """Open the index at ``path``, or begin one in this empty directory."""
    index = Index(make_schema(), path)
    index.register_tokenizer(_SPACES, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    # Searches look for changes themselves; no thread has to watch the directory.
    index.config_reader(reload_policy="manual")
    return index


@lru_cache(_REMEMBERED)
def _analysed(text: str) -> tuple[str, str]:
    """The words of ``text`` and their stems; kept for the documents of a story's agreements."""
    found = words(text)
    return " ".join(found), " ".join(map(stem, found))


def as_tantivy(document: schema.Document) -> Document:
    """Return ``document`` with its text analysed."""
    made = Document()
    made.add_text(STORY, document.story)
    # An empty id marks the story's own document.
    made.add_text(AGREEMENT, document.id if document.is_agreement else "")
    moment = document.moment
    made.add_integer(MOMENT, int(moment.timestamp()) if moment else _NO_MOMENT)
    for field, texts in document.text.items():
        for text in texts:
            folded, stemmed = _analysed(text)
            made.add_text(exact(field), folded)
            made.add_text(field, stemmed)
    for field, values in document.values.items():
        for value in values:
            made.add_text(field, value)
    for field, days in document.dates.items():
        for day in days:
            made.add_integer(field, day.toordinal())
    for group in (document.text, document.values, document.dates):
        for field, content in group.items():
            if content:
                made.add_text(FILLED, field)
    return made
