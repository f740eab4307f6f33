"""The JSON that Elasticsearch is given says what the document does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import tokens
from search.elasticsearch.layout import NO_MOMENT, Bodies
from search.places import point_of
from search.schema import DEFAULT_FIELDS, Document
from tests.search.library import all_documents, story, told

LONG = "x" * 65
UNDATED = story("s1", f"Lapas {LONG}", "\n".join(["∅", LONG, "kerja sama"]), published=None)


def plainly(document: Document) -> dict[str, Any]:
    """The fields of a document without long words, each made for itself."""
    searched = document.text | document.values | document.dates
    day = [day.isoformat() for day in document.dates["published"]]
    fields: dict[str, Any] = {
        **{name: list(content) for name, content in document.extra.items()},
        **{name: list(content) for name, content in (document.text | document.values).items()},
        **{name: [day.isoformat() for day in days] for name, days in document.dates.items()},
        **{f"{name}.facet": list(document.facets[name]) for name in ("site", "language")},
        "year": list(document.facets["year"]),
        "published": [moment.isoformat() for moment in document.extra["published"]],
        "published_on": day,
        "filled": [name for name, content in searched.items() if content],
    }
    for name in ("province", "regency"):
        points = filter(None, map(point_of, document.text[name]))
        fields[f"{name}_point"] = [f"{point.lat},{point.lon}" for point in points]
    for name in DEFAULT_FIELDS:
        if not any(next(tokens(text), None) for text in document.text[name]):
            fields[name] = ["∅∅"]
    moment = round(document.moment.timestamp() * 1000) if document.moment else NO_MOMENT
    own = {"id": document.id, "story": document.story, "moment": moment}
    return own | {name: content for name, content in fields.items() if content}


def bodies(documents: list[Document]) -> list[dict[str, Any]]:
    """What one writer sends of documents, one after the other."""
    made = Bodies()
    return [json.loads(made.of(document)) for document in documents]


def test_every_document_is_sent_whole() -> None:
    documents = all_documents()
    assert any(one.is_agreement for one in documents)
    assert bodies(documents) == [*map(plainly, documents)]


def test_what_says_the_same_is_sent_under_its_own_id_and_nothing_else_is_shared() -> None:
    first = next(one for one in all_documents() if one.moment and one.facets["year"])
    same = replace(first, id="a1", version=first.version + 1)
    other = replace(same, id="a2", values={**same.values, "label": ("candidate",)})
    later = replace(same, id="a3", moment=datetime(2026, 1, 2, tzinfo=UTC))
    documents = [first, same, other, later, first]
    assert bodies(documents) == [*map(plainly, documents)]


def test_words_too_long_are_cut_and_fields_without_words_have_a_sign() -> None:
    (document,) = told(UNDATED)
    (body,) = bodies([document])
    assert body["title"] == [f"Lapas {LONG[:-1]}"]
    assert body["text"] == [f"∅\n{LONG[:-1]}\nkerja sama"]
    assert body["record"] == ["∅∅"]
    assert body["moment"] == NO_MOMENT
    assert not {"published", "published_on", "year", "unit"} & body.keys()


@given(st.text("ab \n\t\u00a0\u2003–", max_size=40).flatmap(lambda some: st.just(some * 4)))
def test_no_long_word_is_overlooked(text: str) -> None:
    (document,) = told(story("s1", "Judul", text))
    (body,) = bodies([document])
    assert max((token.end - token.start for token in tokens(body["text"][0])), default=0) <= 64


def test_what_is_no_text_is_refused() -> None:
    (document,) = told(story("s1", "Lapas"))
    with pytest.raises(ValueError, match="surrogates"):
        Bodies().of(replace(document, text={**document.text, "title": ("Lapas \ud800",)}))
