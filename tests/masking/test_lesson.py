"""A mask made of what was written down masks as the one that learnt it does."""

from __future__ import annotations

import pytest

from pantau.corpus import CORPUS, load_corpus
from pipelines.masking import Mask, digest_of, read, written
from tests.masking.leaks import cases

_SETS = ("stories.yaml", "adversarial.yaml", "adversarial_later.yaml")


def _hard(name: str) -> list[tuple[str, ...]]:
    return [(case.text,) for case in cases(name)]


def _corpus() -> list[tuple[str, ...]]:
    """Every twentieth story of the corpus, each with a headline."""
    stories = [story for voice in load_corpus(CORPUS) for story in voice.stories]
    return [(story.title, story.text) for story in stories[::20]]


@pytest.mark.parametrize("texts", [*map(_hard, _SETS), _corpus()], ids=[*_SETS, "corpus"])
def test_a_lesson_read_again_masks_alike(texts: list[tuple[str, ...]]) -> None:
    for told in texts:
        learnt = Mask(*told)
        again = Mask(*told, lesson=read(written(learnt.lesson)))
        whole = "\n".join(told)
        pieces = [*told, *whole.split("\n"), *whole.split(". "), whole[40:400], "Andi Wijaya (30)"]
        assert [again(piece) for piece in pieces] == [learnt(piece) for piece in pieces]


def test_a_digest_tells_texts_and_their_bounds_apart() -> None:
    assert digest_of(["satu", "dua"]) == digest_of(("satu", "dua"))
    assert len({digest_of(told) for told in (["satu", "dua"], ["satudua"], ["dua", "satu"])}) == 3
