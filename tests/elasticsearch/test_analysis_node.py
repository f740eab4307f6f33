"""The analysis that the node has beside its server: what is there is right, the rest is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import Stemmer
from elasticsearch import BadRequestError, Elasticsearch

from tests.elasticsearch import cluster

pytestmark = pytest.mark.server

ROOT = Path(__file__).resolve().parents[2]
#: The server analyses no more than ten thousand words at once.
AT_ONCE = 8000


@pytest.fixture
def client(each_elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with cluster.connect(each_elasticsearch_url) as client:
        yield client


def vocabulary() -> list[str]:
    """All words of the labelled corpus, and all that the search knows, also with affixes."""
    files = [ROOT / "search" / "words.yaml", *(ROOT / "tests" / "corpus").glob("*.yaml")]
    texts = (path.read_text(encoding="utf-8").lower() for path in files)
    words = {word for text in texts for word in re.findall(r"[a-z]+", text)}
    forms = product(("", "di", "pen", "memper"), sorted(words), ("", "kannya"))
    return ["".join(parts) for parts in forms]


def analyzed(client: Elasticsearch, text: str, **analysis: Any) -> list[str]:
    return [token["token"] for token in client.indices.analyze(text=text, **analysis)["tokens"]]


def test_snowball_gives_the_stems_that_the_embedded_engine_gives(client: Elasticsearch) -> None:
    words = vocabulary()
    assert len(words) > 50_000
    stems: list[str] = []
    for start in range(0, len(words), AT_ONCE):
        stems += analyzed(
            client,
            " ".join(words[start : start + AT_ONCE]),
            tokenizer="whitespace",
            filter=[{"type": "snowball", "language": "Indonesian"}],
        )
    assert stems == Stemmer.Stemmer("indonesian").stemWords(words)


def test_an_override_keeps_its_word_from_the_stemmer(client: Elasticsearch) -> None:
    repair = {"type": "stemmer_override", "rules": ["menandatangani, teken => tandatangan"]}
    snowball = {"type": "snowball", "language": "Indonesian"}
    found = analyzed(
        client,
        "Menandatangani TEKEN menandatanganinya",
        tokenizer="standard",
        filter=["lowercase", repair, snowball],
    )
    assert found == ["tandatangan", "tandatangan", "andatangan"]


def test_synonyms_are_read_with_the_filters_before_them(client: Elasticsearch) -> None:
    found = analyzed(
        client,
        "PKS lapas",
        tokenizer="standard",
        filter=[
            "lowercase",
            {"type": "synonym_graph", "synonyms": ["PKS, Perjanjian Kerja Sama"]},
        ],
    )
    assert sorted(found) == ["kerja", "lapas", "perjanjian", "pks", "sama"]


@pytest.mark.parametrize(
    "analysis",
    [
        {"analyzer": "english"},
        {"tokenizer": "ngram"},
        {"tokenizer": "standard", "filter": ["word_delimiter_graph"]},
        {"tokenizer": "standard", "filter": [{"type": "stemmer", "language": "english"}]},
        {"tokenizer": "standard", "filter": [{"type": "snowball", "language": "Sundanese"}]},
        {"tokenizer": "standard", "filter": [{"type": "stemmer_override", "rules": ["tanpa"]}]},
        {"tokenizer": "standard", "char_filter": ["icu_normalizer"]},
    ],
    ids=str,
)
def test_what_the_node_does_not_have_it_refuses(
    client: Elasticsearch, analysis: dict[str, Any]
) -> None:
    if cluster.external():
        pytest.skip("a whole Elasticsearch has more")
    with pytest.raises(BadRequestError):
        analyzed(client, "perjanjian", **analysis)
