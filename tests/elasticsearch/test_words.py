"""Elasticsearch finds the words that the embedded engine finds, in any text one meets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.analysis import stems, word_lists, words
from search.elasticsearch.analysis import ASKED, STEMS, WORDS, analysis
from tests.elasticsearch import cluster

pytestmark = pytest.mark.server

ROOT = Path(__file__).resolve().parents[2]
#: The server analyses no more than ten thousand words at once.
AT_ONCE = 3_000
#: Latin, Greek, Cyrillic, Arabic, marks, digits, punctuation, blanks and pictures.
SIGNS = st.one_of(
    st.characters(min_codepoint=32, max_codepoint=126),
    st.characters(min_codepoint=0xA0, max_codepoint=0x36F),
    st.characters(min_codepoint=0x370, max_codepoint=0x52F),
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
    st.characters(min_codepoint=0x1E00, max_codepoint=0x21FF),
    st.characters(min_codepoint=0x2600, max_codepoint=0x2775),
    st.characters(min_codepoint=0x1F300, max_codepoint=0x1F64F),
    st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E),
    st.sampled_from("'’‘.,:;-_\n\t\u00ad\u200b\u200d\ufe0f\u0301"),
)
WORDS_OF_NEWS = st.sampled_from(
    "Penandatanganan MoU Jum'at Kab.Tangerang Rp1.500.000 UU-ITE 10.30 Lapas IIA's kerja_sama "
    "Ditjenpas No.PAS-12/2026 ‘Bapas’ “kerjasama” é ｌapas 🎉 🇮🇩 1️⃣ الرِّيَاض".split()
)
TEXTS = st.lists(st.one_of(WORDS_OF_NEWS, st.text(SIGNS, max_size=12)), max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def client(elasticsearch_url: str) -> Iterator[tuple[Elasticsearch, str]]:
    with cluster.clean(elasticsearch_url) as prefix, cluster.connect(elasticsearch_url) as client:
        client.indices.create(
            index=prefix, settings={"number_of_replicas": 0, "analysis": analysis()}
        )
        yield client, prefix


def analysed(client: tuple[Elasticsearch, str], analyzer: str, text: str) -> tuple[str, ...]:
    connected, index = client
    found = connected.indices.analyze(index=index, analyzer=analyzer, text=text)
    return tuple(token["token"] for token in found["tokens"])


def test_the_words_of_the_field(client: tuple[Elasticsearch, str]) -> None:
    files = [
        ROOT / "search" / "words.yaml",
        ROOT / "model" / "words.yaml",
        ROOT / "search" / "places.tsv",
        ROOT / "tests" / "search" / "library.yaml",
        *(ROOT / "tests" / "corpus").glob("*.yaml"),
    ]
    texts = [path.read_text(encoding="utf-8") for path in files]
    vocabulary = sorted({word for text in texts for word in re.findall(r"\S+", text)})
    assert len(vocabulary) > 10_000
    for start in range(0, len(vocabulary), AT_ONCE):
        text = " ".join(word for word in vocabulary[start : start + AT_ONCE] if len(word) <= 64)
        assert analysed(client, WORDS, text) == words(text)
        assert analysed(client, STEMS, text) == stems(text)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example("Jum'at, ‘Jum’at’ a''b 'awal akhir' 3.500,75 a.b,c:d;e_f kerja\u00adsama x\u200by")
@example("m² ½ ﬁle İstanbul ŞIŞ ΣΑΣ Straße 🎉🎉 lapas🎉rutan ☎️ ⓐ №7 A\u0301pa e\u0301\u0302")
@given(text=TEXTS)
def test_any_text(client: tuple[Elasticsearch, str], text: str) -> None:
    assert analysed(client, WORDS, text) == words(text)
    assert analysed(client, STEMS, text) == stems(text)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("MoU", "nota kesepahaman"),
        ("nota kesepahaman", "mou"),
        ("lapas perempuan", "lembaga pemasyarakatan perempuan"),
        ("PKS", "perjanjian kerja sama"),
        ("Ditjenpas", "direktorat jenderal pemasyarakatan"),
    ],
)
def test_names_are_asked_under_their_other_names(
    client: tuple[Elasticsearch, str], asked: str, found: str
) -> None:
    assert set(stems(found)) <= set(analysed(client, ASKED, asked))


def test_every_name_of_the_field_is_known(client: tuple[Elasticsearch, str]) -> None:
    for group in word_lists()["synonyms"]:
        every = set(chain.from_iterable(map(stems, group)))
        assert every <= set(analysed(client, ASKED, group[0]))
