from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.instruments import find_instruments
from tests.text import cases


def told(text: str) -> str:
    return "; ".join(f"{found.kind}: {found.text}" for found in find_instruments(text)) or "-"


@pytest.mark.parametrize(("text", "expected"), cases("instruments.txt"))
def test_a_paper_is_told_by_its_name(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), cases("instruments.txt"))
def test_a_paper_is_told_within_a_sentence(text: str, expected: str) -> None:
    assert told(f"Selasa (3/2), {text}, kata bupati.") == expected


def test_a_name_may_break_over_lines() -> None:
    assert told("perjanjian\nkerja sama") == "perjanjian_kerja_sama: perjanjian\nkerja sama"


PIECES = st.sampled_from(
    "PKS|MoU|nota|kesepahaman|perjanjian|kerja|sama|kerjasama|bersama|kesepakatan|(|)|.|/|-|SKB|"
    "pidana kerja sosial|Fraksi|teken| |\n|Jambi".split("|")
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=30))
def test_any_text_can_be_read(pieces: list[str]) -> None:
    for text in ("".join(pieces), " ".join(pieces)):
        found = find_instruments(text)
        assert all(text[mention.start : mention.end] == mention.text for mention in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
