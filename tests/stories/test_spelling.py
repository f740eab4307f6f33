"""Names that two writers spell by ear are one; others are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stories.spelling import by_ear, heard

ALIKE = [
    ("yulian", "julian"),
    ("hartawan", "hertawan"),
    ("wicaksana", "witjaksana"),
    ("prasetyawan", "prasetiawan"),
    ("sulaeman", "sulaiman"),
    ("rahmat", "rahmad"),
    ("dedy", "deddi"),
    ("yusuf", "jusup"),
    ("soekarno", "sukarno"),
]
APART = [
    ("kurnia", "karina"),
    ("siak", "sikka"),
    ("hermawan", "hermansyah"),
    ("santoso", "susanto"),
    ("pasal1", "pasal2"),
]


@pytest.mark.parametrize(("left", "right"), ALIKE)
def test_one_name_in_two_spellings(left: str, right: str) -> None:
    assert by_ear(left) == by_ear(right)


@pytest.mark.parametrize(("left", "right"), APART)
def test_two_names(left: str, right: str) -> None:
    assert by_ear(left) != by_ear(right)


def test_names_of_several_words() -> None:
    assert heard(frozenset({"rusdi hertawan"})) == heard(frozenset({"rusdy hartawan"}))
    assert heard(frozenset()) == frozenset()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_no_word_is_lost(word: str) -> None:
    assert bool(by_ear(word)) == bool(word)
