"""Recording people, places, terms and counts from texts that are no news."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.records import Article
from pipelines.record import record
from tests.record.measure import FETCHED_AT, evidence_faults

#: Far more than any text of the size takes; a quadratic pattern would take minutes.
SECONDS = 5.0

_WORDS = st.sampled_from(
    "Kalapas Kepala Ketua Rektor Bupati Lapas Kelas IIB Blitar Budi Santoso, S.H., KH. I Made bin "
    "(Kalapas) dan di Aula Gedung Jalan Prof. H. , . ; : “ ” ( ) menandatangani diteken oleh PKS "
    "MoU berlaku selama dua (2) tahun hingga akhir 2027 31 Februari lima mitra puskesmas meliputi "
    "pelatihan, magang \n disaksikan Senin (3/3/2025) yakni yang diwakili alias".split(" ")
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_WORDS, max_size=60))
def test_any_order_of_words_is_recorded(words: list[str]) -> None:
    article = Article(title="Lapas Teken PKS", text=" ".join(words), language="id")
    for agreement in record(article, FETCHED_AT):
        assert evidence_faults(article, agreement) == []


@pytest.mark.parametrize(
    "piece",
    [
        "di ",
        "Kalapas ",
        "Kepala A, ",
        "Budi Santoso, ",
        "dua tahun ",
        "di Aula, ",
        "KH. ",
        "AAAAAAAA",
    ],
)
def test_endless_texts_take_no_endless_time(piece: str) -> None:
    article = Article(title="Lapas Teken PKS", text=piece * 4000, language="id")
    start = time.process_time()
    record(article, FETCHED_AT)
    assert time.process_time() - start < SECONDS
