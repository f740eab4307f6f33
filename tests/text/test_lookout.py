"""A watched pattern finds what ``re`` finds, and is not tried where no word of its own stands."""

from __future__ import annotations

import re
from importlib import resources

import pytest
import re2
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pantau.corpus import CORPUS, load_voice
from pipelines.judge.cues import cue
from pipelines.text.lookout import Watched, _quick, watch
from pipelines.text.patterns import needed_by
from pipelines.text.sentences import sentences

CUES = yaml.safe_load((resources.files("pipelines.judge") / "cues.yaml").read_text("utf-8"))
SIGN = watch(r"(?<!\w)(?:(?:me|di)?teken(?:an)?|sah|tanda\s+tangani)(?!\w)", re.IGNORECASE)
PAPER = watch(r"\b(?:nota (?=kese)|(?<!no )perjanjian(?! kinerja)|kerja ?sama\w*)", re.IGNORECASE)
EITHER = watch(r"(?i:mou)|\d{1,3} (?:mitra|naskah)|\?")


def spans(pattern: re.Pattern[str] | Watched, text: str, *ends: int) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text, *ends)]


@pytest.mark.parametrize(
    "text",
    [
        "Lapas X teken nota kesepahaman, sah sah, MoU dengan 12 mitra?",
        "“Diteken” — masalah kerja sama; perjanjian kinerja, Perjanjian kerjasamanya",
        "tanda\u00a0tangani, tanda\ttangani dan TANDA TANGANI",
        "no perjanjian, éteken, tekené, \u212aerja sama, per\u017ah",
        "teken.teken-teken teken\n",
        "",
    ],
)
@pytest.mark.parametrize("watched", [SIGN, PAPER, EITHER])
def test_finds_what_re_finds(watched: Watched, text: str) -> None:
    assert spans(watched, text) == spans(watched.pattern, text)


WORDS = st.sampled_from(
    "teken diteken sah masalah tanda tangani nota kesepahaman perjanjian kinerja kerja sama MoU 12 "
    "mitra naskah no ? , . ” – \u00a0 \u017f é \n".split(" ")
)


@given(
    st.lists(WORDS).map(" ".join) | st.lists(WORDS).map("".join),
    st.integers(0, 30),
    st.integers(0, 60),
)
def test_finds_it_between_any_two_places(text: str, start: int, end: int) -> None:
    for watched in (SIGN, PAPER, EITHER):
        assert spans(watched, text, start) == spans(watched.pattern, text, start)
        assert spans(watched, text, start, end) == spans(watched.pattern, text, start, end)
        found, expected = watched.search(text, start), watched.pattern.search(text, start)
        assert (found and found.span()) == (expected and expected.span())


class Outward:
    """A pattern of RE2 by its public calls alone, as another release may bring it."""

    def __init__(self, pattern: bytes) -> None:
        self.search = re2.compile(pattern).search


@pytest.mark.parametrize("data", [b"", b"teken", b"Diteken, lalu diteken lagi", b"kinerja"])
def test_places_are_found_without_inner_calls_too(data: bytes) -> None:
    pattern = b"(?i)(?:di)?teken"
    for start in range(len(data) + 1):
        quick, public = _quick(re2.compile(pattern)), _quick(Outward(pattern))
        expected = re.compile(pattern).search(data, start)
        assert quick(data, start) == public(data, start) == (expected and expected.span())


@pytest.mark.parametrize("voice", ["a-kantor-kawat", "english-id", "rilis-kutipan"])
def test_every_cue_finds_what_re_finds_in_stories(voice: str) -> None:
    for story in load_voice(CORPUS / f"{voice}.yaml").stories:
        for sentence in sentences(story.article.text):
            for name in CUES:
                assert spans(cue(name), sentence.text) == spans(cue(name).pattern, sentence.text)


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        (r"\b(?:sah|tekenan)\b", {" sah ", " tekenan "}),
        (r"(?:di)?teken(?:an)?", {"teken"}),
        (r"kerja ?sama", {"kerja"}),
        (r"(?:\d+|dua) (?:mitra|pihak)\b", {" mitra ", " pihak "}),
        (r"tanda\s+tangan", {" tangan"}),
        (r"\d+|mitra", set()),
        (r"di", set()),
    ],
)
def test_reads_off_a_pattern_what_words_it_needs(pattern: str, pieces: set[str]) -> None:
    assert needed_by(pattern, 0) == pieces
